/* SPDX-License-Identifier: ISC */
/* A window (CLI.md, history) for people: what proves when, and until when
 * something can be done about it. */
#include <stdio.h>
#include <string.h>

#include "tools/bundle/bundle.h"
#include "tools/bundle/deadline.h"
#include "tools/out.h"

/* ---- words ---- */

static const char *
role_words(const struct global *g, const char *name)
{
	for (int i = 0; i < BUNDLE_ROLES; i++) {
		enum bundle_role role = (enum bundle_role)i;

		if (name != NULL && strcmp(bundle_role_name(role), name) == 0)
			return bundle_role_words(role, g->french);
	}
	return "";
}

static const char *
basis_words(const struct global *g, const char *name)
{
	static const enum deadline_basis all[] = { DEADLINE_CLAIMED,
		DEADLINE_ABSENT, DEADLINE_SEEN, DEADLINE_IMPORTED };

	for (size_t i = 0; i < NELEM(all); i++)
		if (name != NULL &&
		    strcmp(deadline_basis_name(all[i]), name) == 0)
			return deadline_basis_words(all[i], g->french);
	return "";
}

static const struct deadline_rule *
rule_of(const char *key)
{
	for (size_t i = 0; i < DEADLINE_RULES; i++)
		if (key != NULL && strcmp(deadline_rules[i].key, key) == 0)
			return &deadline_rules[i];
	return NULL;
}

/* ---- events ---- */

/* Whose status is it? */
static bool
of_news(const json_t *v)
{
	const char *url = json_get_text(v, "url");

	return url != NULL && strncmp(url, "nntp", 4) == 0;
}

static void
event(const struct global *g, const json_t *v)
{
	const json_t *status = json_object_get(v, "status");
	char number[32];

	snprintf(number, sizeof(number), "s%lld",
	    (long long)json_get_int(v, "snapshot", 0));
	printf("%s%8s%s  ", out_dim(g), number, out_plain(g));
	out_when(stdout, json_get_text(v, "at"));
	printf("  %s%s%s  ", out_bold(g),
	    role_words(g, json_get_text(v, "event")), out_plain(g));
	out_text(stdout, json_get_text(v, "url"));
	printf(T(g, "  (record %lld", "  (enreg. %lld"),
	    (long long)json_get_int(v, "leaf", 0));
	if (json_is_integer(status))
		printf(", %s %lld", of_news(v) ? "NNTP" : "HTTP",
		    (long long)json_integer_value(status));
	puts(")");
}

static bool
has_event(const json_t *events, const char *name)
{
	const char *word;

	for (size_t i = 0; i < json_array_size(events); i++) {
		word = json_get_text(json_array_get(events, i), "event");
		if (word != NULL && strcmp(word, name) == 0)
			return true;
	}
	return false;
}

/* ---- deadlines ---- */

static void
deadline(const struct global *g, const json_t *d)
{
	const struct deadline_rule *rule =
	    rule_of(json_get_text(d, "deadline"));
	long long left = (long long)json_get_int(d, "days_left", 0);

	if (rule == NULL)
		return;
	printf(T(g, "          %s: ", "          %s : "),
	    T(g, rule->en, rule->fr));
	printf(
	    "%s%s%s", out_bold(g), json_get_text(d, "last_day"), out_plain(g));
	if (left < 0)
		fputs(T(g, ", past", ", dépassé"), stdout);
	else
		printf(T(g, ", %lld days left", ", reste %lld jours"), left);
	printf("  (%s)\n", rule->law);
}

static void
deadlines(const struct global *g, const json_t *all)
{
	const json_t *first = json_array_get(all, 0);

	if (first == NULL)
		return;
	printf(T(g,
		   "  deadlines, to be checked by a lawyer; counted from %s: "
		   "%s",
		   "  délais, à vérifier par un avocat ; comptés du %s : %s"),
	    json_get_text(first, "from"),
	    basis_words(g, json_get_text(first, "rests_on")));
	if (json_get_bool(first, "contradicted", false))
		fputs(T(g, " (but it was absent after that date)",
			  " (mais elle était absente après cette date)"),
		    stdout);
	putchar('\n');
	if (json_get_text(first, "observed") != NULL)
		printf(T(g, "          without that file: %s, %s\n",
			   "          sans ce fichier : %s, %s\n"),
		    json_get_text(first, "observed"),
		    basis_words(g, json_get_text(first, "observed_rests_on")));
	for (size_t i = 0; i < json_array_size(all); i++)
		deadline(g, json_array_get(all, i));
}

void
out_window(const struct global *g, const json_t *w)
{
	const json_t *events = json_object_get(w, "events");
	const char *id = json_get_text(w, "mention");

	if (json_array_size(events) == 0)
		return;
	fputs(out_bold(g), stdout);
	if (id != NULL)
		out_text(stdout, json_get_text(w, "name"));
	else
		fputs(T(g, "the page itself", "la page elle-même"), stdout);
	printf("%s  ", out_plain(g));
	out_text(stdout, json_get_text(w, "url"));
	if (id != NULL)
		printf("  %s%.8s%s", out_dim(g), id, out_plain(g));
	putchar('\n');
	if (!has_event(events, "last-absent"))
		puts(T(g,
		    "          no earlier visit shows that it was not there",
		    "          aucune visite antérieure ne montre son "
		    "absence"));
	for (size_t i = 0; i < json_array_size(events); i++)
		event(g, json_array_get(events, i));
	deadlines(g, json_object_get(w, "deadlines"));
}
