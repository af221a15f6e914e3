/* SPDX-License-Identifier: ISC */
/* The root sheet, with what reports are written with. */
#include "tools/bundle/sheet.h"

#include <inttypes.h>
#include <string.h>

#include "tools/bundle/qr.h"
#include "tools/bundle/report.h"

static const char style[] =
    "@page{size:A4;margin:14mm 16mm}"
    "*{box-sizing:border-box}"
    "body{font:9.5pt/1.4 \"DejaVu Serif\",Georgia,serif;color:#111;"
    "max-width:46em;margin:1em auto;padding:0 1em;overflow-wrap:anywhere}"
    "h1,h2,th{font-family:\"DejaVu Sans\",Arial,sans-serif}"
    "h1{font-size:1.5em;margin:0 0 .1em}h2{font-size:1.05em;margin:0}"
    "p{margin:.45em 0}"
    ".top{display:flex;gap:1.4em;align-items:flex-start;margin:.8em 0}"
    ".top table{flex:1}svg{width:52mm;height:52mm;flex:none}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #999;padding:.3em .5em;text-align:left;"
    "vertical-align:top;font-size:.88em}th{width:11.5em;background:#eceff1}"
    "code,pre{font:.92em/1.4 \"DejaVu Sans Mono\",monospace;"
    "white-space:pre-wrap;margin:.3em 0}"
    "pre{border:1px solid #999;background:#f4f4f0;padding:.5em .7em;"
    "font-size:.8em}"
    ".sign{height:3.4em}"
    "section+section{border-top:2px solid #234;margin-top:1em;"
    "padding-top:.8em}"
    "@media print{body{margin:0;padding:0;max-width:none}}";

static void
draw(struct report *r, const char *note)
{
	static struct qr q; /* 6 kB, of one thread */

	if (qr_encode(note, strlen(note), &q) != ERR_OK)
		return; /* the note stands below in full */
	/* Four light modules around it: clause 5.3.8. */
	report_put(r,
	    "<svg viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\" "
	    "role=\"img\" aria-label=\"QR\"><path fill=\"#fff\" "
	    "d=\"M0 0h%dv%dH0z\"/><path d=\"",
	    q.side + 8, q.side + 8, q.side + 8, q.side + 8);
	for (int i = 0; i < q.side; i++)
		for (int j = 0; j < q.side; j++)
			if (q.dark[i][j])
				report_put(r, "M%d %dh1v1h-1z", j + 4, i + 4);
	report_raw(r, "\"/></svg>");
}

static void
row(struct report *r, const struct both *head, const char *text)
{
	report_raw(r, "<tr><th>");
	report_say(r, head);
	report_raw(r, "</th><td><code>");
	report_text(r, text);
	report_raw(r, "</code></td></tr>\n");
}

static void
facts(struct report *r, const struct proof_note *n, const char *key, int64_t at)
{
	static const struct both origin = { "Journal", "Log" };
	static const struct both size = { "Enregistrements", "Records" };
	static const struct both root = { "Racine (SHA-256)",
		"Root (SHA-256)" };
	static const struct both public_key = { "Clé publique", "Public key" };
	static const struct both day = { "Imprimée le", "Printed on" };
	char number[32], hex[SHA256_HEX];

	snprintf(number, sizeof(number), "%" PRIu64, n->size);
	digest_hex(n->root, SHA256_LEN, hex);
	report_raw(r, "<table>");
	row(r, &origin, n->origin);
	row(r, &size, number);
	row(r, &root, hex);
	row(r, &public_key, key);
	report_raw(r, "<tr><th>");
	report_say(r, &day);
	report_raw(r, "</th><td>");
	report_when(r, at);
	report_raw(r, "</td></tr>\n</table>\n");
}

static const struct both title = { "Feuille de racine", "Root sheet" };

static const struct both what = {
	"<p>Ces lignes fixent, à un moment donné, la totalité d'un journal "
	"tenu "
	"par le programme <em>vigie</em>. Celui qui garde cette page pourra, "
	"plus tard, faire constater que le journal n'a fait que croître depuis "
	": rien n'y a été retiré, modifié ni antidaté. La page ne dit rien du "
	"contenu des enregistrements et n'en révèle aucun.</p>\n",
	"<p>These lines fix, at one moment, the whole of a log kept by the "
	"program <em>vigie</em>. Whoever keeps this page can have it shown "
	"later that the log has only grown since: nothing was removed, altered "
	"or back-dated. The page says nothing of what the records hold and "
	"discloses none.</p>\n",
};

static const struct both how = {
	"<p>Pour comparer : enregistrer le texte du code QR dans un fichier, "
	"puis <code>vigie verify --against FICHIER</code> ; ou, sans vigie, "
	"les commandes du fichier LISEZMOI.txt d'un dossier de preuve, étape "
	"4.</p>\n",
	"<p>To compare: save the text of the QR code to a file, then "
	"<code>vigie verify --against FILE</code>; or, without vigie, the "
	"commands of README.txt in an evidence bundle, step 4.</p>\n",
};

static const struct both kept = {
	"<table><tr><th class=\"sign\">Reçue le</th><td></td><th "
	"class=\"sign\">Par (nom, qualité, signature)</th><td></td></tr>"
	"</table>\n",
	"<table><tr><th class=\"sign\">Received on</th><td></td><th "
	"class=\"sign\">By (name, capacity, signature)</th><td></td></tr>"
	"</table>\n",
};

static void
half(struct report *r, const char *note, const struct proof_note *n,
    const char *key, int64_t at)
{
	report_say(r, &(struct both){ "<section lang=\"fr\"><h1>",
			  "<section lang=\"en\"><h1>" });
	report_say(r, &title);
	report_raw(r, "</h1>\n");
	report_say(r, &what);
	report_raw(r, "<div class=\"top\">");
	facts(r, n, key, at);
	if (r->french)
		draw(r, note);
	report_raw(r, "</div>\n");
	report_say(r, &how);
	report_say(r, &kept);
	report_raw(r, "</section>\n");
}

enum err
sheet_write(const char *note, const char *key, int64_t at, struct buf *out)
{
	struct report r = { .french = true, .up = "" };
	struct proof_note n;
	enum err e = proof_note_read(note, strlen(note), &n);

	if (e != ERR_OK)
		return e;
	buf_init(&r.to, out->max);
	report_raw(&r,
	    "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta "
	    "charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
	    "<title>");
	report_text(&r, n.origin);
	report_put(&r, " – %" PRIu64 "</title>\n<style>", n.size);
	report_raw(&r, style);
	report_raw(&r, "</style></head>\n<body>\n");
	half(&r, note, &n, key, at);
	r.french = false;
	half(&r, note, &n, key, at);
	report_raw(&r, "<pre>");
	for (const char *p = note; *p != '\0';) {
		size_t len = strcspn(p, "\n");

		report_textn(&r, p, len);
		report_raw(&r, "\n");
		p += len + (p[len] == '\n');
	}
	report_raw(&r, "</pre>\n</body></html>\n");
	if (r.err == ERR_OK)
		r.err = buf_add(out, r.to.data, r.to.len);
	buf_fini(&r.to);
	return r.err;
}
