/* SPDX-License-Identifier: ISC */
/* From the commit down its tree to a record, then the signature. */
#include "crawler/networks/commit.h"

#include <stdbool.h>
#include <string.h>

#include "crawler/networks/car.h"
#include "crawler/networks/multikey.h"
#include "crawler/parse/cbor.h"

enum {
	COMMIT_BYTES_MAX = 4096,
	COMMIT_KEYS_MAX = 23, /* their number stands in the map's first byte */
	MAP_HEAD = 0xa0,
	DEPTH_MAX =
	    64,        /* of the tree: a level more is four times the records */
	KEY_MAX = 1024 /* of a record's path, as the protocol has it */
};

struct file {
	const void *data;
	size_t n;
};

/* The value behind a key as a string or link. */
static bool
text_at(struct cbor map, const char *key, struct cbor *out)
{
	struct cbor item;

	return cbor_find(map, key, &item) && cbor_string(&item, CBOR_TEXT, out);
}

static bool
link_at(struct cbor map, const char *key, struct cbor *out)
{
	struct cbor item;

	return cbor_find(map, key, &item) && cbor_link(&item, out);
}

/* ---- the tree ---- */

/* Where the way to a record goes on at one node. */
struct step {
	struct cbor next; /* the node below; empty: none */
	bool found;       /* next is the record */
};

/* Bytes as memcmp has them; of equal beginnings the shorter is first. */
static int
compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	if (order != 0)
		return order;
	return (a_len > b_len) - (a_len < b_len);
}

/* One entry {"k": what is new in its key, "p": how much of the last key is
 * kept, "v": the record, "t": the node behind it}. *past: the record would have
 * stood before this entry. */
static bool
read_entry(struct cbor entry, const char *path, char key[KEY_MAX], size_t *len,
    struct step *st, bool *past)
{
	struct cbor item, suffix;
	enum cbor_type type;
	uint64_t kept;
	int order;

	if (!cbor_find(entry, "p", &item) || !cbor_head(&item, &type, &kept) ||
	    type != CBOR_UINT || kept > *len || !cbor_find(entry, "k", &item) ||
	    !cbor_string(&item, CBOR_BYTES, &suffix) ||
	    cbor_len(&suffix) > KEY_MAX - kept)
		return false;
	memcpy(key + kept, suffix.p, cbor_len(&suffix));
	*len = (size_t)kept + cbor_len(&suffix);
	order = compare(key, *len, path, strlen(path));
	*past = order >= 0;
	if (order > 0)
		return true;
	st->found = order == 0;
	if (st->found)
		return link_at(entry, "v", &st->next);
	if (!link_at(entry, "t", &st->next))
		st->next = (struct cbor){ NULL, NULL };
	return true;
}

/* One node {"l": the node before its entries, "e": [entries by key]}. */
static bool
read_node(struct cbor node, const char *path, struct step *st)
{
	struct cbor entries, entry;
	char key[KEY_MAX];
	size_t len = 0;
	bool past = false;
	uint64_t n;

	*st = (struct step){ .found = false };
	if (!link_at(node, "l", &st->next))
		st->next = (struct cbor){ NULL, NULL };
	if (!cbor_find(node, "e", &entries) ||
	    !cbor_list(&entries, CBOR_ARRAY, &n))
		return false;
	while (n-- > 0 && !past)
		if (!cbor_item(&entries, &entry) ||
		    !read_entry(entry, path, key, &len, st, &past))
			return false;
	return st->next.p != NULL;
}

/* Does the tree hold the record, and the file its bytes? */
static bool
holds(const struct file *f, struct cbor root, const char *path)
{
	struct step st = { .next = root };
	struct cbor node;

	for (int depth = 0; depth < DEPTH_MAX && !st.found; depth++)
		if (!car_find(f->data, f->n, &st.next, &node) ||
		    !read_node(node, path, &st))
			return false;
	return st.found && car_find(f->data, f->n, &st.next, &node);
}

/* ---- the signature ---- */

/* The commit's bytes without the member "sig", which are what was signed; 0
 * where it is no such map. */
static size_t
unsigned_bytes(
    struct cbor commit, uint8_t out[COMMIT_BYTES_MAX], struct cbor *sig)
{
	struct cbor name, value;
	size_t len = 1;
	uint64_t n, count;

	sig->p = NULL;
	if (cbor_len(&commit) > COMMIT_BYTES_MAX ||
	    !cbor_list(&commit, CBOR_MAP, &n) || n > COMMIT_KEYS_MAX)
		return 0;
	for (count = n; count > 0; count--) {
		const uint8_t *from = commit.p;

		if (!cbor_string(&commit, CBOR_TEXT, &name) ||
		    !cbor_item(&commit, &value))
			return 0;
		if (cbor_is(&name, "sig", 3)) {
			if (!cbor_string(&value, CBOR_BYTES, sig))
				return 0;
			n--;
			continue;
		}
		memcpy(out + len, from, (size_t)(commit.p - from));
		len += (size_t)(commit.p - from);
	}
	out[0] = (uint8_t)(MAP_HEAD | n);
	return sig->p != NULL && commit.p == commit.end ? len : 0;
}

static void
keep_rev(struct cbor commit, char rev[COMMIT_REV_MAX])
{
	struct cbor text;

	rev[0] = '\0';
	if (!text_at(commit, "rev", &text) || cbor_len(&text) >= COMMIT_REV_MAX)
		return;
	for (size_t i = 0; i < cbor_len(&text); i++)
		if (text.p[i] <= ' ' || text.p[i] >= 0x7f)
			return;
	memcpy(rev, text.p, cbor_len(&text));
	rev[cbor_len(&text)] = '\0';
}

enum err
commit_check(const void *data, size_t n, const char *did, const char *path,
    const char *key, char rev[COMMIT_REV_MAX], const char **why)
{
	const struct file f = { data, n };
	uint8_t message[COMMIT_BYTES_MAX];
	struct cbor root, commit, who, tree, sig;
	size_t len;
	enum err e;

	*why = NULL;
	rev[0] = '\0';
	if (!car_root(data, n, &root) || !car_find(data, n, &root, &commit)) {
		*why = "the file holds no commit";
		return ERR_PARSE;
	}
	keep_rev(commit, rev);
	len = unsigned_bytes(commit, message, &sig);
	if (len == 0 || !text_at(commit, "did", &who) ||
	    !link_at(commit, "data", &tree))
		*why = "its commit is none, or bears no signature";
	else if (!cbor_is(&who, did, strlen(did)))
		*why = "its commit is another account's";
	else if (!holds(&f, tree, path))
		*why = "its commit does not lead to the record";
	if (*why != NULL)
		return ERR_PARSE;
	e = multikey_verify(key, message, len, sig.p, cbor_len(&sig));
	if (e == ERR_DENIED)
		*why = "no key that can be used is known";
	else if (e != ERR_OK)
		*why = "another key than the one that is known has signed it";
	return e;
}
