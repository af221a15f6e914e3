/* SPDX-License-Identifier: ISC */
/* Lookalikes of domains: what is generated, and what of it is known again. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/domain.h"

static struct watch *watch;
static struct domain_index *ix;

static int
start(void **state)
{
	char *args[] = { (char[]){ "Acme Paris" }, (char[]){ "--own" },
		(char[]){ "https://www.acme-paris.example/" },
		(char[]){ "--own" }, (char[]){ "https://social.example/@acme" },
		(char[]){ "--own" }, (char[]){ "http://192.0.2.1/" },
		(char[]){ "--own" }, (char[]){ "https://acme-paris.eu" } };
	const char *why;

	(void)state;
	if (watch_from_args(args, 9, &watch, &why) != ERR_OK)
		return -1;
	ix = domain_index_new((const struct watch *const *)&watch, 1);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	domain_index_free(ix);
	watch_free(watch);
	return 0;
}

static const struct {
	const char *host, *family; /* NULL: none */
} rows[] = {
	{ "acme-paris.com", "other-suffix" },
	{ "www.acme-paris.net", "other-suffix" },
	{ "acrne-paris.example", "homoglyph" },
	{ "acme-par1s.example", "homoglyph" },
	{ "xn--cme-paris-zyh.example", "homoglyph" }, /* Cyrillic a */
	{ "ame-paris.example", "omission" },
	{ "acme-pariss.example", "repetition" },
	{ "amce-paris.example", "transposition" },
	{ "acme-pzris.example", "replacement" },
	{ "acme-parios.example", "insertion" },
	{ "acmeparis.example", "hyphenation" },
	{ "ac-me-paris.com", "hyphenation" },
	{ "ccme-paris.example", "bitsquatting" },
	{ "acme-paros.example", "replacement" },
	{ "acme-porus.example", NULL },
	{ "acme-parism.example", "addition" },
	{ "acme-paris-login.example", "added-word" },
	{ "boutique-acme-paris.fr", "added-word" },
	{ "acme-paris.secure-pay.example", "subdomain" },
	{ "www.acme-paris.example", NULL },
	{ "acme-paris.eu", NULL }, /* the other one of its own */
	{ "login.acme-paris.example", NULL },
	{ "social.example", NULL },
	{ "sociall.example", NULL },
	{ "other.example", NULL },
	{ "192.0.2.1", NULL },
	{ "", NULL },
};

static void
test_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		enum domain_family f = DOMAIN_SUFFIX;
		const char *own = NULL, *got = NULL;

		if (domain_index_find(ix, 0, rows[i].host, &f, &own))
			got = domain_family_code(f);
		CHECK_ROW(i, same(got, rows[i].family));
		CHECK_ROW(i, got == NULL || same(own, "acme-paris.example"));
		if (!same(got, rows[i].family))
			fprintf(stderr, "# %s: %s\n", rows[i].host,
			    got != NULL ? got : "none");
		CHECK_ROW(i, !domain_index_find(ix, 1, rows[i].host, &f, &own));
	}
	assert_int_equal(rows_failed, 0);
}

struct seen {
	size_t n, of[DOMAIN_FAMILY_COUNT];
	bool own, odd, found;
};

static void
see(void *arg, const char *domain, enum domain_family f)
{
	struct seen *s = arg;

	s->n++;
	s->of[f]++;
	s->own |= strcmp(domain, "acme.fr") == 0;
	s->odd |= strchr(domain, '.') == NULL || domain[0] == '-' ||
		  strstr(domain, "-.") != NULL;
	s->found |= strcmp(domain, "acne.fr") == 0;
}

static void
test_generated(void **state)
{
	struct seen s = { 0 };

	(void)state;
	domain_variants("acme.fr", see, &s);
	assert_false(s.own);
	assert_false(s.odd);
	assert_true(s.found);
	assert_int_equal(s.of[DOMAIN_OMISSION], 4);
	assert_int_equal(s.of[DOMAIN_TRANSPOSITION], 3);
	for (int f = 0; f < DOMAIN_SUBDOMAIN; f++)
		CHECK_ROW(f, s.of[f] > 0 || f == DOMAIN_VOWEL);
	assert_int_equal(rows_failed, 0);
	memset(&s, 0, sizeof(s));
	domain_variants("no-suffix", see, &s);
	domain_variants("Ca\xc3\xa9.fr", see, &s);
	domain_variants("", see, &s);
	assert_int_equal(s.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_found, rows_reset),
		cmocka_unit_test_setup(test_generated, rows_reset),
	};

	return cmocka_run_group_tests_name("domain", tests, start, stop);
}
