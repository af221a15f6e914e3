/* SPDX-License-Identifier: ISC */
/* crawler/match: which watched names a text speaks of, where, and why we think
 * so. The road of a page: one automaton over the folded bytes looks for the
 * anchors of all names at once (automaton.h); around each anchor that it meets,
 * a window of words is cut out and mended (window.h), and the grammar of the
 * name (grammar.h) decides (recognise.h). A page without a mention costs the
 * automaton alone. Accounts are compared whole, with edit distance and
 * confusable characters besides (account.h, lookalike.h).
 *
 * What counts (MATCHING.md 4.1; examples for "Valérie Thuillier"):
 *  exact      the name or an alias as declared: any letter case, either order
 *             ("THUILLIER Valérie", "Thuillier, Valérie"), NFC or NFD, and any
 *             white space, line break or hidden character inside;
 *  variant    another spelling: accents or ligatures lost, hyphen for space,
 *             initials ("V. Thuillier", "V Thuillier", "Thuillier V."),
 *             encoding damage ("ValÃ©rie", "Val?rie", "Val%C3%A9rie"),
 *             particles dropped or joined, a double surname or birth name
 *             ("Valérie Thuillier-Martin", "Valérie Martin née Thuillier"),
 *             numbers in words, a brand without its article;
 *  handle     a declared handle; the name as a handle or hashtag
 *             ("@valerie.thuillier", "valeriethuillier75", "@vthuillier",
 *             "#StopValérieThuillier", "#ThuillierMenteuse"), also inside an
 *             e-mail address or a URL;
 *  lookalike  a few letters off, or other characters that look the same: of an
 *             account's name, or of one word of the name in a text, beside the
 *             other ("Valérie Thuilier"; fuzzy.h).
 * What does not: a surname or a given name alone; another given name ("Jean
 * Thuillier"); a longer one ("Jean-Valérie", "Valérie-Anne"); "M. Thuillier"
 * for Michel or Marie, which is Monsieur; a name inside a longer word; the two
 * parts in two sentences or paragraphs. A name of one word, and a brand that is
 * an ordinary word, is found as such; in lower case its score is low. */
#ifndef CRAWLER_MATCH_NAMES_H
#define CRAWLER_MATCH_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/match/hits.h"
#include "crawler/match/query.h"
#include "crawler/match/watch.h"
#include "store/base/err.h"

enum {
	NAMES_MAX = 100000,
	NAMES_HITS_MAX =
	    10000, /* hits of one text; the rest is not looked at */
	NAMES_ACCOUNT_MAX = 1024, /* bytes of an account's name that are read */
};

struct names;

/* All recognisers of n names. The result is immutable and serves any number of
 * threads; the watches may go. NULL when n is over NAMES_MAX. */
struct names *names_new(const struct watch *const *w, size_t n);
void names_free(struct names *nm); /* NULL does nothing */
size_t names_count(const struct names *nm);

/* True exactly when names_find on the same text finds something, at the price
 * of one pass. The text is UTF-8; broken bytes separate words. */
bool names_candidate(const struct names *nm, const char *text, size_t n);
/* Appends every mention in the text to out, whatever --with and --without
 * say: these and --query are asked of the document, with names_admits. */
enum err names_find(const struct names *nm, const char *text, size_t n,
    struct hits *out) MUST_CHECK;
/* The same for a handle, an author or a display name, compared whole as well:
 * name-as-handle and lookalikes. A bare surname is still no mention. Whether
 * the account is the subject's own, names_is_own knows. At most one hit a name,
 * best first. */
enum err names_find_handle(const struct names *nm, const char *handle, size_t n,
    struct hits *out) MUST_CHECK;

/* Do --with, --without and --query of this name let the document pass? */
bool names_admits(
    const struct names *nm, unsigned name, const struct query_doc *d);
/* Is this one of the subject's own pages (--own), or below one? */
bool names_is_own(const struct names *nm, unsigned name, const char *url);

#endif
