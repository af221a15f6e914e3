/* SPDX-License-Identifier: ISC */
/* The place of LISEZMOI.txt and README.txt that speaks of logs which were
 * merged into ours; empty where there is none. */
#include <inttypes.h>

#include "tools/bundle/notice.h"

/* The first record that came from there, and the newest checkpoint. */
static void
put_one(struct notice *n, const struct bundle_elsewhere *w)
{
	const struct bundle_leaf *leaf = NULL;

	for (size_t i = 0; i < w->n_leaves && leaf == NULL; i++)
		if (json_object_get(w->leaves[i].doc, "snapshot") != NULL ||
		    json_object_get(w->leaves[i].doc, "first_snapshot") != NULL)
			leaf = &w->leaves[i];
	if (leaf != NULL)
		notice_add(n,
		    "    $ sh data/verifier/verifier.sh inclusion "
		    "%s/leaf-%08" PRIu64 ".json %s/leaf-%08" PRIu64
		    ".tlog-proof\n",
		    w->dir, leaf->seq, w->dir, leaf->seq);
	notice_add(n,
	    "    $ sh data/verifier/verifier.sh signature "
	    "%s/checkpoint-%08" PRIu64 ".txt\n",
	    w->dir, w->checkpoints[w->n_checkpoints - 1].size);
}

void
notice_elsewhere(struct notice *n)
{
	const struct bundle_case *c = n->c;

	if (c->n_elsewhere == 0)
		return;
	notice_add(n, "%s",
	    notice_say(n,
		"   Some records were taken over from another archive. Each "
		"stands a second time in\n   data/repris, as that archive "
		"logged it, in a log that its own key signed; \"all\"\n   "
		"compares the two:\n\n",
		"   Certains enregistrements ont été repris d'une autre "
		"archive. Chacun figure une\n   seconde fois dans "
		"data/repris, tel que cette archive l'a inscrit, dans un "
		"journal\n   signé de sa propre clé ; « all » compare les "
		"deux :\n\n"));
	for (size_t i = 0; i < c->n_elsewhere && i < NOTICE_LISTED_MAX; i++)
		put_one(n, &c->elsewhere[i]);
	notice_add(n, "\n");
}
