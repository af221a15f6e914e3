/* SPDX-License-Identifier: ISC */
/* Merkle proofs, checked by the verifying algorithms of RFC 9162 (2.1.3.2 and
 * 2.1.4.2), which share nothing with how they are made. */
#include <stdio.h>

#include "store/archive/tree.h"
#include "tests/unit/tmpstore.h"

enum { LEAVES = 70 };

static uint8_t roots[LEAVES + 1][SHA256_LEN];

static bool
inclusion_holds(uint64_t seq, uint64_t size, const uint8_t leaf[SHA256_LEN],
    const struct proof *p, const uint8_t root[SHA256_LEN])
{
	uint64_t fn = seq, sn = size - 1;
	uint8_t r[SHA256_LEN];

	memcpy(r, leaf, SHA256_LEN);
	for (size_t i = 0; i < p->n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) == 1 || fn == sn) {
			tree_node_hash(p->hash[i], r, r);
			while ((fn & 1) == 0 && fn != 0) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			tree_node_hash(r, p->hash[i], r);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && memcmp(r, root, SHA256_LEN) == 0;
}

static bool
consistency_holds(uint64_t first, uint64_t second, const struct proof *p)
{
	uint64_t fn = first - 1, sn = second - 1;
	uint8_t fr[SHA256_LEN], sr[SHA256_LEN];
	size_t i = 0;

	if (first == second)
		return p->n == 0;
	while ((fn & 1) == 1) {
		fn >>= 1;
		sn >>= 1;
	}
	/* A whole left part stands for itself. */
	memcpy(fr, (first & (first - 1)) == 0 ? roots[first] : p->hash[i++],
	    SHA256_LEN);
	memcpy(sr, fr, SHA256_LEN);
	for (; i < p->n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) == 1 || fn == sn) {
			tree_node_hash(p->hash[i], fr, fr);
			tree_node_hash(p->hash[i], sr, sr);
			while ((fn & 1) == 0 && fn != 0) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			tree_node_hash(sr, p->hash[i], sr);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && memcmp(fr, roots[first], SHA256_LEN) == 0 &&
	       memcmp(sr, roots[second], SHA256_LEN) == 0;
}

/* A log of LEAVES leaves, and its root at every size. */
static struct txn *
grown(void)
{
	struct txn *t = tmpstore_write();
	uint64_t seq;

	while (log_size(t) < LEAVES && txn_err(t) == ERR_OK)
		log_append(t, "test", "", 0, &seq);
	tmpstore_end(t);
	t = txn_begin(tmpstore, TXN_READ);
	for (uint64_t n = 0; n <= LEAVES; n++)
		assert_int_equal(log_root(t, n, roots[n]), ERR_OK);
	return t;
}

static void
test_inclusion(void **state)
{
	struct txn *t = grown();
	struct proof p;

	(void)state;
	for (uint64_t size = 1; size <= LEAVES; size++)
		for (uint64_t seq = 0; seq < size; seq++) {
			uint8_t leaf[SHA256_LEN];
			size_t row = (size_t)(size * 1000 + seq);

			assert_int_equal(log_leaf_hash(t, seq, leaf), ERR_OK);
			CHECK_ROW(
			    row, log_inclusion(t, seq, size, &p) == ERR_OK);
			CHECK_ROW(row,
			    inclusion_holds(seq, size, leaf, &p, roots[size]));
			leaf[0] ^= 1;
			CHECK_ROW(row,
			    !inclusion_holds(seq, size, leaf, &p, roots[size]));
		}
	assert_int_equal(log_inclusion(t, 3, 3, &p), ERR_NOTFOUND);
	assert_int_equal(log_inclusion(t, 0, LEAVES + 1, &p), ERR_NOTFOUND);
	txn_abort(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_consistency(void **state)
{
	struct txn *t = grown();
	struct proof p;

	(void)state;
	for (uint64_t to = 1; to <= LEAVES; to++)
		for (uint64_t from = 1; from <= to; from++) {
			size_t row = (size_t)(to * 1000 + from);

			CHECK_ROW(
			    row, log_consistency(t, from, to, &p) == ERR_OK);
			CHECK_ROW(row, consistency_holds(from, to, &p));
			if (p.n == 0)
				continue;
			p.hash[p.n - 1][0] ^= 1;
			CHECK_ROW(row, !consistency_holds(from, to, &p));
		}
	assert_int_equal(log_consistency(t, 0, 5, &p), ERR_OK);
	assert_int_equal(p.n, 0);
	assert_int_equal(log_consistency(t, 6, 5, &p), ERR_NOTFOUND);
	assert_int_equal(log_consistency(t, 5, LEAVES + 1, &p), ERR_NOTFOUND);
	txn_abort(t);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_inclusion),
		TMPSTORE_TEST(test_consistency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
