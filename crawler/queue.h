/* SPDX-License-Identifier: ISC */
/* A bounded queue between threads that passes ownership: after a push the
 * caller's pointer is NULL. The fetch thread uses only the try_ forms, since
 * it must never wait on a queue. */
#ifndef CRAWLER_QUEUE_H
#define CRAWLER_QUEUE_H

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
/* False, at once, when it is full or closed. */
bool queue_try_push(struct queue *q, void **item);
/* Who only uses queue_try_push is rung when there is room again: fn is called
 * once after a try that found the queue full, by the thread that popped, with
 * no lock held. Set it before the threads start. */
void queue_on_room(struct queue *q, void (*fn)(void *arg), void *arg);
/* Waits for an item; NULL when the queue is closed and empty. */
void *queue_pop(struct queue *q);
/* As queue_pop, but NULL also when timeout_ms passed: *timed_out says so. */
void *queue_pop_for(struct queue *q, int timeout_ms, bool *timed_out);
void *queue_try_pop(struct queue *q);
/* No more pushes; what is in it can still be popped. */
void queue_close(struct queue *q);
/* No more pushes, and what is in it is freed: a consumer failed. */
void queue_abandon(struct queue *q);
size_t queue_length(struct queue *q);

#endif
