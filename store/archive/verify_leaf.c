/* SPDX-License-Identifier: ISC */
/* Leaves, for verification. */
#include "store/archive/verify_leaf.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/jwalk.h"
#include "store/base/mem.h"

/* Types of which more is asked than the members that each leaf has. */
static const char *const with_document[] = { "anchor-ok", "checks", "key",
	"merge", "purge" };

/* ---- members ---- */

enum member_kind { TEXT, TEXT_OR_NULL, NUMBER, SWITCH, PRESENCE, LIST };

/* In the order in which leaves have them, more or less: only speed rests on
 * it. */
static const struct member {
	const char *key;
	enum member_kind kind;
	size_t to;      /* offsetof the text, number or bool */
	size_t to_null; /* TEXT_OR_NULL: offsetof the bool; NUMBER: of has_ */
} members[] = {
#define AT(field) offsetof(struct verify_leaf, field)
	{ "type", TEXT, AT(type), 0 },
	{ "seq", NUMBER, AT(seq), 0 },
	{ "prev", TEXT_OR_NULL, AT(prev), AT(prev_null) },
	{ "salt", TEXT, AT(salt), 0 },
	{ "after", TEXT_OR_NULL, AT(after), AT(after_null) },
	{ "snapshot", NUMBER, AT(snapshot), AT(has_snapshot) },
	{ "url", TEXT, AT(url), 0 },
	{ "requested_url", TEXT, AT(requested_url), 0 },
	{ "at", TEXT, AT(at), 0 },
	{ "payload_sha256", TEXT, AT(payload), 0 },
	{ "kept", SWITCH, AT(kept), 0 },
	{ "blobs", LIST, 0, 0 },
	{ "merged", PRESENCE, AT(has_merged), 0 },
#undef AT
};

static void *
field(struct verify_leaf *leaf, size_t offset)
{
	return (char *)leaf + offset;
}

static void
add_blob(struct verify_leaf *leaf, const char *s, size_t n)
{
	if (leaf->n_blobs == leaf->cap_blobs) {
		leaf->cap_blobs =
		    leaf->cap_blobs == 0 ? 8 : leaf->cap_blobs * 2;
		leaf->blobs = mem_grow(
		    leaf->blobs, leaf->cap_blobs, sizeof(leaf->blobs[0]));
	}
	leaf->blobs[leaf->n_blobs++] = (struct leaf_text){ s, n };
}

static void
clear(struct verify_leaf *leaf)
{
	struct leaf_text *blobs = leaf->blobs;
	size_t cap = leaf->cap_blobs;

	json_decref(leaf->doc);
	memset(leaf, 0, sizeof(*leaf));
	leaf->seq = -1;
	leaf->blobs = blobs;
	leaf->cap_blobs = cap;
}

/* ---- plain JSON ---- */

static bool
walk_blobs(struct verify_leaf *leaf, const struct jwalk_value *list)
{
	struct jwalk_value key, v;
	struct jwalk s;

	jwalk_begin(&s, list->s, list->n, JWALK_LIST);
	while (jwalk_next(&s, &key, &v)) {
		if (v.kind != JWALK_TEXT)
			return false;
		add_blob(leaf, v.s, v.n);
	}
	return jwalk_end(&s);
}

/* False when it is not what is usual there: the document will tell. */
static bool
take(struct verify_leaf *leaf, const struct member *m,
    const struct jwalk_value *v)
{
	if (m->kind == PRESENCE) {
		*(bool *)field(leaf, m->to) = true;
	} else if (m->kind == LIST) {
		return v->kind == JWALK_LIST && walk_blobs(leaf, v);
	} else if (m->kind == SWITCH) {
		*(bool *)field(leaf, m->to) = v->kind == JWALK_TRUE;
		return v->kind == JWALK_TRUE || v->kind == JWALK_FALSE;
	} else if (m->kind == NUMBER) {
		if (v->kind != JWALK_INT)
			return false;
		*(int64_t *)field(leaf, m->to) = jwalk_int(v);
		if (m->to_null != 0)
			*(bool *)field(leaf, m->to_null) = true;
	} else if (m->kind == TEXT_OR_NULL && v->kind == JWALK_NULL) {
		*(bool *)field(leaf, m->to_null) = true;
	} else {
		*(struct leaf_text *)field(leaf, m->to) =
		    (struct leaf_text){ v->s, v->n };
		return v->kind == JWALK_TEXT;
	}
	return true;
}

/* From next on, which is most often the one. NELEM(members): it is none. */
static size_t
find(const struct jwalk_value *key, size_t next)
{
	for (size_t k = 0; k < NELEM(members); k++) {
		size_t i = (next + k) % NELEM(members);

		if (jwalk_is(key, members[i].key))
			return i;
	}
	return NELEM(members);
}

static bool
walk(const char *text, size_t n, struct verify_leaf *leaf)
{
	bool met[NELEM(members)] = { false };
	struct jwalk_value key, v;
	struct jwalk s;
	size_t next = 0;

	jwalk_begin(&s, text, n, JWALK_OBJECT);
	while (jwalk_next(&s, &key, &v)) {
		size_t i = find(&key, next);

		if (i == NELEM(members))
			continue;
		if (met[i] || !take(leaf, &members[i], &v))
			return false;
		met[i] = true;
		next = i + 1;
	}
	if (!jwalk_end(&s))
		return false;
	for (size_t i = 0; i < NELEM(with_document); i++)
		if (leaf_text_is(&leaf->type, with_document[i]))
			return false;
	return true;
}

/* ---- a document ---- */

static struct leaf_text
text_of(const json_t *v)
{
	/* As json_get_text has it: up to the first NUL. */
	const char *s = json_string_value(v);

	return (struct leaf_text){ s, s != NULL ? strlen(s) : 0 };
}

static void
pick(struct verify_leaf *leaf, const struct member *m, const json_t *v)
{
	const json_t *item;
	size_t i;

	switch (m->kind) {
	case PRESENCE:
		*(bool *)field(leaf, m->to) = true;
		break;
	case SWITCH:
		*(bool *)field(leaf, m->to) = json_is_true(v);
		break;
	case NUMBER:
		if (json_is_integer(v))
			*(int64_t *)field(leaf, m->to) = json_integer_value(v);
		if (m->to_null != 0)
			*(bool *)field(leaf, m->to_null) = true;
		break;
	case TEXT_OR_NULL:
		*(bool *)field(leaf, m->to_null) = json_is_null(v);
		*(struct leaf_text *)field(leaf, m->to) = text_of(v);
		break;
	case TEXT:
		*(struct leaf_text *)field(leaf, m->to) = text_of(v);
		break;
	case LIST:
		json_array_foreach(v, i, item)
		{
			struct leaf_text t = text_of(item);

			add_blob(leaf, t.s, t.n);
		}
		break;
	}
}

bool
verify_leaf_read(const char *text, size_t n, struct verify_leaf *leaf)
{
	clear(leaf);
	if (walk(text, n, leaf))
		return true;
	clear(leaf);
	if (json_parse(text, n, &leaf->doc) != ERR_OK)
		return false;
	for (size_t i = 0; i < NELEM(members); i++) {
		const json_t *v = json_object_get(leaf->doc, members[i].key);

		if (v != NULL)
			pick(leaf, &members[i], v);
	}
	return true;
}

void
verify_leaf_fini(struct verify_leaf *leaf)
{
	clear(leaf);
	free(leaf->blobs);
}

bool
leaf_text_is(const struct leaf_text *t, const char *word)
{
	return t->s != NULL && t->n == strlen(word) &&
	       memcmp(t->s, word, t->n) == 0;
}

bool
leaf_text_sha(const struct leaf_text *t, uint8_t out[SHA256_LEN])
{
	char hex[SHA256_HEX];

	if (t->s == NULL || t->n != sizeof(hex) - 1)
		return false;
	memcpy(hex, t->s, t->n);
	hex[t->n] = '\0';
	return digest_unhex(hex, out, SHA256_LEN);
}
