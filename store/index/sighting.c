/* SPDX-License-Identifier: ISC */
/* One sighting: which document, which mention, what is new about it. */
#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/log.h"
#include "store/index/document.h"
#include "store/index/mention.h"
#include "store/index/near.h"
#include "store/index/quote.h"
#include "store/index/source.h"
#include "store/index/text.h"
#include "store/store.h"

static const char *const change_names[] = { "new", "same", "changed", "gone",
	"unreachable" };

const char *
change_name(enum change c)
{
	return change_names[c];
}

/* Is the source the document's own address? A place within a page (a comment's
 * #anchor) is on that page. */
static bool
is_direct(const struct sighting *s)
{
	size_t url = strcspn(s->url, "#"), source = strcspn(s->source, "#");

	return url == source && strncmp(s->url, s->source, url) == 0;
}

/* All that it states but its text's hashes: while this tag stays, the mention's
 * text need not be read again. */
static uint64_t
fields_tag(const struct sighting *s)
{
	const char *const fields[] = { s->match, s->matched, s->network,
		s->kind, s->url, s->author, s->author_url, s->handle, s->title,
		s->published, s->published_from, s->lang, s->snippet,
		s->reasons, s->signs, s->context_hash };
	struct digest *d = digest_begin();
	uint8_t sha[SHA256_LEN];

	for (size_t i = 0; i < NELEM(fields); i++)
		if (fields[i] != NULL)
			digest_add(d, fields[i], strlen(fields[i]) + 1);
		else
			digest_add(d, "\xff", 1); /* no UTF-8 */
	for (size_t i = 0; i < s->n_snippets; i++)
		digest_add(d, s->snippets[i], strlen(s->snippets[i]) + 1);
	digest_end(d, sha);
	return key_read_u64(sha);
}

/* What this sighting makes of what the source showed before. */
static void
look_at(const struct sighting *s, const struct source *src,
    const struct sight *before, struct sight *now)
{
	bool by_id = s->native_id != NULL && s->native_space != NULL;

	*now = (struct sight){
		.state = DOC_ONLINE,
		.present = true,
		.direct = is_direct(s) || (before != NULL && before->direct),
		.look = src->look,
		.sweep = s->sweep,
		.fields = fields_tag(s),
		.item = index_tag64(by_id ? s->native_id : s->url),
	};
	index_tag(
	    s->text_hash != NULL ? s->text_hash : s->context_hash, now->text);
	if (before == NULL)
		return;
	if (before->look == src->look) {
		/* Twice on one page: the first counts. */
		memcpy(now->text, before->text, TAG_LEN);
		now->changed = before->changed;
	} else {
		now->changed = memcmp(now->text, before->text, TAG_LEN) != 0;
	}
}

static void
row_begin(const struct sighting *s, const struct document *d, struct row *r)
{
	r->document = d->number;
	r->cluster = d->cluster;
	r->first_seen = r->last_seen = s->at;
	r->sweep = s->sweep;
	document_id(d, "", 0, r->document_id);
}

/* The row, its text and its keys. Returns what the sighting turned out to be;
 * *fuller: its text is the best yet. */
static enum change
add_to_row(struct txn *t, const struct sighting *s, const struct document *d,
    struct source *src, struct row *r, bool *fuller)
{
	bool known = mention_open(t, d, s->name, r), had, counted, first;
	struct sight before, now;

	if (txn_err(t) != ERR_OK)
		return CHANGE_SAME;
	if (known && s->imported) {
		mention_shot(t, r, s->snapshot);
		return CHANGE_SAME;
	}
	had = known && sight_find(t, src->number, r->number, &before);
	look_at(s, src, had ? &before : NULL, &now);
	counted = had && before.present;
	if (!known) {
		row_begin(s, d, r);
		text_new(t, s, src->number, now.direct, r);
		mention_enter(t, r);
	} else if (!had || now.changed || now.fields != before.fields) {
		*fuller = text_merge(t, s, src->number, now.direct, r);
	}
	first = !r->any_changed || r->changed_sweep != s->sweep;
	if (now.changed) {
		r->any_changed = true;
		r->changed_sweep = s->sweep;
	}
	mention_seen(t, r, s->at, s->sweep);
	mention_shot(t, r, s->snapshot);
	row_result(r, had ? &before : NULL, &now, s->sweep);
	(void)row_settle(r, s->sweep);
	row_save(t, r, !known);
	sight_save(t, src->number, r->number, &now);
	if (!counted) {
		src->present++;
		source_save(t, s->source, src);
	}
	if (!known)
		return CHANGE_NEW;
	return now.changed && first ? CHANGE_CHANGED : CHANGE_SAME;
}

static bool
is_fit(struct txn *t, const struct sighting *s)
{
	size_t n = strlen(s->name);

	if (n > 0 && n <= REGISTER_NAME_MAX)
		return true;
	log_error("index: %.40s...: a name must have 1 to %d bytes", s->name,
	    REGISTER_NAME_MAX);
	(void)txn_fail(t, ERR_LIMIT);
	return false;
}

void
index_sighting(
    struct txn *t, const struct sighting *s, enum change *what, char id[17])
{
	struct source src;
	struct document d;
	struct row r = { 0 };
	bool fuller = false;

	*what = CHANGE_SAME;
	*id = '\0';
	if (txn_err(t) != ERR_OK || !is_fit(t, s))
		return;
	source_open(t, s->source, &src);
	if (!document_open(t, s, src.number, src.look, &d))
		return;
	*what = add_to_row(t, s, &d, &src, &r, &fuller);
	if (txn_err(t) == ERR_OK && (d.filings == 0 || fuller)) {
		near_file(t, s, d.number);
		quote_file(t, s, d.number);
	}
	digest_hex(r.id, sizeof(r.id), id);
	document_fini(&d);
}
