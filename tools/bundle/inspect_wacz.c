/* SPDX-License-Identifier: ISC */
/* The WACZ of a bundle, read front to back as it stands in the bundle's stream:
 * its entries are stored, so each is found by its local header alone. The WARC
 * goes on to inspect_warc.c; every file's hash is held against the package
 * description. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tools/bundle/inspect.h"

enum {
	HEADER = 30,        /* bytes of a local header without names */
	VARIABLE_MAX = 512, /* bytes of its name and extra field */
	ENTRIES_MAX = 8,
	NAME_MAX_BYTES = 64,
	PACKAGE_MAX = 1 << 20,
	ZIP64 = 0x0001 /* the extra field with 64-bit sizes */
};

enum state { AT_HEADER, IN_NAME, IN_DATA, AT_END };

struct entry {
	char name[NAME_MAX_BYTES];
	uint64_t size;
	uint8_t sha256[SHA256_LEN];
};

struct wacz {
	struct inspect *v;
	const char *name; /* of the WACZ */
	enum state state;
	uint8_t head[HEADER + VARIABLE_MAX];
	size_t head_len, head_want;
	uint64_t left;         /* bytes of the entry's data to come */
	struct digest *digest; /* of the entry */
	struct inspect_warc *warc;
	struct entry entries[ENTRIES_MAX];
	size_t n;
	struct buf package; /* datapackage.json */
	const char *why;    /* what is wrong, once it is */
};

/* ---- local headers (APPNOTE.TXT 4.3.7) ---- */

static uint32_t
u16(const uint8_t *p)
{
	return (uint32_t)(p[0] | p[1] << 8);
}

static uint32_t
u32(const uint8_t *p)
{
	return u16(p) | u16(p + 2) << 16;
}

/* The size out of a ZIP64 extra field, whose first value it is. */
static bool
wide_size(const uint8_t *extra, size_t n, uint64_t *size)
{
	while (n >= 4) {
		size_t len = u16(extra + 2);

		if (len > n - 4)
			return false;
		if (u16(extra) == ZIP64 && len >= 8) {
			*size = u32(extra + 4) | (uint64_t)u32(extra + 8) << 32;
			return true;
		}
		extra += 4 + len;
		n -= 4 + len;
	}
	return false;
}

/* The header is whole. */
static bool
begin_entry(struct wacz *w)
{
	const uint8_t *h = w->head;
	size_t name_len = u16(h + 26), extra_len = u16(h + 28);
	struct entry *e = &w->entries[w->n];
	uint64_t size = u32(h + 22);

	/* Sizes must stand here (no data descriptor), nothing packed. */
	if ((u16(h + 6) & 8) != 0 || u16(h + 8) != 0 || w->n == ENTRIES_MAX ||
	    name_len == 0 || name_len >= sizeof(e->name) ||
	    memchr(h + HEADER, 0, name_len) != NULL)
		return false;
	if (size == UINT32_MAX &&
	    !wide_size(h + HEADER + name_len, extra_len, &size))
		return false;
	memcpy(e->name, h + HEADER, name_len);
	e->name[name_len] = '\0';
	e->size = size;
	w->left = size;
	w->n++;
	w->digest = digest_begin();
	if (strcmp(e->name, "archive/data.warc.gz") == 0 && w->warc == NULL)
		w->warc = inspect_warc_new(w->v);
	return true;
}

static void
end_entry(struct wacz *w)
{
	struct entry *e = &w->entries[w->n - 1];

	digest_end(w->digest, e->sha256);
	w->digest = NULL;
	w->state = AT_HEADER;
	w->head_len = 0;
	w->head_want = HEADER;
}

static bool
take_data(struct wacz *w, const char *p, size_t n)
{
	const struct entry *e = &w->entries[w->n - 1];

	digest_add(w->digest, p, n);
	w->left -= n;
	if (strcmp(e->name, "archive/data.warc.gz") == 0)
		return inspect_warc_push(w->warc, p, n);
	if (strcmp(e->name, "datapackage.json") == 0)
		return buf_add(&w->package, p, n) == ERR_OK;
	return true;
}

/* Gathers the header; true while all is well. */
static bool
take_head(struct wacz *w, const char **p, size_t *n)
{
	size_t part = w->head_want - w->head_len;

	part = part < *n ? part : *n;
	memcpy(w->head + w->head_len, *p, part);
	w->head_len += part;
	*p += part;
	*n -= part;
	if (w->head_len < w->head_want)
		return true;
	if (w->state == AT_HEADER) {
		if (u32(w->head) != 0x04034b50) { /* the directory begins */
			w->state = AT_END;
			return true;
		}
		w->head_want += u16(w->head + 26) + u16(w->head + 28);
		w->state = IN_NAME;
		return w->head_want <= sizeof(w->head);
	}
	w->state = IN_DATA;
	if (!begin_entry(w))
		return false;
	if (w->left == 0)
		end_entry(w);
	return true;
}

static bool
parse(struct wacz *w, const char *p, size_t n)
{

	while (n > 0 && w->state != AT_END) {
		size_t part;

		if (w->state != IN_DATA) {
			if (!take_head(w, &p, &n)) {
				w->why = "it is not a WACZ of ours";
				return false;
			}
			continue;
		}
		part = n < w->left ? n : (size_t)w->left;
		if (!take_data(w, p, part)) {
			w->why = "its WARC cannot be read";
			return false;
		}
		p += part;
		n -= part;
		if (w->left == 0)
			end_entry(w);
	}
	return true;
}

/* Its bytes pass once: for the manifest's hash, which inspect_stream makes, and
 * for what they say, until something is wrong with that. */
static bool
push(const void *data, size_t n, void *arg)
{
	struct wacz *w = arg;

	if (w->why == NULL)
		(void)parse(w, data, n);
	return true;
}

/* ---- the package description ---- */

static const struct entry *
entry_of(const struct wacz *w, const char *name)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->entries[i].name, name) == 0)
			return &w->entries[i];
	return NULL;
}

static bool
resource_holds(const struct wacz *w, const json_t *r)
{
	const char *path = json_get_text(r, "path");
	const char *hash = json_get_text(r, "hash");
	const struct entry *e = path != NULL ? entry_of(w, path) : NULL;
	uint8_t sha[SHA256_LEN];

	return e != NULL && hash != NULL && strlen(hash) == 7 + 64 &&
	       strncmp(hash, "sha256:", 7) == 0 &&
	       digest_unhex(hash + 7, sha, SHA256_LEN) &&
	       memcmp(sha, e->sha256, SHA256_LEN) == 0 &&
	       json_get_int(r, "bytes", -1) == (int64_t)e->size;
}

static const char *
judge_package(struct wacz *w)
{
	const json_t *list, *item;
	json_t *doc;
	size_t i, good = 0;

	if (entry_of(w, "archive/data.warc.gz") == NULL)
		return "its WARC is missing";
	if (w->package.len == 0 ||
	    json_parse(w->package.data, w->package.len, &doc) != ERR_OK)
		return "its datapackage.json cannot be read";
	list = json_object_get(doc, "resources");
	json_array_foreach(list, i, item)
	{
		good += resource_holds(w, item);
	}
	i = json_array_size(list);
	json_decref(doc);
	/* All but the description and its digest are described. */
	return good == i && i + 2 == w->n
		   ? NULL
		   : "a file is not the one that its datapackage.json names";
}

static void
check_one(struct inspect *v, const struct inspect_file *f)
{
	struct wacz w = { .v = v, .name = f->name, .head_want = HEADER };

	buf_init(&w.package, PACKAGE_MAX);
	if (inspect_stream(v, f, push, &w) != ERR_OK && w.why == NULL)
		w.why = "it cannot be read whole";
	if (w.why == NULL && w.state != AT_END)
		w.why = "it is cut short";
	if (w.digest != NULL)
		digest_end(w.digest, w.entries[w.n - 1].sha256);
	if (w.warc != NULL)
		inspect_warc_end(w.warc);
	if (w.why == NULL)
		w.why = judge_package(&w);
	if (w.why != NULL)
		inspect_bad(v, INSPECT_EXCHANGES, w.why, "%s", f->name);
	buf_fini(&w.package);
}

void
inspect_wacz(struct inspect *v)
{
	size_t n = 0;

	for (size_t i = inspect_seek(v, "data/wacz/"); i < v->n_files; i++) {
		if (strncmp(v->files[i].name, "data/wacz/", 10) != 0)
			break;
		check_one(v, &v->files[i]);
		n++;
	}
	if (n != 1)
		inspect_bad(v, INSPECT_EXCHANGES,
		    "there is not one WACZ but another number", "data/wacz/");
}
