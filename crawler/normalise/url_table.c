/* SPDX-License-Identifier: ISC */
/* Redirectors, mobile hosts, permalinks. */
#include "crawler/normalise/url_table.h"

#include <libpsl.h>
#include <string.h>

#include "crawler/normalise/url_code.h"

/* Services whose address holds the true one: in a parameter of the query, in
 * the whole query (""), behind a mark in the path ("/RU="), or behind the
 * path (NULL). "google.*" is any public
 * suffix; a host also stands for those under it. */
static const struct {
	struct url_slice host, path;
	const char *params; /* separated by spaces */
} redirectors[] = {
	{ URL_TABLE_SLICE("ampproject.org"), URL_TABLE_SLICE("/c/"), NULL },
	{ URL_TABLE_SLICE("ampproject.org"), URL_TABLE_SLICE("/v/"), NULL },
	{ URL_TABLE_SLICE("awin1.com"), URL_TABLE_SLICE("/"), "ued p" },
	{ URL_TABLE_SLICE("away.vk.com"), URL_TABLE_SLICE("/away.php"), "to" },
	{ URL_TABLE_SLICE("bing.com"), URL_TABLE_SLICE("/ck/a"), "u" },
	{ URL_TABLE_SLICE("bing.com"), URL_TABLE_SLICE("/news/apiclick.aspx"),
	    "url" },
	{ URL_TABLE_SLICE("consent.google.*"), URL_TABLE_SLICE("/"),
	    "continue" },
	{ URL_TABLE_SLICE("consent.youtube.com"), URL_TABLE_SLICE("/"),
	    "continue" },
	{ URL_TABLE_SLICE("deviantart.com"), URL_TABLE_SLICE("/users/outgoing"),
	    "" },
	{ URL_TABLE_SLICE("disq.us"), URL_TABLE_SLICE("/url"), "url" },
	{ URL_TABLE_SLICE("duckduckgo.com"), URL_TABLE_SLICE("/l/"), "uddg" },
	{ URL_TABLE_SLICE("exit.sc"), URL_TABLE_SLICE("/"), "url" },
	{ URL_TABLE_SLICE("facebook.com"), URL_TABLE_SLICE("/l.php"), "u" },
	{ URL_TABLE_SLICE("facebook.com"), URL_TABLE_SLICE("/flx/warn/"), "u" },
	{ URL_TABLE_SLICE("gate.sc"), URL_TABLE_SLICE("/"), "url" },
	{ URL_TABLE_SLICE("go.redirectingat.com"), URL_TABLE_SLICE("/"),
	    "url" },
	{ URL_TABLE_SLICE("go.skimresources.com"), URL_TABLE_SLICE("/"),
	    "url" },
	{ URL_TABLE_SLICE("google.*"), URL_TABLE_SLICE("/amp/"), NULL },
	{ URL_TABLE_SLICE("google.*"), URL_TABLE_SLICE("/imgres"),
	    "imgrefurl" },
	{ URL_TABLE_SLICE("google.*"), URL_TABLE_SLICE("/interstitial"),
	    "url" },
	{ URL_TABLE_SLICE("google.*"), URL_TABLE_SLICE("/url"), "q url" },
	{ URL_TABLE_SLICE("googleadservices.com"),
	    URL_TABLE_SLICE("/pagead/aclk"), "adurl" },
	{ URL_TABLE_SLICE("href.li"), URL_TABLE_SLICE("/"), "" },
	{ URL_TABLE_SLICE("l.instagram.com"), URL_TABLE_SLICE("/"), "u" },
	{ URL_TABLE_SLICE("l.messenger.com"), URL_TABLE_SLICE("/l.php"), "u" },
	{ URL_TABLE_SLICE("link.zhihu.com"), URL_TABLE_SLICE("/"), "target" },
	{ URL_TABLE_SLICE("linkedin.com"), URL_TABLE_SLICE("/redir/redirect"),
	    "url" },
	{ URL_TABLE_SLICE("linkedin.com"),
	    URL_TABLE_SLICE("/redir/general-malware-page"), "url" },
	{ URL_TABLE_SLICE("linkedin.com"), URL_TABLE_SLICE("/safety/go"),
	    "url" },
	{ URL_TABLE_SLICE("out.reddit.com"), URL_TABLE_SLICE("/"), "url" },
	{ URL_TABLE_SLICE("pixiv.net"), URL_TABLE_SLICE("/jump.php"), "" },
	{ URL_TABLE_SLICE("r.search.yahoo.com"), URL_TABLE_SLICE("/"), "/RU=" },
	{ URL_TABLE_SLICE("redirect.viglink.com"), URL_TABLE_SLICE("/"),
	    "u url" },
	{ URL_TABLE_SLICE("safelinks.protection.outlook.com"),
	    URL_TABLE_SLICE("/"), "url" },
	{ URL_TABLE_SLICE("slack-redir.net"), URL_TABLE_SLICE("/link"), "url" },
	{ URL_TABLE_SLICE("steamcommunity.com"),
	    URL_TABLE_SLICE("/linkfilter/"), "u url" },
	{ URL_TABLE_SLICE("t.me"), URL_TABLE_SLICE("/iv"), "url" },
	{ URL_TABLE_SLICE("t.umblr.com"), URL_TABLE_SLICE("/redirect"), "z" },
	{ URL_TABLE_SLICE("vk.com"), URL_TABLE_SLICE("/away.php"), "to" },
	{ URL_TABLE_SLICE("youtube.com"), URL_TABLE_SLICE("/redirect"), "q" },
};

/* Mobile hosts whose desktop one is not simply what follows the prefix. */
static const struct {
	struct url_slice from;
	const char *to;
} desktops[] = {
	{ URL_TABLE_SLICE("amp.cnn.com"), "www.cnn.com" },
	{ URL_TABLE_SLICE("amp.reddit.com"), "www.reddit.com" },
	{ URL_TABLE_SLICE("amp.france24.com"), "www.france24.com" },
	{ URL_TABLE_SLICE("amp.lefigaro.fr"), "www.lefigaro.fr" },
	{ URL_TABLE_SLICE("amp.lepoint.fr"), "www.lepoint.fr" },
	{ URL_TABLE_SLICE("amp.ouest-france.fr"), "www.ouest-france.fr" },
	{ URL_TABLE_SLICE("amp.rfi.fr"), "www.rfi.fr" },
	{ URL_TABLE_SLICE("amp.theguardian.com"), "www.theguardian.com" },
	{ URL_TABLE_SLICE("de-de.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("en-gb.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("es-es.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("fr-ca.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("fr-fr.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("it-it.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("nl-nl.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("i.reddit.com"), "www.reddit.com" },
	{ URL_TABLE_SLICE("m.20minutes.fr"), "www.20minutes.fr" },
	{ URL_TABLE_SLICE("m.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("m.imdb.com"), "www.imdb.com" },
	{ URL_TABLE_SLICE("m.jeuxvideo.com"), "www.jeuxvideo.com" },
	{ URL_TABLE_SLICE("m.mediawiki.org"), "www.mediawiki.org" },
	{ URL_TABLE_SLICE("m.reddit.com"), "www.reddit.com" },
	{ URL_TABLE_SLICE("m.tiktok.com"), "www.tiktok.com" },
	{ URL_TABLE_SLICE("m.twitch.tv"), "www.twitch.tv" },
	{ URL_TABLE_SLICE("m.wikidata.org"), "www.wikidata.org" },
	{ URL_TABLE_SLICE("m.youtube.com"), "www.youtube.com" },
	{ URL_TABLE_SLICE("mbasic.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("mobile.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("mobile.lemonde.fr"), "www.lemonde.fr" },
	{ URL_TABLE_SLICE("new.reddit.com"), "www.reddit.com" },
	{ URL_TABLE_SLICE("np.reddit.com"), "www.reddit.com" },
	{ URL_TABLE_SLICE("old.reddit.com"), "www.reddit.com" },
	{ URL_TABLE_SLICE("touch.facebook.com"), "www.facebook.com" },
	{ URL_TABLE_SLICE("web.facebook.com"), "www.facebook.com" },
};

static const char *const mobile_prefixes[] = { "m.", "mobile.", "amp." };

/* Where a label "m" in the middle is the mobile face: "fr.m.wikipedia.org". */
static const char *const mobile_inner[] = { ".m.wikipedia.org",
	".m.wikimedia.org", ".m.wiktionary.org", ".m.wikiquote.org",
	".m.wikisource.org", ".m.wikinews.org", ".m.wikibooks.org",
	".m.wikiversity.org", ".m.wikivoyage.org" };

/* Words before the number of a post or comment, as forums, blogs and wikis
 * write them: WordPress comment-, Discourse and phpBB p, vBulletin post,
 * MyBB pid, Invision findComment-, MediaWiki c-, GitHub issuecomment-,
 * SPIP forum, Dotclear c, Blogger c. Short ones need digits behind them, and
 * what names a part of a document ("section-2", "page2", "t12") is no post. */
static const struct {
	const char *word;
	bool hex; /* may be followed by a hexadecimal id */
} permalinks[] = {
	{ "answer", false },
	{ "c", false },
	{ "com", false },
	{ "comment", true },
	{ "comment-id", true },
	{ "commentaire", false },
	{ "commentcontainer", false },
	{ "comments", false },
	{ "comm", false },
	{ "discussion_r", false },
	{ "discussioncomment", false },
	{ "div-comment", false },
	{ "entry", false },
	{ "findcomment", false },
	{ "forum", false },
	{ "forumpost", false },
	{ "idcomment", false },
	{ "issuecomment", false },
	{ "js-post", false },
	{ "li-comment", false },
	{ "message", true },
	{ "msg", false },
	{ "note", false },
	{ "p", false },
	{ "pid", false },
	{ "post", true },
	{ "post-id", false },
	{ "pullrequestreview", false },
	{ "reply", true },
	{ "reponse", false },
	{ "response", false },
	{ "review", true },
	{ "avis", false },
};

static bool
slice_same(struct url_slice a, struct url_slice b)
{
	return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

static bool
slice_begins(struct url_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && memcmp(s.s, word, n) == 0;
}

static bool
slice_ends(struct url_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && memcmp(s.s + s.n - n, word, n) == 0;
}

bool
url_table_list_has(const char *list, struct url_slice word)
{
	while (*list != '\0') {
		size_t n;

		list += strspn(list, " ");
		n = strcspn(list, " ");
		if (n > 0 && n == word.n && memcmp(list, word.s, n) == 0)
			return true;
		list += n;
	}
	return false;
}

/* "google.*" for www.google.co.uk: a whole label, and then at most two. */
static bool
host_is_brand(struct url_slice host, const char *pattern, size_t n)
{
	unsigned dots = 0;
	size_t at = 0;

	while (at + n <= host.n && memcmp(host.s + at, pattern, n) != 0) {
		while (at < host.n && host.s[at] != '.')
			at++;
		at++;
	}
	if (at + n > host.n)
		return false;
	for (size_t i = at + n; i < host.n; i++)
		dots += host.s[i] == '.';
	return dots <= 1;
}

bool
url_table_host_is(struct url_slice host, struct url_slice pattern)
{
	size_t n = pattern.n;

	if (pattern.s[n - 1] == '*')
		return host_is_brand(host, pattern.s, n - 1);
	if (host.n < n || memcmp(host.s + host.n - n, pattern.s, n) != 0)
		return false;
	return host.n == n || host.s[host.n - n - 1] == '.';
}

static bool
begins(const char *s, size_t n, const char *word)
{
	size_t i = 0;

	while (i < n && word[i] != '\0' && url_code_lower(s[i]) == word[i])
		i++;
	return word[i] == '\0';
}

/* An address, or one in base64 as Bing wraps it ("http" is "aHR0c"). */
static bool
may_be_address(const char *s, size_t n)
{
	return begins(s, n, "http") || (n > 7 && memcmp(s, "a1aHR0c", 7) == 0);
}

/* Most addresses hold no other: told at a glance. */
static bool
may_wrap(const struct url_parts *u)
{
	struct url_slice q = u->query;

	if (slice_begins(u->path, "/c/") || slice_begins(u->path, "/v/") ||
	    slice_begins(u->path, "/amp/") || slice_begins(u->path, "/_ylt") ||
	    begins(q.s, q.n, "http"))
		return true;
	while (q.n > 0) {
		const char *equals = memchr(q.s, '=', q.n);

		if (equals == NULL)
			return false;
		q.n -= (size_t)(equals + 1 - q.s);
		q.s = equals + 1;
		if (may_be_address(q.s, q.n))
			return true;
	}
	return false;
}

/* The value of the first parameter of the list that holds an address. */
static struct url_slice
query_value(struct url_slice query, const char *params)
{
	for (size_t at = 0; at < query.n;) {
		const char *p = query.s + at;
		const char *stop = memchr(p, '&', query.n - at), *equals;
		size_t n = stop != NULL ? (size_t)(stop - p) : query.n - at;
		struct url_slice name = { p, 0 }, value;

		at += n + 1;
		equals = memchr(p, '=', n);
		if (equals == NULL)
			continue;
		name.n = (size_t)(equals - p);
		value.s = equals + 1;
		value.n = n - name.n - 1;
		if (may_be_address(value.s, value.n) &&
		    url_table_list_has(params, name))
			return value;
	}
	return (struct url_slice){ NULL, 0 };
}

/* Yahoo: "/RU=address/" in the path. */
static struct url_slice
path_value(struct url_slice path, const char *mark)
{
	size_t n = strlen(mark), len = 0;

	for (size_t at = 0; at + n < path.n; at++) {
		if (memcmp(path.s + at, mark, n) != 0)
			continue;
		at += n;
		while (at + len < path.n && path.s[at + len] != '/')
			len++;
		return (struct url_slice){ path.s + at, len };
	}
	return (struct url_slice){ NULL, 0 };
}

struct url_slice
url_table_wrapped(const struct url_parts *u, bool *in_path)
{
	struct url_slice none = { NULL, 0 };

	if (!may_wrap(u))
		return none;
	for (size_t i = 0; i < NELEM(redirectors); i++) {
		size_t n = redirectors[i].path.n;

		if (u->path.n < n ||
		    memcmp(u->path.s, redirectors[i].path.s, n) != 0 ||
		    !url_table_host_is(u->host, redirectors[i].host))
			continue;
		*in_path = redirectors[i].params == NULL;
		if (*in_path)
			return (
			    struct url_slice){ u->path.s + n, u->path.n - n };
		if (redirectors[i].params != NULL &&
		    redirectors[i].params[0] == '/')
			return path_value(u->path, redirectors[i].params);
		if (u->query.n == 0)
			return none;
		if (redirectors[i].params[0] == '\0')
			return u->query;
		return query_value(u->query, redirectors[i].params);
	}
	return none;
}

/* The rest of a host behind a mobile prefix, if a site can stand there. */
static size_t
strip_prefix(struct url_slice host, char out[URL_HOST_ROOM])
{
	for (size_t i = 0; i < NELEM(mobile_prefixes); i++) {
		size_t n = strlen(mobile_prefixes[i]);

		if (!slice_begins(host, mobile_prefixes[i]))
			continue;
		memcpy(out, host.s + n, host.n - n);
		out[host.n - n] = '\0';
		/* Not "m.co.uk": what is left must be a registered name. */
		return psl_registrable_domain(psl_builtin(), out) != NULL
			   ? host.n - n
			   : 0;
	}
	return 0;
}

/* Most hosts are not: told by their first label, and by none named "m". */
static bool
may_be_mobile(struct url_slice host)
{
	const char *dot = memchr(host.s, '.', host.n);

	if (dot == NULL)
		return false;
	if (dot - host.s <= 6 && !slice_begins(host, "www."))
		return true;
	while (dot != NULL && host.n - (size_t)(dot - host.s) > 3) {
		if (dot[1] == 'm' && dot[2] == '.')
			return true;
		dot = memchr(dot + 1, '.', host.n - (size_t)(dot + 1 - host.s));
	}
	return false;
}

size_t
url_table_desktop(struct url_slice host, char out[URL_HOST_ROOM])
{
	if (!may_be_mobile(host) || host.n >= URL_HOST_ROOM)
		return 0;
	for (size_t i = 0; i < NELEM(desktops); i++) {
		if (!slice_same(host, desktops[i].from))
			continue;
		memcpy(out, desktops[i].to, strlen(desktops[i].to) + 1);
		return strlen(out);
	}
	for (size_t i = 0; i < NELEM(mobile_inner); i++) {
		size_t n = strlen(mobile_inner[i]);

		if (host.n <= n || !slice_ends(host, mobile_inner[i]))
			continue;
		memcpy(out, host.s, host.n - n);
		memcpy(out + host.n - n, mobile_inner[i] + 2, n - 2);
		return host.n - 2;
	}
	return strip_prefix(host, out);
}

/* A number, an id of mixed hex digits, or a MediaWiki comment's
 * "User-20240101123400". */
static bool
is_post_id(struct url_slice v, bool hex)
{
	size_t digits = 0;

	if (v.n > 0 && (v.s[0] == '-' || v.s[0] == '_' || v.s[0] == ':')) {
		v.s++;
		v.n--;
	}
	if (v.n == 0 || v.n > 40)
		return false;
	for (size_t i = 0; i < v.n; i++)
		digits += url_code_digit(v.s[i]);
	if (digits == v.n)
		return true;
	if (!hex || digits == 0 || v.n < 8)
		return false;
	for (size_t i = 0; i < v.n; i++)
		if (url_code_hex(v.s[i]) < 0 && v.s[i] != '-')
			return false;
	return true;
}

/* MediaWiki: "c-User_name-20240101123400-Heading". */
static bool
is_talk_comment(struct url_slice f)
{
	size_t run = 0;

	if (!slice_begins(f, "c-"))
		return false;
	for (size_t i = 2; i < f.n; i++) {
		run = url_code_digit(f.s[i]) ? run + 1 : 0;
		if (run == 14 && f.s[i - 14] == '-' &&
		    (i + 1 == f.n || f.s[i + 1] == '-'))
			return true;
	}
	return false;
}

bool
url_table_is_permalink(struct url_slice fragment)
{
	char text[64];
	struct url_slice f = { text, fragment.n };

	if (is_talk_comment(fragment))
		return true;
	if (f.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < f.n; i++)
		text[i] = url_code_lower(fragment.s[i]);
	for (size_t i = 0; i < NELEM(permalinks); i++) {
		size_t n = strlen(permalinks[i].word);

		if (slice_begins(f, permalinks[i].word) &&
		    is_post_id((struct url_slice){ text + n, f.n - n },
			permalinks[i].hex))
			return true;
	}
	return false;
}
