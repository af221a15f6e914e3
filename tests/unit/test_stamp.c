/* SPDX-License-Identifier: ISC */
/* Time stamps: what holds, what does not, and an archive whose tokens were
 * tampered with. */
#include "store/archive/stamp.h"

#include <time.h>

#include "store/archive/anchor.h"
#include "tests/unit/authority.h"
#include "tests/unit/tmpstore.h"

enum { A_DAY = 86400 };

static struct tsa good, other, expired;

static int
make_authorities(void **state)
{
	(void)state;
	tsa_init(&good, "good", A_DAY * 500L);
	tsa_init(&other, "other", A_DAY * 500L);
	tsa_init(&expired, "expired", -A_DAY * 30L);
	return 0;
}

static int
free_authorities(void **state)
{
	(void)state;
	tsa_fini(&good);
	tsa_fini(&other);
	tsa_fini(&expired);
	return 0;
}

struct asked {
	uint8_t imprint[SHA256_LEN];
	struct buf der;
};

static void
ask(struct asked *q, const char *what)
{
	digest_sha256(what, strlen(what), q->imprint);
	buf_init(&q->der, STAMP_REQUEST_MAX);
	assert_int_equal(stamp_request(q->imprint, &q->der), ERR_OK);
}

/* ---- requests ---- */

/* The fixed shape of EVIDENCE.md 2.1. */
static void
test_request(void **state)
{
	static const uint8_t head[] = { 0x30, 0x43, 0x02, 0x01, 0x01, 0x30,
		0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65,
		0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };
	struct asked q;

	(void)state;
	ask(&q, "x");
	assert_int_equal(q.der.len, 69);
	assert_memory_equal(q.der.data, head, sizeof(head));
	assert_memory_equal(q.der.data + 24, q.imprint, SHA256_LEN);
	assert_memory_equal(q.der.data + 66, "\x01\x01\xff", 3);
	buf_fini(&q.der);
}

/* ---- replies ---- */

/* How a reply is made and judged. */
struct row {
	const char *what;
	struct tsa *signer, *roots;
	const char *says; /* in why; NULL: it holds */
	bool other_imprint, other_nonce;
	int cut, add; /* bytes off or on its end */
	long time;    /* days from now that it states; 0: the real time */
};
static const struct row rows[] = {
	{ .what = "as it should be", .signer = &good, .roots = &good },
	{ .what = "unknown root",
	    .signer = &other,
	    .roots = &good,
	    .says = "certificate verify error" },
	{ .what = "expired",
	    .signer = &expired,
	    .roots = &expired,
	    .says = "expired" },
	{ .what = "expired since",
	    .signer = &expired,
	    .roots = &expired,
	    .time = -60 },
	{ .what = "not yet valid",
	    .signer = &good,
	    .roots = &good,
	    .time = -700,
	    .says = "not yet valid" },
	{ .what = "other imprint",
	    .signer = &good,
	    .roots = &good,
	    .other_imprint = true,
	    .says = "imprint mismatch" },
	{ .what = "other nonce",
	    .signer = &good,
	    .roots = &good,
	    .other_nonce = true,
	    .says = "nonce mismatch" },
	{ .what = "cut",
	    .signer = &good,
	    .roots = &good,
	    .cut = 1,
	    .says = "no time-stamp reply" },
	{ .what = "longer",
	    .signer = &good,
	    .roots = &good,
	    .add = 1,
	    .says = "bytes behind" },
};

static enum err
judge_row(const struct row *r, struct stamp *s, char **why)
{
	struct asked q, sent;
	unsigned char *reply;
	char *room;
	size_t n;
	enum err e;

	ask(&q, "x");
	ask(&sent, r->other_imprint ? "y" : "x");
	tsa_time = r->time == 0 ? 0 : (long)time(NULL) + r->time * A_DAY;
	reply = r->other_imprint || r->other_nonce
		    ? tsa_reply(r->signer, sent.der.data, sent.der.len, &n)
		    : tsa_reply(r->signer, q.der.data, q.der.len, &n);
	tsa_time = 0;
	room = mem_zalloc(n + 16);
	memcpy(room, reply, n);
	n = n + (size_t)r->add - (size_t)r->cut;
	e = stamp_judge(
	    q.der.data, q.der.len, room, n, r->roots->pem, NULL, s, why);
	free(room);
	OPENSSL_free(reply);
	buf_fini(&q.der);
	buf_fini(&sent.der);
	return e;
}

/* How many certificates a PEM text holds. */
static size_t
certificates(const char *pem)
{
	size_t n = 0;

	for (; (pem = strstr(pem, "-----BEGIN CERT")) != NULL; pem++)
		n++;
	return n;
}

static void
test_judge(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct stamp s = { .time = 0 };
		char *why = NULL;
		enum err e = judge_row(&rows[i], &s, &why);

		CHECK_ROW(i, (e == ERR_OK) == (rows[i].says == NULL));
		CHECK_ROW(i, e == ERR_OK || strstr(why, rows[i].says) != NULL);
		if (why != NULL && e == ERR_OK)
			fprintf(stderr, "# %s: %s\n", rows[i].what, why);
		CHECK_ROW(i, e != ERR_OK || (same(s.policy, "1.2.3.4") &&
						same(s.serial, "1267")));
		CHECK_ROW(i, e != ERR_OK || certificates(s.chain) == 2);
		stamp_fini(&s);
		free(why);
	}
	assert_int_equal(rows_failed, 0);
}

/* Every single bit of a reply matters, or is not signed over: none may turn it
 * into another token that holds. */
static void
test_bits(void **state)
{
	struct stamp s = { .time = 0 }, first = { .time = 0 };
	struct asked q;
	unsigned char *reply;
	char *why = NULL;
	size_t n, held = 0;

	(void)state;
	ask(&q, "x");
	reply = tsa_reply(&good, q.der.data, q.der.len, &n);
	assert_int_equal(stamp_judge(q.der.data, q.der.len, reply, n, good.pem,
			     NULL, &first, &why),
	    ERR_OK);
	for (size_t i = 0; i < n; i++) {
		reply[i] ^= 1;
		if (stamp_judge(q.der.data, q.der.len, reply, n, good.pem, NULL,
			&s, &why) == ERR_OK) {
			held++;
			CHECK_ROW(i, s.time == first.time);
			CHECK_ROW(i, same(s.serial, first.serial));
			stamp_fini(&s);
		} else {
			free(why);
		}
		reply[i] ^= 1;
	}
	/* The certificates that go with it are named by its signed part, the
	 * status text by nothing. */
	assert_true(held < n / 2);
	stamp_fini(&first);
	OPENSSL_free(reply);
	buf_fini(&q.der);
	assert_int_equal(rows_failed, 0);
}

static void
test_limits(void **state)
{
	static char large[STAMP_REPLY_MAX + 1];
	struct stamp s;
	struct asked q;
	char *why = NULL;

	(void)state;
	ask(&q, "x");
	assert_int_equal(stamp_judge(q.der.data, q.der.len, large,
			     sizeof(large), good.pem, NULL, &s, &why),
	    ERR_DENIED);
	assert_non_null(strstr(why, "longer than"));
	free(why);
	assert_int_equal(stamp_judge(q.der.data, q.der.len, large, 10, "no PEM",
			     NULL, &s, &why),
	    ERR_DENIED);
	free(why);
	assert_int_equal(
	    stamp_judge("", 0, large, 10, good.pem, NULL, &s, &why),
	    ERR_DENIED);
	free(why);
	buf_fini(&q.der);
}

/* ---- in an archive ---- */

static bool
take_ask(const struct authority *a, void *arg)
{
	struct anchor_ask **ask_out = arg;
	struct txn *t = txn_begin(tmpstore, TXN_READ);
	char *note;
	uint64_t size;

	assert_int_equal(checkpoint_over(t, 0, &size, &note), ERR_OK);
	free(note);
	while (checkpoint_over(t, size, &size, &note) == ERR_OK)
		free(note);
	assert_int_equal(anchor_ask_new(t, size, a, ask_out), ERR_OK);
	txn_abort(t);
	return false;
}

/* The newest checkpoint, stamped at that time (0: now). */
static enum err
stamp_newest(long at, char **why)
{
	struct anchor_ask *q = NULL;
	struct txn *t;
	unsigned char *reply;
	size_t n;
	enum err e;

	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(register_authority_each(t, take_ask, &q), ERR_OK);
	txn_abort(t);
	tsa_time = at;
	reply = tsa_reply(&good, q->request, q->request_len, &n);
	tsa_time = 0;
	e = anchor_keep(tmpstore, q, reply, n, NULL, why);
	OPENSSL_free(reply);
	anchor_ask_free(q);
	return e;
}

static int
setup(void **state)
{
	const struct authority a = { .url = "http://TSA.example:80/x",
		.roots = good.pem };
	struct txn *t;

	if (tmpstore_setup(state) != 0)
		return -1;
	t = tmpstore_write();
	register_authority_put(t, &a);
	tmpstore_end(t);
	return 0;
}

static void
grow(void)
{
	struct txn *t = tmpstore_write();
	uint64_t seq;

	log_append(t, "test", "", 0, &seq);
	tmpstore_end(t);
}

static char said[4096];

static void
hear(const struct verify_line *line, void *arg)
{
	size_t n = strlen(said);

	(void)arg;
	if (!line->ok)
		snprintf(said + n, sizeof(said) - n, "%s: %s\n", line->check,
		    line->why);
}

static enum err
verify(void)
{
	struct verify_sum sum;
	enum err e;

	store_close(tmpstore);
	said[0] = '\0';
	e = archive_verify(tmpstore_dir, hear, NULL, &sum);
	assert_int_equal(
	    store_open(tmpstore_dir, STORE_WRITE, &tmpstore), ERR_OK);
	return e;
}

static bool
see_one(const struct anchor *a, void *arg)
{
	struct anchor *out = arg;

	*out = *a;
	assert_string_equal(a->name, "tsa1-tsa.example");
	assert_string_equal(a->serial, "1267");
	return true;
}

static void
test_kept(void **state)
{
	struct anchor a = { .size = 0 };
	struct txn *t;
	char *why = NULL, *leaf;
	size_t n;

	(void)state;
	assert_int_equal(stamp_newest(0, &why), ERR_OK);
	grow();
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(anchor_each(t, 0, see_one, &a), ERR_OK);
	assert_int_equal(a.size, 2);
	assert_int_equal(a.leaf, 2);
	assert_int_equal(log_get(t, 3, &leaf, &n), ERR_OK);
	txn_abort(t);
	assert_null(strstr(leaf, "\"after\":null"));
	free(leaf);
	assert_int_equal(verify(), ERR_OK);
	assert_int_equal(stamp_newest(0, &why), ERR_OK);
	assert_int_equal(verify(), ERR_OK);
}

/* A log that holds a token of today cannot be stamped for yesterday. */
static void
test_backwards(void **state)
{
	char *why = NULL;

	(void)state;
	assert_int_equal(stamp_newest(0, &why), ERR_OK);
	grow();
	assert_int_equal(
	    stamp_newest((long)time(NULL) - A_DAY, &why), ERR_DENIED);
	assert_non_null(strstr(why, "before that of a token"));
	free(why);
}

/* The row of one token leads to the other: B3, a token swapped. */
static void
test_swapped(void **state)
{
	struct txn *t;
	struct key k;
	char *why = NULL;

	(void)state;
	assert_int_equal(stamp_newest(0, &why), ERR_OK);
	grow();
	assert_int_equal(stamp_newest(0, &why), ERR_OK);
	t = tmpstore_write();
	anchor_key(&k, 2, 1);
	txn_put_uint(t, DB_ANCHOR, &k, 5);
	tmpstore_end(t);
	assert_int_equal(verify(), ERR_DAMAGED);
	assert_non_null(strstr(said, "time stamps"));
}

/* A row that was taken away. */
static void
test_lost(void **state)
{
	struct txn *t;
	struct key k;
	char *why = NULL;

	(void)state;
	assert_int_equal(stamp_newest(0, &why), ERR_OK);
	t = tmpstore_write();
	anchor_key(&k, 2, 1);
	assert_true(txn_del(t, DB_ANCHOR, &k));
	tmpstore_end(t);
	assert_int_equal(verify(), ERR_DAMAGED);
	assert_string_equal(said, "time stamps: their rows are missing\n");
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, tmpstore_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request),
		cmocka_unit_test_setup(test_judge, rows_reset),
		cmocka_unit_test_setup(test_bits, rows_reset),
		cmocka_unit_test(test_limits),
		CASE(test_kept),
		CASE(test_backwards),
		CASE(test_swapped),
		CASE(test_lost),
	};

	return cmocka_run_group_tests_name(
	    "stamp", tests, make_authorities, free_authorities);
}
