/* SPDX-License-Identifier: ISC */
/* What courts ask of the conditions of a finding (EVIDENCE.md 1.3), looked at
 * now: fit, worth a remark, or unfit, and what to do about it. Nothing is
 * changed; time servers alone are asked anything. */
#define _GNU_SOURCE /* adjtimex */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include "crawler/browser/browser.h"
#include "crawler/crawl.h"
#include "crawler/fetch/tls.h"
#include "crawler/sntp.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/store.h"

enum {
	DETAIL_MAX = 512,
	NTP_WAIT_MS = 3000,
	OFFSET_MAX_MS = 1000, /* more than that is unfit */
	STAMP_OLD_DAYS = 3    /* a token of that age is worth a remark */
};

#define DISK_MIN (UINT64_C(1) << 30)
#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)

struct doctor {
	const char *archive;
	const char *const *ntp;
	size_t n_ntp;
	void (*say)(const struct crawl_fit *row, void *arg);
	void *arg;
	bool unfit;
	struct store *st; /* NULL: cannot be opened */
};

static void
say(struct doctor *d, const struct crawl_fit *row)
{
	d->unfit = d->unfit || row->fitness == CRAWL_UNFIT;
	d->say(row, d->arg);
}

/* ---- clock ---- */

static void
look_at_kernel(struct doctor *d)
{
	struct timex tx = { .modes = 0 };
	int state = adjtimex(&tx);
	char detail[DETAIL_MAX];
	struct crawl_fit row = { .check = "clock", .detail = detail };

	snprintf(detail, sizeof(detail), "+-%ld ms", tx.esterror / 1000);
	if (state >= 0 && state != TIME_ERROR) {
		row.en = "the clock is kept synchronised";
		row.fr = "l'horloge est synchronisée";
	} else {
		row.fitness = CRAWL_UNFIT;
		row.en = "the clock is not kept synchronised";
		row.fr = "l'horloge n'est pas synchronisée";
		row.todo_en = "run an NTP client: systemd-timesyncd, chrony";
		row.todo_fr =
		    "lancer un client NTP : systemd-timesyncd, chrony";
	}
	say(d, &row);
}

static void
ask_time(struct doctor *d, const char *server)
{
	char detail[DETAIL_MAX];
	struct crawl_fit row = { .check = "ntp", .detail = detail };
	int64_t offset = 0;

	if (sntp_ask(server, NTP_WAIT_MS, &offset) != ERR_OK) {
		snprintf(detail, sizeof(detail), "%s", server);
		row.fitness = CRAWL_REMARK;
		row.en = "the time server does not answer";
		row.fr = "le serveur de temps ne répond pas";
	} else if (llabs(offset) > OFFSET_MAX_MS) {
		snprintf(detail, sizeof(detail), "%s, %+" PRId64 " ms", server,
		    offset);
		row.fitness = CRAWL_UNFIT;
		row.en = "the clock is off";
		row.fr = "l'horloge est décalée";
		row.todo_en = "set it, and run an NTP client";
		row.todo_fr = "la régler, et lancer un client NTP";
	} else {
		snprintf(detail, sizeof(detail), "%s, %+" PRId64 " ms", server,
		    offset);
		row.en = "the clock agrees with the time server";
		row.fr = "l'horloge s'accorde avec le serveur de temps";
	}
	say(d, &row);
}

/* ---- authorities ---- */

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
	row->en = "the log is stamped by independent authorities";
	row->fr = "le journal est horodaté par des autorités indépendantes";
	if (n->declared == 0) {
		row->fitness = CRAWL_UNFIT;
		row->en = "no time-stamp authority is declared";
		row->fr = "aucune autorité d'horodatage n'est déclarée";
		row->todo_en = "vigie anchor add URL, for at least two";
		row->todo_fr = "vigie anchor add URL, pour deux au moins";
	} else if (n->stamped == 0 ||
		   n->newest < clock_wall_ms() - STAMP_OLD_DAYS * DAY_MS) {
		row->fitness = CRAWL_UNFIT;
		row->en = "no recent time stamp";
		row->fr = "aucun horodatage récent";
		row->todo_en = "vigie anchor run";
		row->todo_fr = "vigie anchor run";
	} else if (n->declared < 2 || n->gaps > 0) {
		row->fitness = CRAWL_REMARK;
		row->en = "stamped, but by one authority, or not always";
		row->fr = "horodaté, mais par une seule autorité, ou non "
			  "toujours";
		row->todo_en = "vigie anchor list";
		row->todo_fr = "vigie anchor list";
	}
}

static void
look_at_authorities(struct doctor *d)
{
	struct authorities n = { .newest = INT64_MIN };
	char detail[DETAIL_MAX];
	struct crawl_fit row = { .check = "authorities", .detail = detail };
	struct txn *t;
	enum err e;

	if (d->st == NULL)
		return;
	t = txn_begin(d->st, TXN_READ);
	e = register_authority_each(t, count_authority, &n);
	if (e == ERR_OK)
		e = anchor_each(t, 0, note_token, &n);
	if (e == ERR_OK)
		e = anchor_gap_each(t, count_gap, &n);
	txn_abort(t);
	snprintf(detail, sizeof(detail), "%u, %u, %u", n.declared, n.stamped,
	    n.gaps);
	if (e == ERR_OK)
		judge_authorities(&n, &row);
	else
		row = (struct crawl_fit){ "authorities", CRAWL_UNFIT,
			"the time stamps cannot be read",
			"les horodatages sont illisibles", detail,
			"vigie verify", "vigie verify" };
	say(d, &row);
}

/* ---- the archive ---- */

static void
look_at_archive(struct doctor *d)
{
	struct crawl_fit row = { .check = "archive", .detail = d->archive };
	char *note = NULL;
	struct txn *t;
	enum err e = store_open(d->archive, STORE_READ, &d->st);

	if (e == ERR_OK) {
		t = txn_begin(d->st, TXN_READ);
		e = checkpoint_newest(t, &note);
		txn_abort(t);
		free(note);
	} else {
		d->st = NULL;
	}
	if (e == ERR_OK) {
		row.en = "the archive can be read, its log is signed";
		row.fr = "l'archive est lisible, son journal est signé";
	} else if (d->st != NULL && e == ERR_NOTFOUND) {
		row.fitness = CRAWL_REMARK;
		row.en = "the archive's log is not signed yet";
		row.fr = "le journal de l'archive n'est pas encore signé";
		row.todo_en = row.todo_fr = "vigie sweep";
	} else {
		row.fitness = CRAWL_UNFIT;
		row.en = "the archive cannot be read";
		row.fr = "l'archive est illisible";
		row.todo_en = row.todo_fr = "vigie verify";
	}
	say(d, &row);
}

static void
look_at_key(struct doctor *d)
{
	char *path = mem_printf("%s/key", d->archive);
	struct crawl_fit row = { .check = "key", .detail = path };
	struct stat sb;

	if (d->st != NULL && stat(path, &sb) != 0) {
		row.fitness = CRAWL_UNFIT;
		row.en = "the log's key is not there: it cannot be signed";
		row.fr = "la clé du journal manque : il ne peut être signé";
		row.todo_en = "restore it from a backup";
		row.todo_fr = "la restaurer d'une sauvegarde";
	} else if (d->st != NULL && (sb.st_mode & 077) != 0) {
		row.fitness = CRAWL_UNFIT;
		row.en = "others can read the log's key";
		row.fr = "d'autres peuvent lire la clé du journal";
		row.todo_en = row.todo_fr = "chmod 600";
	} else {
		row.en = "the log's key is the owner's alone";
		row.fr = "la clé du journal n'est qu'à son propriétaire";
	}
	if (d->st != NULL)
		say(d, &row);
	free(path);
}

static void
look_at_disk(struct doctor *d)
{
	char detail[DETAIL_MAX];
	struct crawl_fit row = { .check = "disk", .detail = detail };
	struct statvfs fs;
	uint64_t left;

	if (statvfs(d->archive, &fs) != 0)
		return;
	left = (uint64_t)fs.f_bavail * fs.f_frsize;
	snprintf(detail, sizeof(detail), "%" PRIu64 " MiB", left >> 20);
	row.en = "there is room on the disk";
	row.fr = "il reste de la place sur le disque";
	if (left < DISK_MIN) {
		row.fitness = CRAWL_UNFIT;
		row.en = "the disk is nearly full";
		row.fr = "le disque est presque plein";
		row.todo_en = "free some space";
		row.todo_fr = "libérer de la place";
	}
	say(d, &row);
}

/* ---- surroundings ---- */

static void
look_at_proxy(struct doctor *d)
{
	static const char *const names[] = { "http_proxy", "https_proxy",
		"HTTPS_PROXY", "all_proxy", "ALL_PROXY" };
	struct crawl_fit row = { .check = "proxy",
		.en = "no proxy is set in the environment",
		.fr = "aucun mandataire dans l'environnement" };

	for (size_t i = 0; i < NELEM(names); i++) {
		if (getenv(names[i]) == NULL)
			continue;
		row.fitness = CRAWL_REMARK;
		row.detail = names[i];
		row.en = "a proxy is set, and not used: records say so";
		row.fr = "un mandataire est défini, non utilisé : les "
			 "enregistrements le disent";
	}
	say(d, &row);
}

static void
look_at_roots(struct doctor *d)
{
	struct tls *tls = tls_new(getenv("VIGIE_CA_FILE"));
	struct crawl_fit row = { .check = "roots" };

	if (tls_load(tls) == ERR_OK) {
		row.detail = tls_roots(tls);
		row.en = "the certificate roots are there";
		row.fr = "les certificats racines sont là";
	} else {
		row.fitness = CRAWL_UNFIT;
		row.en = "no certificate roots";
		row.fr = "aucun certificat racine";
		row.todo_en = row.todo_fr = "apt-get install ca-certificates";
	}
	say(d, &row);
	tls_free(tls);
}

static void
look_at_browser(struct doctor *d)
{
	const char *path = browser_path();
	struct crawl_fit row = { .check = "browser",
		.detail = path != NULL ? path : "chromium",
		.en = "a browser is there for pictures of pages",
		.fr = "un navigateur est là pour l'image des pages" };

	if (path == NULL) {
		row.fitness = CRAWL_REMARK;
		row.en = "no browser: no pictures of pages";
		row.fr = "pas de navigateur : pas d'image des pages";
		row.todo_en = row.todo_fr = "apt-get install chromium";
	}
	say(d, &row);
}

enum err
crawl_doctor(const char *archive, const char *const *ntp, size_t n_ntp,
    void (*say_row)(const struct crawl_fit *row, void *arg), void *arg)
{
	struct doctor d = { .archive = archive,
		.ntp = ntp,
		.n_ntp = n_ntp,
		.say = say_row,
		.arg = arg };

	look_at_kernel(&d);
	for (size_t i = 0; i < n_ntp; i++)
		ask_time(&d, ntp[i]);
	look_at_archive(&d);
	look_at_key(&d);
	look_at_authorities(&d);
	look_at_disk(&d);
	look_at_roots(&d);
	look_at_proxy(&d);
	look_at_browser(&d);
	store_close(d.st);
	return d.unfit ? ERR_SHORT : ERR_OK;
}
