/* SPDX-License-Identifier: ISC */
/* NNTP, status line by status line. */
#include "crawler/fetch/nntp.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "store/base/mem.h"

enum {
	LINE_MAX = 1024,    /* RFC 3977 3.1 allows 512 */
	NUMBER_DIGITS = 16, /* of an article; RFC 3977 6 */
	CODE_DIGITS = 3
};

/* ---- addresses ---- */

static bool
is_name_byte(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' && strchr("+-_.", c));
}

/* A number of an article at s; how many bytes it has, 0 where there is none. */
static size_t
read_number(const char *s, size_t n, uint64_t *out)
{
	size_t i = 0;

	for (*out = 0; i < n && isdigit((unsigned char)s[i]); i++) {
		if (i == NUMBER_DIGITS)
			return 0;
		*out = *out * 10 + (uint64_t)(s[i] - '0');
	}
	return i;
}

/* "7" or "7-99", the whole of it. */
static bool
read_range(const char *s, size_t n, struct nntp_question *q)
{
	size_t k = read_number(s, n, &q->from), m;

	q->kind = NNTP_ARTICLE;
	q->to = q->from;
	if (k == 0 || k == n)
		return k > 0;
	if (s[k] != '-')
		return false;
	k++;
	m = read_number(s + k, n - k, &q->to);
	q->kind = NNTP_OVER;
	return m > 0 && k + m == n && q->to >= q->from;
}

bool
nntp_question(const char *url, struct nntp_question *out)
{
	struct url_parts u;
	const char *s;
	size_t n, k = 0;

	memset(out, 0, sizeof(*out));
	if (!url_is_news(url) || !url_split(url, &u) || u.path.n < 2 ||
	    u.path.s[0] != '/' || u.query.s != NULL)
		return false;
	s = u.path.s + 1;
	n = u.path.n - 1;
	while (k < n && is_name_byte(s[k]))
		k++;
	if (k == 0 || k >= NNTP_NAME_MAX || (k < n && s[k] != '/'))
		return false;
	memcpy(out->group, s, k);
	out->kind = NNTP_GROUP;
	if (k + 1 >= n)
		return true;
	return read_range(s + k + 1, n - k - 1, out);
}

/* ---- what is said ---- */

/* A command goes out, and stands in the request as it is shown. */
static void
say(struct nntp *n, struct buf *out, const char *command, const char *shown)
{
	if (buf_addf(out, "%s\r\n", command) != ERR_OK ||
	    buf_addf(&n->x->request, "%s\r\n", shown) != ERR_OK)
		n->spent = true; /* no such many commands are ever said */
}

/* RFC 4643 2.3: the name, then the password. Neither is kept anywhere. */
static void
say_secret(struct nntp *n, struct buf *out, const char *word)
{
	char command[LINE_MAX], shown[LINE_MAX];
	size_t name = strcspn(n->secret, ":");
	const char *password =
	    n->secret[name] == ':' ? n->secret + name + 1 : "";

	if (n->phase == NNTP_AT_USER)
		snprintf(command, sizeof(command), "AUTHINFO %s %.*s", word,
		    (int)name, n->secret);
	else
		snprintf(
		    command, sizeof(command), "AUTHINFO %s %s", word, password);
	snprintf(shown, sizeof(shown), "AUTHINFO %s [token]", word);
	n->x->redacted = true;
	say(n, out, command, shown);
	explicit_bzero(command, sizeof(command));
}

static void
say_question(struct nntp *n, struct buf *out)
{
	char command[LINE_MAX];

	if (n->q.kind == NNTP_OVER)
		snprintf(command, sizeof(command), "OVER %llu-%llu",
		    (unsigned long long)n->q.from, (unsigned long long)n->q.to);
	else
		snprintf(command, sizeof(command), "ARTICLE %llu",
		    (unsigned long long)n->q.from);
	say(n, out, command, command);
}

/* Is there anything to say in this phase? */
static bool
is_due(const struct nntp *n, enum nntp_phase phase)
{
	switch (phase) {
	case NNTP_AT_USER:
	case NNTP_AT_PASSWORD:
		return n->secret != NULL && !n->logged_in;
	case NNTP_AT_GROUP: /* whose answer is wanted, or that is another */
		return n->q.kind == NNTP_GROUP ||
		       strcmp(n->group, n->q.group) != 0;
	case NNTP_AT_QUESTION:
		return n->q.kind != NNTP_GROUP;
	case NNTP_AT_GREETING:
	case NNTP_AT_READER:
	case NNTP_AT_BODY:
	case NNTP_AT_REST:
		break;
	}
	return true;
}

/* Says what comes next, from that phase on. True if nothing is left. */
static bool
go_on(struct nntp *n, enum nntp_phase phase, struct buf *out)
{
	char command[LINE_MAX];

	while (!is_due(n, phase))
		phase++;
	n->phase = phase;
	switch (phase) {
	case NNTP_AT_READER:
		say(n, out, "MODE READER", "MODE READER");
		break;
	case NNTP_AT_USER:
		say_secret(n, out, "USER");
		break;
	case NNTP_AT_PASSWORD:
		say_secret(n, out, "PASS");
		break;
	case NNTP_AT_GROUP:
		snprintf(command, sizeof(command), "GROUP %s", n->q.group);
		say(n, out, command, command);
		break;
	case NNTP_AT_QUESTION:
		say_question(n, out);
		break;
	case NNTP_AT_GREETING:
	case NNTP_AT_BODY:
	case NNTP_AT_REST:
		break;
	}
	return n->spent;
}

/* ---- what is answered ---- */

/* The codes that lead on, and where. Any other is the answer to the question,
 * whatever was said last: "no such group", "log in first". A server that was
 * never another than a reader need not know MODE READER. */
static const struct {
	enum nntp_phase at;
	int code;
	enum nntp_phase to;
} ways[] = {
	{ NNTP_AT_GREETING, 200, NNTP_AT_READER },
	{ NNTP_AT_GREETING, 201, NNTP_AT_READER },
	{ NNTP_AT_READER, 200, NNTP_AT_USER },
	{ NNTP_AT_READER, 201, NNTP_AT_USER },
	{ NNTP_AT_READER, 480, NNTP_AT_USER },
	{ NNTP_AT_READER, 500, NNTP_AT_USER },
	{ NNTP_AT_READER, 501, NNTP_AT_USER },
	{ NNTP_AT_USER, 281, NNTP_AT_GROUP },
	{ NNTP_AT_USER, 381, NNTP_AT_PASSWORD },
	{ NNTP_AT_PASSWORD, 281, NNTP_AT_GROUP },
	{ NNTP_AT_GROUP, 211, NNTP_AT_QUESTION },
	{ NNTP_AT_QUESTION, 220, NNTP_AT_BODY },
	{ NNTP_AT_QUESTION, 224, NNTP_AT_BODY },
};

static bool
end(struct nntp *n, enum outcome outcome, const char *why)
{
	n->x->outcome = outcome;
	if (why != NULL)
		n->x->why = mem_strdup(why);
	n->spent = n->spent || outcome != OUTCOME_OK;
	n->x = NULL;
	n->phase = NNTP_AT_REST;
	return true;
}

/* A code of RFC 3977 3.2 behind which the server hangs up, or before which
 * nothing can be asked. */
static bool
is_farewell(const struct nntp *n, int code)
{
	return code == 400 || code == 502 || code == 205 ||
	       n->phase < NNTP_AT_GROUP;
}

/* A status line, without its end. */
static bool
take_status(struct nntp *n, const char *line, size_t len, struct buf *out)
{
	int code = 0;

	for (size_t i = 0; i < CODE_DIGITS; i++) {
		if (i >= len || !isdigit((unsigned char)line[i]))
			return end(
			    n, OUTCOME_MALFORMED, "it does not speak NNTP");
		code = code * 10 + (line[i] - '0');
	}
	n->x->status = code;
	for (size_t i = 0; i < NELEM(ways); i++) {
		if (ways[i].at != n->phase || ways[i].code != code)
			continue;
		if (ways[i].to == NNTP_AT_GROUP)
			n->logged_in = true;
		if (n->phase == NNTP_AT_GROUP)
			memcpy(n->group, n->q.group, sizeof(n->group));
		if (n->phase == NNTP_AT_GROUP && n->q.kind == NNTP_GROUP)
			return end(n, OUTCOME_OK, NULL);
		return go_on(n, ways[i].to, out) &&
		       end(n, OUTCOME_TOO_LARGE, "its dialogue has no end");
	}
	n->spent = is_farewell(n, code);
	return end(n, OUTCOME_OK, NULL);
}

/* A piece up to and with an end of line, or without one. */
static bool
take_line(struct nntp *n, const char *s, size_t len, struct buf *out)
{
	bool whole = s[len - 1] == '\n', done;

	if (buf_add(&n->line, s, len) != ERR_OK)
		return end(n, OUTCOME_TOO_LARGE, "a line is over the limit");
	if (!whole)
		return false;
	if (buf_add(&n->x->head, n->line.data, n->line.len) != ERR_OK)
		return end(n, OUTCOME_TOO_LARGE, "its dialogue has no end");
	done = take_status(n, n->line.data, n->line.len - 1, out);
	buf_reset(&n->line);
	return done;
}

/* Does the body end with a line that is a dot? */
static bool
is_ended(const struct buf *body)
{
	static const char dot[] = "\r\n.\r\n";
	const size_t n = sizeof(dot) - 1;

	if (body->len == n - 2)
		return memcmp(body->data, dot + 2, n - 2) == 0;
	return body->len >= n &&
	       memcmp(body->data + body->len - n, dot, n) == 0;
}

static bool
take_body(struct nntp *n, const char *s, size_t len)
{
	struct buf *body = &n->x->body;

	if (body->len + len > NNTP_BODY_MAX || buf_add(body, s, len) != ERR_OK)
		return end(
		    n, OUTCOME_TOO_LARGE, "its answer is over the limit");
	return is_ended(body) && end(n, OUTCOME_OK, NULL);
}

bool
nntp_take(struct nntp *n, const char *bytes, size_t len, struct buf *out)
{
	while (len > 0 && n->phase != NNTP_AT_REST) {
		const char *nl = memchr(bytes, '\n', len);
		size_t k = nl != NULL ? (size_t)(nl - bytes) + 1 : len;

		if (n->phase == NNTP_AT_BODY)
			(void)take_body(n, bytes, k);
		else
			(void)take_line(n, bytes, k, out);
		bytes += k;
		len -= k;
	}
	/* Nobody has asked for what comes behind an answer. */
	n->spent = n->spent || len > 0;
	return n->phase == NNTP_AT_REST;
}

/* ---- life ---- */

void
nntp_init(struct nntp *n, const char *secret)
{
	memset(n, 0, sizeof(*n));
	n->secret = secret;
	buf_init(&n->line, LINE_MAX);
}

void
nntp_fini(struct nntp *n)
{
	buf_fini(&n->line);
}

void
nntp_ask(struct nntp *n, const struct nntp_question *q, struct exchange *x,
    struct buf *out)
{
	n->q = *q;
	n->x = x;
	if (n->phase == NNTP_AT_REST)
		(void)go_on(n, NNTP_AT_GROUP, out);
}
