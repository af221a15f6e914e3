/* SPDX-License-Identifier: ISC */
/* The shared store of roots, and chains as PEM. */
#include "crawler/fetch/tls.h"

#include <dirent.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/buf.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	TLS_PEM_MAX = 512 * 1024,
	TLS_OCSP_MAX = 64 * 1024,
	TLS_ROOTS_MAX = 4096
};

static const char roots_dir[] = "/usr/share/ca-certificates/mozilla";
static const char roots_bundle[] = "/etc/ssl/certs/ca-certificates.crt";

struct tls {
	char *ca_file;     /* owned, or NULL */
	X509_STORE *store; /* owned; NULL before tls_load */
	char *roots;       /* owned: JSON */
};

/* What is kept with a connection, under ssl_index. */
struct kept {
	char *chain; /* owned: PEM, or NULL */
	char *ocsp;  /* owned: base64, or NULL */
	uint8_t sha256[SHA256_LEN];
	bool sct;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int ssl_index; /* set once */

static void
kept_free(
    void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
	struct kept *k = ptr;

	(void)parent;
	(void)ad;
	(void)idx;
	(void)argl;
	(void)argp;
	if (k != NULL) {
		free(k->chain);
		free(k->ocsp);
	}
	free(k);
}

static void
make_index(void)
{
	ssl_index = SSL_get_ex_new_index(0, NULL, NULL, NULL, kept_free);
	if (ssl_index < 0)
		abort(); /* only a lack of memory does this */
}

/* ---- roots ---- */

/* While the roots are read: their digests, sorted at the end so that the hash
 * of the set does not depend on the order of files. */
struct reading {
	X509_STORE *store;
	uint8_t (*digests)[SHA256_LEN]; /* owned */
	size_t n;
};

static void
add_root(struct reading *r, X509 *cert)
{
	unsigned len = SHA256_LEN;

	if (r->n == TLS_ROOTS_MAX ||
	    X509_digest(cert, EVP_sha256(), r->digests[r->n], &len) != 1)
		return;
	if (X509_STORE_add_cert(r->store, cert) == 1)
		r->n++;
}

/* Every certificate of a PEM file; false, with errno, if it cannot be read. */
static bool
add_file(struct reading *r, const char *path, size_t *added)
{
	size_t before = r->n;
	FILE *f = fopen(path, "re");
	X509 *cert;

	if (f == NULL)
		return false;
	cert = PEM_read_X509(f, NULL, NULL, NULL);
	while (cert != NULL) {
		add_root(r, cert);
		X509_free(cert);
		cert = PEM_read_X509(f, NULL, NULL, NULL);
	}
	ERR_clear_error(); /* the end of the file is an error to it */
	fclose(f);
	*added = r->n - before;
	return true;
}

static size_t
add_dir(struct reading *r, const char *path)
{
	size_t before = r->n, added;
	DIR *d = opendir(path);
	struct dirent *de;

	if (d == NULL)
		return 0;
	while ((de = readdir(d)) != NULL) {
		char *file;

		if (de->d_name[0] == '.')
			continue;
		file = mem_printf("%s/%s", path, de->d_name);
		if (!add_file(r, file, &added))
			log_warn("%s: %s", file, strerror(errno));
		free(file);
	}
	closedir(d);
	return r->n - before;
}

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, SHA256_LEN);
}

static char *
describe(struct reading *r, const char *source, const char *extra, size_t added)
{
	uint8_t sha[SHA256_LEN];
	struct buf b;
	struct jout j;

	qsort(r->digests, r->n, sizeof(r->digests[0]), by_bytes);
	digest_sha256(r->digests, r->n * SHA256_LEN, sha);
	buf_init(&b, TLS_PEM_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "source", source);
	jout_kint(&j, "certificates", (int64_t)r->n);
	jout_khex(&j, "sha256", sha, sizeof(sha));
	if (extra != NULL) {
		jout_ktext(&j, "added_from", extra);
		jout_kint(&j, "added", (int64_t)added);
	}
	jout_obj_end(&j);
	return buf_take(&b, NULL);
}

enum err
tls_load(struct tls *t)
{
	struct reading r = { NULL, NULL, 0 };
	const char *source = roots_dir;
	enum err e = ERR_OK;
	size_t added = 0;

	if (t->store != NULL)
		return ERR_OK;
	r.store = X509_STORE_new();
	r.digests = mem_array(TLS_ROOTS_MAX, SHA256_LEN);
	if (r.store == NULL)
		abort();
	if (add_dir(&r, roots_dir) == 0) {
		source = roots_bundle;
		log_info("%s: no roots there, using %s", roots_dir, source);
		if (!add_file(&r, source, &added) && t->ca_file == NULL)
			e = log_sys("%s", source);
	}
	added = 0;
	if (t->ca_file != NULL && !add_file(&r, t->ca_file, &added))
		e = log_sys("%s", t->ca_file);
	else if (t->ca_file != NULL && added == 0)
		log_warn("%s: no certificate in it that is not known (give "
			 "$VIGIE_CA_FILE as PEM)",
		    t->ca_file);
	if (e == ERR_OK) {
		t->store = r.store;
		t->roots = describe(&r, source, t->ca_file, added);
	} else {
		X509_STORE_free(r.store);
	}
	free(r.digests);
	return e;
}

struct tls *
tls_new(const char *ca_file)
{
	struct tls *t = mem_zalloc(sizeof(*t));

	pthread_once(&once, make_index);
	if (ca_file != NULL && ca_file[0] != '\0')
		t->ca_file = mem_strdup(ca_file);
	return t;
}

void
tls_free(struct tls *t)
{
	if (t == NULL)
		return;
	X509_STORE_free(t->store);
	free(t->ca_file);
	free(t->roots);
	free(t);
}

const char *
tls_roots(const struct tls *t)
{
	return t->roots;
}

char *
tls_roots_pem(const struct tls *t)
{
	STACK_OF(X509_OBJECT) *all = X509_STORE_get0_objects(t->store);
	BIO *bio = BIO_new(BIO_s_mem());
	char *data, *out;
	long n;

	if (bio == NULL)
		abort();
	for (int i = 0; i < sk_X509_OBJECT_num(all); i++) {
		X509 *cert =
		    X509_OBJECT_get0_X509(sk_X509_OBJECT_value(all, i));

		if (cert != NULL)
			(void)PEM_write_bio_X509(bio, cert);
	}
	n = BIO_get_mem_data(bio, &data);
	out = mem_strndup(data, n > 0 ? (size_t)n : 0);
	BIO_free(bio);
	return out;
}

/* ---- connections ---- */

/* The chain as the server sent it, leaf first. NULL if there is none. */
static char *
chain_pem(STACK_OF(X509) * chain)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *data, *out = NULL;
	long n;

	if (bio == NULL)
		abort();
	for (int i = 0; i < sk_X509_num(chain) && i < TLS_CHAIN_MAX; i++)
		if (PEM_write_bio_X509(bio, sk_X509_value(chain, i)) != 1)
			break;
	n = BIO_get_mem_data(bio, &data);
	if (n > 0 && n <= TLS_PEM_MAX)
		out = mem_strndup(data, (size_t)n);
	BIO_free(bio);
	return out;
}

/* RFC 6962 3.3: the timestamps that a certificate carries itself. */
static bool
leaf_has_sct(STACK_OF(X509) * chain)
{
	return sk_X509_num(chain) > 0 &&
	       X509_get_ext_by_NID(
		   sk_X509_value(chain, 0), NID_ct_precert_scts, -1) >= 0;
}

/* Verifies as OpenSSL would, and notes what it was shown: after a failed
 * handshake nobody else can say it. */
static int
on_verify(X509_STORE_CTX *ctx, void *arg)
{
	struct tls_seen *seen = arg;
	STACK_OF(X509) *chain = X509_STORE_CTX_get0_untrusted(ctx);
	int ok = X509_verify_cert(ctx);

	tls_seen_reset(seen);
	seen->verify = X509_STORE_CTX_get_error(ctx);
	if (ok != 1 && seen->verify == X509_V_OK)
		seen->verify = X509_V_ERR_UNSPECIFIED;
	if (chain != NULL)
		seen->chain = X509_chain_up_ref(chain);
	return ok;
}

void
tls_setup(struct tls *t, SSL_CTX *ctx, struct tls_seen *seen)
{
	tls_seen_reset(seen);
	SSL_CTX_set1_cert_store(ctx, t->store);
	SSL_CTX_set_cert_verify_callback(ctx, on_verify, seen);
	/* A staple is asked for and kept, and decides nothing. */
	SSL_CTX_set_tlsext_status_type(ctx, TLSEXT_STATUSTYPE_ocsp);
}

static struct kept *
keep(SSL *ssl)
{
	STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
	struct kept *k = mem_zalloc(sizeof(*k));
	const unsigned char *staple = NULL;
	long n = SSL_get_tlsext_status_ocsp_resp(ssl, &staple);

	if (staple != NULL && n > 0 && n <= TLS_OCSP_MAX)
		k->ocsp = digest_base64(staple, (size_t)n);
	if (chain != NULL) {
		k->chain = chain_pem(chain);
		k->sct = leaf_has_sct(chain);
	}
	if (k->chain != NULL)
		digest_sha256(k->chain, strlen(k->chain), k->sha256);
	if (SSL_set_ex_data(ssl, ssl_index, k) != 1)
		abort();
	return k;
}

void
tls_record(SSL *ssl, struct exchange *x)
{
	const struct kept *k = SSL_get_ex_data(ssl, ssl_index);

	if (k == NULL)
		k = keep(ssl);
	snprintf(x->tls_protocol, sizeof(x->tls_protocol), "%s",
	    SSL_get_version(ssl));
	snprintf(x->tls_cipher, sizeof(x->tls_cipher), "%s",
	    SSL_get_cipher_name(ssl));
	free(x->tls_chain);
	x->tls_chain = mem_strdup(k->chain);
	free(x->tls_ocsp);
	x->tls_ocsp = mem_strdup(k->ocsp);
	memcpy(x->tls_chain_sha256, k->sha256, SHA256_LEN);
	x->tls_verify = (int)SSL_get_verify_result(ssl);
	x->tls_sct = k->sct;
}

void
tls_record_failed(const struct tls_seen *seen, struct exchange *x)
{
	if (seen->chain == NULL || x->tls_chain != NULL)
		return;
	x->tls_chain = chain_pem(seen->chain);
	if (x->tls_chain != NULL)
		digest_sha256(
		    x->tls_chain, strlen(x->tls_chain), x->tls_chain_sha256);
	x->tls_verify = seen->verify;
	x->tls_sct = leaf_has_sct(seen->chain);
}

void
tls_seen_reset(struct tls_seen *seen)
{
	sk_X509_pop_free(seen->chain, X509_free);
	seen->chain = NULL;
	seen->verify = X509_V_OK;
}
