/* SPDX-License-Identifier: ISC */
/* Mentions that may be an impostor's account. */
#include "crawler/analyse/mention.h"

#include "store/base/jout.h"

enum { SIGNS_MAX = 4096 /* bytes of their codes as JSON */ };

static void
state(const struct impostor_verdict *v, struct arena *a, struct mention *m)
{
	struct buf b;
	struct jout j;

	if (v->signs == 0)
		return;
	buf_init(&b, SIGNS_MAX);
	jout_begin(&j, &b);
	impostor_to_json(v->signs, &j);
	if (j.err == ERR_OK) {
		m->signs = arena_strdup(a, b.data);
		m->impostor = v->score;
	}
	buf_fini(&b);
}

void
mention_suspect(const struct mention_rules *r, unsigned name,
    const struct impostor_case *c, bool doubtful, struct arena *a,
    struct mention *m)
{
	struct impostor_verdict v;

	impostor_judge(r->names, r->watches[name], name, c, &v);
	if (!doubtful || impostor_is_near(v.signs))
		state(&v, a, m);
}

/* What a page is titled and where it stands are names of an account only where
 * it is a profile, or where one of them is nearly the subject's: an article
 * about somebody bears their name. */
void
mention_suspect_doc(const struct mention_rules *r, const struct page *p,
    const struct doc *d, bool first, struct arena *a, struct mention *m)
{
	const struct watch *w = r->watches[m->name];
	struct impostor_case c = { .bio = d->text };
	struct impostor_verdict own, whole;

	c.looked_for_links = first && p->html;
	for (size_t i = 0; first && i < p->n_me; i++)
		impostor_link(&c, p->me[i]);
	impostor_account(&c, d->handle);
	impostor_account(&c, d->author);
	impostor_judge(r->names, w, m->name, &c, &own);
	for (size_t i = 0; first && i < p->n_identities; i++)
		impostor_account(&c, p->identities[i]);
	impostor_judge(r->names, w, m->name, &c, &whole);
	if (d->kind == DOC_PROFILE || impostor_is_near(whole.signs))
		state(&whole, a, m);
	else
		state(&own, a, m);
}
