/* SPDX-License-Identifier: ISC */
/* The clock, and those who say what time it is beside it. */
#define _GNU_SOURCE /* adjtimex */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/timex.h>

#include "crawler/anchor/anchor.h"
#include "crawler/machine/doctor.h"
#include "crawler/machine/sntp.h"
#include "store/base/clock.h"
#include "store/base/digest.h"
#include "store/base/mem.h"
#include "store/store.h"

enum {
	NTP_WAIT_MS = 3000,
	STAMP_WAIT_MS = 8000,       /* for all authorities, which are asked at
				       once */
	OFFSET_MAX_MS = 1000,       /* more than that is unfit */
	STAMP_OFFSET_MAX_MS = 5000, /* the same, of a stamp: in whole seconds,
				       and some under way */
	STAMP_OLD_DAYS = 3          /* a token of that age is unfit */
};

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

/* ---- the clock ---- */

static void
look_at_kernel(struct doctor *d)
{
	struct timex tx = { .modes = 0 };
	int state = adjtimex(&tx);
	char detail[DOCTOR_DETAIL];
	struct crawl_fit row = { .check = "clock", .detail = detail };

	snprintf(detail, sizeof(detail), "± %ld ms", tx.esterror / 1000);
	if (state >= 0 && state != TIME_ERROR) {
		row.en = "the machine keeps its clock synchronised";
		row.fr = "la machine tient son horloge synchronisée";
	} else {
		row.fitness = CRAWL_UNFIT;
		row.en = "the machine does not keep its clock synchronised";
		row.fr = "la machine ne tient pas son horloge synchronisée";
		row.todo_en = "install a time service: systemd-timesyncd or "
			      "chrony";
		row.todo_fr = "installer un service de temps : "
			      "systemd-timesyncd ou chrony";
	}
	doctor_say(d, &row);
}

static void
ask_time(struct doctor *d, const char *server)
{
	char detail[DOCTOR_DETAIL];
	struct crawl_fit row = { .check = "ntp", .detail = detail };
	int64_t offset = 0;
	enum err e = sntp_ask(server, NTP_WAIT_MS, &offset);

	snprintf(detail, sizeof(detail), "%s, %+" PRId64 " ms", server, offset);
	if (e != ERR_OK) {
		snprintf(detail, sizeof(detail), "%s", server);
		row.fitness = CRAWL_REMARK;
		row.en = "the time server does not answer";
		row.fr = "le serveur de temps ne répond pas";
		row.todo_en = "name another with --ntp";
		row.todo_fr = "en nommer un autre avec --ntp";
	} else if (llabs(offset) > OFFSET_MAX_MS) {
		row.fitness = CRAWL_UNFIT;
		row.en = "the clock is off";
		row.fr = "l'horloge est décalée";
		row.todo_en = "set it, and install a time service";
		row.todo_fr = "la régler, et installer un service de temps";
	} else {
		row.en = "the clock agrees with the time server";
		row.fr = "l'horloge s'accorde avec le serveur de temps";
	}
	doctor_say(d, &row);
}

void
doctor_time(struct doctor *d)
{
	look_at_kernel(d);
	for (size_t i = 0; i < d->how->n_ntp; i++)
		ask_time(d, d->how->ntp[i]);
}

/* ---- what the archive has of authorities ---- */

struct authorities {
	unsigned declared, stamped, gaps;
	int64_t newest;
};

static bool
count_authority(const struct authority *a, void *arg)
{
	struct authorities *n = arg;

	(void)a;
	n->declared++;
	return true;
}

static bool
note_token(const struct anchor *a, void *arg)
{
	struct authorities *n = arg;

	n->stamped++;
	if (a->time > n->newest)
		n->newest = a->time;
	return true;
}

static bool
count_gap(const struct anchor_gap *g, void *arg)
{
	struct authorities *n = arg;

	(void)g;
	n->gaps++;
	return true;
}

static void
judge_authorities(const struct authorities *n, struct crawl_fit *row)
{
	row->en = "independent authorities have stamped the log";
	row->fr = "des autorités indépendantes ont horodaté le journal";
	if (n->declared == 0) {
		row->fitness = CRAWL_UNFIT;
		row->en = "no time-stamp authority is declared: nobody but "
			  "this machine says when";
		row->fr = "aucune autorité d'horodatage n'est déclarée : "
			  "cette machine seule dit quand";
		row->todo_en = "vigie anchor add URL, for at least two";
		row->todo_fr = "vigie anchor add URL, pour deux au moins";
	} else if (n->stamped == 0 ||
		   n->newest < clock_wall_ms() - STAMP_OLD_DAYS * DAY_MS) {
		row->fitness = CRAWL_UNFIT;
		row->en = "the log has no recent time stamp";
		row->fr = "le journal n'a pas d'horodatage récent";
		row->todo_en = row->todo_fr = "vigie anchor run";
	} else if (n->declared < 2) {
		row->fitness = CRAWL_REMARK;
		row->en = "a single authority stamps the log";
		row->fr = "une seule autorité horodate le journal";
		row->todo_en = "vigie anchor add URL, for a second one";
		row->todo_fr = "vigie anchor add URL, pour une seconde";
	} else if (n->gaps > 0) {
		row->fitness = CRAWL_REMARK;
		row->en = "some states of the log lack an authority's stamp";
		row->fr = "à certains états du journal manque le cachet d'une "
			  "autorité";
		row->todo_en = "vigie anchor run fetches what is still to be "
			       "had";
		row->todo_fr = "vigie anchor run obtient ce qui peut encore "
			       "l'être";
	}
}

/* True: at least one is declared. */
static bool
look_at_authorities(struct doctor *d)
{
	struct authorities n = { .newest = INT64_MIN };
	char newest[CLOCK_TEXT];
	struct crawl_fit row = { .check = "authorities" };
	struct txn *t = txn_begin(d->st, TXN_READ);
	enum err e = register_authority_each(t, count_authority, &n);

	if (e == ERR_OK)
		e = anchor_each(t, 0, note_token, &n);
	if (e == ERR_OK)
		e = anchor_gap_each(t, count_gap, &n);
	txn_abort(t);
	clock_format(n.newest, newest);
	if (n.newest > 0)
		row.detail = newest;
	if (e == ERR_OK)
		judge_authorities(&n, &row);
	else
		row = (struct crawl_fit){ .check = "authorities",
			.fitness = CRAWL_UNFIT,
			.en = "the time stamps cannot be read",
			.fr = "les horodatages sont illisibles",
			.todo_en = "vigie verify",
			.todo_fr = "vigie verify" };
	doctor_say(d, &row);
	return n.declared > 0;
}

/* ---- authorities, now ---- */

/* One answer, until all are there: how grave a silence is depends on the
 * others. */
struct answer {
	char *url, *why; /* owned; why is NULL for a stamp */
	bool ots;
	int64_t time; /* what it says, ms */
	int64_t offset_ms;
};

struct answers {
	struct answer v[ANCHOR_ASKS_MAX];
	size_t n, stamped;
};

static void
take_stamp(
    const struct anchor_ask *ask, const struct anchor_token *token, void *arg)
{
	struct answers *all = arg;
	struct answer *a = &all->v[all->n];

	if (all->n == ANCHOR_ASKS_MAX)
		return;
	a->url = mem_strdup(ask->url);
	a->ots = ask->kind == ANCHOR_OTS;
	a->time = token->time;
	a->offset_ms = clock_wall_ms() - token->time;
	all->n++;
	all->stamped++;
}

static void
take_silence(const struct anchor_ask *ask, const char *why, void *arg)
{
	struct answers *all = arg;

	if (why == NULL || all->n == ANCHOR_ASKS_MAX)
		return;
	all->v[all->n].url = mem_strdup(ask->url);
	all->v[all->n++].why = mem_strdup(why);
}

static void
judge_answer(
    const struct answer *a, bool alone, struct crawl_fit *row, char *detail)
{
	char when[CLOCK_TEXT];

	clock_format(a->time, when);
	if (a->why != NULL) {
		snprintf(detail, DOCTOR_DETAIL, "%s: %s", a->url, a->why);
		row->fitness = alone ? CRAWL_UNFIT : CRAWL_REMARK;
		row->en = "the authority does not stamp now";
		row->fr = "l'autorité n'horodate pas en ce moment";
		row->todo_en = "try again later; a sweep goes on without it "
			       "and notes the gap";
		row->todo_fr = "réessayer plus tard ; une visite continue sans "
			       "elle et note la lacune";
	} else if (a->ots) {
		snprintf(detail, DOCTOR_DETAIL, "%s", a->url);
		row->en = "the calendar takes stamps; the proof follows in "
			  "hours";
		row->fr = "le calendrier prend les cachets ; la preuve suit "
			  "en quelques heures";
	} else if (llabs(a->offset_ms) > STAMP_OFFSET_MAX_MS) {
		snprintf(detail, DOCTOR_DETAIL, "%s: %s", a->url, when);
		row->fitness = CRAWL_UNFIT;
		row->en = "the authority's time is not this machine's";
		row->fr = "l'heure de l'autorité n'est pas celle de cette "
			  "machine";
		row->todo_en = "set the clock, and install a time service";
		row->todo_fr = "régler l'horloge, et installer un service de "
			       "temps";
	} else {
		snprintf(detail, DOCTOR_DETAIL, "%s: %s", a->url, when);
		row->en = "the authority stamps, and agrees with the clock";
		row->fr = "l'autorité horodate, et s'accorde avec l'horloge";
	}
}

/* 32 random bytes are stamped: nothing of the archive is told, and nothing is
 * kept of the answers. */
static void
ask_authorities(struct doctor *d)
{
	struct answers all = { .n = 0 };
	uint8_t digest[SHA256_LEN];
	struct anchor_round r = { .store = d->st,
		.ca_file = d->how->ca_file,
		.digest = digest,
		.take = take_stamp,
		.say = take_silence,
		.arg = &all };
	struct crawl_fit broken = { .check = "stamp",
		.fitness = CRAWL_UNFIT,
		.en = "the authorities cannot be asked",
		.fr = "les autorités ne peuvent être interrogées",
		.todo_en = "vigie -v anchor run",
		.todo_fr = "vigie -v anchor run" };

	digest_random(digest, sizeof(digest));
	atomic_init(&r.until, clock_mono_ms() + STAMP_WAIT_MS);
	if (anchor_round(&r) != ERR_OK)
		doctor_say(d, &broken);
	for (size_t i = 0; i < all.n; i++) {
		char detail[DOCTOR_DETAIL];
		struct crawl_fit row = { .check = "stamp", .detail = detail };

		judge_answer(&all.v[i], all.stamped == 0, &row, detail);
		doctor_say(d, &row);
		free(all.v[i].url);
		free(all.v[i].why);
	}
}

void
doctor_time_stamps(struct doctor *d)
{
	if (d->st != NULL && look_at_authorities(d))
		ask_authorities(d);
}
