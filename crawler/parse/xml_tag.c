/* SPDX-License-Identifier: ISC */
/* One tag: its name, its attributes with their repairs, its namespaces. */
#include "crawler/parse/xml_tag.h"

#include <ctype.h>
#include <string.h>

#include "store/base/err.h"

void
xml_tag_fault(struct xml *x, const char *at, const char *words)
{
	if (x->fault != NULL)
		return;
	x->fault = words;
	x->fault_at = (size_t)(at - x->start);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool
xml_tag_starts(char c)
{
	return isalpha((unsigned char)c) || c == '_' || c == ':' ||
	       (unsigned char)c >= 0x80;
}

static bool
is_name(char c)
{
	return xml_tag_starts(c) || isdigit((unsigned char)c) || c == '-' ||
	       c == '.';
}

static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

struct xml_str
xml_tag_name(struct xml *x)
{
	struct xml_str s = { x->p, 0 };

	while (x->p < x->end && is_name(*x->p))
		x->p++;
	s.n = (size_t)(x->p - s.s);
	return s;
}

void
xml_tag_split(struct xml_str raw, struct xml_str *prefix, struct xml_str *name)
{
	const char *colon = memchr(raw.s, ':', raw.n);

	*prefix = (struct xml_str){ NULL, 0 };
	*name = raw;
	if (colon == NULL)
		return;
	*prefix = (struct xml_str){ raw.s, (size_t)(colon - raw.s) };
	*name = (struct xml_str){ colon + 1, raw.n - prefix->n - 1 };
}

static bool
equal(struct xml_str a, struct xml_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

struct xml_str
xml_tag_ns(const struct xml *x, struct xml_str prefix)
{
	for (size_t i = x->n_ns; i > 0; i--)
		if (equal(x->ns[i - 1].prefix, prefix))
			return x->ns[i - 1].uri;
	if (prefix.n == 3 && memcmp(prefix.s, "xml", 3) == 0)
		return (struct xml_str){ "http://www.w3.org/XML/1998/namespace",
			36 };
	return (struct xml_str){ NULL, 0 };
}

/* Keeps a declaration. Its value stays in the document where it can: scanners
 * of hostile text hold no memory that grows with it. */
static void
ns_declare(struct xml *x, struct xml_str prefix, struct xml_str raw)
{
	struct xml_str uri = raw;

	if (x->n_ns == XML_NS_MAX)
		return;
	if (memchr(raw.s, '&', raw.n) != NULL) {
		size_t from = x->values.len;

		xml_text_decode(&x->entities, raw.s, raw.n, &x->values);
		uri.n = x->values.len - from;
		uri.s = arena_strndup(
		    &x->arena, uri.n > 0 ? x->values.data + from : "", uri.n);
	}
	x->ns[x->n_ns].prefix = prefix;
	x->ns[x->n_ns++].uri = uri;
}

/* The raw value behind "=": quoted, or up to a space or the tag's end. */
static struct xml_str
take_value(struct xml *x)
{
	const char *q;
	struct xml_str v;

	x->p = skip_space(x->p, x->end);
	v = (struct xml_str){ x->p, 0 };
	if (x->p < x->end && (*x->p == '"' || *x->p == '\'')) {
		q = memchr(x->p + 1, *x->p, (size_t)(x->end - x->p - 1));
		if (q != NULL) {
			v.s = x->p + 1;
			v.n = (size_t)(q - v.s);
			x->p = q + 1;
			return v;
		}
	}
	xml_tag_fault(x, x->p, "attribute without quotes");
	while (x->p < x->end && !is_space(*x->p) && *x->p != '>')
		x->p++;
	v.n = (size_t)(x->p - v.s);
	return v;
}

/* Is it "xmlns" or "xmlns:prefix"? */
static bool
is_declaration(struct xml_str raw, struct xml_str *prefix)
{
	struct xml_str head, name;

	xml_tag_split(raw, &head, &name);
	*prefix = (struct xml_str){ NULL, 0 };
	if (head.n == 5 && memcmp(head.s, "xmlns", 5) == 0) {
		*prefix = name;
		return true;
	}
	return raw.n == 5 && memcmp(raw.s, "xmlns", 5) == 0;
}

/* Values stand one behind the other in x->values, which moves as it grows: what
 * is kept until the tag is whole is where each begins. */
static void
add_attr(struct xml *x, struct xml_str raw, struct xml_str value)
{
	struct xml_attr *a = &x->attrs[x->n_attrs];
	struct xml_str prefix, name;
	size_t from = x->values.len;

	xml_tag_split(raw, &prefix, &name);
	for (size_t i = 0; i < x->n_attrs; i++)
		if (equal(x->attrs[i].name, name) &&
		    equal(x->attrs[i].prefix, prefix)) {
			xml_tag_fault(x, raw.s, "attribute twice in one tag");
			return;
		}
	if (x->n_attrs == XML_ATTRS_MAX)
		return;
	a->prefix = prefix;
	a->name = name;
	if (!xml_text_decode(&x->entities, value.s, value.n, &x->values))
		xml_tag_fault(x, value.s, "stray \"&\"");
	a->value.n = x->values.len - from;
	x->value_at[x->n_attrs] = from;
	if (buf_addc(&x->values, '\0') == ERR_OK)
		x->n_attrs++;
}

static void
take_attr(struct xml *x)
{
	struct xml_str raw = xml_tag_name(x), value = { "", 0 }, prefix;

	if (raw.n == 0) { /* neither name nor end: not XML, step over it */
		xml_tag_fault(x, x->p, "stray character in a tag");
		x->p++;
		return;
	}
	x->p = skip_space(x->p, x->end);
	if (x->p < x->end && *x->p == '=') {
		x->p++;
		value = take_value(x);
	} else {
		xml_tag_fault(x, raw.s, "attribute without value");
	}
	if (is_declaration(raw, &prefix))
		ns_declare(x, prefix, value);
	else
		add_attr(x, raw, value);
}

bool
xml_tag_attrs(struct xml *x)
{
	bool empty = false;

	x->n_attrs = 0;
	buf_reset(&x->values);
	for (;;) {
		x->p = skip_space(x->p, x->end);
		if (x->p == x->end || *x->p == '>' || *x->p == '<')
			break;
		empty = *x->p == '/' && x->p + 1 < x->end && x->p[1] == '>';
		if (empty || *x->p == '/')
			x->p++;
		else
			take_attr(x);
	}
	if (x->p < x->end && *x->p == '>')
		x->p++;
	else
		xml_tag_fault(x, x->p, "tag without end");
	for (size_t i = 0; i < x->n_attrs; i++) {
		struct xml_attr *a = &x->attrs[i];

		a->value.s = x->values.data + x->value_at[i];
		if (a->prefix.n > 0)
			a->uri = xml_tag_ns(x, a->prefix);
		else
			a->uri = (struct xml_str){ NULL, 0 };
	}
	return empty;
}
