/* SPDX-License-Identifier: ISC */
/* chronologie.csv: RFC 4180, one line an event of an exhibit at an address, for
 * a spreadsheet; and what links to the page, as met on the way. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "tools/bundle/report.h"

enum { CSV_MAX = 64 << 20 };

/* No cell that a spreadsheet would run as a formula. */
static void
cell(struct report *r, const char *s)
{
	report_raw(r, ",\"");
	if (s != NULL && *s != '\0' && strchr("=+-@\t\r", *s) != NULL)
		report_raw(r, "'");
	for (; s != NULL && *s != '\0' && r->err == ERR_OK; s++) {
		if (*s == '"')
			report_raw(r, "\"\"");
		else if ((unsigned char)*s >= 0x20 && *s != 0x7f)
			r->err = buf_addc(&r->to, *s);
	}
	report_raw(r, "\"");
}

static void
event(struct report *r, const struct bundle_exhibit *x,
    const struct bundle_place *p, const struct bundle_event *v)
{
	const struct bundle_snapshot *s = &r->c->snapshots[v->snapshot];
	char at[CLOCK_TEXT];

	clock_format(s->at, at);
	report_put(r, "%u", x->number);
	cell(r, p->url);
	report_put(r, ",%s,%s,", bundle_role_name(v->role), at);
	if (s->status != 0)
		report_put(r, "%d", s->status);
	report_put(r, ",s%" PRIu64 ",%" PRIu64, s->number, s->leaf);
	cell(r, x->published);
	cell(r, x->published_from);
	cell(r, s->via);
	report_raw(r, "\r\n");
}

enum err
report_csv(const struct bundle_case *c, struct bag *b)
{
	struct report r = { .c = c, .up = "" };

	buf_init(&r.to, CSV_MAX);
	report_raw(&r, "exhibit,url,event,at,status,snapshot,leaf,date_claimed,"
		       "date_read_from,inbound_link\r\n");
	for (size_t i = 0; i < c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &c->exhibits[i];

		for (size_t k = 0; k < x->n_places; k++)
			for (size_t n = 0; n < x->places[k].n_events; n++)
				event(&r, x, &x->places[k],
				    &x->places[k].events[n]);
	}
	if (r.err == ERR_OK)
		bag_add(b, "data/chronologie.csv", r.to.data, r.to.len);
	buf_fini(&r.to);
	return r.err;
}
