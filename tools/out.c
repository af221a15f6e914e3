/* SPDX-License-Identifier: ISC */
/* Rows for people. */
#include "tools/out.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/utf8.h"

enum { QUOTE_INDENT = 10, REASON_COLUMN = 8, CHANGE_COLUMN = 13 };

static const struct {
	const char *word, *en, *fr;
} words[] = {
	{ "exact", "exact", "exact" },
	{ "variant", "variant", "variante" },
	{ "lookalike", "lookalike", "ressemblance" },
	{ "handle", "handle", "pseudonyme" },
	{ "avatar", "portrait", "portrait" },
	{ "post", "post", "billet" },
	{ "comment", "comment", "commentaire" },
	{ "profile", "profile", "profil" },
	{ "review", "review", "avis" },
	{ "page", "page", "page" },
	{ "message", "message", "message" },
	{ "video", "video", "vidéo" },
	{ "image", "image", "image" },
	{ "online", "online", "en ligne" },
	{ "changed", "changed", "modifié" },
	{ "gone", "gone", "disparu" },
	{ "unreachable", "unreachable", "injoignable" },
	{ "new", "new", "nouveau" },
	{ "same", "same", "inchangé" },
	{ "mine", "mine", "à moi" },
	{ "doubtful", "doubtful", "douteux" },
	{ "not-mine", "not mine", "pas à moi" },
	{ "none", "no label", "sans étiquette" },
	{ "known", "stays", "reste" },
	{ "lost", "would go", "partirait" },
	{ "no mention", "no mention", "aucune mention" },
	{ "person", "person", "personne" },
	{ "brand", "brand", "marque" },
	{ "topic", "topic", "sujet" },
};

const char *
out_word(const struct global *g, const char *word)
{
	for (size_t i = 0; word != NULL && i < NELEM(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return g->french ? words[i].fr : words[i].en;
	return word != NULL ? word : "";
}

const char *
out_bold(const struct global *g)
{
	return g->color ? "\033[1m" : "";
}

const char *
out_dim(const struct global *g)
{
	return g->color ? "\033[2m" : "";
}

const char *
out_plain(const struct global *g)
{
	return g->color ? "\033[0m" : "";
}

void
out_row_begin(struct out_row *row)
{
	buf_init(&row->text, OUT_ROW_MAX);
	jout_begin(&row->j, &row->text);
	jout_obj(&row->j);
}

void
out_row_end(struct out_row *row)
{
	jout_obj_end(&row->j);
	if (row->j.err == ERR_OK)
		out_json(row->text.data, row->text.len);
	buf_fini(&row->text);
}

/* Control characters, and those that turn the direction of the line. */
static bool
is_dangerous(uint32_t c)
{
	return utf8_is_control(c) || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0x061c || c == 0xfeff;
}

void
out_json(const char *json, size_t n)
{
	size_t i = 0, len;

	if (!isatty(STDOUT_FILENO)) {
		fwrite(json, 1, n, stdout);
		i = n;
	}
	while (i < n) {
		uint32_t c = utf8_next(json + i, n - i, &len);

		if (is_dangerous(c))
			printf("\\u%04x", (unsigned)c);
		else
			fwrite(json + i, 1, len, stdout);
		i += len;
	}
	putchar('\n');
}

static void
text_part(FILE *to, const char *s, size_t n)
{
	size_t i = 0, len;

	while (i < n) {
		uint32_t c = utf8_next(s + i, n - i, &len);

		if (c == '\n' || c == '\t')
			fputc(' ', to);
		else if (c == UTF8_REPLACEMENT)
			fputs("\xef\xbf\xbd", to);
		else if (!is_dangerous(c))
			fwrite(s + i, 1, len, to);
		i += len;
	}
}

void
out_bytes(const char *s, size_t n)
{
	if (!isatty(STDOUT_FILENO)) {
		fwrite(s, 1, n, stdout);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const char *end = memchr(s + i, '\n', n - i);
		size_t line = end != NULL ? (size_t)(end - s) - i : n - i;

		text_part(stdout, s + i, line);
		if (end != NULL)
			putchar('\n');
		i += line;
	}
}

void
out_text(FILE *to, const char *s)
{
	if (s != NULL)
		text_part(to, s, strlen(s));
}

void
out_when(FILE *to, const char *rfc3339)
{
	int64_t ms;
	time_t seconds;
	struct tm tm;
	char text[32];

	if (rfc3339 == NULL || strlen(rfc3339) <= 10 ||
	    clock_parse(rfc3339, &ms) != ERR_OK) {
		out_text(to, rfc3339);
		return;
	}
	seconds = (time_t)(ms / 1000);
	if (localtime_r(&seconds, &tm) == NULL ||
	    strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm) == 0)
		out_text(to, rfc3339);
	else
		fputs(text, to);
}

/* The snippet with the match in bold. */
static void
quote(const struct global *g, const char *snippet, const char *matched)
{
	const char *at = matched == NULL || matched[0] == '\0'
			     ? NULL
			     : strstr(snippet, matched);
	size_t n = at == NULL ? 0 : strlen(matched);

	fputs(g->french ? "« " : "\"", stdout);
	if (at == NULL) {
		out_text(stdout, snippet);
	} else {
		text_part(stdout, snippet, (size_t)(at - snippet));
		fputs(out_bold(g), stdout);
		text_part(stdout, at, n);
		fputs(out_plain(g), stdout);
		out_text(stdout, at + n);
	}
	fputs(g->french ? " »\n" : "\"\n", stdout);
}

static void
indent(void)
{
	printf("%*s", QUOTE_INDENT, "");
}

static void
sign(void *arg, const char *en, const char *fr)
{
	const struct global *const *g = arg;

	indent();
	printf("- %s\n", T(*g, en, fr));
}

/* Whether its account may be an impostor's, and why, for a layman. */
static void
suspicion(const struct global *g, const json_t *m, double least)
{
	const json_t *i = json_object_get(m, "impostor");
	double score = json_number_value(json_object_get(i, "score"));

	if (!json_is_object(i) || score < least)
		return;
	indent();
	printf("%s%s %.0f %%%s\n", out_bold(g),
	    T(g, "impostor?", "imposteur ?"), 100 * score, out_plain(g));
	crawl_signs(i, sign, &g);
}

/* Its copies, and what it quotes. */
static void
others(const struct global *g, const json_t *m)
{
	size_t quoted = json_array_size(json_object_get(m, "quotes"));

	if (json_get_int(m, "copies", 0) > 0)
		printf(T(g, " · and %lld copies", " · et %lld copies"),
		    (long long)json_get_int(m, "copies", 0));
	if (quoted == 1)
		fputs(
		    T(g, " · quotes another", " · en cite une autre"), stdout);
	else if (quoted > 1)
		printf(T(g, " · quotes %zu others", " · en cite %zu autres"),
		    quoted);
}

void
out_mention(const struct global *g, const json_t *m)
{
	const char *id = json_get_text(m, "id");
	const char *author = json_get_text(m, "author");
	const char *published = json_get_text(m, "published");
	const char *snippet = json_get_text(m, "snippet");
	const char *band = json_get_text(m, "band");

	printf("%s%.8s%s  %s", out_dim(g), id != NULL ? id : "", out_plain(g),
	    out_bold(g));
	out_text(stdout, json_get_text(m, "name"));
	printf("%s · %s · %s · %s · ", out_plain(g),
	    out_word(g, json_get_text(m, "match")),
	    out_word(g, json_get_text(m, "kind")),
	    out_word(g, json_get_text(m, "state")));
	if (band != NULL && strcmp(band, "mine") != 0)
		printf("%s · ", out_word(g, band));
	fputs(T(g, "first seen ", "vu dès le "), stdout);
	out_when(stdout, json_get_text(m, "first_seen"));
	if (published != NULL) {
		fputs(T(g, ", published ", ", publié le "), stdout);
		out_when(stdout, published);
	}
	if (author != NULL) {
		fputs(T(g, ", by ", ", par "), stdout);
		out_text(stdout, author);
	}
	others(g, m);
	putchar('\n');
	indent();
	out_text(stdout, json_get_text(m, "url"));
	putchar('\n');
	if (snippet != NULL && snippet[0] != '\0') {
		indent();
		quote(g, snippet, json_get_text(m, "matched"));
	}
	suspicion(g, m, crawl_suspicious);
}

void
out_tried(const struct global *g, const json_t *row)
{
	const char *snippet = json_get_text(row, "snippet");

	printf("%s%-*s%s%s · %s · %s  ", out_bold(g), QUOTE_INDENT,
	    out_word(g, json_get_text(row, "tried")), out_plain(g),
	    out_word(g, json_get_text(row, "match")),
	    out_word(g, json_get_text(row, "kind")),
	    json_get_text(row, "network"));
	out_text(stdout, json_get_text(row, "url"));
	putchar('\n');
	if (snippet != NULL && snippet[0] != '\0') {
		indent();
		quote(g, snippet, json_get_text(row, "matched"));
	}
}

/* What is said before the rows of a mention's members. */
static const char *const said_members[] = { "band", "score", "reasons",
	"snippet", "snippets" };

/* The sum that says whose it is, line by line. */
static void
out_verdict(const struct global *g, const json_t *m)
{
	const json_t *reasons = json_object_get(m, "reasons");
	const json_t *score = json_object_get(m, "score");

	if (!json_is_array(reasons) || !json_is_number(score))
		return;
	printf("%s%+.2f  %s%s\n", out_bold(g), json_number_value(score),
	    out_word(g, json_get_text(m, "band")), out_plain(g));
	for (size_t i = 0; i < json_array_size(reasons); i++) {
		const json_t *r = json_array_get(reasons, i);

		printf("%+*.2f  ", REASON_COLUMN,
		    json_number_value(json_object_get(r, "weight")));
		out_text(stdout, json_get_text(r, "reason"));
		putchar('\n');
	}
	putchar('\n');
}

void
out_mention_full(const struct global *g, json_t *m, const json_t *more)
{
	const json_t *snippets = json_object_get(m, "snippets");
	const char *matched = json_get_text(m, "matched");

	out_mention(g, m);
	for (size_t i = 1; i < json_array_size(snippets); i++) {
		const char *s = json_string_value(json_array_get(snippets, i));

		if (s == NULL)
			continue;
		indent();
		quote(g, s, matched);
	}
	putchar('\n');
	out_verdict(g, m);
	for (size_t i = 0; i < NELEM(said_members); i++)
		(void)json_object_del(m, said_members[i]);
	out_members(g, m);
	if (more != NULL)
		out_members(g, more);
}

/* Not seen by us, or not by this archive. */
static void
origin(const struct global *g, const json_t *s)
{
	const json_t *imported = json_object_get(s, "imported");
	const json_t *merged = json_object_get(s, "merged");

	if (imported != NULL) {
		fputs(T(g, "          imported: ", "          importé : "),
		    stdout);
		out_text(stdout, json_get_text(imported, "file"));
		fputs(T(g, ", which dates it ", ", qui le date du "), stdout);
		out_text(stdout, json_get_text(imported, "date") != NULL
				     ? json_get_text(imported, "date")
				     : "?");
		putchar('\n');
	}
	if (merged != NULL) {
		fputs(T(g, "          from the log ", "          du journal "),
		    stdout);
		out_text(stdout, json_get_text(merged, "origin"));
		putchar('\n');
	}
}

void
out_snapshot(const struct global *g, const json_t *s)
{
	const json_t *status = json_object_get(s, "status");
	const char *error = json_get_text(s, "error");
	char number[32];

	snprintf(number, sizeof(number), "s%lld",
	    (long long)json_get_int(s, "snapshot", 0));
	printf("%s%8s%s  ", out_dim(g), number, out_plain(g));
	out_when(stdout, json_get_text(s, "at"));
	if (json_is_integer(status))
		printf("  %lld", (long long)json_integer_value(status));
	else
		printf("  %s", error != NULL ? error : "---");
	fputs("  ", stdout);
	out_column(g, out_word(g, json_get_text(s, "change")), CHANGE_COLUMN);
	printf("%.16s\n", json_get_text(s, "payload_sha256") != NULL
			      ? json_get_text(s, "payload_sha256")
			      : "");
	origin(g, s);
}
