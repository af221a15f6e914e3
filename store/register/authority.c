/* SPDX-License-Identifier: ISC */
/* Time-stamp authorities, by number: few, so that a URL is found by walking
 * them. Under the number 0 stands the newest number given. */
#include <stdlib.h>
#include <string.h>

#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/store.h"
#include "store/txn.h"

enum {
	ROW_MAX = AUTHORITY_ROOTS_MAX * 2 + 65536, /* escaped in JSON */
	NAME_HOST_MAX = 40                         /* bytes of it in a name */
};

static const char *const kinds[] = {
	[ANCHOR_RFC3161] = "rfc3161", [ANCHOR_OTS] = "ots"
};

/* ---- rows ---- */

/* "tsa1-timestamp.example": unique by its number, and safe as a file name. */
static char *
make_name(uint64_t number, const struct authority *a)
{
	const char *host = strstr(a->url, "://");
	char safe[NAME_HOST_MAX + 1];
	size_t n = 0;

	host = host == NULL ? a->url : host + 3;
	for (; *host != '\0' && strchr("/:?#", *host) == NULL; host++) {
		char c = *host;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (n < NAME_HOST_MAX &&
		    ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			(c == '.' && n > 0) || c == '-'))
			safe[n++] = c;
	}
	while (n > 0 && safe[n - 1] == '.')
		n--;
	safe[n] = '\0';
	return mem_printf("%s%llu%s%s", a->kind == ANCHOR_OTS ? "ots" : "tsa",
	    (unsigned long long)number, n > 0 ? "-" : "", safe);
}

static enum err
pack_row(const struct authority *a, const char *name, struct buf *b)
{
	struct jout j;

	jout_begin(&j, b);
	jout_obj(&j);
	jout_ktext(&j, "url", a->url);
	jout_ktext(&j, "name", name);
	jout_ktext(&j, "kind", kinds[a->kind]);
	jout_ktext(&j, "roots", a->roots);
	jout_kbool(&j, "qualified", a->qualified);
	jout_obj_end(&j);
	return j.err;
}

/* The row as a struct whose texts are those of *doc. */
static enum err
read_row(const struct cursor *c, struct authority *a, json_t **doc)
{
	const char *kind;

	*doc = NULL;
	if (c->key.len != 8 ||
	    json_parse((const char *)c->val.data, c->val.len, doc) != ERR_OK)
		return ERR_PARSE;
	kind = json_get_text(*doc, "kind");
	a->number = key_read_u64(c->key.data);
	a->url = json_get_text(*doc, "url");
	a->name = json_get_text(*doc, "name");
	a->roots = json_get_text(*doc, "roots");
	a->qualified = json_get_bool(*doc, "qualified", false);
	a->kind = kind != NULL && strcmp(kind, kinds[ANCHOR_OTS]) == 0
		      ? ANCHOR_OTS
		      : ANCHOR_RFC3161;
	if (a->url != NULL && a->name != NULL)
		return ERR_OK;
	json_decref(*doc);
	*doc = NULL;
	return ERR_PARSE;
}

enum err
register_authority_each(
    struct txn *t, bool (*fn)(const struct authority *a, void *arg), void *arg)
{
	struct cursor c;
	struct key k;
	bool ok, go = true;

	key_of_u64(&k, 1);
	cursor_open(&c, t, DB_AUTHORITY);
	for (ok = cursor_seek(&c, &k); ok && go; ok = cursor_next(&c)) {
		struct authority a;
		json_t *doc;

		if (read_row(&c, &a, &doc) != ERR_OK) {
			txn_damaged(t, "a time-stamp authority");
			break;
		}
		go = fn(&a, arg);
		json_decref(doc);
	}
	cursor_close(&c);
	return txn_err(t);
}

/* ---- changes ---- */

struct search {
	const char *url;
	uint64_t number; /* 0: not found */
};

static bool
is_it(const struct authority *a, void *arg)
{
	struct search *s = arg;

	if (strcmp(a->url, s->url) != 0)
		return true;
	s->number = a->number;
	return false;
}

static uint64_t
number_of(struct txn *t, const char *url)
{
	struct search s = { url, 0 };

	return register_authority_each(t, is_it, &s) == ERR_OK ? s.number : 0;
}

static uint64_t
new_number(struct txn *t)
{
	struct key k;
	uint64_t number;

	key_of_u64(&k, 0);
	number = txn_get_uint(t, DB_AUTHORITY, &k, 0) + 1;
	txn_put_uint(t, DB_AUTHORITY, &k, number);
	return number;
}

void
register_authority_put(struct txn *t, const struct authority *a)
{
	uint64_t number;
	struct key k;
	struct buf b;
	char *name;

	if (txn_err(t) != ERR_OK)
		return;
	if (strlen(a->url) > AUTHORITY_URL_MAX ||
	    (a->roots != NULL && strlen(a->roots) > AUTHORITY_ROOTS_MAX)) {
		log_error("anchor: %.60s: its URL or its certificates are too "
			  "long",
		    a->url);
		(void)txn_fail(t, ERR_LIMIT);
		return;
	}
	number = number_of(t, a->url);
	if (number == 0)
		number = new_number(t);
	name = make_name(number, a);
	buf_init(&b, ROW_MAX);
	key_of_u64(&k, number);
	if (txn_fail(t, pack_row(a, name, &b)) == ERR_OK)
		txn_put(t, DB_AUTHORITY, &k, b.data, b.len);
	buf_fini(&b);
	free(name);
}

enum err
register_authority_remove(struct txn *t, const char *url)
{
	uint64_t number = number_of(t, url);
	struct key k;

	key_of_u64(&k, number);
	if (number == 0 || !txn_del(t, DB_AUTHORITY, &k))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	return ERR_OK;
}
