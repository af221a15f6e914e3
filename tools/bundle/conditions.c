/* SPDX-License-Identifier: ISC */
/* Under which conditions it was all recorded: the machine and its libraries,
 * what the sweeps were told, how far the clock was from those of the servers
 * met. The census counts every server of a sweep and names none: most of them
 * belong to no case, or to another one. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "store/base/clock.h"
#include "tools/bundle/bundle.h"
#include "tools/bundle/shipped.h"

enum { TEXT_MAX = 16 << 20, DATE_TEXT = 40, DAY_MS = 86400000 };

/* ---- environnement.txt, configuration.txt ---- */

/* Members of an object as "prefix.key: value" lines. */
static enum err
flatten(struct buf *to, const char *prefix, json_t *obj)
{
	const char *key;
	json_t *v;
	enum err e = ERR_OK;

	json_object_foreach(obj, key, v)
	{
		char *text =
		    json_is_string(v)
			? mem_strdup(json_string_value(v))
			: json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);

		if (e == ERR_OK && text != NULL)
			e = buf_addf(to, "%s.%s: %s\n", prefix, key, text);
		free(text);
	}
	return e;
}

/* What one sweep-start says under these keys. */
static enum err
add_members(struct buf *to, const struct bundle_sweep *s,
    const char *const *keys, size_t n)
{
	enum err e = buf_addf(to, "sweep: %" PRIu64 "\n", s->number);

	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		json_t *v = json_object_get(s->start_doc, keys[i]);
		char *text;

		if (json_is_object(v)) {
			e = flatten(to, keys[i], v);
			continue;
		}
		text = json_is_string(v) ? mem_strdup(json_string_value(v))
					 : json_dumps(v, JSON_ENCODE_ANY);
		if (text != NULL)
			e = buf_addf(to, "%s: %s\n", keys[i], text);
		free(text);
	}
	return e == ERR_OK ? buf_addc(to, '\n') : e;
}

static enum err
write_members(const struct bundle_case *c, struct bag *b, const char *name,
    const char *head, const char *const *keys, size_t n)
{
	struct buf to;
	enum err e;

	buf_init(&to, TEXT_MAX);
	e = buf_adds(&to, head);
	for (size_t i = 0; i < c->n_sweeps && e == ERR_OK; i++)
		if (c->sweeps[i].start_doc != NULL)
			e = add_members(&to, &c->sweeps[i], keys, n);
	if (e == ERR_OK)
		bag_add(b, name, to.data, to.len);
	buf_fini(&to);
	return e;
}

static enum err
write_environment(const struct bundle_case *c, struct bag *b)
{
	static const char *const keys[] = { "at", "tool", "machine", "clock",
		"access" };

	return write_members(c, b, "data/environnement.txt",
	    "Machine, programme et horloge de chaque visite citée, tels que "
	    "l'enregistrement\nsweep-start les déclare. / Machine, program "
	    "and clock of each sweep that is\ncited, as its sweep-start record "
	    "declares them.\n\n",
	    keys, NELEM(keys));
}

static enum err
write_configuration(const struct bundle_case *c, struct bag *b)
{
	static const char *const keys[] = { "at", "user_agent", "seeds_sha256",
		"seeds", "seeds_due", "names", "names_generation",
		"certificate_roots", "root_before" };

	return write_members(c, b, "data/configuration.txt",
	    "Ce que chaque visite citée avait pour consigne. / What each sweep "
	    "that is cited\nwas told.\n\n",
	    keys, NELEM(keys));
}

/* ---- horloges.csv ---- */

/* The value of Date in a response head: IMF-fixdate (RFC 9110 5.6.7), which is
 * in English whatever the locale: this program sets LC_MESSAGES alone. */
static bool
server_date(const char *head, int64_t *ms)
{
	const char *line = head;
	char text[DATE_TEXT];
	struct tm tm;

	while (line != NULL && strncasecmp(line, "\r\ndate:", 7) != 0)
		line = strstr(line + 1, "\r\n");
	if (line == NULL)
		return false;
	line += 7;
	line += strspn(line, " \t");
	snprintf(text, sizeof(text), "%.*s", (int)strcspn(line, "\r\n"), line);
	memset(&tm, 0, sizeof(tm));
	if (strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &tm) == NULL)
		return false;
	*ms = clock_days(tm.tm_year + 1900, (unsigned)tm.tm_mon + 1,
		  (unsigned)tm.tm_mday) *
	      DAY_MS;
	*ms +=
	    ((int64_t)tm.tm_hour * 3600 + (int64_t)tm.tm_min * 60 + tm.tm_sec) *
	    1000;
	return true;
}

struct census {
	int64_t *v; /* owned: server's clock minus ours, ms */
	size_t n, cap;
};

static void
add_offset(struct census *all, int64_t offset)
{
	if (all->n == all->cap) {
		all->cap = all->cap == 0 ? 256 : all->cap * 2;
		all->v = mem_grow(all->v, all->cap, sizeof(all->v[0]));
	}
	all->v[all->n++] = offset;
}

static void
count_leaf(struct txn *t, uint64_t seq, struct census *all)
{
	int64_t here, there;
	const char *head, *at;
	json_t *doc;
	char *leaf;
	size_t n;

	if (log_get(t, seq, &leaf, &n) != ERR_OK)
		return;
	if (json_parse(leaf, n, &doc) == ERR_OK) {
		head = json_get_text(doc, "response_head");
		at = json_get_text(doc, "ended");
		if (head != NULL && at != NULL && server_date(head, &there) &&
		    clock_parse(at, &here) == ERR_OK)
			add_offset(all, there - here);
		json_decref(doc);
	}
	free(leaf);
}

static int
by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The value below which that many percent lie. */
static double
centile(const struct census *all, size_t percent)
{
	size_t i = (all->n - 1) * percent / 100;

	return (double)all->v[i] / 1000;
}

static enum err
census_line(
    const struct bundle_case *c, const struct bundle_sweep *s, struct buf *to)
{
	struct census all = { .v = NULL };
	enum err e;

	for (uint64_t seq = s->start; seq <= s->end; seq++)
		count_leaf(c->t, seq, &all);
	if (all.n == 0) {
		e = buf_addf(to, "%" PRIu64 ",0,,,\n", s->number);
	} else {
		qsort(all.v, all.n, sizeof(all.v[0]), by_value);
		e = buf_addf(to, "%" PRIu64 ",%zu,%.3f,%.3f,%.3f\n", s->number,
		    all.n, centile(&all, 50), centile(&all, 5),
		    centile(&all, 95));
	}
	free(all.v);
	return e;
}

static enum err
write_clocks(const struct bundle_case *c, struct bag *b)
{
	struct buf to;
	enum err e;

	buf_init(&to, TEXT_MAX);
	e = buf_adds(&to, "sweep,servers_answers,median_offset_s,"
			  "centile_5_s,centile_95_s\n");
	for (size_t i = 0; i < c->n_sweeps && e == ERR_OK; i++)
		e = census_line(c, &c->sweeps[i], &to);
	if (e == ERR_OK)
		bag_add(b, "data/horloges.csv", to.data, to.len);
	buf_fini(&to);
	return e;
}

enum err
conditions_write(const struct bundle_case *c, struct bag *b)
{
	enum err e = write_environment(c, b);

	if (e == ERR_OK)
		e = write_configuration(c, b);
	if (e == ERR_OK)
		e = write_clocks(c, b);
	bag_adds(b, "data/verifier/verifier.sh", shipped_verifier);
	return e;
}
