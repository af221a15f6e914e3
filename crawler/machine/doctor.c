/* SPDX-License-Identifier: ISC */
/* The examination, section by section, and what is on this machine: the
 * program, the browser, the archive. */
#include "crawler/machine/doctor.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>

#include "crawler/browser/browser.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/store.h"

#define DISK_MIN (UINT64_C(1) << 30)

void
doctor_section(struct doctor *d, const char *en, const char *fr)
{
	d->asked_en = en;
	d->asked_fr = fr;
}

void
doctor_say(struct doctor *d, const struct crawl_fit *row)
{
	struct crawl_fit full = *row;

	full.asked_en = d->asked_en;
	full.asked_fr = d->asked_fr;
	d->unfit = d->unfit || row->fitness == CRAWL_UNFIT;
	d->how->say(&full, d->how->arg);
}

/* ---- the program ---- */

static void
look_at_machine(struct doctor *d)
{
	const curl_version_info_data *c = curl_version_info(CURLVERSION_NOW);
	char detail[DOCTOR_DETAIL];
	struct crawl_fit row = { .check = "machine",
		.detail = detail,
		.en = "each record names the system, the program and its "
		      "parts",
		.fr = "chaque enregistrement nomme le système, le logiciel et "
		      "ses composants" };
	struct utsname u;

	if (uname(&u) != 0)
		return;
	snprintf(detail, sizeof(detail), "%s %s %s, vigie %s, libcurl %s, %s",
	    u.sysname, u.release, u.machine, VIGIE_VERSION, c->version,
	    c->ssl_version);
	doctor_say(d, &row);
}

/* What holds by the way the program is made, wherever it runs. */
static const struct crawl_fit no_memory = { .check = "cookies",
	.en = "the program keeps neither cookies nor cache nor form data: "
	      "there is nothing to empty",
	.fr = "le logiciel n'a ni cookies, ni cache, ni données de formulaire "
	      ": il n'y a rien à vider" };
static const struct crawl_fit the_path = { .check = "path",
	.en = "each record names the link that led to the page, from the "
	      "address that you gave",
	.fr = "chaque enregistrement nomme le lien qui a mené à la page, "
	      "depuis l'adresse que vous avez donnée" };
static const struct crawl_fit the_source = { .check = "source",
	.en = "what was asked and what came is kept byte by byte, as received",
	.fr = "la demande et la réponse sont gardées octet par octet, telles "
	      "que reçues" };

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
	doctor_say(d, &row);
}

/* ---- the archive ---- */

static void
look_at_archive(struct doctor *d)
{
	struct crawl_fit row = { .check = "archive",
		.detail = d->how->archive };
	char *note = NULL;
	struct txn *t;
	enum err e = store_open(d->how->archive, STORE_READ, &d->st);

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
	doctor_say(d, &row);
}

static void
look_at_key(struct doctor *d)
{
	char *path = mem_printf("%s/key", d->how->archive);
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
		doctor_say(d, &row);
	free(path);
}

static void
look_at_disk(struct doctor *d)
{
	char detail[DOCTOR_DETAIL];
	struct crawl_fit row = { .check = "disk", .detail = detail };
	struct statvfs fs;
	uint64_t left;

	if (statvfs(d->how->archive, &fs) != 0)
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
	doctor_say(d, &row);
}

/* ---- the whole ---- */

static void
examine(struct doctor *d)
{
	doctor_section(d, "Machine and program", "Machine et logiciel");
	look_at_machine(d);
	doctor_section(d, "Addresses, page visited directly",
	    "Adresses, accès direct à la page");
	doctor_network(d);
	doctor_section(
	    d, "No proxy, no interception", "Ni mandataire, ni interception");
	doctor_network_proxy(d);
	doctor_section(d, "Cache and cookies empty", "Cache et cookies vides");
	doctor_say(d, &no_memory);
	doctor_section(d, "Clock", "Horloge");
	doctor_time(d);
	doctor_section(d, "Path to the page", "Cheminement");
	doctor_say(d, &the_path);
	doctor_section(d, "Picture and source", "Image et source");
	look_at_browser(d);
	doctor_say(d, &the_source);
	doctor_section(d, "Custody: the archive", "Conservation : l'archive");
	look_at_archive(d);
	look_at_key(d);
	look_at_disk(d);
	doctor_section(
	    d, "Dates by third parties", "Dates données par des tiers");
	doctor_time_stamps(d);
}

enum err
crawl_doctor(const struct crawl_doctor *how)
{
	struct doctor d = { .how = how };

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		log_error("libcurl: cannot be set up");
		return ERR_SYS;
	}
	examine(&d);
	store_close(d.st);
	return d.unfit ? ERR_SHORT : ERR_OK;
}
