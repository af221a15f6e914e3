/* SPDX-License-Identifier: ISC */
/* The tolerant XML scanner. Its state is where it stands in the text, the stack
 * of open elements, the namespaces that they declared, and how many elements
 * are still to be closed by the events to come. */
#include "crawler/parse/xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/xml_tag.h"

/* How far down an end tag looks for its element: real feeds forget a few, and a
 * hostile one is not to search the whole stack for every tag. */
enum { XML_REACH_MAX = 32 };

struct xml *
xml_new(const char *utf8, size_t n)
{
	struct xml *x = mem_zalloc(sizeof(*x));

	x->start = x->p = utf8;
	x->end = utf8 + n;
	buf_init(&x->values, XML_TEXT_MAX);
	arena_init(&x->arena);
	return x;
}

void
xml_free(struct xml *x)
{
	if (x == NULL)
		return;
	buf_fini(&x->values);
	arena_fini(&x->arena);
	free(x);
}

const char *
xml_fault(const struct xml *x, size_t *at)
{
	if (at != NULL)
		*at = x->fault_at;
	return x->fault;
}

bool
xml_is(struct xml_str s, const char *word)
{
	size_t n = strlen(word);

	return s.n == n && strncasecmp(s.s, word, n) == 0;
}

const char *
xml_attr(const struct xml_token *t, const char *name)
{
	for (size_t i = 0; i < t->n_attrs; i++)
		if (t->attrs[i].prefix.n == 0 && xml_is(t->attrs[i].name, name))
			return t->attrs[i].value.s;
	return NULL;
}

/* Puts the element on the stack. One too deep is left out, and with it its end
 * tag, which finds nothing open of that depth. */
static bool
open_push(struct xml *x, struct xml_str raw, size_t n_ns)
{
	struct xml_open *o;

	if (x->depth == XML_DEPTH_MAX) {
		xml_tag_fault(x, raw.s, "nested too deep");
		x->n_ns = n_ns;
		return false;
	}
	o = &x->stack[x->depth++];
	o->raw = raw;
	o->n_ns = n_ns;
	xml_tag_split(raw, &o->prefix, &o->name);
	o->uri = xml_tag_ns(x, o->prefix);
	if (o->prefix.n > 0 && o->uri.n == 0)
		xml_tag_fault(x, raw.s, "undeclared prefix");
	return true;
}

static void
tell_element(const struct xml *x, struct xml_token *t)
{
	const struct xml_open *o = &x->stack[x->depth - 1];

	t->prefix = o->prefix;
	t->name = o->name;
	t->uri = o->uri;
	t->depth = x->depth;
}

/* A start tag at p, behind its "<". False if it makes no event. */
static bool
start_tag(struct xml *x, struct xml_token *t)
{
	size_t n_ns = x->n_ns;
	struct xml_str raw = xml_tag_name(x);
	bool empty = xml_tag_attrs(x);

	if (!open_push(x, raw, n_ns))
		return false;
	tell_element(x, t);
	t->attrs = x->attrs;
	t->n_attrs = x->n_attrs;
	x->closing = empty ? 1 : 0;
	return true;
}

/* An end tag at p, behind its "</": how many elements it closes. */
static unsigned
end_tag(struct xml *x)
{
	struct xml_str raw = xml_tag_name(x);
	const char *gt = memchr(x->p, '>', (size_t)(x->end - x->p));

	x->p = gt != NULL ? gt + 1 : x->end;
	for (unsigned i = x->depth; i > 0 && x->depth - i < XML_REACH_MAX;
	     i--) {
		const struct xml_open *o = &x->stack[i - 1];

		if (o->raw.n != raw.n ||
		    strncasecmp(o->raw.s, raw.s, raw.n) != 0)
			continue;
		if (i != x->depth)
			xml_tag_fault(x, raw.s, "end tag missing");
		return x->depth - i + 1;
	}
	xml_tag_fault(x, raw.s, "end tag without start");
	return 0;
}

/* Steps over what begins with open_n bytes and ends with the mark. */
static struct xml_str
take_until(struct xml *x, size_t open_n, const char *mark)
{
	size_t n = strlen(mark);
	struct xml_str inner = { x->p + open_n, 0 };
	const char *q = inner.s;

	for (;;) {
		q = memchr(q, mark[0], (size_t)(x->end - q));
		if (q == NULL || (size_t)(x->end - q) < n) {
			xml_tag_fault(x, x->p, "document ends in the middle");
			x->p = x->end;
			inner.n = (size_t)(x->end - inner.s);
			return inner;
		}
		if (memcmp(q, mark, n) == 0)
			break;
		q++;
	}
	inner.n = (size_t)(q - inner.s);
	x->p = q + n;
	return inner;
}

/* A document type: its internal subset is read for entities, no more. */
static void
doctype(struct xml *x)
{
	const char *q = x->p;
	char quote = '\0';
	int brackets = 0;

	for (; q < x->end; q++) {
		if (quote != '\0') {
			if (*q == quote)
				quote = '\0';
			continue;
		}
		if (*q == '"' || *q == '\'')
			quote = *q;
		brackets += *q == '[';
		brackets -= *q == ']';
		if (*q == '>' && brackets <= 0)
			break;
	}
	xml_entities_read(&x->entities, x->p, (size_t)(q - x->p));
	if (q == x->end)
		xml_tag_fault(x, x->p, "document ends in the middle");
	x->p = q < x->end ? q + 1 : q;
}

static bool
begins(const struct xml *x, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(x->end - x->p) >= n && strncasecmp(x->p, with, n) == 0;
}

/* Does markup begin at q, which is a "<"? */
static bool
is_markup(const struct xml *x, const char *q)
{
	if (q + 1 >= x->end)
		return false;
	if (q[1] == '/')
		return q + 2 < x->end && xml_tag_starts(q[2]);
	return xml_tag_starts(q[1]) || q[1] == '!' || q[1] == '?';
}

/* Character data up to the next markup. */
static void
text_run(struct xml *x, struct xml_token *t)
{
	const char *q = x->p;
	size_t n;

	while (q < x->end && !(*q == '<' && is_markup(x, q))) {
		if (*q == '<')
			xml_tag_fault(x, q, "stray \"<\"");
		q++;
	}
	n = (size_t)(q - x->p);
	buf_reset(&x->values);
	if (!xml_text_decode(&x->entities, x->p, n, &x->values))
		xml_tag_fault(x, x->p, "stray \"&\"");
	t->text.s = x->values.len > 0 ? x->values.data : "";
	t->text.n = x->values.len;
	x->p = q;
}

/* Markup at p. True if it made the event *ev. */
static bool
markup(struct xml *x, struct xml_token *t, enum xml_event *ev)
{
	if (begins(x, "<![CDATA[")) {
		t->text = take_until(x, 9, "]]>");
		*ev = XML_TEXT;
		return true;
	}
	if (begins(x, "<!--")) {
		take_until(x, 4, "-->");
	} else if (begins(x, "<!DOCTYPE")) {
		doctype(x);
	} else if (begins(x, "<?")) {
		take_until(x, 2, "?>");
	} else if (begins(x, "<!")) {
		take_until(x, 2, ">");
	} else if (begins(x, "</")) {
		x->p += 2;
		x->closing = end_tag(x);
	} else {
		x->p++;
		*ev = XML_START;
		return start_tag(x, t);
	}
	return false;
}

/* The END of the innermost element. */
static enum xml_event
close_one(struct xml *x, struct xml_token *t)
{
	tell_element(x, t);
	x->depth--;
	x->closing--;
	x->n_ns = x->stack[x->depth].n_ns;
	return XML_END;
}

enum xml_event
xml_next(struct xml *x, struct xml_token *t)
{
	enum xml_event ev;

	memset(t, 0, sizeof(*t));
	t->at = (size_t)(x->p - x->start);
	for (;;) {
		if (x->closing > 0) {
			ev = close_one(x, t);
			break;
		}
		t->at = (size_t)(x->p - x->start);
		ev = XML_EOF;
		if (x->p == x->end && x->depth == 0)
			break;
		if (x->p == x->end) {
			xml_tag_fault(x, x->p, "document ends in the middle");
			x->closing = x->depth;
		} else if (*x->p != '<' || !is_markup(x, x->p)) {
			text_run(x, t);
			ev = XML_TEXT;
			break;
		} else if (markup(x, t, &ev)) {
			break;
		}
	}
	t->end = (size_t)(x->p - x->start);
	return ev;
}
