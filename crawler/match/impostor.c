/* SPDX-License-Identifier: ISC */
/* Signs of impersonation, gathered and weighed. */
#include "crawler/match/impostor.h"

#include <string.h>

#include "crawler/match/pair.h"
#include "store/base/mem.h"

static const struct {
	enum impostor_sort sort;
	double weight;
	const char *code, *en, *fr;
} signs[] = {
#define IMPOSTOR_ROW(id, sort, weight, code, en, fr)                           \
	{ IMPOSTOR_##sort, weight, code, en, fr },
	IMPOSTOR_SIGNS(IMPOSTOR_ROW)
#undef IMPOSTOR_ROW
};

static const double near_name = 0.8; /* by pair.h */

#define SIGN(s) (UINT32_C(1) << IMPOSTOR_SIGN_##s)

/* Why an account's name looks like a watched one, as signs. */
static const struct {
	uint32_t reason, sign;
} likenesses[] = {
	{ REASON(SCRIPTS), SIGN(SCRIPTS) },
	{ REASON(CONFUSABLE), SIGN(CONFUSABLE) },
	{ REASON(DOUBLED), SIGN(DOUBLED) },
	{ REASON(FIGURE), SIGN(FIGURE) },
	{ REASON(SWAP), SIGN(SWAP) },
	{ REASON(KEY), SIGN(KEY) },
	{ REASON(LETTER), SIGN(LETTER) },
	{ REASON(SPACING), SIGN(SPACING) },
	{ REASON(OTHER_DOMAIN), SIGN(OTHER_DOMAIN) },
	{ REASON(AFFIX), SIGN(AFFIX) },
};

static const uint32_t of_portrait[] = {
	[PORTRAIT_OTHER] = 0,
	[PORTRAIT_SAME] = SIGN(PORTRAIT_SAME),
	[PORTRAIT_COPY] = SIGN(PORTRAIT_COPY),
	[PORTRAIT_MIRRORED] = SIGN(PORTRAIT_MIRRORED),
	[PORTRAIT_TURNED] = SIGN(PORTRAIT_TURNED),
};

void
impostor_account(struct impostor_case *c, const char *account)
{
	if (account == NULL || account[0] == '\0' ||
	    c->n_accounts == IMPOSTOR_ACCOUNTS_MAX)
		return;
	c->accounts[c->n_accounts++] = account;
}

void
impostor_link(struct impostor_case *c, const char *url)
{
	if (url != NULL && c->n_links < IMPOSTOR_LINKS_MAX)
		c->links[c->n_links++] = url;
}

/* Anyone can link to the subject's pages, so a link clears nobody; but who does
 * not even do so has one more sign against them. */
static bool
links_back(
    const struct names *names, unsigned name, const struct impostor_case *c)
{
	for (size_t i = 0; i < c->n_links; i++)
		if (names_is_own(names, name, c->links[i]))
			return true;
	return false;
}

static uint32_t
signs_of(const struct hit *h)
{
	uint32_t found = 0;

	switch (h->kind) {
	case MATCH_EXACT:
	case MATCH_VARIANT:
		return SIGN(SAME_NAME);
	case MATCH_HANDLE:
		return (h->reasons & REASON(NAME_HANDLE)) != 0
			   ? SIGN(MADE_OF_NAME)
			   : 0;
	case MATCH_LOOKALIKE:
		break;
	case MATCH_AVATAR:
		return 0;
	}
	for (size_t i = 0; i < NELEM(likenesses); i++)
		if ((h->reasons & likenesses[i].reason) != 0)
			found |= likenesses[i].sign;
	return found;
}

/* One of the account's names; *declared when it is a handle of the subject. */
static uint32_t
look(const struct names *names, unsigned name, const char *account,
    bool *declared)
{
	struct hits hits;
	uint32_t found = 0;

	hits_init(&hits);
	if (names_find_handle(names, account, strlen(account), &hits) == ERR_OK)
		for (size_t i = 0; i < hits.n; i++) {
			const struct hit *h = &hits.v[i];

			if (h->name != name)
				continue;
			found |= signs_of(h);
			*declared |=
			    h->kind == MATCH_HANDLE &&
			    (h->reasons & REASON(DECLARED_HANDLE)) != 0;
		}
	hits_fini(&hits);
	return found;
}

/* A name of several words that names.h does not know, and that is nearly the
 * watched one: written by ear, or in another alphabet. */
static uint32_t
look_near(const struct watch *w, const char *account)
{
	if (w->kind != WATCH_PERSON || strchr(account, ' ') == NULL ||
	    pair_score(w->name, strlen(w->name), account, strlen(account)) <
		near_name)
		return 0;
	return SIGN(NEAR_NAME);
}

static double
score_of(uint32_t found)
{
	double heaviest[IMPOSTOR_SORTS] = { 0 }, doubt = 1;

	for (size_t i = 0; i < NELEM(signs); i++)
		if ((found >> i & 1) != 0 &&
		    signs[i].weight > heaviest[signs[i].sort])
			heaviest[signs[i].sort] = signs[i].weight;
	for (size_t i = 0; i < IMPOSTOR_SORTS; i++)
		doubt *= 1 - heaviest[i];
	return 1 - doubt;
}

void
impostor_judge(const struct names *names, const struct watch *watch,
    unsigned name, const struct impostor_case *c, struct impostor_verdict *out)
{
	uint32_t found = of_portrait[c->portrait];
	bool declared = false;

	*out = (struct impostor_verdict){ 0 };
	for (size_t i = 0; i < c->n_accounts; i++) {
		uint32_t one = look(names, name, c->accounts[i], &declared);

		found |= one != 0 ? one : look_near(watch, c->accounts[i]);
	}
	if (declared || found == 0)
		return;
	if (watch->with.n > 0 && c->bio != NULL) {
		const struct query_doc bio = { .text = c->bio,
			.text_len = strlen(c->bio) };

		if (names_admits(names, name, &bio))
			found |= SIGN(BIO);
	}
	if (watch->own.n > 0)
		found |= SIGN(UNDECLARED);
	if (watch->own.n > 0 && c->looked_for_links &&
	    !links_back(names, name, c))
		found |= SIGN(NO_LINK_BACK);
	out->signs = found;
	out->score = score_of(found);
}

bool
impostor_is_near(uint32_t found)
{
	found &= ~(SIGN(AFFIX) | SIGN(MADE_OF_NAME));
	for (size_t i = 0; i < NELEM(signs); i++)
		if ((found >> i & 1) != 0 && signs[i].sort == IMPOSTOR_ACCOUNT)
			return true;
	return false;
}

void
impostor_to_json(uint32_t found, struct jout *j)
{
	jout_arr(j);
	for (size_t i = 0; i < NELEM(signs); i++)
		if ((found >> i & 1) != 0)
			jout_text(j, signs[i].code);
	jout_arr_end(j);
}

const char *
impostor_code(size_t i)
{
	return i < NELEM(signs) ? signs[i].code : NULL;
}

const char *
impostor_words(const char *code, bool french)
{
	for (size_t i = 0; i < NELEM(signs); i++)
		if (strcmp(signs[i].code, code) == 0)
			return french ? signs[i].fr : signs[i].en;
	return NULL;
}
