/* SPDX-License-Identifier: ISC */
/* The bytes behind each sheet, as plain files for whoever has no player:
 *
 *	piece-NN-brut.html    the body with its content coding undone; offsets
 *	                      of passages count in it, its SHA-256 stands in
 *	                      the record as "content_sha256"
 *	piece-NN-entetes.txt  request and response heads, verbatim
 *	piece-NN-texte.txt    the visible text, derived from the body
 *
 * Exhibits that one answer shows (posts of one feed) share one set, under the
 * number of the first. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "tools/bundle/report.h"

enum { DECODED_MAX = 64 << 20, HEADS_MAX = 2 << 20 };

/* ---- names ---- */

/* The ending by which a reader's machine knows what it is; as the answer
 * states. */
static const char *
ending(const struct bundle_snapshot *s)
{
	static const struct {
		const char *mime, *ending;
	} known[] = {
		{ "text/html", ".html" },
		{ "application/xhtml+xml", ".html" },
		{ "application/json", ".json" },
		{ "+json", ".json" },
		{ "text/xml", ".xml" },
		{ "application/xml", ".xml" },
		{ "+xml", ".xml" },
		{ "text/", ".txt" },
		{ "image/png", ".png" },
		{ "image/jpeg", ".jpg" },
		{ "image/gif", ".gif" },
		{ "image/webp", ".webp" },
	};
	const char *mime = json_get_text(s->doc, "mime");

	for (size_t i = 0; mime != NULL && i < NELEM(known); i++)
		if (strstr(mime, known[i].mime) != NULL)
			return known[i].ending;
	return ".bin";
}

/* The first exhibit that the same answer shows. */
static const struct bundle_exhibit *
owner(const struct bundle_case *c, const struct bundle_exhibit *x)
{
	const struct bundle_snapshot *s = report_shown(c, x);

	for (const struct bundle_exhibit *k = c->exhibits; k < x; k++)
		if (report_shown(c, k) == s)
			return k;
	return x;
}

static void
raw_name(const struct bundle_case *c, const struct bundle_exhibit *x,
    const struct bundle_snapshot *s, char out[BUNDLE_NAME_MAX])
{
	char suffix[16];

	snprintf(suffix, sizeof(suffix), "brut%s", ending(s));
	bundle_piece_name(c, x, suffix, out);
}

/* ---- what the sheet says ---- */

static void
link_to(struct report *r, const char *name, const struct both *words)
{
	report_put(r, "<li><a href=\"%s\">%s</a>",
	    name + sizeof("data/pieces/") - 1,
	    name + sizeof("data/pieces/") - 1);
	report_say(r, &(struct both){ " : ", ": " });
	report_say(r, words);
	report_raw(r, "</li>\n");
}

void
report_pieces(struct report *r, const struct bundle_exhibit *x)
{
	static const struct both raw = {
		"le corps de la réponse, codage de contenu défait ; à ouvrir "
		"dans un éditeur de texte : dans un navigateur, la page "
		"agirait comme sur le site",
		"the body of the answer, content coding undone; open it in a "
		"text editor: in a browser the page would act as it did on the "
		"site",
	};
	static const struct both heads = {
		"en-têtes de la demande et de la réponse, mot pour mot",
		"heads of request and response, verbatim",
	};
	static const struct both text = {
		"le texte visible, tiré du corps",
		"the visible text, derived from the body",
	};
	const struct bundle_snapshot *s = report_shown(r->c, x);
	const struct bundle_exhibit *of = owner(r->c, x);
	char name[BUNDLE_NAME_MAX];

	report_say(
	    r, &(struct both){ "<h2>Fichiers</h2>\n", "<h2>Files</h2>\n" });
	if (s == NULL || !s->kept) {
		report_say(r,
		    &(struct both){ "<p>Les octets de cette page n'ont pas "
				    "été conservés ; leurs empreintes "
				    "figurent dans l'enregistrement.</p>\n",
			"<p>The bytes of this page were not kept; their hashes "
			"stand in the record.</p>\n" });
		return;
	}
	report_raw(r, "<ul>\n");
	raw_name(r->c, of, s, name);
	link_to(r, name, &raw);
	bundle_piece_name(r->c, of, "entetes.txt", name);
	link_to(r, name, &heads);
	bundle_piece_name(r->c, of, "texte.txt", name);
	link_to(r, name, &text);
	report_raw(r, "</ul>\n");
}

/* ---- the files ---- */

static enum err
write_heads(struct bag *b, const char *name, const struct bundle_snapshot *s)
{
	static const char *const keys[] = { "request_head", "response_head" };
	struct buf to;
	enum err e = ERR_OK;

	buf_init(&to, HEADS_MAX);
	for (size_t i = 0; i < NELEM(keys) && e == ERR_OK; i++) {
		const json_t *head = json_object_get(s->doc, keys[i]);

		if (json_is_string(head))
			e = buf_add(&to, json_string_value(head),
			    json_string_length(head));
	}
	if (e == ERR_OK && to.len > 0)
		bag_add(b, name, to.data, to.len);
	buf_fini(&to);
	return e;
}

static enum err
write_one(const struct bundle_case *c, const struct bundle_exhibit *x,
    const struct bundle_snapshot *s, struct bag *b)
{
	const char *head = json_get_text(s->doc, "response_head");
	char name[BUNDLE_NAME_MAX], *body, *text = NULL;
	struct buf decoded;
	size_t n;
	enum err e = bundle_body(c, s, &body, &n);

	if (e != ERR_OK)
		return e == ERR_NOTFOUND || e == ERR_DENIED ? ERR_OK : e;
	buf_init(&decoded, DECODED_MAX);
	/* A broken coding is the server's: what it gives is what there is. */
	(void)!crawl_decode(head != NULL ? head : "", body, n, &decoded);
	raw_name(c, x, s, name);
	bag_add(b, name, decoded.data != NULL ? decoded.data : "", decoded.len);
	bundle_piece_name(c, x, "texte.txt", name);
	if (crawl_text(s->url, head != NULL ? head : "", body, n, &text) ==
	    ERR_OK)
		bag_adds(b, name, text);
	else
		bag_adds(b, name, "");
	free(text);
	buf_fini(&decoded);
	free(body);
	bundle_piece_name(c, x, "entetes.txt", name);
	return write_heads(b, name, s);
}

enum err
report_bytes(const struct bundle_case *c, struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_exhibits && e == ERR_OK; i++) {
		const struct bundle_exhibit *x = &c->exhibits[i];
		const struct bundle_snapshot *s = report_shown(c, x);

		if (s != NULL && s->kept && owner(c, x) == x)
			e = write_one(c, x, s, b);
	}
	return e;
}
