/* SPDX-License-Identifier: ISC */
/* A case, read whole: its name, and the order in which its parts are read. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/utf8.h"
#include "tools/bundle/foreign.h"
#include "tools/bundle/reading.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* ---- its name ---- */

/* U+00C0 to U+017F without their marks, for a name in ASCII; '-' where there
 * is no one letter for it. */
static const char plain_letters[] = "AAAAAAACEEEEIIIIDNOOOOO-OUUUUYTs"
				    "aaaaaaaceeeeiiiidnooooo-ouuuuyty"
				    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
				    "GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
				    "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSs"
				    "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

static void
plain(const char *text, char *out, size_t cap)
{
	size_t n = strlen(text), at = 0, len = 0;

	while (at < n && len + 1 < cap) {
		size_t step;
		uint32_t c = utf8_next(text + at, n - at, &step);

		at += step;
		if (c < 0x80)
			out[len++] = (char)c;
		else if (c >= 0xc0 && c < 0x180)
			out[len++] = plain_letters[c - 0xc0];
		else
			out[len++] = '-';
	}
	out[len] = '\0';
}

/* The reference that the user gave; else the name that all exhibits share. */
static void
name_case(struct bundle_case *c, const struct bundle_wanted *w)
{
	const char *from = w->ref;
	char ascii[256], day[CLOCK_TEXT];

	for (size_t i = 0; w->ref == NULL && i < c->n_exhibits; i++) {
		if (i == 0)
			from = c->exhibits[0].name;
		else if (strcmp(from, c->exhibits[i].name) != 0)
			from = "case";
	}
	plain(from != NULL ? from : "case", ascii, sizeof(ascii));
	bag_safe_name(ascii, c->ref, sizeof(c->ref));
	c->ref_typed = arena_strdup(&c->arena, w->ref);
	c->date = w->date - w->date % DAY_MS;
	c->seq = w->seq;
	c->pdf = w->pdf;
	clock_format(w->date, day);
	snprintf(c->root, sizeof(c->root), "VIGIE-%s-%.4s%.2s%.2s-%u", c->ref,
	    day, day + 5, day + 8, w->seq);
}

/* ---- the whole ---- */

static void
begin(struct reading *r, struct txn *t, struct bundle_case *out)
{
	memset(out, 0, sizeof(*out));
	arena_init(&out->arena);
	out->t = t;
	*r = (struct reading){ .c = out, .t = t };
	r->looks = looks_new(t);
	r->spans = spans_new(t);
}

static enum err
end(struct reading *r, enum err e)
{
	looks_free(r->looks);
	spans_free(r->spans);
	foreign_free(r->foreign);
	free(r->numbers);
	if (e != ERR_OK)
		bundle_case_fini(r->c);
	return e;
}

enum err
bundle_case_read(
    struct txn *t, const struct bundle_wanted *w, struct bundle_case *out)
{
	struct reading r;
	enum err e;

	begin(&r, t, out);
	e = reading_exhibits(&r, w);
	if (e == ERR_OK)
		e = reading_chronology(&r);
	if (e == ERR_OK)
		e = reading_snapshots(&r);
	if (e == ERR_OK)
		e = foreign_bodies(&r);
	if (e == ERR_OK)
		e = reading_claims(&r);
	if (e == ERR_OK)
		e = reading_cited(&r);
	if (e == ERR_OK)
		name_case(out, w);
	return end(&r, e);
}

enum err
bundle_windows_read(struct txn *t, const char *const *ids, size_t n,
    const char *url, struct bundle_case *out)
{
	const struct bundle_wanted w = { .ids = ids, .n_ids = n };
	struct reading r;
	enum err e = ERR_OK;

	begin(&r, t, out);
	if (n > 0)
		e = reading_exhibits(&r, &w);
	else
		reading_page(&r, url);
	if (e == ERR_OK)
		e = reading_chronology(&r);
	if (e == ERR_OK)
		e = reading_snapshots(&r);
	return end(&r, e);
}

void
bundle_case_fini(struct bundle_case *c)
{
	for (size_t i = 0; i < c->n_exhibits; i++) {
		json_decref(c->exhibits[i].mention);
		json_decref(c->exhibits[i].more);
	}
	for (size_t i = 0; i < c->n_snapshots; i++)
		json_decref(c->snapshots[i].doc);
	for (size_t i = 0; i < c->n_leaves; i++)
		json_decref(c->leaves[i].doc);
	for (size_t i = 0; i < c->n_elsewhere; i++) {
		struct bundle_elsewhere *w = &c->elsewhere[i];

		for (size_t k = 0; k < w->n_leaves; k++)
			json_decref(w->leaves[k].doc);
		merged_log_free(w->log);
	}
	arena_fini(&c->arena);
	memset(c, 0, sizeof(*c));
}

/* ---- what writers ask ---- */

const struct bundle_leaf *
bundle_leaf_of(const struct bundle_case *c, uint64_t seq)
{
	size_t lo = 0, hi = c->n_leaves;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->leaves[mid].seq == seq)
			return &c->leaves[mid];
		if (c->leaves[mid].seq < seq)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct bundle_snapshot *
bundle_bytes_of(const struct bundle_case *c, const struct bundle_snapshot *s)
{
	/* A chain of confirmations goes back in time, so it ends. */
	while (!s->kept && s->confirms != BUNDLE_NONE &&
	       c->snapshots[s->confirms].number < s->number)
		s = &c->snapshots[s->confirms];
	return s;
}

enum err
bundle_body(const struct bundle_case *c, const struct bundle_snapshot *s,
    char **body, size_t *n)
{
	uint8_t sha[SHA256_LEN];

	if (s->payload == NULL || !digest_unhex(s->payload, sha, SHA256_LEN))
		return ERR_NOTFOUND;
	return blob_get(c->t, sha, body, n);
}

void
bundle_piece_name(const struct bundle_case *c, const struct bundle_exhibit *x,
    const char *suffix, char out[BUNDLE_NAME_MAX])
{
	int digits = c->n_exhibits > 999 ? 4 : c->n_exhibits > 99 ? 3 : 2;

	snprintf(out, BUNDLE_NAME_MAX, "data/pieces/piece-%0*u%s%s", digits,
	    x->number, suffix[0] == '.' ? "" : "-", suffix);
}
