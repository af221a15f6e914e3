/* SPDX-License-Identifier: ISC */
/* A parser child: reads a question from shared memory, analyses, answers. */
#include "crawler/sandbox/parser_child.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "crawler/analyse/analyse.h"
#include "crawler/sandbox/confine.h"

struct child {
	uint8_t *shm;              /* mapped */
	struct analyser *analyser; /* owned; NULL before the configuration */
	struct buf out;            /* reused */
};

static enum err
configure(struct child *c, const struct parser_message *m)
{
	analyser_free(c->analyser);
	c->analyser = NULL;
	return analyser_new(c->shm, (size_t)m->meta_len, &c->analyser);
}

/* Analyses the question; the harvest stands packed in c->out. */
static enum err
answer(struct child *c, const struct parser_message *m)
{
	struct harvest *h;
	struct analysis in;
	struct wire_in w;
	enum err e;

	if (c->analyser == NULL)
		return ERR_STOPPED;
	h = harvest_new();
	wire_open(&w, c->shm, (size_t)m->meta_len, &h->arena);
	analysis_unpack(&w, &in);
	in.body = (const char *)c->shm + m->meta_len;
	in.body_len = (size_t)m->body_len;
	if (w.bad || analyser_seed(c->analyser, in.seed) == NULL) {
		harvest_free(h);
		return ERR_PARSE;
	}
	confine_renew_cpu();
	analyse(c->analyser, &in, h);
	buf_reset(&c->out);
	e = harvest_pack(h, &c->out);
	if (e != ERR_OK)
		analyser_retell(c->analyser, in.seed);
	harvest_free(h);
	return e;
}

static bool
handle(struct child *c, int sock, struct parser_message *m)
{
	enum err e = ERR_PARSE;

	c->out.len = 0;
	if (m->meta_len <= PARSER_IN_MAX &&
	    m->body_len < PARSER_IN_MAX - m->meta_len)
		e = m->op == PARSER_CONFIG ? configure(c, m) : answer(c, m);
	memset(m, 0, sizeof(*m));
	m->op = PARSER_DONE;
	m->error = (uint32_t)e;
	if (e == ERR_OK && c->out.len > 0) {
		memcpy(c->shm + PARSER_IN_MAX, c->out.data, c->out.len);
		m->out_len = c->out.len;
	}
	return send(sock, m, sizeof(*m), MSG_NOSIGNAL) == sizeof(*m);
}

_Noreturn void
parser_child(int sock, int memory)
{
	struct child c = { .analyser = NULL };
	struct parser_message m;
	ssize_t n;

	c.shm = mmap(
	    NULL, PARSER_SHM, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
	buf_init(&c.out, PARSER_OUT_MAX);
	if (c.shm == MAP_FAILED || confine_self() != ERR_OK)
		_exit(1);
	for (;;) {
		n = recv(sock, &m, sizeof(m), 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n != sizeof(m) || !handle(&c, sock, &m))
			break;
	}
	_exit(0);
}
