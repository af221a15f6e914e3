/* SPDX-License-Identifier: ISC */
/* Accounts: declared handles, the name as a handle, look-alikes and what makes
 * them so; and the subject's own pages and words. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/lookalike.h"
#include "crawler/match/names.h"
#include "store/base/mem.h"

static const char *const valerie[] = { "Valérie Thuillier", "--handle", "vt_75",
	"--own", "https://www.pinterest.example/valerie/", "--with",
	"e-réputation", "--with", "community manager", "--without",
	"Thuillier SARL", NULL };
static const char *const paul[] = { "Paul Frazee", "--handle", "pfrazee.com",
	NULL };
static const char *const orange[] = { "Orange", "--handle", "orange", NULL };
static const char *const li[] = { "Jet Li", NULL };

enum { NONE = -1 };

static const struct {
	const char *const *subject;
	const char *account;
	int kind;
	uint32_t reasons; /* among others */
} rows[] = {
	{ valerie, "vt_75", MATCH_HANDLE, REASON(DECLARED_HANDLE) },
	{ valerie, "@VT_75", MATCH_HANDLE, REASON(DECLARED_HANDLE) },
	{ valerie, "vt_75@mastodon.example", MATCH_HANDLE,
	    REASON(DECLARED_HANDLE) },
	{ valerie, "Valérie Thuillier", MATCH_EXACT, REASON(AS_DECLARED) },
	{ valerie, "Valérie Thuillier 📸", MATCH_EXACT,
	    REASON(AS_DECLARED) },
	{ valerie, "valeriethuillier", MATCH_HANDLE, REASON(NAME_HANDLE) },
	{ valerie, "valerie.thuillier", MATCH_HANDLE, REASON(NAME_HANDLE) },
	{ valerie, "thuilliervalerie75", MATCH_HANDLE, REASON(DIGITS) },
	{ valerie, "vthuillier", MATCH_HANDLE, REASON(INITIAL) },
	{ valerie, "therealvaleriethuillier", MATCH_HANDLE, REASON(AFFIX) },
	/* a letter off */
	{ valerie, "valeriethuiller", MATCH_LOOKALIKE, REASON(LETTER) },
	{ valerie, "valeriethuilllier", MATCH_LOOKALIKE, REASON(DOUBLED) },
	{ valerie, "vlaeriethuillier", MATCH_LOOKALIKE, REASON(SWAP) },
	{ valerie, "valzriethuillier", MATCH_LOOKALIKE, REASON(KEY) },
	{ valerie, "Valérie Tuillier", MATCH_LOOKALIKE, REASON(LETTER) },
	{ valerie, "Thuiller Valérie", MATCH_LOOKALIKE, REASON(LETTER) },
	{ valerie, "fake Valérie Thuillier", MATCH_LOOKALIKE, REASON(AFFIX) },
	/* drawn alike */
	{ valerie, "va1eriethui11ier", MATCH_LOOKALIKE, REASON(CONFUSABLE) },
	{ valerie, "vaIeriethuiIIier", MATCH_LOOKALIKE, REASON(CONFUSABLE) },
	{ valerie, "v\xd0\xb0lerie_thuillier", MATCH_LOOKALIKE,
	    REASON(CONFUSABLE) | REASON(SCRIPTS) },
	{ valerie, "ᴠᴀʟᴇʀɪᴇ ᴛʜᴜɪʟʟɪᴇʀ", MATCH_LOOKALIKE, REASON(CONFUSABLE) },
	{ valerie, "𝐯𝐚𝐥𝐞𝐫𝐢𝐞𝐭𝐡𝐮𝐢𝐥𝐥𝐢𝐞𝐫", MATCH_HANDLE, REASON(NAME_HANDLE) },
	/* others */
	{ valerie, "Thuillier", NONE, 0 },
	{ valerie, "Jean Thuillier", NONE, 0 },
	{ valerie, "Valérie Martin", NONE, 0 },
	{ valerie, "", NONE, 0 },
	{ paul, "pfrazee.com", MATCH_HANDLE, REASON(DECLARED_HANDLE) },
	{ paul, "@pfrazee.com", MATCH_HANDLE, REASON(DECLARED_HANDLE) },
	{ paul, "NOT pfrazee.com", MATCH_LOOKALIKE, REASON(AFFIX) },
	{ paul, "pfrazee.bsky.social", MATCH_LOOKALIKE, REASON(OTHER_DOMAIN) },
	{ paul, "Paul Frazee", MATCH_EXACT, REASON(AS_DECLARED) },
	{ orange, "orange", MATCH_HANDLE, REASON(DECLARED_HANDLE) },
	{ orange, "0range", MATCH_LOOKALIKE, REASON(CONFUSABLE) },
	{ orange, "Les oranges de Sicile", NONE, 0 },
	{ li, "jetli", MATCH_HANDLE, REASON(NAME_HANDLE) },
	{ li, "Jat Li", NONE, 0 },
};

static struct names *
names_of(const char *const *args)
{
	struct watch *w = NULL;
	const char *why = NULL;
	struct names *nm;
	char *argv[16] = { NULL };
	int argc = 0;

	for (; args[argc] != NULL; argc++)
		argv[argc] = mem_strdup(args[argc]);
	assert_int_equal(watch_from_args(argv, argc, &w, &why), ERR_OK);
	nm = names_new((const struct watch *const *)&w, 1);
	watch_free(w);
	for (int i = 0; i < argc; i++)
		free(argv[i]);
	return nm;
}

static void
test_accounts(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct names *nm = names_of(rows[i].subject);
		size_t n = strlen(rows[i].account);
		struct hits h;

		hits_init(&h);
		CHECK_ROW(
		    i, names_find_handle(nm, rows[i].account, n, &h) == ERR_OK);
		CHECK_ROW(i, h.n == (rows[i].kind == NONE ? 0 : 1));
		if (h.n > 0) {
			CHECK_ROW(i, (int)h.v[0].kind == rows[i].kind);
			CHECK_ROW(i, (h.v[0].reasons & rows[i].reasons) ==
					 rows[i].reasons);
			CHECK_ROW(
			    i, h.v[0].start < h.v[0].end && h.v[0].end <= n);
			if ((int)h.v[0].kind != rows[i].kind)
				fprintf(stderr, "# %s: %s %08x\n",
				    rows[i].account,
				    match_kind_word(h.v[0].kind),
				    (unsigned)h.v[0].reasons);
		}
		hits_fini(&h);
		names_free(nm);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *a, *b;
	unsigned limit;
	int edits; /* NONE: more than the limit */
	uint32_t reasons;
} edits[] = {
	{ "martin", "martin", 1, 0, 0 },
	{ "martin", "marttin", 1, 1, REASON(DOUBLED) },
	{ "martin", "matrin", 1, 1, REASON(SWAP) },
	{ "martin", "mprtin", 1, 1, REASON(LETTER) },
	{ "martin", "mqrtin", 1, 1, REASON(KEY) },
	{ "martin", "mart1n", 0, 0, REASON(FIGURE) },
	{ "martin", "marin", 1, 1, REASON(LETTER) },
	{ "martin", "marron", 1, NONE, 0 },
	{ "королев", "каролев", 1, 1, REASON(LETTER) },
	{ "", "a", 1, 1, REASON(LETTER) },
	{ "", "", 0, 0, 0 },
};

static void
test_edits(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(edits); i++) {
		struct likeness how = { 0 };
		bool near = lookalike_edits(edits[i].a, strlen(edits[i].a),
		    edits[i].b, strlen(edits[i].b), edits[i].limit, &how);

		CHECK_ROW(i, near == (edits[i].edits != NONE));
		CHECK_ROW(i, !near || (int)how.edits == edits[i].edits);
		CHECK_ROW(i, !near || how.reasons == edits[i].reasons);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	const char *text;
	bool admitted;
} documents[] = {
	{ "Valérie Thuillier, community manager", true },
	{ "Valérie Thuillier et l’e-reputation", true },
	{ "Valérie Thuillier, community managers", false },
	{ "Valérie Thuillier", false },
	{ "community manager chez Thuillier SARL", false },
};

static const struct {
	const char *url;
	bool own;
} pages[] = {
	{ "https://www.pinterest.example/valerie/", true },
	{ "http://pinterest.example/valerie", true },
	{ "https://PINTEREST.example/valerie/pin/1", true },
	{ "https://pinterest.example/valerie?x", true },
	{ "https://pinterest.example/valerie2/", false },
	{ "https://pinterest.example/", false },
	{ "https://evil.example/pinterest.example/valerie/", false },
};

static void
test_subject(void **state)
{
	struct names *nm = names_of(valerie);

	(void)state;
	for (size_t i = 0; i < NELEM(documents); i++) {
		const struct query_doc d = { .text = documents[i].text,
			.text_len = strlen(documents[i].text) };

		CHECK_ROW(i, names_admits(nm, 0, &d) == documents[i].admitted);
	}
	for (size_t i = 0; i < NELEM(pages); i++)
		CHECK_ROW(i, names_is_own(nm, 0, pages[i].url) == pages[i].own);
	names_free(nm);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_accounts, rows_reset),
		cmocka_unit_test_setup(test_edits, rows_reset),
		cmocka_unit_test_setup(test_subject, rows_reset),
	};

	return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}
