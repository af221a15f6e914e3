/* SPDX-License-Identifier: ISC */
/* The tree of RFC 6962, against one that is built anew from all of its leaves,
 * and the values that its authors publish. */
#include "store/archive/tree.h"

#include "tests/unit/unit.h"

enum { LEAVES = 300 };

/* The tree built from all of its leaves, level by level: neighbours are paired
 * from the left, and one that is left over moves up as it is. That is MTH of
 * section 2.1, whose left half is always a full one. */
static void
reference(uint8_t leaves[][SHA256_LEN], size_t n, uint8_t out[SHA256_LEN])
{
	static uint8_t level[LEAVES][SHA256_LEN];

	memcpy(level, leaves, n * sizeof(level[0]));
	while (n > 1) {
		for (size_t i = 0; i + 1 < n; i += 2)
			tree_node_hash(level[i], level[i + 1], level[i / 2]);
		if (n % 2 == 1)
			memmove(level[n / 2], level[n - 1], SHA256_LEN);
		n = (n + 1) / 2;
	}
	memcpy(out, level[0], SHA256_LEN);
}

static void
test_definition(void **state)
{
	static uint8_t leaves[LEAVES][SHA256_LEN];
	uint8_t done[TREE_LEVELS][SHA256_LEN];
	uint8_t got[SHA256_LEN], want[SHA256_LEN];
	struct tree t;

	(void)state;
	tree_init(&t);
	for (size_t i = 0; i < LEAVES; i++) {
		unsigned n;

		tree_leaf_hash(&i, sizeof(i), leaves[i]);
		n = tree_add(&t, leaves[i], done);
		tree_root(&t, got);
		reference(leaves, i + 1, want);
		CHECK_ROW(i, memcmp(got, want, SHA256_LEN) == 0);
		/* Each node that is complete is a tree of its own. */
		for (unsigned l = 0; l < n; l++) {
			size_t w = (size_t)1 << l;

			reference(leaves + i + 1 - w, w, want);
			CHECK_ROW(i, memcmp(done[l], want, SHA256_LEN) == 0);
		}
		CHECK_ROW(i, n == tree_completes(i));
	}
	assert_int_equal(rows_failed, 0);
}

/* The eight inputs of the reference implementation of Certificate
 * Transparency, and the roots of the trees that they make. */
static const struct {
	const char *leaf;
	size_t n;
	const char *root;
} known[] = {
	{ "", 0,
	    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01"
	    "d" },
	{ "\x00", 1,
	    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c12"
	    "5" },
	{ "\x10", 1,
	    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e7"
	    "7" },
	{ "\x20\x21", 2,
	    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b"
	    "7" },
	{ "\x30\x31", 2,
	    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d"
	    "4" },
	{ "\x40\x41\x42\x43", 4,
	    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087e"
	    "f" },
	{ "\x50\x51\x52\x53\x54\x55\x56\x57", 8,
	    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8"
	    "c" },
	{ "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
	    16,
	    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff460432"
	    "8" },
};

static void
test_known(void **state)
{
	uint8_t done[TREE_LEVELS][SHA256_LEN], hash[SHA256_LEN];
	char hex[SHA256_HEX];
	struct tree t;

	(void)state;
	tree_init(&t);
	tree_root(&t, hash);
	digest_hex(hash, SHA256_LEN, hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
				 "27ae41e4649b934ca495991b7852b855");
	for (size_t i = 0; i < NELEM(known); i++) {
		tree_leaf_hash(known[i].leaf, known[i].n, hash);
		(void)tree_add(&t, hash, done);
		tree_root(&t, hash);
		digest_hex(hash, SHA256_LEN, hex);
		CHECK_ROW(i, same(hex, known[i].root));
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_definition, rows_reset),
		cmocka_unit_test_setup(test_known, rows_reset),
	};

	return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
