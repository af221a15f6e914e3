/* SPDX-License-Identifier: ISC */
/* Texts of mentions, written and found. */
#include "store/index/text.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/utf8.h"
#include "store/pack.h"

/* Room for every field at its limit, each byte escaped. */
enum { TEXT_MAX = 2 * 1024 * 1024 };

static void
put_clipped(struct jout *j, const char *key, const char *s, size_t max)
{
	size_t n = s == NULL ? 0 : strlen(s);

	if (key != NULL)
		jout_key(j, key);
	if (s == NULL)
		jout_null(j);
	else
		jout_textn(j, s, n > max ? utf8_floor(s, max) : n);
}

static void
put_field(struct jout *j, const char *key, const char *s)
{
	put_clipped(j, key, s, TEXT_FIELD_MAX);
}

static void
put_url(struct jout *j, const char *key, const char *s)
{
	put_clipped(j, key, s, TEXT_URL_MAX);
}

/* Whether the document's account passes for the name. */
static void
put_impostor(struct jout *j, const struct sighting *s)
{
	jout_key(j, "impostor");
	if (s->signs == NULL) {
		jout_null(j);
		return;
	}
	jout_obj(j);
	jout_key(j, "score");
	jout_real(j, s->impostor);
	jout_key(j, "signs");
	jout_raw(j, s->signs, strlen(s->signs));
	jout_obj_end(j);
}

/* The members of CLI.md, in its order. */
static void
write_head(struct jout *j, const struct sighting *s, const uint8_t id[8])
{
	size_t n = s->n_snippets;

	jout_obj(j);
	jout_khex(j, "id", id, 8);
	put_field(j, "name", s->name);
	put_field(j, "match", s->match);
	put_field(j, "matched", s->matched);
	put_field(j, "kind", s->kind);
	put_field(j, "network", s->network);
	put_url(j, "url", s->url);
	put_field(j, "author", s->author);
	put_url(j, "author_url", s->author_url);
	put_field(j, "handle", s->handle);
	put_field(j, "title", s->title);
	put_field(j, "published", s->published);
	put_field(j, "published_from", s->published_from);
	put_field(j, "lang", s->lang);
	put_field(j, "snippet", s->snippet);
	jout_key(j, "snippets");
	jout_arr(j);
	for (size_t i = 0; i < n && i < TEXT_SNIPPETS_MAX; i++)
		put_field(j, NULL, s->snippets[i]);
	jout_arr_end(j);
	put_impostor(j, s);
	jout_obj_end(j);
}

static void
write_private(struct jout *j, const struct sighting *s)
{
	jout_obj(j);
	jout_key(j, "reasons");
	if (s->reasons != NULL)
		jout_raw(j, s->reasons, strlen(s->reasons));
	else
		jout_null(j);
	jout_key(j, "score");
	jout_real(j, s->score);
	jout_kint(j, "words", s->words);
	put_field(j, "text_hash", s->text_hash);
	put_field(j, "context_hash", s->context_hash);
	if (s->credits != 0)
		jout_kint(j, "credits", s->credits);
	if (s->snapshot != 0)
		jout_kint(j, "snapshot", (int64_t)s->snapshot);
	else
		jout_knull(j, "snapshot");
	jout_kint(j, "body_start", (int64_t)s->body_start);
	jout_kint(j, "body_end", (int64_t)s->body_end);
	jout_obj_end(j);
}

/* Is this JSON array fit to be written as it stands? */
static bool
is_array(const char *s)
{
	json_t *v = NULL;
	bool ok;

	if (s == NULL || strlen(s) > TEXT_REASONS_MAX ||
	    json_parse(s, strlen(s), &v) != ERR_OK)
		return false;
	ok = json_is_array(v);
	json_decref(v);
	return ok;
}

/* A row is the length of the head, the head, the private object. */
void
text_save(
    struct txn *t, const struct sighting *s, const struct row *r, bool is_new)
{
	struct sighting fit = *s;
	struct buf head, value;
	struct jout j;
	struct key k;
	struct val old;

	if (!is_array(s->reasons))
		fit.reasons = NULL;
	if (!is_array(s->signs))
		fit.signs = NULL;
	buf_init(&head, TEXT_MAX);
	buf_init(&value, TEXT_MAX);
	jout_begin(&j, &head);
	write_head(&j, &fit, r->id);
	if (j.err != ERR_OK) {
		(void)txn_fail(t, j.err);
		goto out;
	}
	pack_uint(&value, head.len);
	pack_bytes(&value, head.data, head.len);
	jout_begin(&j, &value);
	write_private(&j, &fit);
	if (j.err != ERR_OK)
		(void)txn_fail(t, j.err);
	key_of_u64(&k, r->number);
	if (is_new || !txn_get(t, DB_TEXT, &k, &old) || old.len != value.len ||
	    memcmp(old.data, value.data, old.len) != 0)
		index_put(t, DB_TEXT, &k, &value, is_new);
out:
	buf_fini(&value);
	buf_fini(&head);
}

bool
text_load(
    struct txn *t, uint64_t mention, struct val *head, struct val *private)
{
	struct unpack u;
	struct key k;
	struct val v;
	uint64_t n;

	key_of_u64(&k, mention);
	if (!txn_get(t, DB_TEXT, &k, &v))
		return false;
	unpack_init(&u, v.data, v.len);
	n = unpack_uint(&u);
	if (u.bad || n > (uint64_t)(u.end - u.p) || n < 2 || u.p[0] != '{' ||
	    u.p[n - 1] != '}')
		return false;
	*head = (struct val){ u.p, (size_t)n };
	*private = (struct val){ u.p + n, (size_t)(u.end - u.p) - (size_t)n };
	return true;
}
