/* SPDX-License-Identifier: ISC */
/* The watched names. */
#include "store/base/mem.h"
#include "store/txn.h"
#include "tests/unit/tmpstore.h"

static bool
add_name(const char *name, const char *json, void *arg)
{
	struct buf *b = arg;

	return buf_addf(b, "%s=%s;", name, json) == ERR_OK && b->len < 1000;
}

static const struct {
	char op; /* + put, - remove */
	const char *name, *json;
	enum err want;
	uint64_t generation; /* afterwards */
	const char *all;
} rows[] = {
	{ '-', "Jane", NULL, ERR_NOTFOUND, 0, "" },
	{ '+', "Jane", "{}", ERR_OK, 1, "Jane={};" },
	{ '+', "Jane", "{}", ERR_OK, 1, "Jane={};" }, /* nothing changed */
	{ '+', "Jane", "{1}", ERR_OK, 2, "Jane={1};" },
	{ '+', "jane", "{}", ERR_OK, 3, "Jane={1};jane={};" },
	{ '+', "Jane ", "{}", ERR_OK, 4, "Jane={1};Jane ={};jane={};" },
	{ '+', "\x01", "{}", ERR_OK, 5, "\x01={};Jane={1};Jane ={};jane={};" },
	{ '-', "\x01", NULL, ERR_OK, 5, "Jane={1};Jane ={};jane={};" },
	{ '-', "Jane", NULL, ERR_OK, 5, "Jane ={};jane={};" },
	{ '-', "Jane", NULL, ERR_NOTFOUND, 5, "Jane ={};jane={};" },
	{ '+', "Jane", "{}", ERR_OK, 6, "Jane={};Jane ={};jane={};" },
	{ '-', "", NULL, ERR_NOTFOUND, 6, "Jane={};Jane ={};jane={};" },
};

static void
test_watch(void **state)
{
	struct txn *t = tmpstore_write();

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		enum err e = ERR_OK;
		struct buf b;

		if (rows[i].op == '+')
			register_watch_put(t, rows[i].name, rows[i].json);
		else
			e = register_watch_remove(t, rows[i].name);
		CHECK_ROW(i, e == rows[i].want);
		CHECK_ROW(i, register_generation(t) == rows[i].generation);
		buf_init(&b, 2000);
		assert_int_equal(buf_adds(&b, ""), ERR_OK);
		CHECK_ROW(i, register_watch_each(t, add_name, &b) == ERR_OK);
		CHECK_ROW(i, same(b.data, rows[i].all));
		buf_fini(&b);
	}
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

static void
test_limits(void **state)
{
	char name[REGISTER_NAME_MAX + 2], *json;
	struct txn *t = tmpstore_write();

	(void)state;
	log_set_sink(tmpdir_keep_line);
	memset(name, 'n', sizeof(name));
	name[REGISTER_NAME_MAX] = '\0';
	register_watch_put(t, name, "{}");
	assert_int_equal(register_watch_get(t, name, &json), ERR_OK);
	assert_string_equal(json, "{}");
	free(json);
	tmpstore_end(t);

	name[REGISTER_NAME_MAX] = 'n';
	name[REGISTER_NAME_MAX + 1] = '\0';
	t = tmpstore_write();
	assert_int_equal(register_watch_get(t, name, &json), ERR_NOTFOUND);
	register_watch_put(t, name, "{}");
	assert_int_equal(txn_end(t), ERR_LIMIT);
	assert_non_null(strstr(tmpdir_logged, "300 bytes"));
	t = tmpstore_write();
	register_watch_put(t, "", "{}");
	assert_int_equal(txn_end(t), ERR_LIMIT);
}

struct remover {
	struct txn *t;
	unsigned n;
};

static bool
remove_it(const char *name, const char *json, void *arg)
{
	struct remover *r = arg;

	(void)json;
	r->n++;
	return register_watch_remove(r->t, name) == ERR_OK && r->n < 3;
}

/* The register may change under the walk, and the walk can be ended. */
static void
test_walk(void **state)
{
	struct txn *t = tmpstore_write();
	struct remover r = { t, 0 };
	char name[16];

	(void)state;
	for (int i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		register_watch_put(t, name, "{}");
	}
	assert_int_equal(register_watch_each(t, remove_it, &r), ERR_OK);
	assert_int_equal(r.n, 3);
	r.n = 0;
	assert_int_equal(register_watch_each(t, remove_it, &r), ERR_OK);
	assert_int_equal(r.n, 2);
	tmpstore_end(t);
}

static bool
add_label(const char *id, bool mine, void *arg)
{
	return buf_addf(arg, "%s=%d;", id, mine) == ERR_OK;
}

static const struct {
	char op; /* + mine, - not mine, 0 remove */
	const char *id;
	enum err want; /* of remove */
	const char *all;
} labels[] = {
	{ '0', "00000000000000aa", ERR_NOTFOUND, "" },
	{ '+', "00000000000000aa", ERR_OK, "00000000000000aa=1;" },
	{ '-', "00000000000000aa", ERR_OK, "00000000000000aa=0;" },
	{ '+', "0000000000000001", ERR_OK,
	    "0000000000000001=1;00000000000000aa=0;" },
	{ '0', "00000000000000aa", ERR_OK, "0000000000000001=1;" },
	{ '0', "aa", ERR_NOTFOUND, "0000000000000001=1;" },
};

static void
test_label(void **state)
{
	struct txn *t = tmpstore_write();
	bool mine = false;

	(void)state;
	for (size_t i = 0; i < NELEM(labels); i++) {
		enum err e = ERR_OK;
		struct buf b;

		if (labels[i].op == '0')
			e = register_label_remove(t, labels[i].id);
		else
			register_label_put(
			    t, labels[i].id, labels[i].op == '+');
		CHECK_ROW(i, e == labels[i].want);
		buf_init(&b, 2000);
		assert_int_equal(buf_adds(&b, ""), ERR_OK);
		CHECK_ROW(i, register_label_each(t, add_label, &b) == ERR_OK);
		CHECK_ROW(i, same(b.data, labels[i].all));
		buf_fini(&b);
	}
	assert_int_equal(
	    register_label_get(t, "0000000000000001", &mine), ERR_OK);
	assert_true(mine);
	assert_int_equal(
	    register_label_get(t, "0000000000000002", &mine), ERR_NOTFOUND);
	tmpstore_end(t);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TMPSTORE_TEST(test_watch),
		TMPSTORE_TEST(test_label),
		TMPSTORE_TEST(test_limits),
		TMPSTORE_TEST(test_walk),
	};

	return cmocka_run_group_tests_name("register", tests, NULL, NULL);
}
