/* SPDX-License-Identifier: ISC */
/* The places of LISEZMOI.txt and README.txt that speak of time stamps: over the
 * checkpoints, and over the whole folder. */
#include <inttypes.h>

#include "store/base/clock.h"
#include "tools/bundle/notice.h"

enum { DAY_S = 24 * 60 * 60 };

/* Of one log: where it stands, and where its tokens do. */
static size_t
put_anchors(struct notice *n, const char *journal, const char *dir,
    const struct bundle_anchor *v, size_t n_anchors)
{
	size_t shown = 0;

	for (size_t i = 0; i < n_anchors && shown < NOTICE_LISTED_MAX; i++) {
		const struct bundle_anchor *a = &v[i];
		char at[CLOCK_TEXT];

		if (a->kind != ANCHOR_RFC3161 || a->chain_len == 0)
			continue;
		shown++;
		clock_format(a->time, at);
		notice_add(n,
		    "    $ openssl ts -verify -attime %" PRId64
		    " -data %s/checkpoint-%08" PRIu64 ".txt -in %s/%08" PRIu64
		    ".%s.tsr -CAfile %s/%s-racine.pem "
		    "-untrusted %s/%s-chaine.pem\n",
		    a->time / 1000, journal, a->size, dir, a->size, a->name,
		    dir, a->chain_name, dir, a->chain_name);
		notice_add(n, "      %s%s\n", at,
		    a->qualified
			? notice_say(n, ", declared as qualified (eIDAS)",
			      ", déclaré qualifié (eIDAS)")
			: "");
	}
	return shown;
}

void
notice_stamps(struct notice *n)
{
	const struct bundle_case *c = n->c;
	size_t shown = put_anchors(
	    n, "data/journal", "data/ancres", c->anchors, c->n_anchors);

	for (size_t i = 0; i < c->n_elsewhere; i++) {
		const struct bundle_elsewhere *w = &c->elsewhere[i];
		char dir[BUNDLE_NAME_MAX];

		snprintf(dir, sizeof(dir), "%s/ancres", w->dir);
		shown += put_anchors(n, w->dir, dir, w->anchors, w->n_anchors);
	}
	notice_add(n, "%s",
	    shown > 0
		? notice_say(n, "\n   Each prints \"Verification: OK\".\n\n",
		      "\n   Chacune affiche « Verification: OK ».\n\n")
		: notice_say(n,
		      "   (No time-stamp authority has dated these "
		      "checkpoints: the dates are those of the\n   machine "
		      "that made the records.)\n\n",
		      "   (Aucun tiers horodateur n'a daté ces points de "
		      "contrôle : les dates sont celles\n   de la machine "
		      "qui a fait les enregistrements.)\n\n"));
}

/* ---- the whole folder ---- */

static void
put_commands(struct notice *n)
{
	const struct bundle_case *c = n->c;

	notice_add(
	    n, "    $ sha256sum -c --strict --quiet tagmanifest.sums.txt\n");
	for (size_t i = 0; i < c->n_stampers; i++) {
		const char *name = c->stampers[i].name;

		if (c->stampers[i].why != NULL || c->stampers[i].ots)
			continue;
		notice_add(n,
		    "    $ openssl ts -verify -attime %" PRId64
		    " -data tagmanifest-sha256.txt -in tagmanifest.%s.tsr "
		    "-CAfile tagmanifest.%s-racine.pem "
		    "-untrusted tagmanifest.%s-chaine.pem\n",
		    c->date / 1000 + DAY_S - 1, name, name, name);
	}
}

static const char dated_en[] =
    "\n   The first prints nothing, each other \"Verification: OK\": the "
    "token dates\n   tagmanifest-sha256.txt, and with it every file. Its "
    "time:\n   openssl ts -reply -text -in FILE.tsr. Drop tagmanifest.asics "
    "on an EU DSS\n   validator to see whether the stamp is qualified.\n\n";
static const char dated_fr[] =
    "\n   La première n'affiche rien, chacune des autres « Verification: OK » "
    ": le jeton\n   date tagmanifest-sha256.txt, donc tous les fichiers. Son "
    "heure :\n   openssl ts -reply -text -in FICHIER.tsr. Déposez "
    "tagmanifest.asics sur un\n   validateur DSS de l'UE pour savoir si "
    "l'horodatage est qualifié.\n\n";

/* A line for each authority that has no command here. */
static void
put_others(struct notice *n)
{
	bool any = false;

	for (size_t i = 0; i < n->c->n_stampers; i++) {
		const struct bundle_stamper *s = &n->c->stampers[i];

		if (s->why == NULL && !s->ots)
			continue;
		notice_add(n, "   - ");
		notice_add_foreign(n, s->url);
		if (s->why != NULL) {
			notice_add(n, "%s",
			    notice_say(n,
				"\n     was asked and gave no time stamp: ",
				"\n     sollicitée, n'a pas donné d'horodatage "
				": "));
			notice_add_foreign(n, s->why);
		} else {
			notice_add(n,
			    "\n     OpenTimestamps, %s: tagmanifest.%s.ots",
			    notice_say(n, "complete some hours later",
				"complet quelques heures plus tard"),
			    s->name);
		}
		notice_add(n, "\n");
		any = true;
	}
	if (any)
		notice_add(n, "\n");
}

void
notice_stamps_bag(struct notice *n)
{
	const struct bundle_case *c = n->c;
	size_t dated = 0;

	for (size_t i = 0; i < c->n_stampers; i++)
		dated += c->stampers[i].why == NULL && !c->stampers[i].ots;
	if (c->n_stampers == 0) {
		notice_add(n, "%s",
		    notice_say(n,
			"   (No time-stamp authority was asked to date the "
			"folder.)\n\n",
			"   (Aucune autorité d'horodatage n'a été sollicitée "
			"pour le dossier.)\n\n"));
		return;
	}
	if (dated > 0) {
		put_commands(n);
		notice_add(n, "%s", notice_say(n, dated_en, dated_fr));
	} else {
		notice_add(n, "%s",
		    notice_say(n,
			"   (No time-stamp authority has dated the "
			"folder.)\n\n",
			"   (Aucune autorité d'horodatage n'a daté le "
			"dossier.)\n\n"));
	}
	put_others(n);
}
