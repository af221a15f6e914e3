/* SPDX-License-Identifier: ISC */
/* What courts ask of the conditions of a finding (EVIDENCE.md 1.3), looked at
 * now: fit, worth a remark, or unfit, and what to do about it. Nothing is
 * changed. Asked are: the resolver for one name, the time servers that are
 * named, the time-stamp authorities that are declared; each for a few seconds
 * at most. */
#ifndef CRAWLER_MACHINE_DOCTOR_H
#define CRAWLER_MACHINE_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/crawl.h"

enum { DOCTOR_DETAIL = 512 };

struct doctor {
	const struct crawl_doctor *how; /* borrowed */
	struct store *st;               /* owned; NULL: cannot be opened */
	const char *asked_en, *asked_fr;
	const char *dns_servers; /* tests: as resolve_new takes them */
	bool unfit;
};

/* What courts ask for and the next rows answer: static words. */
void doctor_section(struct doctor *d, const char *en, const char *fr);
/* Says a row of that section. */
void doctor_say(struct doctor *d, const struct crawl_fit *row);

/* Addresses, resolver, hosts file; then proxies and certificate roots. */
void doctor_network(struct doctor *d);
void doctor_network_proxy(struct doctor *d);
/* The kernel's clock and time servers; then the time stamps of the archive and
 * the authorities of today, with d->st open. */
void doctor_time(struct doctor *d);
void doctor_time_stamps(struct doctor *d);

#endif
