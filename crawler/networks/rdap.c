/* SPDX-License-Identifier: ISC */
/* RDAP: what the registry says of a domain (RFC 9082 and 9083), asked for those
 * that are like a brand's. "There is none" is an answer. */
#include <string.h>

#include "crawler/match/domain.h"
#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/normalise/fold.h"
#include "store/base/buf.h"

enum role { ROLE_DOMAIN = NETWORK_ROLE_OWN };

enum {
	TEXT_MAX = 65536,
	VARIANTS_MAX = 48 /* lookalikes asked for: some two minutes */
};

static const struct shape domain_shape = {
	.kind = DOC_PAGE,
	.space = "rdap",
	.id = "ldhName",
	.title = "unicodeName|ldhName",
};

/* Where a brand's name is worth having. */
static const char *const places[] = { "com", "fr", "net", "org", "eu", "info",
	"shop" };

/* Lookalikes still to be asked for. */
struct asking {
	struct page *page;
	const char *base;
	unsigned left;
};

static void
ask_variant(void *arg, const char *domain, enum domain_family family)
{
	struct asking *a = arg;

	if (family == DOMAIN_SUFFIX || a->left == 0)
		return;
	a->left--;
	listing_ask_for(a->page, a->base, "domain/{}", domain, ROLE_DOMAIN);
}

/* The most telling lookalikes of the name as a domain. */
static void
ask_variants(struct asking *a, const char *name)
{
	size_t hidden = 0, n = 0;
	struct buf folded;
	char *domain;

	buf_init(&folded, TEXT_MAX);
	if (fold_text(&folded, name, strlen(name), &hidden) == ERR_OK) {
		for (size_t i = 0; i < folded.len; i++)
			if (folded.data[i] != ' ')
				folded.data[n++] = folded.data[i];
		domain = arena_printf(&a->page->arena, "%.*s.%s", (int)n,
		    n > 0 ? folded.data : "", places[0]);
		domain_variants(domain, ask_variant, a);
	}
	buf_fini(&folded);
}

/* The target is one domain, .../domain/NAME; or a server, which is asked for
 * the names under the registries above (rdap.org knows each one's server), and
 * for their lookalikes under the first. */
static enum err
start(const struct seed_view *seed, struct page *p)
{
	struct asking a = { .page = p, .left = VARIANTS_MAX };

	if (strstr(seed->target, "/domain/") != NULL) {
		answer_ask(p, NULL, seed->target, ROLE_DOMAIN, NULL);
		return ERR_OK;
	}
	for (size_t i = 0; i < NELEM(places); i++)
		listing_ask(seed, p, listing_dir(seed, p),
		    arena_printf(&p->arena, "domain/{tag}.%s", places[i]),
		    ROLE_DOMAIN);
	a.base = listing_dir(seed, p);
	for (size_t i = 0; i < seed->n_names && a.left > 0; i++)
		ask_variants(&a, seed->names[i]);
	return ERR_OK;
}

/* The date of the event with this action (RFC 9083 4.5). */
static const char *
event_date(const struct source *s, struct page *p, const json_t *root,
    const char *action)
{
	const json_t *events = json_object_get(root, "events");

	for (size_t i = 0; i < json_array_size(events); i++) {
		const json_t *one = json_array_get(events, i);
		const char *is = shape_text(p, one, "eventAction");

		if (is != NULL && strcmp(is, action) == 0)
			return shape_time(s, p, one, "eventDate");
	}
	return NULL;
}

/* "registrar: NAME": the property "fn" of an entity's vCard (RFC 7095). */
static enum err
add_entity(struct page *p, const json_t *entity, struct buf *b)
{
	const json_t *card = shape_at(entity, "vcardArray.1");
	const char *role = shape_text(p, entity, "roles.0");

	for (size_t i = 0; i < json_array_size(card); i++) {
		const json_t *property = json_array_get(card, i);
		const char *is = shape_text(p, property, "0");
		const char *name = shape_text(p, property, "3");

		if (is != NULL && strcmp(is, "fn") == 0 && name != NULL)
			return buf_addf(b, "%s: %s\n",
			    role != NULL ? role : "entity", name);
	}
	return ERR_OK;
}

/* The servers of its names, and whom it is registered with and for. */
static void
set_text(struct page *p, const json_t *root, struct doc *d)
{
	const json_t *servers = json_object_get(root, "nameservers");
	const json_t *entities = json_object_get(root, "entities");
	enum err e = ERR_OK;
	struct buf b;

	buf_init(&b, TEXT_MAX);
	for (size_t i = 0; i < json_array_size(entities) && e == ERR_OK; i++)
		e = add_entity(p, json_array_get(entities, i), &b);
	for (size_t i = 0; i < json_array_size(servers) && e == ERR_OK; i++) {
		const char *name =
		    shape_text(p, json_array_get(servers, i), "ldhName");

		if (name != NULL)
			e = buf_addf(&b, "name server: %s\n", name);
	}
	d->text_len = b.len;
	d->text = b.len > 0 ? arena_strndup(&p->arena, b.data, b.len) : NULL;
	buf_fini(&b);
}

static enum err
read_domain(const struct source *s, struct page *p, const json_t *root)
{
	struct doc *d;
	enum err e = shape_one(s, p, &domain_shape, "rdap", root, "domain", &d);

	if (e != ERR_OK)
		return e;
	d->handle = answer_label(p, d->title);
	d->published = event_date(s, p, root, "registration");
	if (d->published != NULL)
		d->published_from = "rdap registration";
	d->modified = event_date(s, p, root, "last changed");
	set_text(p, root, d);
	return ERR_OK;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_DOMAIN, read_domain, answer_nobody },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

const struct network network_rdap = {
	.name = "rdap",
	.does = "looks up who registered such domains, through",
	.does_fr = "cherche qui a enregistré de tels domaines, par",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "none stated; one request in 2 seconds",
	.verified = "2026-11",
	.known_from = "RFC 9082, RFC 9083, rdap.org",
	.min_delay_ms = 2000,
	.header = "Accept: application/rdap+json",
	.start = start,
	.accepts = answer_is_nobodys,
	.parse = parse,
};
