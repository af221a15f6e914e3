/* SPDX-License-Identifier: ISC */
/* BODACC, the French gazette's notices on companies and traders (open data of
 * the DILA, by Opendatasoft's Explore API 2.1): creations, sales, changes,
 * insolvencies, accounts. A notice is a row whose longer parts are JSON within
 * a string: their words make its text. The target is the portal, or another one
 * of its kind. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/buf.h"
#include "store/base/json.h"

enum role { ROLE_NOTICES = NETWORK_ROLE_OWN };

enum {
	PER_PAGE = 100, /* the API's own maximum */
	PAGES_MAX = 10,
	TEXT_MAX = 65536,
	STACK_MAX = 512 /* values of one notice that wait to be read */
};

static const struct shape notice_shape = {
	.kind = DOC_PAGE,
	.space = "bodacc",
	.id = "id",
	.url = "url_complete",
	.url_root = "https://www.bodacc.fr/pages/annonces-commerciales-detail/"
		    "?q.id=id:",
	.title = "familleavis_lib|typeavis_lib",
	.author = "tribunal",
	.published = "dateparution",
};

/* What of a row is read, a line each. */
static const char *const members[] = { "commercant", "ville", "registre",
	"listepersonnes", "acte", "jugement", "modificationsgenerales",
	"radiationaurcs", "depot", "listeprecedentproprietaire",
	"listeprecedentexploitant", "divers" };

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p),
	    "api/explore/v2.1/catalog/datasets/annonces-commerciales/records"
	    "?where={Q}&order_by=dateparution%20desc&limit=100&offset=0",
	    ROLE_NOTICES);
	return ERR_OK;
}

/* What was pushed first is to be read first. */
static void
reverse(json_t **v, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		json_t *swap = v[i];

		v[i] = v[n - 1 - i];
		v[n - 1 - i] = swap;
	}
}

/* The words of a value, within lists and objects too, in their order. */
static enum err
add_words(json_t *value, struct buf *b)
{
	json_t *stack[STACK_MAX], *member;
	enum err e = ERR_OK;
	size_t n = 0;

	stack[n++] = value;
	while (n > 0 && e == ERR_OK) {
		json_t *v = stack[--n];
		size_t first = n;
		const char *key;

		if (json_is_string(v))
			e = buf_addf(b, "%s ", json_string_value(v));
		json_object_foreach(v, key, member) if (n < STACK_MAX)
		    stack[n++] = member;
		for (size_t i = 0; i < json_array_size(v) && n < STACK_MAX; i++)
			stack[n++] = json_array_get(v, i);
		reverse(stack + first, n - first);
	}
	return e;
}

static enum err
add_member(json_t *v, struct buf *b)
{
	const char *text = json_string_value(v);
	json_t *inner = NULL;
	enum err e;

	if (v == NULL || json_is_null(v))
		return ERR_OK;
	if (text != NULL && (*text == '{' || *text == '[') &&
	    json_parse(text, strlen(text), &inner) == ERR_OK)
		v = inner;
	e = add_words(v, b);
	if (e == ERR_OK)
		e = buf_adds(b, "\n");
	json_decref(inner);
	return e;
}

static void
set_text(struct page *p, const json_t *row, struct doc *d)
{
	enum err e = ERR_OK;
	struct buf b;

	buf_init(&b, TEXT_MAX);
	for (size_t i = 0; i < NELEM(members) && e == ERR_OK; i++)
		e = add_member(json_object_get(row, members[i]), &b);
	d->summary = e != ERR_OK;
	d->text_len = b.len;
	d->text = b.len > 0 ? arena_strndup(&p->arena, b.data, b.len) : NULL;
	buf_fini(&b);
}

static enum err
parse_rows(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *rows = json_object_get(root, "results");
	size_t n = json_array_size(rows), odd = 0;

	if (!json_is_array(rows))
		return page_problem(p, "no list of notices");
	for (size_t i = 0; i < n && !p->truncated; i++) {
		const json_t *row = json_array_get(rows, i);
		struct doc *d = shape_read(s, p, &notice_shape, "bodacc", row);

		odd += d == NULL && !p->truncated;
		if (d == NULL)
			continue;
		set_text(p, row, d);
		answer_permalink(p, d, false);
	}
	if (n >= PER_PAGE)
		listing_next_number(s, p, "offset", 0, PER_PAGE, PAGES_MAX);
	return shape_odd(p, odd, n, "notices");
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_NOTICES, parse_rows, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "://bodacc-datadila.opendatasoft.com/") != NULL;
}

const struct network network_bodacc = {
	.name = "bodacc",
	.does = "searches the French gazette's notices on companies on",
	.does_fr = "cherche les annonces légales des sociétés sur",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "none stated; one request in 2 seconds",
	.verified = "2026-11",
	.known_from = "data.gouv.fr, Opendatasoft Explore API 2.1; clients",
	.min_delay_ms = 2000,
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
