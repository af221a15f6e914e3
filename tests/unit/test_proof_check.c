/* SPDX-License-Identifier: ISC */
/* Proofs as a reader without an archive checks them: every size against the
 * tree's own root, every tampering refused; checks disclosed one by one; edges
 * and notes. */
#include <stdlib.h>

#include "store/archive/check.h"
#include "store/archive/tree.h"
#include "store/base/mem.h"
#include "tests/unit/tmpstore.h"

enum { LEAVES = 70 };

static uint8_t roots[LEAVES + 1][SHA256_LEN];

static void
fill(void)
{
	struct txn *t = tmpstore_write();
	uint64_t seq;

	while (log_size(t) < LEAVES)
		log_append(t, "test", "\"a\":1", 5, &seq);
	tmpstore_end(t);
	t = txn_begin(tmpstore, TXN_READ);
	for (uint64_t n = 0; n <= LEAVES; n++)
		assert_int_equal(log_root(t, n, roots[n]), ERR_OK);
	txn_abort(t);
}

static void
test_inclusion(void **state)
{
	struct txn *t;

	(void)state;
	fill();
	t = txn_begin(tmpstore, TXN_READ);
	for (uint64_t n = 1; n <= LEAVES; n++) {
		for (uint64_t i = 0; i < n; i++) {
			uint8_t leaf[SHA256_LEN];
			struct proof p;

			assert_int_equal(log_leaf_hash(t, i, leaf), ERR_OK);
			assert_int_equal(log_inclusion(t, i, n, &p), ERR_OK);
			CHECK_ROW(n, proof_includes(&p, leaf, i, n, roots[n]));
			CHECK_ROW(
			    n, !proof_includes(&p, leaf, i, n, roots[n - 1]));
			CHECK_ROW(n, n == 1 || !proof_includes(&p, leaf,
						   (i + 1) % n, n, roots[n]));
			leaf[0] ^= 1;
			CHECK_ROW(n, !proof_includes(&p, leaf, i, n, roots[n]));
			leaf[0] ^= 1;
			p.hash[p.n++][0] ^= 1; /* one hash too many */
			CHECK_ROW(n, !proof_includes(&p, leaf, i, n, roots[n]));
			if (p.n < 2)
				continue;
			p.n -= 2; /* one too few */
			CHECK_ROW(n, !proof_includes(&p, leaf, i, n, roots[n]));
		}
	}
	txn_abort(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_consistency(void **state)
{
	struct txn *t;

	(void)state;
	fill();
	t = txn_begin(tmpstore, TXN_READ);
	for (uint64_t n = 1; n <= LEAVES; n++) {
		for (uint64_t m = 1; m <= n; m++) {
			struct proof p;

			assert_int_equal(log_consistency(t, m, n, &p), ERR_OK);
			CHECK_ROW(
			    n, proof_extends(&p, m, roots[m], n, roots[n]));
			CHECK_ROW(n,
			    !proof_extends(&p, m, roots[m - 1], n, roots[n]));
			CHECK_ROW(n,
			    !proof_extends(&p, m, roots[m], n, roots[m - 1]));
			if (p.n == 0)
				continue;
			p.hash[p.n - 1][5] ^= 1;
			CHECK_ROW(
			    n, !proof_extends(&p, m, roots[m], n, roots[n]));
			p.hash[p.n - 1][5] ^= 1;
			p.n--;
			CHECK_ROW(
			    n, !proof_extends(&p, m, roots[m], n, roots[n]));
		}
	}
	txn_abort(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_edge(void **state)
{
	struct txn *t;

	(void)state;
	fill();
	t = txn_begin(tmpstore, TXN_READ);
	for (uint64_t from = 0; from <= LEAVES; from++) {
		struct proof_tree *g;
		struct proof edge;
		uint8_t leaf[SHA256_LEN], root[SHA256_LEN];

		assert_int_equal(log_edge(t, from, &edge), ERR_OK);
		g = proof_tree_new(from, &edge);
		assert_non_null(g);
		for (uint64_t i = from; i < LEAVES; i++) {
			proof_tree_root(g, root);
			CHECK_ROW(i, memcmp(root, roots[i], SHA256_LEN) == 0);
			assert_int_equal(log_leaf_hash(t, i, leaf), ERR_OK);
			proof_tree_add(g, leaf);
		}
		proof_tree_root(g, root);
		CHECK_ROW(from, memcmp(root, roots[LEAVES], SHA256_LEN) == 0);
		proof_tree_free(g);
		edge.n++;
		assert_null(proof_tree_new(from, &edge));
	}
	txn_abort(t);
	assert_int_equal(rows_failed, 0);
}

/* ---- checks ---- */

static void
put_checks(unsigned n)
{
	struct txn *t = tmpstore_write();

	for (unsigned i = 0; i < n; i++) {
		char url[64];
		struct check c = { .url = url,
			.host = "a.example:80",
			.at = 1000 + (int64_t)i,
			.outcome = CHECK_NOT_MODIFIED,
			.status = 304 };

		snprintf(url, sizeof(url), "http://a.example/%u", i);
		check_put(t, &c);
	}
	check_flush(t);
	tmpstore_end(t);
}

/* The root that the gathering leaf states. */
static void
stated_root(struct txn *t, uint64_t seq, uint8_t root[SHA256_LEN])
{
	char *leaf;
	json_t *doc;
	size_t n;

	assert_int_equal(log_get(t, seq, &leaf, &n), ERR_OK);
	assert_int_equal(json_parse(leaf, n, &doc), ERR_OK);
	assert_true(digest_unhex(json_get_text(doc, "root"), root, SHA256_LEN));
	json_decref(doc);
	free(leaf);
}

static void
test_checks(void **state)
{
	static const unsigned counts[] = { 1, 2, 3, 7, 8, 100, 256 };
	uint64_t number = 1;

	(void)state;
	for (size_t i = 0; i < NELEM(counts); i++) {
		struct txn *t;

		put_checks(counts[i]);
		t = txn_begin(tmpstore, TXN_READ);
		for (unsigned k = 0; k < counts[i]; k++, number++) {
			uint8_t root[SHA256_LEN], hash[SHA256_LEN];
			struct check_proof p;
			struct snapshot s;

			assert_int_equal(check_prove(t, number, &p), ERR_OK);
			assert_int_equal(snapshot_get(t, number, &s), ERR_OK);
			CHECK_ROW(i, same(p.entry, s.record));
			CHECK_ROW(i, p.leaf == s.leaf && p.count == counts[i]);
			stated_root(t, p.leaf, root);
			proof_leaf_hash(p.entry, p.entry_len, hash);
			CHECK_ROW(i, proof_includes(&p.path, hash, p.index,
					 p.count, root));
			hash[3] ^= 4;
			CHECK_ROW(i, !proof_includes(&p.path, hash, p.index,
					 p.count, root));
			snapshot_fini(&s);
			check_proof_fini(&p);
		}
		txn_abort(t);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_no_check(void **state)
{
	struct check_proof p;
	struct txn *t;

	(void)state;
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(check_prove(t, 1, &p), ERR_NOTFOUND);
	assert_int_equal(check_prove(t, UINT64_MAX, &p), ERR_NOTFOUND);
	txn_abort(t);
}

/* ---- notes ---- */

static void
test_note(void **state)
{
	uint8_t key[PROOF_KEY_LEN];
	struct proof_note note;
	struct txn *t;
	char *text, *leaf;
	json_t *doc;
	size_t n;

	(void)state;
	assert_int_equal(checkpoint_make(tmpstore), ERR_OK);
	t = txn_begin(tmpstore, TXN_READ);
	assert_int_equal(checkpoint_newest(t, &text), ERR_OK);
	assert_int_equal(log_get(t, 1, &leaf, &n), ERR_OK);
	txn_abort(t);
	assert_int_equal(json_parse(leaf, n, &doc), ERR_OK);
	assert_true(
	    digest_unhex(json_get_text(doc, "public_key"), key, sizeof(key)));
	assert_int_equal(proof_note_read(text, strlen(text), &note), ERR_OK);
	assert_int_equal(note.size, 2);
	assert_true(proof_note_signed(&note, text, key));
	text[8] ^= 1;
	assert_false(proof_note_signed(&note, text, key));
	text[8] ^= 1;
	key[0] ^= 1;
	assert_false(proof_note_signed(&note, text, key));
	assert_int_equal(proof_note_read(text, 20, &note), ERR_PARSE);
	json_decref(doc);
	free(leaf);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_inclusion),
		TMPSTORE_TEST(test_consistency),
		TMPSTORE_TEST(test_edge),
		TMPSTORE_TEST(test_checks),
		TMPSTORE_TEST(test_no_check),
		TMPSTORE_TEST(test_note),
	};

	return cmocka_run_group_tests_name("proof_check", tests, NULL, NULL);
}
