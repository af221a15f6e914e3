/* SPDX-License-Identifier: ISC */
/* Reading and writing without waiting. */
#include "crawler/browser/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store/base/log.h"

enum {
	STEP = 64 * 1024,
	READS_MAX = 64,                 /* in one go: then it is our turn */
	SENDING_MAX = 192 * 1024 * 1024 /* answers that it has yet to read */
};

void
pipe_init(struct pipe *p, int in, int out)
{
	memset(p, 0, sizeof(*p));
	p->in = in;
	p->out = out;
	(void)fcntl(in, F_SETFL, O_NONBLOCK);
	(void)fcntl(out, F_SETFL, O_NONBLOCK);
	messages_init(&p->received);
	buf_init(&p->sending, SENDING_MAX);
}

void
pipe_fini(struct pipe *p)
{
	if (p->in >= 0)
		close(p->in);
	if (p->out >= 0)
		close(p->out);
	p->in = p->out = -1;
	messages_fini(&p->received);
	buf_fini(&p->sending);
}

enum err
pipe_send(struct pipe *p, const char *json, size_t n)
{
	if (p->sent == p->sending.len) {
		buf_reset(&p->sending);
		p->sent = 0;
	}
	if (n + 1 > SENDING_MAX - p->sending.len)
		return ERR_LIMIT;
	return buf_add(&p->sending, json, n) == ERR_OK
		   ? buf_add(&p->sending, "", 1)
		   : ERR_LIMIT;
}

bool
pipe_has_to_send(const struct pipe *p)
{
	return p->sent < p->sending.len;
}

enum err
pipe_write(struct pipe *p)
{
	while (p->sent < p->sending.len) {
		/* A socket, so that one whose reader has died is no signal. */
		ssize_t n = send(p->out, p->sending.data + p->sent,
		    p->sending.len - p->sent, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return ERR_OK;
		if (n <= 0)
			return ERR_STOPPED;
		p->sent += (size_t)n;
	}
	return ERR_OK;
}

enum err
pipe_read(struct pipe *p)
{
	char step[STEP];
	enum err e = ERR_OK;

	for (int i = 0; i < READS_MAX && e == ERR_OK; i++) {
		ssize_t n = read(p->in, step, sizeof(step));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return ERR_OK;
		if (n <= 0)
			return ERR_STOPPED;
		e = messages_add(&p->received, step, (size_t)n);
	}
	return e;
}
