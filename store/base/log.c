/* SPDX-License-Identifier: ISC */
/* Lines to stderr, one write each. */
#include "store/base/log.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/buf.h"

enum { LOG_LINE_MAX = 16 * 1024 };

static enum log_level threshold = LOG_WARN; /* set before threads start */
static void (*before_line)(void);           /* set before threads start */
static void (*line_sink)(enum log_level, const char *);
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;

void
log_set_level(enum log_level level)
{
	threshold = level;
}

enum log_level
log_level(void)
{
	return threshold;
}

void
log_set_before(void (*before)(void))
{
	before_line = before;
}

void
log_set_sink(void (*sink)(enum log_level level, const char *line))
{
	line_sink = sink;
}

/* Appends s with its control characters made visible. What does not fit is
 * cut: a log line is never a reason to fail. */
static void
add_visible(struct buf *b, const char *s)
{
	enum err e = ERR_OK;

	for (; *s != '\0' && e == ERR_OK; s++) {
		unsigned char c = (unsigned char)*s;

		/* C1 controls as UTF-8: c2 80 .. c2 9f */
		if (c == 0xc2 && (unsigned char)s[1] >= 0x80 &&
		    (unsigned char)s[1] <= 0x9f) {
			e = buf_addf(b, "\\x%02x", (unsigned char)s[1]);
			s++;
		} else if (c < 0x20 || c == 0x7f) {
			e = buf_addf(b, "\\x%02x", c);
		} else {
			e = buf_addc(b, (char)c);
		}
	}
}

static void
write_line(enum log_level level, const char *text)
{
	struct buf line;
	enum err e;

	buf_init(&line, LOG_LINE_MAX);
	e = buf_adds(&line, "vigie: ");
	add_visible(&line, text);
	pthread_mutex_lock(&mtx);
	if (before_line != NULL)
		before_line();
	if (line_sink != NULL && e == ERR_OK)
		line_sink(level, line.data);
	else if (line.data != NULL)
		fprintf(stderr, "%s\n", line.data);
	pthread_mutex_unlock(&mtx);
	buf_fini(&line);
}

static void log_at(enum log_level level, const char *fmt, va_list ap)
    PRINTF_LIKE(2, 0);

static void
log_at(enum log_level level, const char *fmt, va_list ap)
{
	char text[4096];

	if (level > threshold)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	write_line(level, text);
}

#define LOG_BODY(level)                                                        \
	va_list ap;                                                            \
	va_start(ap, fmt);                                                     \
	log_at(level, fmt, ap);                                                \
	va_end(ap)

void
log_error(const char *fmt, ...)
{
	LOG_BODY(LOG_ERROR);
}

void
log_warn(const char *fmt, ...)
{
	LOG_BODY(LOG_WARN);
}

void
log_info(const char *fmt, ...)
{
	LOG_BODY(LOG_INFO);
}

void
log_debug(const char *fmt, ...)
{
	LOG_BODY(LOG_DEBUG);
}

void
log_words(int cause, char *out, size_t n)
{
	if (strerror_r(cause, out, n) != 0)
		snprintf(out, n, "error %d", cause);
}

enum err
log_sys(const char *fmt, ...)
{
	int cause = errno;
	bool is_full = cause == ENOSPC || cause == EDQUOT;
	char what[2048], why[128];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	log_words(cause, why, sizeof(why));
	log_error("%s: %s%s", what, why,
	    is_full ? " (free some space and run it again)" : "");
	errno = cause;
	return is_full ? ERR_FULL : ERR_SYS;
}
