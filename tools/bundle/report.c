/* SPDX-License-Identifier: ISC */
/* The two reports, French and English, in the twelve sections of EVIDENCE.md
 * 4.4: static HTML, no script, nothing loaded from elsewhere, made to be
 * printed on A4. */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "tools/bundle/report.h"

enum {
	REPORT_MAX = 256 << 20,
	DATE_DIGITS = 14 /* of a PDF: YYYYMMDDHHMMSS */
};

static const char style[] =
    "*{box-sizing:border-box}"
    "body{font:10.5pt/1.45 \"DejaVu Serif\",Georgia,serif;color:#1a1a1a;"
    "max-width:52em;margin:2em auto;padding:0 1.2em;"
    "overflow-wrap:anywhere;hyphens:manual}"
    "h1,h2,h3,th,.lead,.box,footer,.ref{font-family:\"DejaVu Sans\",Arial,"
    "Helvetica,sans-serif}"
    "h1{font-size:1.75em;line-height:1.2;margin:0 0 .2em}"
    "h2{font-size:1.2em;margin:1.8em 0 .6em;padding-bottom:.15em;"
    "border-bottom:2px solid #234}"
    "h3{font-size:1em;margin:1.4em 0 .4em}"
    "p{margin:.5em 0}.ref{color:#555;font-size:.9em;margin:0 0 1em}"
    ".box{border:1px solid #999;background:#f4f4f0;padding:.5em .8em;"
    "margin:.8em 0;font-size:.9em}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0;"
    "table-layout:fixed}"
    "th,td{border:1px solid #aaa;padding:.25em .4em;text-align:left;"
    "vertical-align:top;font-size:.8em;line-height:1.35}"
    "th{background:#eceff1;font-weight:600}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    ".facts th{width:17em}"
    ".n{width:2.8em}.d{width:8.4em}.s{width:6.8em}.l{width:10.6em}"
    ".d,.s,.t{overflow-wrap:normal;hyphens:none}"
    "code,.url{font:.88em/1.35 \"DejaVu Sans Mono\",monospace}"
    "td code,td .url{font-size:.95em}"
    "q{quotes:none}mark{background:#ffe58a;font-weight:600;color:inherit}"
    ".u{font:.75em monospace;border:1px solid #b00;color:#b00;"
    "padding:0 .15em}"
    "td.h{font:.72em \"DejaVu Sans Mono\",monospace}"
    ".late{font-weight:600}.small{font-size:.85em;color:#444}"
    "a{color:#123a6b}li{margin:.25em 0}dt{font-weight:600;margin-top:.5em}"
    "dd{margin:0 0 0 1.2em}"
    "footer{margin-top:2.5em;border-top:1px solid #999;padding-top:.5em;"
    "font-size:.85em}"
    ".shot{max-width:100%;border:1px solid #999;box-sizing:border-box}"
    "@media "
    "print{.shot{max-height:235mm}body{margin:0;padding:0;max-width:none;font-"
    "size:9.5pt}"
    "h2,h3,dt,h2+p{break-after:avoid}.exhibits{break-before:page}"
    ".exhibit{break-inside:avoid-page}a{color:inherit;"
    "text-decoration:none}mark{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}}";

/* The foot of each printed page. Where a browser knows no margin boxes, the
 * <footer> at the end still says it. */
static const struct both page_style = {
	"@page{size:A4;margin:17mm 16mm 20mm;"
	"@bottom-left{content:\"Document privé, n’est pas un acte de "
	"commissaire de justice\";font:7.5pt sans-serif;color:#444}"
	"@bottom-right{content:counter(page) \" / \" counter(pages);"
	"font:7.5pt sans-serif;color:#444}}",
	"@page{size:A4;margin:17mm 16mm 20mm;"
	"@bottom-left{content:\"Private document, not the act of a judicial "
	"officer\";font:7.5pt sans-serif;color:#444}"
	"@bottom-right{content:counter(page) \" / \" counter(pages);"
	"font:7.5pt sans-serif;color:#444}}",
};

void
report_head(struct report *r, const struct both *title)
{
	report_say(r, &(struct both){ "<!DOCTYPE html>\n<html lang=\"fr\">",
			  "<!DOCTYPE html>\n<html lang=\"en\">" });
	report_raw(r, "<head><meta charset=\"utf-8\"><meta http-equiv=\""
		      "Content-Security-Policy\" content=\"default-src 'none'; "
		      "style-src 'unsafe-inline'; img-src 'self' file:\"><meta "
		      "name=\"viewport\" "
		      "content=\"width=device-width\"><title>");
	report_say(r, title);
	report_put(r, " – %s</title>\n<style>", r->c->root);
	report_raw(r, style);
	report_say(r, &page_style);
	report_raw(r, "</style></head>\n<body>\n<h1>");
	report_say(r, title);
	report_raw(r, "</h1>\n");
}

void
report_foot(struct report *r)
{
	report_say(
	    r, &(struct both){ "<footer>Document privé, n'est pas un acte de "
			       "commissaire de justice. ",
		   "<footer>Private document, not the act of a judicial "
		   "officer. " });
	report_put(r, "%s</footer>\n</body></html>\n", r->c->root);
}

static const struct both title = { "Rapport de capture automatisée",
	"Report of automated capture" };

static void (*const sections[])(struct report *) = {
	report_purpose,
	report_summary,
	report_deadlines,
	report_conditions,
	report_paths,
	report_findings,
	report_chronology,
	report_integrity,
	report_verify,
	report_limits,
	report_glossary,
	report_annexes,
};

/* ---- on paper ---- */

/* The day of the bundle for the moment of printing, so that the same report is
 * the same bytes. */
static void
set_date(struct buf *pdf, const char *key, int64_t date)
{
	char at[CLOCK_TEXT], *found;

	clock_format(date, at);
	found = memmem(pdf->data, pdf->len, key, strlen(key));
	if (found == NULL)
		return;
	found += strlen(key);
	if (pdf->len - (size_t)(found - pdf->data) < DATE_DIGITS)
		return;
	memcpy(found, at, 4); /* "2026-11-21" as "20261121" */
	memcpy(found + 4, at + 5, 2);
	memcpy(found + 6, at + 8, 2);
	memset(found + 8, '0', DATE_DIGITS - 8);
}

static void
write_pdf(struct bundle_case *c, struct bag *b, const char *name,
    const struct buf *in)
{
	struct buf pdf;
	enum err e;

	buf_init(&pdf, REPORT_MAX);
	e = crawl_print(in->data, in->len, &pdf);
	if (e == ERR_NOTFOUND)
		log_warn("export: no PDF, for there is no Chromium (apt-get "
			 "install chromium)");
	if (e == ERR_OK) {
		set_date(&pdf, "/CreationDate (D:", c->date);
		set_date(&pdf, "/ModDate (D:", c->date);
		bag_add(b, name, pdf.data, pdf.len);
	} else {
		c->pdf = false;
	}
	buf_fini(&pdf);
}

static enum err
write_report(
    struct bundle_case *c, struct bag *b, const char *const *names, bool french)
{
	struct report r = { .c = c, .french = french, .up = "" };

	buf_init(&r.to, REPORT_MAX);
	report_head(&r, &title);
	for (size_t i = 0; i < NELEM(sections); i++)
		sections[i](&r);
	report_foot(&r);
	if (r.err == ERR_OK)
		bag_add(b, names[0], r.to.data, r.to.len);
	if (r.err == ERR_OK && c->pdf)
		write_pdf(c, b, names[1], &r.to);
	buf_fini(&r.to);
	return r.err;
}

enum err
report_write(struct bundle_case *c, struct bag *b)
{
	static const char *const fr[] = { "data/rapport-fr.html",
		"data/rapport-fr.pdf" };
	static const char *const en[] = { "data/report-en.html",
		"data/report-en.pdf" };
	enum err e = write_report(c, b, fr, true);

	if (e == ERR_OK)
		e = write_report(c, b, en, false);
	if (e == ERR_OK)
		e = report_sheets(c, b);
	if (e == ERR_OK)
		e = report_bytes(c, b);
	if (e == ERR_OK)
		e = report_views(c, b);
	return e == ERR_OK ? report_csv(c, b) : e;
}
