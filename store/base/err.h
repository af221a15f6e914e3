/* SPDX-License-Identifier: ISC */
/* store/base: the foot on which every part stands. It knows nothing of LMDB,
 * of the network or of a terminal. This header: the one list of what can go
 * wrong. A function that can fail returns enum err; the line that sees the
 * cause logs it once, above that the code travels alone. */
#ifndef STORE_BASE_ERR_H
#define STORE_BASE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

/* code, words, exit status of a command that ends by it (CLI.md) */
#define ERR_TABLE(X)                                                           \
	X(ERR_OK, "done", 0)                                                   \
	X(ERR_SHORT, "something fell short", 1)                                \
	X(ERR_NOTFOUND, "not found", 1)                                        \
	X(ERR_PARSE, "malformed", 1)                                           \
	X(ERR_LIMIT, "over its limit", 1)                                      \
	X(ERR_NET, "network failure", 1)                                       \
	X(ERR_DENIED, "not allowed", 1)                                        \
	X(ERR_STOPPED, "stopped", 1)                                           \
	X(ERR_USAGE, "wrong usage", 2)                                         \
	X(ERR_SYS, "system failure", 3)                                        \
	X(ERR_FULL, "no space left", 3)                                        \
	X(ERR_DB, "archive failure", 3)                                        \
	X(ERR_DAMAGED, "archive damaged", 3)                                   \
	X(ERR_VERSION, "archive of a newer version", 3)                        \
	X(ERR_BUSY, "busy", 75)                                                \
	X(ERR_INTERRUPTED, "interrupted", 130)

enum err {
#define ERR_ENUM(code, words, status) code,
	ERR_TABLE(ERR_ENUM)
#undef ERR_ENUM
};

/* A few words in English; never NULL. */
const char *err_words(enum err e);
/* The exit status of CLI.md. */
int err_status(enum err e);

#endif
