/* SPDX-License-Identifier: ISC */
/* Who passes for a watched name (NETWORKS.md 1b, S0): what speaks for it is
 * gathered as signs, each with its weight and its words, and they make one
 * score. Signs of one sort (two ways in which an account's name is off) count
 * once, by the heaviest; sorts add up as independent evidence: what remains of
 * doubt is multiplied. The subject's own accounts (--own) are never asked
 * about, and one that bears a declared handle to the letter is not suspected.
 */
#ifndef CRAWLER_MATCH_IMPOSTOR_H
#define CRAWLER_MATCH_IMPOSTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/match/names.h"
#include "crawler/match/watch.h"
#include "crawler/portrait/portrait.h"
#include "store/base/jout.h"

enum impostor_sort {
	IMPOSTOR_ACCOUNT, /* the account's name */
	IMPOSTOR_NAME,    /* the name that it bears */
	IMPOSTOR_PORTRAIT,
	IMPOSTOR_BIO,
	IMPOSTOR_LINK,
	IMPOSTOR_SORTS
};

/* id, sort, weight, code for programs, words in English and in French; the
 * heaviest first */
#define IMPOSTOR_SIGNS(X)                                                      \
	X(PORTRAIT_SAME, PORTRAIT, 0.90, "portrait-same",                      \
	    "its picture is the registered portrait, byte for byte",           \
	    "sa photo est le portrait enregistré, octet pour octet")           \
	X(PORTRAIT_COPY, PORTRAIT, 0.85, "portrait-copy",                      \
	    "its picture is a copy of the registered portrait",                \
	    "sa photo est une copie du portrait enregistré")                   \
	X(PORTRAIT_MIRRORED, PORTRAIT, 0.85, "portrait-mirrored",              \
	    "its picture is the registered portrait, mirrored",                \
	    "sa photo est le portrait enregistré, en miroir")                  \
	X(PORTRAIT_TURNED, PORTRAIT, 0.85, "portrait-turned",                  \
	    "its picture is the registered portrait, turned",                  \
	    "sa photo est le portrait enregistré, tourné")                     \
	X(SCRIPTS, ACCOUNT, 0.80, "mixed-alphabets",                           \
	    "its account name mixes letters of several alphabets that look "   \
	    "like those of the watched one",                                   \
	    "le nom du compte mêle des lettres de plusieurs alphabets, "      \
	    "semblables à celles du nom surveillé")                            \
	X(CONFUSABLE, ACCOUNT, 0.75, "lookalike-characters",                   \
	    "its account name is the watched one, in characters that look "    \
	    "the same",                                                        \
	    "le nom du compte est le nom surveillé, en caractères qui se "   \
	    "ressemblent")                                                     \
	X(DOUBLED, ACCOUNT, 0.70, "doubled-letter",                            \
	    "its account name is the watched one, with a letter doubled or "   \
	    "a double one single",                                             \
	    "le nom du compte est le nom surveillé, à une lettre "           \
	    "doublée ou dédoublée près")                                       \
	X(FIGURE, ACCOUNT, 0.70, "figure-for-letter",                          \
	    "its account name is the watched one, with a figure in place "     \
	    "of a letter",                                                     \
	    "le nom du compte est le nom surveillé, un chiffre à la "        \
	    "place d'une lettre")                                              \
	X(SWAP, ACCOUNT, 0.65, "swapped-letters",                              \
	    "its account name is the watched one, with two letters swapped",   \
	    "le nom du compte est le nom surveillé, deux lettres "            \
	    "interverties")                                                    \
	X(KEY, ACCOUNT, 0.60, "neighbouring-key",                              \
	    "its account name is the watched one, with a letter replaced "     \
	    "by its neighbour on the keyboard",                                \
	    "le nom du compte est le nom surveillé, une lettre remplacée "   \
	    "par sa voisine au clavier")                                       \
	X(LETTER, ACCOUNT, 0.55, "one-letter-off",                             \
	    "its account name is the watched one, with a letter replaced, "    \
	    "added or missing",                                                \
	    "le nom du compte est le nom surveillé, une lettre "              \
	    "remplacée, ajoutée ou manquante")                                 \
	X(SPACING, ACCOUNT, 0.50, "other-separators",                          \
	    "its account name has the letters of the watched one, "            \
	    "separated otherwise",                                             \
	    "le nom du compte a les lettres du nom surveillé, autrement "     \
	    "séparées")                                                        \
	X(OTHER_DOMAIN, ACCOUNT, 0.45, "other-domain",                         \
	    "its account name is the watched one, on another domain",          \
	    "le nom du compte est le nom surveillé, sur un autre domaine")     \
	X(AFFIX, ACCOUNT, 0.35, "added-word",                                  \
	    "its account name is the watched one with a word added "           \
	    "(official, fan, not)",                                            \
	    "le nom du compte est le nom surveillé avec un mot ajouté "      \
	    "(officiel, fan, pas)")                                            \
	X(SAME_NAME, NAME, 0.35, "same-name", "it bears the watched name",     \
	    "il porte le nom surveillé")                                       \
	X(MADE_OF_NAME, ACCOUNT, 0.30, "made-of-name",                         \
	    "its account name is made of the watched name",                    \
	    "le nom du compte est fait du nom surveillé")                      \
	X(NEAR_NAME, NAME, 0.25, "near-name",                                  \
	    "it bears nearly the watched name",                                \
	    "il porte presque le nom surveillé")                               \
	X(BIO, BIO, 0.20, "same-subjects",                                     \
	    "its description uses the words that go with the name (--with)",   \
	    "sa description emploie les mots qui vont avec le nom (--with)")   \
	X(NO_LINK_BACK, LINK, 0.15, "no-link-back",                            \
	    "it does not link back to the subject's own pages (rel=me)",       \
	    "il ne renvoie pas aux pages propres au sujet (rel=me)")           \
	X(UNDECLARED, LINK, 0.10, "not-declared",                              \
	    "it is none of the accounts declared as the subject's own "        \
	    "(--own)",                                                         \
	    "il n'est pas de ceux déclarés comme propres au sujet (--own)")

enum impostor_sign {
#define IMPOSTOR_ENUM(id, sort, weight, code, en, fr) IMPOSTOR_SIGN_##id,
	IMPOSTOR_SIGNS(IMPOSTOR_ENUM)
#undef IMPOSTOR_ENUM
	    IMPOSTOR_SIGN_COUNT
};

enum { IMPOSTOR_ACCOUNTS_MAX = 16, IMPOSTOR_LINKS_MAX = 16 };

/* What an account shows of itself. Borrowed. */
struct impostor_case {
	/* Its handle, its name, what its page is titled: UTF-8. */
	const char *accounts[IMPOSTOR_ACCOUNTS_MAX];
	size_t n_accounts;
	const char *bio; /* description, or NULL */
	enum portrait_likeness portrait;
	/* What its page links to with rel=me, where that was looked for. */
	bool looked_for_links;
	const char *links[IMPOSTOR_LINKS_MAX];
	size_t n_links;
};

struct impostor_verdict {
	double score; /* 0: no sign at all */
	uint32_t signs;
};

void impostor_account(struct impostor_case *c, const char *account);
void impostor_link(struct impostor_case *c, const char *url);
/* names were made of watches, of which this is number `name`. */
void impostor_judge(const struct names *names, const struct watch *watch,
    unsigned name, const struct impostor_case *c, struct impostor_verdict *out);
/* Is there a sign that the account's name is nearly the subject's? */
bool impostor_is_near(uint32_t signs);
/* The codes as a JSON array. */
void impostor_to_json(uint32_t signs, struct jout *j);
/* The i-th code, the heaviest first; NULL past the last. */
const char *impostor_code(size_t i);
/* The words of a code; NULL for one that is not known. */
const char *impostor_words(const char *code, bool french);

#endif
