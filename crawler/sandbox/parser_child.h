/* SPDX-License-Identifier: ISC */
/* The parser child's own side, and the few bytes that both sides agree on. */
#ifndef CRAWLER_SANDBOX_PARSER_CHILD_H
#define CRAWLER_SANDBOX_PARSER_CHILD_H

#include <stdint.h>

/* Shared memory: the question at its head, the answer behind it. Pages of it
 * that are never touched cost nothing. */
enum {
	PARSER_IN_MAX = 40 * 1024 * 1024,
	PARSER_OUT_MAX = 24 * 1024 * 1024,
	PARSER_SHM = PARSER_IN_MAX + PARSER_OUT_MAX
};

enum parser_op { PARSER_CONFIG = 1, PARSER_ANALYSE, PARSER_DONE };

/* One message, either way, over a SOCK_SEQPACKET pair. */
struct parser_message {
	uint32_t op;       /* enum parser_op */
	uint32_t error;    /* answer: enum err */
	uint64_t meta_len; /* question: wire bytes at 0 */
	uint64_t body_len; /* question: the body behind them */
	uint64_t out_len;  /* answer: at PARSER_IN_MAX */
};

/* Confines itself, then answers until the socket closes. Never returns. */
_Noreturn void parser_child(int sock, int memory);

#endif
