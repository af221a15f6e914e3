/* SPDX-License-Identifier: ISC */
/* The bounded queue: order, ownership, closing; many threads at once. */
#include <pthread.h>
#include <stdlib.h>

#include "crawler/pipeline/queue.h"
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
	assert_int_equal(queue_try_push(q, &more), ERR_LIMIT);
	assert_non_null(more); /* still ours */
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
	assert_int_equal(queue_try_push(q, &b), ERR_STOPPED);
	assert_non_null(b); /* refused: still ours */
	p = queue_pop(q);
	assert_int_equal(*p, 1); /* what was in it can be popped */
	free(p);
	assert_null(queue_pop(q));
	assert_true(queue_is_over(q));
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

/* Enough at once, less when the time is over, and what is left after the end.
 */
static void
test_take(void **state)
{
	struct queue *q = queue_new(4, free_item);
	void *items[4];

	(void)state;
	assert_int_equal(queue_take(q, items, 4, 1, 1), 0); /* timed out */
	assert_false(queue_is_over(q));
	for (int i = 0; i < 4; i++) {
		void *item = number(i);

		assert_int_equal(queue_push(q, &item), ERR_OK);
	}
	assert_int_equal(queue_take(q, items, 3, 3, 60000), 3);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(*(int *)items[i], i);
		free(items[i]);
	}
	assert_int_equal(queue_take(q, items, 4, 2, 1), 1); /* one of two */
	free(items[0]);
	queue_close(q);
	assert_int_equal(queue_take(q, items, 4, 1, 60000), 0);
	assert_true(queue_is_over(q));
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

/* As the writer does: many at a time. */
static void *
gather(void *arg)
{
	struct share *s = arg;
	void *items[5];

	while (!queue_is_over(s->q)) {
		size_t n = queue_take(s->q, items, 5, 5, 1);

		for (size_t i = 0; i < n; i++) {
			s->sum += *(int *)items[i];
			free(items[i]);
		}
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

static void
test_gather(void **state)
{
	struct queue *q = queue_new(7, free_item);
	pthread_t producer, consumer;
	struct share in = { q, 0 }, out = { q, 0 };

	(void)state;
	pthread_create(&consumer, NULL, gather, &out);
	pthread_create(&producer, NULL, produce, &in);
	pthread_join(producer, NULL);
	queue_close(q);
	pthread_join(consumer, NULL);
	assert_true(out.sum == ITEMS * (ITEMS + 1L) / 2);
	queue_free(q);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_close),
		cmocka_unit_test(test_abandon),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_gather),
	};

	return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
