/* SPDX-License-Identifier: ISC */
/* Ed25519 by libcrypto. */
#include "store/archive/signer.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/digest.h"
#include "store/base/log.h"
#include "store/env.h"

enum { KEY_FILE_MAX = 4096 };

static enum err
bad_key(const char *path, const char *why)
{
	log_error(
	    "%s: %s (restore it from a backup of this archive)", path, why);
	return ERR_DAMAGED;
}

/* ---- the file ---- */

/* No pass phrase is ever asked for on a terminal. */
static int
no_phrase(char *buf, int size, int rw, void *arg)
{
	(void)buf;
	(void)size;
	(void)rw;
	(void)arg;
	return -1;
}

/* The key in a PEM text, NULL if there is none. The one form that write_key
 * writes is read without the library's decoders, which try all they know: a
 * millisecond for each checkpoint. */
static EVP_PKEY *
parse_key(const char *pem, size_t n)
{
	/* RFC 8410, section 7: the private key of 32 bytes follows. */
	static const uint8_t plain[] = { 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30,
		0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20 };
	BIO *bio = BIO_new_mem_buf(pem, (int)n);
	char *name = NULL, *header = NULL;
	unsigned char *der = NULL;
	EVP_PKEY *key = NULL;
	long len = 0;

	if (PEM_read_bio(bio, &name, &header, &der, &len) == 1 &&
	    strcmp(name, PEM_STRING_PKCS8INF) == 0 &&
	    len == (long)sizeof(plain) + SIGNER_KEY_LEN &&
	    memcmp(der, plain, sizeof(plain)) == 0)
		key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL,
		    der + sizeof(plain), SIGNER_KEY_LEN);
	OPENSSL_free(name);
	OPENSSL_free(header);
	OPENSSL_clear_free(der, (size_t)len);
	BIO_free(bio);
	if (key != NULL)
		return key;
	bio = BIO_new_mem_buf(pem, (int)n);
	key = PEM_read_bio_PrivateKey(bio, NULL, no_phrase, NULL);
	BIO_free(bio);
	return key;
}

static enum err
read_key(const char *path, EVP_PKEY **key)
{
	char pem[KEY_FILE_MAX];
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return ERR_NOTFOUND;
	if (fd < 0)
		return log_sys("%s", path);
	n = read(fd, pem, sizeof(pem));
	close(fd);
	if (n < 0)
		return log_sys("%s", path);
	*key = parse_key(pem, (size_t)n);
	OPENSSL_cleanse(pem, sizeof(pem));
	if (*key == NULL || EVP_PKEY_get_id(*key) != EVP_PKEY_ED25519) {
		EVP_PKEY_free(*key);
		return bad_key(path, "not an Ed25519 key");
	}
	return ERR_OK;
}

/* Whole under its name, or not there. */
static enum err
write_file(const char *path, const char *tmp, const void *data, size_t n)
{
	enum err e = ERR_OK;
	int fd;

	if (unlink(tmp) != 0 && errno != ENOENT)
		return log_sys("%s", tmp);
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return log_sys("%s", tmp);
	if (write(fd, data, n) != (ssize_t)n || fsync(fd) != 0)
		e = log_sys("%s", tmp);
	close(fd);
	if (e == ERR_OK && rename(tmp, path) != 0)
		e = log_sys("%s", path);
	if (e != ERR_OK)
		unlink(tmp);
	return e;
}

static enum err
write_key(struct store *st, const char *path, EVP_PKEY *key)
{
	char *tmp = env_path(st, "key.tmp"), *pem;
	BIO *bio = BIO_new(BIO_s_secmem());
	enum err e;
	long n;

	if (bio == NULL || PEM_write_bio_PKCS8PrivateKey(
			       bio, key, NULL, NULL, 0, NULL, NULL) != 1) {
		log_error("%s: libcrypto cannot write the key", path);
		e = ERR_SYS;
	} else {
		n = BIO_get_mem_data(bio, &pem);
		e = write_file(path, tmp, pem, (size_t)n);
		if (e == ERR_OK) /* before a leaf names it */
			e = env_sync_dir(st, ".");
	}
	BIO_free(bio); /* secure memory: wiped */
	free(tmp);
	return e;
}

static enum err
public_half(const char *path, EVP_PKEY *key, uint8_t pub[SIGNER_KEY_LEN])
{
	size_t n = SIGNER_KEY_LEN;

	if (EVP_PKEY_get_raw_public_key(key, pub, &n) != 1 ||
	    n != SIGNER_KEY_LEN)
		return bad_key(path, "not a whole key");
	return ERR_OK;
}

static enum err
make_key(struct store *st, const char *path, EVP_PKEY **key)
{
	*key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	if (*key != NULL)
		return write_key(st, path, *key);
	log_error("%s: libcrypto cannot make a key", path);
	return ERR_SYS;
}

enum err
signer_create(struct store *st, uint8_t pub[SIGNER_KEY_LEN])
{
	char *path = env_path(st, "key");
	EVP_PKEY *key = NULL;
	enum err e = read_key(path, &key);

	if (e == ERR_NOTFOUND)
		e = make_key(st, path, &key);
	if (e == ERR_OK)
		e = public_half(path, key, pub);
	EVP_PKEY_free(key);
	free(path);
	return e;
}

enum err
signer_next(struct store *st, uint8_t pub[SIGNER_KEY_LEN])
{
	char *path = env_path(st, "key.next");
	EVP_PKEY *key = NULL;
	enum err e = make_key(st, path, &key);

	if (e == ERR_OK)
		e = public_half(path, key, pub);
	EVP_PKEY_free(key);
	free(path);
	return e;
}

/* What the old key signed stays verifiable; nobody is to sign with it again. A
 * drive may keep copies of its own. */
static void
overwrite(int fd, const char *path)
{
	static const char zeros[KEY_FILE_MAX];
	off_t n = lseek(fd, 0, SEEK_END);

	if (n < 0 || n > (off_t)sizeof(zeros) ||
	    pwrite(fd, zeros, (size_t)n, 0) != n || fsync(fd) != 0)
		log_warn("%s: the old key could not be overwritten", path);
}

enum err
signer_adopt(struct store *st)
{
	char *next = env_path(st, "key.next"), *path = env_path(st, "key");
	int old = open(path, O_WRONLY | O_CLOEXEC); /* outlives its name */
	enum err e = ERR_OK;

	if (rename(next, path) != 0)
		e = log_sys("%s", path);
	else
		e = env_sync_dir(st, ".");
	if (old >= 0 && e == ERR_OK)
		overwrite(old, path);
	if (old >= 0)
		close(old);
	free(next);
	free(path);
	return e;
}

enum err
signer_public(struct store *st, uint8_t pub[SIGNER_KEY_LEN])
{
	char *path = env_path(st, "key");
	EVP_PKEY *key = NULL;
	enum err e = read_key(path, &key);

	if (e == ERR_OK) {
		e = public_half(path, key, pub);
		EVP_PKEY_free(key);
	}
	free(path);
	return e;
}

/* ---- signatures ---- */

static enum err
sign_with(const char *path, EVP_PKEY *key, const void *data, size_t n,
    uint8_t sig[SIGNER_SIG_LEN])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t len = SIGNER_SIG_LEN;
	bool ok = ctx != NULL &&
		  EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) == 1 &&
		  EVP_DigestSign(ctx, sig, &len, data, n) == 1 &&
		  len == SIGNER_SIG_LEN;

	EVP_MD_CTX_free(ctx);
	if (ok)
		return ERR_OK;
	log_error("%s: libcrypto cannot sign", path);
	return ERR_SYS;
}

/* The key file of this name if its public half is pub; else NULL. */
static EVP_PKEY *
key_named(struct store *st, const char *name, const uint8_t pub[SIGNER_KEY_LEN],
    enum err *e)
{
	char *path = env_path(st, name);
	uint8_t own[SIGNER_KEY_LEN];
	EVP_PKEY *key = NULL;

	*e = read_key(path, &key);
	if (*e == ERR_OK)
		*e = public_half(path, key, own);
	if (*e == ERR_OK && memcmp(own, pub, sizeof(own)) != 0)
		*e = ERR_NOTFOUND;
	if (*e != ERR_OK) {
		EVP_PKEY_free(key);
		key = NULL;
	}
	free(path);
	return key;
}

enum err
signer_sign(struct store *st, const uint8_t pub[SIGNER_KEY_LEN],
    const void *data, size_t n, uint8_t sig[SIGNER_SIG_LEN])
{
	char *path = env_path(st, "key");
	enum err e, next;
	EVP_PKEY *key = key_named(st, "key", pub, &e);

	/* The log has named the key to come, and then a crash came. */
	if (key == NULL) {
		key = key_named(st, "key.next", pub, &next);
		if (key != NULL)
			e = signer_adopt(st);
	}
	if (e == ERR_NOTFOUND)
		e = bad_key(path, access(path, F_OK) == 0
				      ? "not the key of this log"
				      : "missing");
	if (e == ERR_OK)
		e = sign_with(path, key, data, n, sig);
	EVP_PKEY_free(key);
	free(path);
	return e;
}

bool
signer_verify(const uint8_t pub[SIGNER_KEY_LEN], const void *data, size_t n,
    const uint8_t sig[SIGNER_SIG_LEN])
{
	EVP_PKEY *key = EVP_PKEY_new_raw_public_key(
	    EVP_PKEY_ED25519, NULL, pub, SIGNER_KEY_LEN);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = key != NULL && ctx != NULL &&
		  EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) == 1 &&
		  EVP_DigestVerify(ctx, sig, SIGNER_SIG_LEN, data, n) == 1;

	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	return ok;
}

void
signer_id(const char *origin, const uint8_t pub[SIGNER_KEY_LEN],
    uint8_t id[SIGNER_ID_LEN])
{
	static const uint8_t ed25519[] = { 0x0a, 0x01 };
	const struct digest_part parts[] = {
		{ origin, strlen(origin) },
		{ ed25519, sizeof(ed25519) },
		{ pub, SIGNER_KEY_LEN },
	};
	uint8_t sha[SHA256_LEN];

	digest_sha256_parts(parts, NELEM(parts), sha);
	memcpy(id, sha, SIGNER_ID_LEN);
}
