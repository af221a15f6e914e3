/* SPDX-License-Identifier: ISC */
/* The bounded queue: a ring under one mutex. */
#include "crawler/pipeline/queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "store/base/mem.h"

struct queue {
	void (*free_item)(void *item);
	size_t capacity;
	pthread_mutex_t mtx;
	pthread_cond_t not_empty, not_full;
	/* shared, under mtx */
	void **ring; /* owned, and what it holds */
	size_t head, length;
	size_t enough; /* items for which a consumer is woken */
	bool closed;
	bool refused; /* a try found it full since room was last rung */
	/* set before the threads start */
	void (*on_room)(void *arg);
	void *on_room_arg;
};

struct queue *
queue_new(size_t capacity, void (*free_item)(void *item))
{
	struct queue *q = mem_zalloc(sizeof(*q));
	pthread_condattr_t attr;

	q->free_item = free_item;
	q->capacity = capacity;
	q->enough = 1;
	q->ring = mem_array(capacity, sizeof(*q->ring));
	pthread_mutex_init(&q->mtx, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&q->not_empty, &attr);
	pthread_cond_init(&q->not_full, &attr);
	pthread_condattr_destroy(&attr);
	return q;
}

void
queue_on_room(struct queue *q, void (*fn)(void *arg), void *arg)
{
	q->on_room = fn;
	q->on_room_arg = arg;
}

/* Unlocks, and rings whoever was refused once half of the queue is free: to be
 * woken for each place would cost the two of them more than most items do. */
static void
unlock_after_take(struct queue *q, bool taken)
{
	bool ring = taken && q->refused && q->length <= q->capacity / 2;

	if (ring)
		q->refused = false;
	pthread_mutex_unlock(&q->mtx);
	if (ring && q->on_room != NULL)
		q->on_room(q->on_room_arg);
}

/* With mtx held: the oldest item, which there must be. */
static void *
take(struct queue *q)
{
	void *item = q->ring[q->head];

	q->head = (q->head + 1) % q->capacity;
	q->length--;
	pthread_cond_signal(&q->not_full);
	return item;
}

/* With mtx held: there must be room. */
static void
give(struct queue *q, void **item)
{
	q->ring[(q->head + q->length) % q->capacity] = *item;
	q->length++;
	*item = NULL;
	if (q->length >= q->enough)
		pthread_cond_signal(&q->not_empty);
}

void
queue_free(struct queue *q)
{
	if (q == NULL)
		return;
	while (q->length > 0)
		q->free_item(take(q));
	pthread_cond_destroy(&q->not_full);
	pthread_cond_destroy(&q->not_empty);
	pthread_mutex_destroy(&q->mtx);
	free(q->ring);
	free(q);
}

enum err
queue_push(struct queue *q, void **item)
{
	enum err e = ERR_STOPPED;

	pthread_mutex_lock(&q->mtx);
	while (q->length == q->capacity && !q->closed)
		pthread_cond_wait(&q->not_full, &q->mtx);
	if (!q->closed) {
		give(q, item);
		e = ERR_OK;
	}
	pthread_mutex_unlock(&q->mtx);
	return e;
}

enum err
queue_try_push(struct queue *q, void **item)
{
	enum err e = ERR_OK;

	pthread_mutex_lock(&q->mtx);
	if (q->closed) {
		e = ERR_STOPPED;
	} else if (q->length == q->capacity) {
		q->refused = true;
		e = ERR_LIMIT;
	} else {
		give(q, item);
	}
	pthread_mutex_unlock(&q->mtx);
	return e;
}

void *
queue_pop(struct queue *q)
{
	void *item = NULL;

	pthread_mutex_lock(&q->mtx);
	while (q->length == 0 && !q->closed)
		pthread_cond_wait(&q->not_empty, &q->mtx);
	if (q->length > 0)
		item = take(q);
	unlock_after_take(q, item != NULL);
	return item;
}

/* The moment that lies so far ahead on the clock of the conditions. */
static struct timespec
from_now(int ms)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += ms / 1000;
	at.tv_nsec += (long)(ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000;
	}
	return at;
}

size_t
queue_take(
    struct queue *q, void **items, size_t max, size_t enough, int timeout_ms)
{
	struct timespec until = from_now(timeout_ms);
	size_t n = 0;
	int rc = 0;

	pthread_mutex_lock(&q->mtx);
	q->enough = enough < q->capacity ? enough : q->capacity;
	while (q->length < q->enough && !q->closed && rc != ETIMEDOUT)
		rc = pthread_cond_timedwait(&q->not_empty, &q->mtx, &until);
	q->enough = 1;
	while (q->length > 0 && n < max)
		items[n++] = take(q);
	unlock_after_take(q, n > 0);
	return n;
}

void *
queue_try_pop(struct queue *q)
{
	void *item = NULL;

	pthread_mutex_lock(&q->mtx);
	if (q->length > 0)
		item = take(q);
	unlock_after_take(q, item != NULL);
	return item;
}

void
queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->mtx);
	q->closed = true;
	pthread_cond_broadcast(&q->not_empty);
	pthread_cond_broadcast(&q->not_full);
	pthread_mutex_unlock(&q->mtx);
}

void
queue_abandon(struct queue *q)
{
	pthread_mutex_lock(&q->mtx);
	q->closed = true;
	while (q->length > 0)
		q->free_item(take(q));
	pthread_cond_broadcast(&q->not_empty);
	pthread_cond_broadcast(&q->not_full);
	pthread_mutex_unlock(&q->mtx);
}

bool
queue_is_over(struct queue *q)
{
	bool over;

	pthread_mutex_lock(&q->mtx);
	over = q->closed && q->length == 0;
	pthread_mutex_unlock(&q->mtx);
	return over;
}

size_t
queue_length(struct queue *q)
{
	size_t n;

	pthread_mutex_lock(&q->mtx);
	n = q->length;
	pthread_mutex_unlock(&q->mtx);
	return n;
}
