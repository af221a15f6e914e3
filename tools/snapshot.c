/* SPDX-License-Identifier: ISC */
/* CLI.md's snapshot object. */
#include "tools/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"

enum {
	STAMPS_MAX = 16,      /* authorities named */
	STAMPS_LOOK_MAX = 64, /* tokens looked at for them */
	VIEWS_MAX = 64
};

/* CLI.md's fields that stand in a leaf under the same name. */
static const char *const fields[] = { "url", "requested_url", "at", "status",
	"ip", "tls", "request_sha256", "response_sha256", "payload_sha256",
	"content_sha256", "bytes", "mime" };
/* And more that a reader wants where they are there. */
static const char *const more[] = { "error", "error_words", "kept", "absent",
	"problem", "proof", "note", "via", "sweep", "adapter", "charset",
	"imported", "merged", "requisite", "view_of", "recording", "isolation",
	"browser", "shown_url", "title", "width", "height", "problems",
	"pieces" };

bool
snapshot_number(const char *id, uint64_t *number)
{
	char *end;

	if ((id[0] != 's' && id[0] != 'S') || id[1] < '0' || id[1] > '9')
		return false;
	*number = strtoull(id + 1, &end, 10);
	return *end == '\0';
}

static void
copy(json_t *to, const json_t *from, const char *key)
{
	json_t *v = json_object_get(from, key);

	(void)json_object_set_new(
	    to, key, v == NULL ? json_null() : json_incref(v));
}

/* What the confirmed snapshot says of the body that was the same. */
static void
borrow(struct txn *t, json_t *entry, uint64_t same_as)
{
	static const char *const keys[] = { "payload_sha256", "content_sha256",
		"bytes", "mime", "url", "requested_url" };
	struct snapshot s;
	json_t *leaf = NULL;

	if (same_as == 0 || snapshot_get(t, same_as, &s) != ERR_OK)
		return;
	if (json_parse(s.record, s.record_len, &leaf) == ERR_OK)
		for (size_t i = 0; i < NELEM(keys); i++)
			if (json_object_get(entry, keys[i]) == NULL ||
			    strcmp(keys[i], "url") == 0)
				copy(entry, leaf, keys[i]);
	json_decref(leaf);
	snapshot_fini(&s);
}

/* Where the record has but the hash of how the page was come upon. */
static void
add_path(struct txn *t, json_t *o, const json_t *leaf)
{
	json_t *path = NULL;
	char *text;

	if (crawl_path(t, leaf, &text) != ERR_OK)
		return;
	if (json_parse(text, strlen(text), &path) == ERR_OK)
		copy(o, path, "via");
	json_decref(path);
	free(text);
}

static void
add_digest(json_t *o, const char *key, const uint8_t sha[SHA256_LEN])
{
	char hex[SHA256_HEX];

	digest_hex(sha, SHA256_LEN, hex);
	(void)json_object_set_new(o, key, json_string(hex));
}

/* The tokens that bound a record from above: of each authority the first. */
struct stamps {
	json_t *list; /* borrowed */
	uint64_t seen[STAMPS_MAX];
	size_t n;
	unsigned looked_at;
};

static bool
add_stamp(const struct anchor *a, void *arg)
{
	struct stamps *all = arg;
	char at[CLOCK_TEXT];
	json_t *o;

	if (all->looked_at++ == STAMPS_LOOK_MAX)
		return false;
	for (size_t i = 0; i < all->n; i++)
		if (all->seen[i] == a->authority)
			return true;
	all->seen[all->n++] = a->authority;
	o = json_object();
	clock_format(a->time, at);
	(void)json_object_set_new(o, "authority", json_string(a->url));
	(void)json_object_set_new(o, "time", json_string(at));
	(void)json_object_set_new(o, "size", json_integer((json_int_t)a->size));
	(void)json_object_set_new(o, "qualified", json_boolean(a->qualified));
	add_digest(o, "reply_sha256", a->reply);
	(void)json_array_append_new(all->list, o);
	return all->n < STAMPS_MAX;
}

static json_t *
stamps_over(struct txn *t, uint64_t leaf)
{
	struct stamps all = { .list = json_array() };

	if (anchor_each(t, leaf + 1, add_stamp, &all) != ERR_OK)
		json_array_clear(all.list);
	return all.list;
}

/* Where a browser has shown it: the numbers of its views. */
static void
add_views(struct txn *t, json_t *o, const json_t *leaf)
{
	const char *url = json_get_text(leaf, "requested_url");
	uint64_t views[VIEWS_MAX];
	size_t n;
	json_t *list;

	if (url == NULL || json_object_get(leaf, "pieces") != NULL)
		return;
	n = crawl_views(t, url, (uint64_t)json_get_int(leaf, "snapshot", 0),
	    views, VIEWS_MAX);
	if (n == 0)
		return;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		(void)json_array_append_new(
		    list, json_integer((json_int_t)views[i]));
	(void)json_object_set_new(o, "views", list);
}

static void
add_leaf(struct txn *t, json_t *o, const struct snapshot *s)
{

	(void)json_object_set_new(o, "leaf", json_integer((json_int_t)s->leaf));
	add_digest(o, "leaf_hash", s->leaf_hash);
	(void)json_object_set_new(o, "time_stamps", stamps_over(t, s->leaf));
}

/* A page without a mention that was read anew had other bytes than before; a
 * 304 had not. */
static const char *
change_of_check(const json_t *entry)
{
	const char *outcome = json_get_text(entry, "outcome");

	return outcome != NULL && strcmp(outcome, "no-mention") == 0 &&
		       json_get_int(entry, "status", 0) != 304
		   ? "changed"
		   : "same";
}

enum err
snapshot_object(struct txn *t, const struct snapshot *s, json_t **out)
{
	json_t *leaf = NULL, *o;

	if (json_parse(s->record, s->record_len, &leaf) != ERR_OK) {
		log_error("s%llu: its leaf is not JSON (vigie verify)",
		    (unsigned long long)s->number);
		return ERR_DAMAGED;
	}
	if (s->is_check)
		borrow(t, leaf, (uint64_t)json_get_int(leaf, "same_as", 0));
	o = json_object();
	(void)json_object_set_new(
	    o, "snapshot", json_integer((json_int_t)s->number));
	for (size_t i = 0; i < NELEM(fields); i++)
		copy(o, leaf, fields[i]);
	add_leaf(t, o, s);
	copy(o, leaf, "same_as");
	if (s->is_check)
		(void)json_object_set_new(
		    o, "change", json_string(change_of_check(leaf)));
	else
		copy(o, leaf, "change");
	(void)json_object_set_new(o, "check", json_boolean(s->is_check));
	for (size_t i = 0; i < NELEM(more); i++)
		if (json_object_get(leaf, more[i]) != NULL)
			copy(o, leaf, more[i]);
	add_views(t, o, leaf);
	add_path(t, o, leaf);
	json_decref(leaf);
	*out = o;
	return ERR_OK;
}

enum err
snapshot_object_at(struct txn *t, uint64_t number, json_t **out)
{
	struct snapshot s;
	enum err e = snapshot_get(t, number, &s);

	if (e != ERR_OK)
		return e;
	e = snapshot_object(t, &s, out);
	snapshot_fini(&s);
	return e;
}
