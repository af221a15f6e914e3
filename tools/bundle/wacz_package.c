/* SPDX-License-Identifier: ISC */
/* What stands around the WARC in a WACZ: CDXJ, pages, the package description.
 */
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/jout.h"
#include "tools/bundle/wacz.h"

enum { WACZ_FILES = 5 };

static void
fail(struct wacz *w, enum err e)
{
	if (w->err == ERR_OK)
		w->err = e;
}

/* ---- the index ---- */

static const char *
mime_of(const struct bundle_snapshot *s)
{
	const char *mime = json_get_text(s->doc, "mime");

	return mime != NULL ? mime : "application/octet-stream";
}

void
wacz_index(struct wacz *w, const struct bundle_snapshot *s,
    const struct warc_place *at, const char *digest)
{
	char day[CLOCK_TEXT], *surt = warc_surt(s->url);
	struct buf b;
	struct jout j;
	enum err e;

	clock_format(s->at, day);
	buf_init(&b, WACZ_TEXT_MAX);
	e = buf_addf(&b, "%s %.4s%.2s%.2s%.2s%.2s%.2s ", surt, day, day + 5,
	    day + 8, day + 11, day + 14, day + 17);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "url", s->url);
	jout_ktext(&j, "mime", mime_of(s));
	jout_kint(&j, "status", s->status);
	if (digest != NULL) {
		char *text = mem_printf("sha256:%s", digest);

		jout_ktext(&j, "digest", text);
		free(text);
	}
	jout_kint(&j, "length", (int64_t)at->length);
	jout_kint(&j, "offset", (int64_t)at->offset);
	jout_ktext(&j, "filename", WACZ_WARC);
	{
		char *text = mem_printf("sha256:%s", at->sha256);

		jout_ktext(&j, "recordDigest", text);
		free(text);
	}
	jout_obj_end(&j);
	fail(w, e != ERR_OK ? e : j.err);
	free(surt);
	if (w->n_index == w->cap_index) {
		w->cap_index = w->cap_index == 0 ? 64 : w->cap_index * 2;
		w->index = mem_grow(w->index, w->cap_index, sizeof(char *));
	}
	w->index[w->n_index++] = buf_take(&b, NULL);
	buf_fini(&b);
}

/* ---- the package ---- */

static int
by_bytes(const void *a, const void *b)
{
	char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static enum err
index_text(struct wacz *w, struct buf *to)
{
	enum err e = ERR_OK;

	if (w->n_index > 0)
		qsort(w->index, w->n_index, sizeof(char *), by_bytes);
	for (size_t i = 0; i < w->n_index && e == ERR_OK; i++)
		e = buf_addf(to, "%s\n", w->index[i]);
	return e;
}

/* A page for each exhibit that has something to show. */
static const struct bundle_snapshot *
page_of(const struct bundle_case *c, const struct bundle_exhibit *x)
{
	const struct bundle_snapshot *s;

	if (x->shown == BUNDLE_NONE)
		return NULL;
	s = &c->snapshots[x->shown];
	return s->kept && strcmp(mime_of(s), "text/html") == 0 ? s : NULL;
}

static enum err
pages_text(struct wacz *w, struct buf *to)
{
	const struct bundle_case *c = w->c;
	enum err e = buf_adds(to, "{\"format\":\"json-pages-1.0\",\"id\":"
				  "\"pages\",\"title\":\"All Pages\"}\n");

	for (size_t i = 0; i < c->n_exhibits && e == ERR_OK; i++) {
		const struct bundle_exhibit *x = &c->exhibits[i];
		const struct bundle_snapshot *s = page_of(c, x);
		struct jout j;

		if (s == NULL)
			continue;
		jout_begin(&j, to);
		jout_obj(&j);
		jout_ktext(&j, "id", x->id);
		jout_ktext(&j, "url", s->url);
		jout_ktime(&j, "ts", s->at);
		jout_ktext(&j, "title", x->title != NULL ? x->title : x->url);
		jout_obj_end(&j);
		e = j.err == ERR_OK ? buf_addc(to, '\n') : j.err;
	}
	return e;
}

static void
put_digest(struct jout *j, const char *key, const uint8_t sha[SHA256_LEN])
{
	char text[8 + SHA256_HEX] = "sha256:";

	digest_hex(sha, SHA256_LEN, text + 7);
	jout_ktext(j, key, text);
}

static enum err
package_text(
    struct wacz *w, const struct bag_file *files, size_t n, struct buf *to)
{
	const struct bundle_case *c = w->c;
	const struct bundle_snapshot *main_page = NULL;
	struct jout j;

	for (size_t i = 0; i < c->n_exhibits && main_page == NULL; i++)
		main_page = page_of(c, &c->exhibits[i]);
	jout_begin(&j, to);
	jout_obj(&j);
	jout_ktext(&j, "profile", "data-package");
	jout_ktext(&j, "wacz_version", "1.1.1");
	jout_ktext(&j, "software", "vigie/" VIGIE_VERSION);
	jout_ktext(&j, "title", c->root);
	jout_ktime(&j, "created", c->date);
	jout_ktime(&j, "modified", c->date);
	if (main_page != NULL) {
		jout_ktext(&j, "mainPageUrl", main_page->url);
		jout_ktime(&j, "mainPageDate", main_page->at);
	}
	jout_key(&j, "resources");
	jout_arr(&j);
	for (size_t i = 0; i < n; i++) {
		const char *slash = strrchr(files[i].name, '/');

		jout_obj(&j);
		jout_ktext(
		    &j, "name", slash != NULL ? slash + 1 : files[i].name);
		jout_ktext(&j, "path", files[i].name);
		put_digest(&j, "hash", files[i].sha256);
		jout_kint(&j, "bytes", (int64_t)files[i].size);
		jout_obj_end(&j);
	}
	jout_arr_end(&j);
	jout_obj_end(&j);
	return j.err;
}

static enum err
package_digest(const struct bag_file *package, struct buf *to)
{
	struct jout j;

	jout_begin(&j, to);
	jout_obj(&j);
	jout_ktext(&j, "path", "datapackage.json");
	put_digest(&j, "hash", package->sha256);
	jout_obj_end(&j);
	return j.err;
}

static void
add_text(struct wacz *w, struct bag_file *f, const struct buf *text)
{
	f->offset = spool_len(w->spool);
	f->size = text->len;
	f->stored = true;
	digest_sha256(text->data, text->len, f->sha256);
	spool_add(w->spool, text->data, text->len);
}

/* All of the spool so far is the WARC. */
static void
add_warc(struct wacz *w, struct bag_file *f)
{
	struct digest *d = digest_begin();

	fail(w, spool_digest(w->spool, d));
	digest_end(d, f->sha256);
	f->offset = 0;
	f->size = spool_len(w->spool);
	f->stored = true;
}

void
wacz_package(struct wacz *w)
{
	static char names[WACZ_FILES][32] = { "archive/data.warc.gz",
		"indexes/index.cdx", "pages/pages.jsonl", "datapackage.json",
		"datapackage-digest.json" };
	struct bag_file files[WACZ_FILES] = { { .name = NULL } };
	char path[BUNDLE_NAME_MAX];
	struct buf text;

	for (size_t i = 0; i < WACZ_FILES; i++)
		files[i].name = names[i];
	add_warc(w, &files[0]);
	buf_init(&text, WACZ_TEXT_MAX);
	fail(w, index_text(w, &text));
	add_text(w, &files[1], &text);
	buf_reset(&text);
	fail(w, pages_text(w, &text));
	add_text(w, &files[2], &text);
	buf_reset(&text);
	fail(w, package_text(w, files, 3, &text));
	add_text(w, &files[3], &text);
	buf_reset(&text);
	fail(w, package_digest(&files[3], &text));
	add_text(w, &files[4], &text);
	buf_fini(&text);
	snprintf(path, sizeof(path), "data/wacz/%s.wacz", w->c->ref);
	if (w->err == ERR_OK)
		bag_add_zip(w->b, path, files, WACZ_FILES, w->spool);
}
