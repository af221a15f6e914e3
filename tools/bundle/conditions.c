/* SPDX-License-Identifier: ISC */
/* Under which conditions it was all recorded: the machine and its libraries,
 * what the sweeps were told, how far the clock was from those of the servers
 * met. The census, a record of the log, counts every server of a sweep and
 * names none: most of them belong to no case, or to another one. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/bundle.h"
#include "tools/bundle/shipped.h"

enum { TEXT_MAX = 16 << 20 };

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

/* A member in ms as seconds; empty where there is none. */
static enum err
add_seconds(struct buf *to, const json_t *doc, const char *key)
{
	const json_t *v = json_object_get(doc, key);

	return json_is_integer(v)
		   ? buf_addf(to, ",%.3f", (double)json_integer_value(v) / 1000)
		   : buf_addc(to, ',');
}

static enum err
census_line(const struct bundle_sweep *s, struct buf *to)
{
	static const char *const keys[] = { "median_ms", "p5_ms", "p95_ms" };
	const json_t *doc = s->clock_doc;
	enum err e = buf_addf(to, "%" PRIu64 ",%" PRId64, s->number,
	    json_get_int(doc, "hosts", 0));

	for (size_t i = 0; i < NELEM(keys) && e == ERR_OK; i++)
		e = add_seconds(to, doc, keys[i]);
	if (e == ERR_OK && doc != NULL)
		e = buf_addf(to, ",%" PRId64, json_get_int(doc, "seq", 0));
	else if (e == ERR_OK)
		e = buf_addc(to, ',');
	return e == ERR_OK ? buf_addc(to, '\n') : e;
}

static enum err
write_clocks(const struct bundle_case *c, struct bag *b)
{
	struct buf to;
	enum err e;

	buf_init(&to, TEXT_MAX);
	e = buf_adds(&to, "sweep,servers,median_offset_s,centile_5_s,"
			  "centile_95_s,record\n");
	for (size_t i = 0; i < c->n_sweeps && e == ERR_OK; i++)
		e = census_line(&c->sweeps[i], &to);
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
	bag_adds(b, "data/verifier/verifier.html", shipped_verifier_html);
	return e;
}
