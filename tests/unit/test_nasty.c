/* SPDX-License-Identifier: ISC */
/* Good answers gone wrong: every recorded shape of every network with each of
 * its values replaced by each of a list of others, or left out, cut short, or
 * told twice. Whatever comes, nothing is doubled, nothing of another item is
 * lost, and what could not be read is said; and a server that always has a next
 * page comes to an end. */
#include <jansson.h>

#include "crawler/normalise/url.h"
#include "store/base/utf8.h"
#include "tests/unit/answers.h"
#include "tests/unit/fixture.h"

enum {
	NODES_MAX = 400, /* of one recorded answer */
	URLS_MAX = 4000, /* of one walk that does not end */
	WALK_MOST = 200, /* of one that does: pages= is 20 */
	LONG_TEXT = 100000,
	CUTS = 24
};

static const char *const handles[] = { "janedoe" };

/* What takes a value's place; the last two are made in replacement(). */
static const char *const others[] = { "null", "7", "-1", "1.5e300",
	"9223372036854775807", "true", "\"\"", "\"text\"", "[]", "{}", "[[]]",
	"[7,null,{}]", "{\"a\":{\"b\":[]}}", "\"0000-00-00T00:00:00Z\"",
	"\"9999-12-31T23:59:59Z\"", "\"javascript:alert(1)\"",
	"\"//evil.example\\u0000\"", "\"\\u0001\\u202e<script>\\ufeff\"",
	"\"http://[::1\"", "LONG", "NUMBER AS TEXT" };

static void
begin(struct fixture *f, size_t i)
{
	fixture_init(f, answers[i].target);
	f->seed.handles = handles;
	f->seed.n_handles = 1;
	f->s.url = answers[i].url;
	f->s.role = answers[i].role;
	f->s.context = answers[i].context;
}

static bool
is_text(const char *s)
{
	return s == NULL || utf8_valid(s, strlen(s));
}

/* A date of the web's time, or none. */
static bool
is_date(const char *s)
{
	return s == NULL || (strlen(s) >= 10 && strncmp(s, "1900", 4) > 0 &&
				strncmp(s, "2027", 4) < 0);
}

/* What holds of any page, whoever answered. */
static void
check_page(size_t i, const struct fixture *f, enum err e)
{
	CHECK_ROW(i, e == ERR_OK || f->p.problem != NULL);
	CHECK_ROW(i, is_text(f->p.problem));
	for (size_t k = 0; k < f->p.n_docs; k++) {
		const struct doc *d = &f->p.docs[k];

		CHECK_ROW(i, d->url == NULL || url_is_http(d->url));
		CHECK_ROW(
		    i, d->author_url == NULL || url_is_http(d->author_url));
		CHECK_ROW(
		    i, d->avatar_url == NULL || url_is_http(d->avatar_url));
		CHECK_ROW(i, is_date(d->published) && is_date(d->modified));
		CHECK_ROW(i, is_text(d->title) && is_text(d->author) &&
				 is_text(d->handle) && is_text(d->text));
		CHECK_ROW(
		    i, (d->published == NULL) == (d->published_from == NULL));
	}
	for (size_t k = 0; k < f->p.n_links; k++) {
		const struct link *l = &f->p.links[k];

		CHECK_ROW(i, url_is_http(l->url));
		CHECK_ROW(i,
		    l->kind != LINK_LISTING || strcmp(l->url, f->s.url) != 0);
		CHECK_ROW(i, l->kind != LINK_PERMALINK || l->doc < f->p.n_docs);
	}
}

/* ---- every value by every other ---- */

struct node {
	json_t *parent;
	const char *key; /* of an object; else the index holds */
	size_t index;
};

struct tree {
	struct node v[NODES_MAX];
	size_t n;
};

static void
add(struct tree *t, json_t *parent, const char *key, size_t index)
{
	if (t->n < NODES_MAX)
		t->v[t->n++] = (struct node){ parent, key, index };
}

static json_t *
value_of(const struct node *n)
{
	return n->key != NULL ? json_object_get(n->parent, n->key)
			      : json_array_get(n->parent, n->index);
}

/* Every value below the root, breadth first. */
static void
collect(json_t *root, struct tree *t)
{
	json_t *at = root, *member;
	const char *key;

	t->n = 0;
	for (size_t next = 0;; at = value_of(&t->v[next++])) {
		json_object_foreach(at, key, member) add(t, at, key, 0);
		for (size_t i = 0; i < json_array_size(at); i++)
			add(t, at, NULL, i);
		if (next == t->n)
			return;
	}
}

/* The m-th replacement of a value, new; NULL where there is none for it. */
static json_t *
replacement(size_t m, const json_t *was)
{
	static char text[LONG_TEXT + 1];

	if (strcmp(others[m], "LONG") == 0) {
		memset(text, 'x', LONG_TEXT);
		return json_string(text);
	}
	if (strcmp(others[m], "NUMBER AS TEXT") == 0) {
		if (!json_is_integer(was))
			return NULL;
		snprintf(text, sizeof(text), "%lld",
		    (long long)json_integer_value(was));
		return json_string(text);
	}
	return json_loads(others[m], JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
}

static void
put(const struct node *n, json_t *v)
{
	if (n->key != NULL)
		json_object_set_new(n->parent, n->key, v);
	else
		json_array_set_new(n->parent, n->index, v);
}

/* Reads the tree as the i-th answer; the number of documents. */
static size_t
read_tree(size_t i, const json_t *root)
{
	char *body = json_dumps(root, JSON_ENCODE_ANY);
	struct fixture f;
	size_t docs;

	begin(&f, i);
	fixture_body(&f, body);
	check_page(i, &f, fixture_parse(&f, network_find(answers[i].network)));
	docs = f.p.n_docs;
	fixture_fini(&f);
	free(body);
	return docs;
}

/* One answer's tree, or NULL: it is no JSON. */
static json_t *
tree_of(size_t i)
{
	struct fixture f;
	json_t *root;

	begin(&f, i);
	fixture_file(&f, answers[i].file);
	root = json_loadb(f.s.body, f.s.body_len, 0, NULL);
	fixture_fini(&f);
	return root;
}

/* A number in a string is the same number: no item is lost for it. */
static bool
may_lose(size_t m)
{
	return strcmp(others[m], "NUMBER AS TEXT") != 0;
}

static void
test_values(void **state)
{
	static struct tree t;

	(void)state;
	for (size_t i = 0; i < NELEM(answers); i++) {
		json_t *root = tree_of(i);

		collect(root, &t);
		for (size_t n = 0; root != NULL && n < t.n; n++) {
			json_t *was = json_incref(value_of(&t.v[n]));

			for (size_t m = 0; m < NELEM(others); m++) {
				json_t *other = replacement(m, was);
				size_t docs;

				if (other == NULL)
					continue;
				put(&t.v[n], other);
				docs = read_tree(i, root);
				CHECK_ROW(i, docs <= answers[i].docs + 1);
				CHECK_ROW(
				    i, may_lose(m) || docs == answers[i].docs);
			}
			put(&t.v[n], was);
		}
		json_decref(root);
	}
	assert_int_equal(rows_failed, 0);
}

/* The n-th value left out if it is a member, and a member more that nobody
 * knows. False past the last value. */
static bool
read_members(size_t i, size_t n)
{
	static struct tree t;
	json_t *root = tree_of(i);

	collect(root, &t);
	if (n >= t.n) {
		json_decref(root);
		return false;
	}
	if (json_is_object(t.v[n].parent)) {
		json_object_set_new(
		    t.v[n].parent, "surplus", json_string("Jane Doe"));
		CHECK_ROW(i, read_tree(i, root) == answers[i].docs);
		json_object_del(t.v[n].parent, t.v[n].key);
		CHECK_ROW(i, read_tree(i, root) <= answers[i].docs + 1);
	}
	json_decref(root);
	return true;
}

static void
test_members(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(answers); i++)
		for (size_t n = 0; read_members(i, n); n++)
			continue;
	assert_int_equal(rows_failed, 0);
}

/* ---- the bytes ---- */

static void
test_cuts(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(answers); i++)
		for (size_t cut = 0; cut < CUTS; cut++) {
			struct fixture f;
			enum err e;

			begin(&f, i);
			fixture_file(&f, answers[i].file);
			f.s.body_len = f.s.body_len * cut / CUTS;
			f.file[f.s.body_len] = '\0';
			e = fixture_parse(&f, network_find(answers[i].network));
			check_page(i, &f, e);
			CHECK_ROW(i, f.p.n_docs <= answers[i].docs);
			fixture_fini(&f);
		}
	assert_int_equal(rows_failed, 0);
}

/* ---- a next page for ever ---- */

/* The addresses that a walk has been sent to. */
struct walk {
	char *url[URLS_MAX], *context[URLS_MAX]; /* owned */
	unsigned role[URLS_MAX];
	size_t n;
};

static void
walk_add(struct walk *w, const struct link *l)
{
	if (l->kind != LINK_LISTING && l->kind != LINK_REDIRECT)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->url[i], l->url) == 0)
			return;
	if (w->n == URLS_MAX)
		return;
	w->url[w->n] = strdup(l->url);
	w->context[w->n] = l->context != NULL ? strdup(l->context) : NULL;
	w->role[w->n++] = l->role;
}

enum items { ITEMS_NONE, ITEMS_SAME, ITEMS_NEW, ITEMS_KINDS };

/* A server that has a next page of every kind, ever new. */
static void
next_page(enum items kind, size_t at, char *body, size_t cap)
{
	static const char *const lists[] = { "list", "data", "results", "items",
		"hits", "feed", "posts", "actors", "statuses", "photo",
		"orderedItems", "latest_posts", "topics", "response", "next" };
	size_t id = kind == ITEMS_NEW ? at : 1, n;
	char item[256] = "";

	if (kind != ITEMS_NONE)
		snprintf(item, sizeof(item),
		    "{\"id\":%zu,\"uri\":\"x:%zu\","
		    "\"url\":\"https://h.example/%zu\"}",
		    id, id, id);
	n = (size_t)snprintf(body, cap,
	    "{\"has_more\":true,\"cursor\":\"c%zu\",\"next_page\":\"n%zu\","
	    "\"nbPages\":9999,\"continue\":{\"c\":\"%zu\"},"
	    "\"type\":\"OrderedCollectionPage\",\"thread\":{}",
	    at, at, at);
	for (size_t i = 0; i + 1 < NELEM(lists); i++)
		n += (size_t)snprintf(
		    body + n, cap - n, ",\"%s\":[%s]", lists[i], item);
	snprintf(body + n, cap - n,
	    ",\"next\":\"https://h.example/list/a/?next=%zu\"}", at);
}

static size_t
walk(const struct network *n, enum items kind)
{
	static char body[16384];
	static struct walk w;
	struct fixture f;

	w.n = 0;
	fixture_init(&f, "https://h.example/list/a/");
	f.seed.handles = handles;
	f.seed.n_handles = 1;
	f.seed.token = true;
	if (n->start(&f.seed, &f.p) == ERR_OK)
		for (size_t i = 0; i < f.p.n_links; i++)
			walk_add(&w, &f.p.links[i]);
	for (size_t at = 0; at < w.n; at++) {
		f.s.url = w.url[at];
		f.s.role = w.role[at];
		f.s.context = w.context[at];
		next_page(kind, at, body, sizeof(body));
		fixture_body(&f, body);
		(void)fixture_parse(&f, n);
		for (size_t i = 0; i < f.p.n_links; i++)
			walk_add(&w, &f.p.links[i]);
	}
	fixture_fini(&f);
	for (size_t i = 0; i < w.n; i++) {
		free(w.url[i]);
		free(w.context[i]);
	}
	return w.n;
}

static void
test_walks(void **state)
{
	const struct network *n;

	(void)state;
	for (size_t i = 0; (n = network_at(i)) != NULL; i++)
		for (int kind = 0; kind < ITEMS_KINDS; kind++)
			CHECK_ROW(i, walk(n, (enum items)kind) < WALK_MOST);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_values, rows_reset),
		cmocka_unit_test_setup(test_members, rows_reset),
		cmocka_unit_test_setup(test_cuts, rows_reset),
		cmocka_unit_test_setup(test_walks, rows_reset),
	};

	return cmocka_run_group_tests_name("nasty", tests, NULL, NULL);
}
