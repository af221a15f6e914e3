/* SPDX-License-Identifier: ISC */
/* Features of mentions. */
#include "crawler/match/namesake_feature.h"

#include <stdio.h>
#include <string.h>

#include "crawler/normalise/fold.h"

enum {
	CONTEXT_MAX = 64 * 1024, /* bytes of a mention's text that are read */
	WORD_MIN = 4,            /* bytes of a word that can tell */
	WORD_MAX = 40
};

/* Words that stand everywhere. */
static bool
is_common(const char *word)
{
	static const char common[] =
	    " about aussi autre autres avant avec avoir been being bien both "
	    "cela cette ceux chez comme contre could dans depuis deux donc "
	    "elle elles encore entre etait etre fait from have here into just "
	    "leur leurs like mais meme moins more most nous only other over "
	    "parce peut plus pour quand quelle quelques sans selon sera some "
	    "sont sous such sur tous tout toute toutes than that their them "
	    "then there these they this those tres under very vers vous were "
	    "what when where which while will with would your ";
	char key[WORD_MAX + 3] = " ";
	size_t n = strlen(word);

	memcpy(key + 1, word, n);
	key[n + 1] = ' ';
	key[n + 2] = '\0';
	return strstr(common, key) != NULL;
}

static bool
is_number(const char *word)
{
	return word[strspn(word, "0123456789")] == '\0';
}

bool
namesake_stands(const char *run, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = strstr(run, word); s != NULL;
	     s = strstr(s + 1, word))
		if (s > run && s[-1] == ' ' && s[n] == ' ')
			return true;
	return false;
}

static bool
is_known(const struct namesake_context *c, const char *word)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->words[i], word) == 0)
			return true;
	return false;
}

void
namesake_fold(struct buf *b, const char *s)
{
	size_t hidden = 0;

	/* What no longer fits is not read. */
	if (s == NULL || fold_text(b, s, strlen(s), &hidden) != ERR_OK ||
	    buf_addc(b, ' ') != ERR_OK)
		return;
}

/* One word, NUL-terminated, if it can tell anything. */
static void
context_word(struct namesake_context *c, const char *own_words, char *word)
{
	size_t n = strlen(word);

	if (c->n < NAMESAKE_CONTEXT_MAX && n >= WORD_MIN && n <= WORD_MAX &&
	    !is_number(word) && !is_common(word) &&
	    !namesake_stands(own_words, word) && !is_known(c, word))
		c->words[c->n++] = word;
}

/* Folds title and quotations and takes them apart. */
void
namesake_context_init(
    struct namesake_context *c, const char *own_words, const json_t *m)
{
	const json_t *snippets = json_object_get(m, "snippets");
	size_t n;

	memset(c, 0, sizeof(*c));
	buf_init(&c->folded, CONTEXT_MAX);
	namesake_fold(&c->folded, json_get_text(m, "title"));
	for (size_t i = 0; i < json_array_size(snippets); i++)
		namesake_fold(
		    &c->folded, json_string_value(json_array_get(snippets, i)));
	if (json_array_size(snippets) == 0)
		namesake_fold(&c->folded, json_get_text(m, "snippet"));
	for (size_t at = 0; at < c->folded.len; at += n + 1) {
		char *word = c->folded.data + at;

		n = strcspn(word, " ");
		word[n] = '\0';
		context_word(c, own_words, word);
	}
}

void
namesake_context_fini(struct namesake_context *c)
{
	buf_fini(&c->folded);
}

/* The host of an address, without "www.", into a key. False: none. */
bool
namesake_site(const json_t *m, char key[NAMESAKE_KEY_MAX])
{
	const char *url = json_get_text(m, "url");
	const char *host = url == NULL ? NULL : strstr(url, "://");
	size_t n;

	if (host == NULL)
		return false;
	host += 3;
	host += strncmp(host, "www.", 4) == 0 ? 4 : 0;
	n = strcspn(host, "/?#");
	if (n == 0 || n + 3 > NAMESAKE_KEY_MAX)
		return false;
	memcpy(key, "s:", 2);
	memcpy(key + 2, host, n);
	key[n + 2] = '\0';
	return true;
}

/* The author, best by the account's address, which no namesake shares. */
bool
namesake_author(const json_t *m, char key[NAMESAKE_KEY_MAX])
{
	static const char *const members[] = { "author_url", "handle",
		"author" };

	for (size_t i = 0; i < NELEM(members); i++) {
		const char *s = json_get_text(m, members[i]);
		int n =
		    s == NULL ? 0 : snprintf(key, NAMESAKE_KEY_MAX, "a:%s", s);

		if (n > 2 && n < NAMESAKE_KEY_MAX)
			return true;
	}
	return false;
}

bool
namesake_lang(const json_t *m, char key[NAMESAKE_KEY_MAX])
{
	const char *lang = json_get_text(m, "lang");

	if (lang == NULL || strlen(lang) < 2)
		return false;
	(void)snprintf(key, NAMESAKE_KEY_MAX, "l:%.2s", lang);
	return true;
}

bool
namesake_cluster(const json_t *m, char key[NAMESAKE_KEY_MAX])
{
	const char *cluster = json_get_text(m, "cluster");

	if (cluster == NULL)
		return false;
	return snprintf(key, NAMESAKE_KEY_MAX, "c:%s", cluster) <
	       NAMESAKE_KEY_MAX;
}

void
namesake_word(const char *word, char key[NAMESAKE_KEY_MAX])
{
	(void)snprintf(key, NAMESAKE_KEY_MAX, "w:%s", word);
}
