/* SPDX-License-Identifier: ISC */
/* The log: one line an event, on stderr, any thread. Control characters of
 * foreign text are shown as \xNN, so no byte from outside reaches a terminal
 * raw. Secrets are the caller's to leave out. */
#ifndef STORE_BASE_LOG_H
#define STORE_BASE_LOG_H

#include <stddef.h>

#include "store/base/err.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* Lines above the level are dropped. Default LOG_WARN; -q is LOG_ERROR, -v
 * LOG_INFO, -vv LOG_DEBUG. Set before threads start. */
void log_set_level(enum log_level level);
enum log_level log_level(void);
/* Called before a line is written, under the log's mutex: whoever draws a
 * progress line takes it off the screen here. NULL for none. */
void log_set_before(void (*before)(void));
/* Where whole lines go instead of stderr (tests); NULL for stderr. */
void log_set_sink(void (*sink)(enum log_level level, const char *line));

/* "vigie: WHAT: WHY (WHAT TO DO)": the caller writes all after "vigie: ". */
void log_error(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_warn(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_info(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_debug(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* The words of a code of errno, in any thread. */
void log_words(int cause, char *out, size_t n);
/* Logs "WHAT: strerror(errno)". ERR_FULL for a full disk, else ERR_SYS. */
enum err log_sys(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
