/* SPDX-License-Identifier: ISC */
/* The bounded queue: order, ownership, closing; many threads at once. */
#include <pthread.h>
#include <stdlib.h>

#include "crawler/queue.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

enum { ITEMS = 20000, PRODUCERS = 4, CONSUMERS = 4 };

static int freed;

static void
free_item(void *item)
{
	freed++;
	free(item);
}

static void *
number(int n)
{
	int *p = mem_alloc(sizeof(*p));

	*p = n;
	return p;
}

static void
test_order(void **state)
{
	struct queue *q = queue_new(3, free_item);

	(void)state;
	for (int i = 0; i < 3; i++) {
		void *item = number(i);

		assert_int_equal(queue_push(q, &item), ERR_OK);
		assert_null(item); /* the queue's now */
	}
	void *more = number(3);
	assert_false(queue_try_push(q, &more)); /* full: still ours */
	assert_non_null(more);
	for (int i = 0; i < 3; i++) {
		int *p = queue_pop(q);

		assert_int_equal(*p, i);
		free(p);
	}
	assert_null(queue_try_pop(q));
	free(more);
	queue_free(q);
}

static void
test_close(void **state)
{
	struct queue *q = queue_new(4, free_item);
	void *a = number(1), *b = number(2);
	int *p;

	(void)state;
	freed = 0;
	assert_int_equal(queue_push(q, &a), ERR_OK);
	queue_close(q);
	assert_int_equal(queue_push(q, &b), ERR_STOPPED);
	assert_non_null(b); /* refused: still ours */
	p = queue_pop(q);
	assert_int_equal(*p, 1); /* what was in it can be popped */
	free(p);
	assert_null(queue_pop(q));
	free(b);
	queue_free(q);
	assert_int_equal(freed, 0);
}

static void
test_abandon(void **state)
{
	struct queue *q = queue_new(4, free_item);
	void *a = number(1), *b = number(2);

	(void)state;
	freed = 0;
	assert_int_equal(queue_push(q, &a), ERR_OK);
	assert_int_equal(queue_push(q, &b), ERR_OK);
	queue_abandon(q);
	assert_int_equal(freed, 2);
	assert_null(queue_pop(q));
	queue_free(q);
}

static void
test_timeout(void **state)
{
	struct queue *q = queue_new(1, free_item);
	bool timed_out = false;

	(void)state;
	assert_null(queue_pop_for(q, 1, &timed_out));
	assert_true(timed_out);
	queue_close(q);
	assert_null(queue_pop_for(q, 1000, &timed_out));
	assert_false(timed_out);
	queue_free(q);
}

struct share {
	struct queue *q;
	long sum;
};

static void *
produce(void *arg)
{
	struct share *s = arg;

	for (int i = 1; i <= ITEMS; i++) {
		void *item = number(i);

		if (queue_push(s->q, &item) != ERR_OK)
			free(item);
	}
	return NULL;
}

static void *
consume(void *arg)
{
	struct share *s = arg;
	int *p;

	while ((p = queue_pop(s->q)) != NULL) {
		s->sum += *p;
		free(p);
	}
	return NULL;
}

static void
test_threads(void **state)
{
	struct queue *q = queue_new(7, free_item);
	pthread_t producers[PRODUCERS], consumers[CONSUMERS];
	struct share in = { q, 0 }, out[CONSUMERS];
	long sum = 0;

	(void)state;
	for (int i = 0; i < CONSUMERS; i++) {
		out[i] = (struct share){ q, 0 };
		pthread_create(&consumers[i], NULL, consume, &out[i]);
	}
	for (int i = 0; i < PRODUCERS; i++)
		pthread_create(&producers[i], NULL, produce, &in);
	for (int i = 0; i < PRODUCERS; i++)
		pthread_join(producers[i], NULL);
	queue_close(q);
	for (int i = 0; i < CONSUMERS; i++) {
		pthread_join(consumers[i], NULL);
		sum += out[i].sum;
	}
	assert_true(sum == (long)PRODUCERS * ITEMS * (ITEMS + 1L) / 2);
	queue_free(q);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_close),
		cmocka_unit_test(test_abandon),
		cmocka_unit_test(test_timeout),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
