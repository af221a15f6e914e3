/* SPDX-License-Identifier: ISC */
/* A bounded queue between threads that passes ownership: after a push the
 * caller's pointer is NULL. The fetch thread uses only the try_ forms, since
 * it must never wait on a queue. */
#ifndef CRAWLER_PIPELINE_QUEUE_H
#define CRAWLER_PIPELINE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/err.h"

struct queue;

/* free_item is called for what is left when the queue is freed. */
struct queue *queue_new(size_t capacity, void (*free_item)(void *item));
void queue_free(struct queue *q);
/* Takes *item and sets it to NULL. Waits while the queue is full. ERR_STOPPED
 * when it is closed: *item is then still the caller's. */
enum err queue_push(struct queue *q, void **item) MUST_CHECK;
/* The same without waiting: ERR_LIMIT when it is full. */
enum err queue_try_push(struct queue *q, void **item) MUST_CHECK;
/* Who only uses queue_try_push is rung when half of the queue is free: fn is
 * called once after a try that found the queue full, by the thread that popped,
 * with no lock held. Set it before the threads start. */
void queue_on_room(struct queue *q, void (*fn)(void *arg), void *arg);
/* Waits for an item; NULL when the queue is closed and empty. */
void *queue_pop(struct queue *q);
/* Waits until `enough` items are there (1 or more), it is closed, or timeout_ms
 * have passed; then takes at most max of them into items, the oldest first, and
 * returns their number. Nobody is woken for less than enough, which spares a
 * consumer of many small items a wake-up for each. For a queue with one
 * consumer. */
size_t queue_take(
    struct queue *q, void **items, size_t max, size_t enough, int timeout_ms);
void *queue_try_pop(struct queue *q);
/* Nothing is in it and nothing will be. */
bool queue_is_over(struct queue *q);
/* No more pushes; what is in it can still be popped. */
void queue_close(struct queue *q);
/* No more pushes, and what is in it is freed: a consumer failed. */
void queue_abandon(struct queue *q);
size_t queue_length(struct queue *q);

#endif
