/* SPDX-License-Identifier: ISC */
/* TLS as evidence: roots, chains on new and kept connections, and chains that
 * are not trusted. The certificate is made here. */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "tests/unit/trip.h"

static char cert_path[TRIP_PATH], key_path[TRIP_PATH];

static void
extend(X509 *cert, int nid, const char *value)
{
	X509_EXTENSION *ext = X509V3_EXT_nconf_nid(NULL, NULL, nid, value);

	assert_non_null(ext);
	assert_int_equal(X509_add_ext(cert, ext, -1), 1);
	X509_EXTENSION_free(ext);
}

/* A certificate that is its own root, for 127.0.0.1 alone. */
static X509 *
make_cert(EVP_PKEY *key)
{
	X509 *cert = X509_new();
	X509_NAME *name = X509_get_subject_name(cert);

	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 7);
	X509_gmtime_adj(X509_getm_notBefore(cert), -3600);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
	    (const unsigned char *)"vigie test", -1, -1, 0);
	X509_set_issuer_name(cert, name);
	X509_set_pubkey(cert, key);
	extend(cert, NID_subject_alt_name, "IP:127.0.0.1");
	extend(cert, NID_basic_constraints, "critical,CA:TRUE");
	assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
	return cert;
}

static struct trip *
begin(const char *behave)
{
	const char *const more[] = { "--tls", cert_path, key_path, NULL };
	struct trip *t = mem_zalloc(sizeof(*t));
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = make_cert(key);
	FILE *f;

	snprintf(cert_path, sizeof(cert_path), "%s/cert.pem", tmpstore_dir);
	snprintf(key_path, sizeof(key_path), "%s/key.pem", tmpstore_dir);
	f = fopen(cert_path, "w");
	assert_non_null(f);
	PEM_write_X509(f, cert);
	fclose(f);
	f = fopen(key_path, "w");
	assert_non_null(f);
	PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL);
	fclose(f);
	X509_free(cert);
	EVP_PKEY_free(key);
	t->tls = true;
	if (!trip_serve(t, behave, more)) {
		trip_end(t);
		skip();
	}
	return t;
}

static void
check_chain(const struct exchange *x)
{
	uint8_t sha[SHA256_LEN];

	assert_non_null(x->tls_chain);
	assert_memory_equal(x->tls_chain, "-----BEGIN CERTIFICATE-----", 27);
	digest_sha256(x->tls_chain, strlen(x->tls_chain), sha);
	assert_memory_equal(sha, x->tls_chain_sha256, SHA256_LEN);
}

static void
test_trusted(void **state)
{
	struct trip *t = begin("/robots.txt status=404\n* text=x\n");
	size_t reused = 0;

	(void)state;
	t->c.ca_file = cert_path;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_entry(t, 0, "/1");
	trip_run(t);
	assert_int_equal(trip_count(t, JOB_PAGE), 2);
	for (size_t i = 0; i < t->n_jobs; i++) {
		const struct exchange *x = t->jobs[i]->x;

		assert_int_equal(x->outcome, OUTCOME_OK);
		assert_string_equal(x->tls_protocol, "TLSv1.3");
		assert_true(x->tls_cipher[0] != '\0');
		assert_int_equal(x->tls_verify, 0);
		assert_false(x->tls_sct);
		check_chain(x);
		reused += x->reused;
	}
	assert_int_equal(reused, 2);
	trip_end(t);
}

static void
test_not_trusted(void **state)
{
	struct trip *t = begin("* text=x\n");
	const struct exchange *x;
	struct fetch_result r;

	(void)state;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_run(t);
	x = trip_need(t, JOB_ROBOTS, "/robots.txt")->x;
	assert_int_equal(x->outcome, OUTCOME_TLS);
	assert_int_equal(x->status, 0);
	assert_true(x->tls_verify != 0);
	assert_int_equal(x->request.len, 0);
	check_chain(x);
	fetcher_result(t->f, 0, &r);
	assert_true(r.failed);
	assert_int_equal(trip_log_count(t, NULL), 0);
	trip_end(t);
}

/* Trusted, but of another name. */
static void
test_other_name(void **state)
{
	struct trip *t = begin("* text=x\n");
	const struct exchange *x;

	(void)state;
	t->c.ca_file = cert_path;
	trip_seed(t, "localhost", "/", 0);
	trip_run(t);
	x = trip_need(t, JOB_ROBOTS, "/robots.txt")->x;
	assert_int_equal(x->outcome, OUTCOME_TLS);
	check_chain(x);
	trip_end(t);
}

/* Plain HTTP on a port that speaks TLS. */
static void
test_mixed(void **state)
{
	struct trip *t = begin("* text=x\n");

	(void)state;
	t->tls = false;
	trip_seed(t, "127.0.0.1", "/", 0);
	trip_run(t);
	assert_int_equal(trip_count(t, JOB_PAGE), 0);
	assert_true(
	    trip_need(t, JOB_ROBOTS, "/robots.txt")->x->outcome != OUTCOME_OK);
	trip_end(t);
}

static void
test_roots(void **state)
{
	struct tls *t = tls_new("/nonexistent/roots.pem");

	(void)state;
	log_set_sink(tmpdir_keep_line);
	assert_int_equal(tls_load(t), ERR_SYS);
	assert_non_null(strstr(tmpdir_logged, "/nonexistent/roots.pem"));
	assert_null(tls_roots(t));
	tls_free(t);
	t = tls_new(NULL);
	assert_int_equal(tls_load(t), ERR_OK);
	assert_int_equal(tls_load(t), ERR_OK);
	assert_non_null(strstr(tls_roots(t), "\"sha256\":"));
	assert_null(strstr(tls_roots(t), "added"));
	tls_free(t);
}

static size_t
count_certs(const char *pem)
{
	size_t n = 0;

	for (; pem != NULL; n++) {
		pem = strstr(pem, "-----BEGIN CERTIFICATE-----");
		if (pem == NULL)
			break;
		pem++;
	}
	return n;
}

/* A chain at its ceiling, and one certificate past it. */
static void
test_long_chain(void **state)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = make_cert(key);

	(void)state;
	for (size_t past = 0; past <= 1; past++) {
		struct tls_seen seen = { .chain = sk_X509_new_null() };
		struct exchange *x = exchange_new("https://a.example/");

		for (size_t i = 0; i < TLS_CHAIN_MAX + past; i++) {
			X509_up_ref(cert);
			assert_true(sk_X509_push(seen.chain, cert) > 0);
		}
		tls_record_failed(&seen, x);
		assert_int_equal(count_certs(x->tls_chain), TLS_CHAIN_MAX);
		check_chain(x);
		exchange_free(x);
		tls_seen_reset(&seen);
	}
	X509_free(cert);
	EVP_PKEY_free(key);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_trusted),
		TMPSTORE_TEST(test_not_trusted),
		TMPSTORE_TEST(test_other_name),
		TMPSTORE_TEST(test_mixed),
		TMPSTORE_TEST(test_roots),
		cmocka_unit_test(test_long_chain),
	};

	(void)argc;
	trip_program = argv[0];
	curl_global_init(CURL_GLOBAL_DEFAULT);
	return cmocka_run_group_tests_name("tls", tests, NULL, NULL);
}
