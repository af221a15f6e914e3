/* SPDX-License-Identifier: ISC */
/* The spawner and the program's side of its children. */
#define _GNU_SOURCE /* memfd_create, fallocate */
#include "crawler/sandbox/sandbox.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crawler/sandbox/parser_child.h"
#include "store/base/log.h"

enum {
	SHM_KEEP = 1024 * 1024, /* larger questions give their memory back */
	SPAWN_FDS = 2
};

struct sandbox {
	pid_t pid;           /* the spawner */
	pthread_mutex_t mtx; /* one request to the spawner at a time */
	int sock;            /* owned; used under mtx */
};

struct parser {
	struct sandbox *sandbox; /* borrowed */
	pid_t pid;               /* 0: none */
	int sock, memory;        /* owned */
	uint8_t *shm;            /* mapped */
	void *config;            /* owned */
	size_t config_len;
	unsigned n_names;
	int deadline_ms;
	struct buf meta, answer; /* reused */
};

/* What is asked of the spawner: a new child (pid 0), or the end of one. */
struct order {
	pid_t pid;
	int status; /* answer: as waitpid gave it */
};

/* ---- the spawner's side ---- */

static void
send_order(int sock, const struct order *o, const int *fds, size_t n)
{
	union {
		char bytes[CMSG_SPACE(SPAWN_FDS * sizeof(int))];
		struct cmsghdr align;
	} control = { .bytes = { 0 } };
	struct order copy = *o;
	struct iovec iov = { .iov_base = &copy, .iov_len = sizeof(copy) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (n > 0) {
		struct cmsghdr *c = &control.align;

		msg.msg_control = control.bytes;
		msg.msg_controllen = sizeof(control.bytes);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(n * sizeof(int));
		memcpy(CMSG_DATA(c), fds, n * sizeof(int));
	}
	if (sendmsg(sock, &msg, MSG_NOSIGNAL) < 0)
		_exit(1); /* the program is gone */
}

/* Dies with the process that forked it, also when that is gone already. */
static void
follow_parent(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
}

static void
spawn_child(int sock)
{
	struct order o = { .pid = -1 };
	int pair[2] = { -1, -1 };
	int memory = memfd_create("vigie-parser", MFD_CLOEXEC);
	pid_t self = getpid();

	if (memory < 0 || ftruncate(memory, PARSER_SHM) != 0 ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
		(void)log_sys("parser: cannot prepare a child");
		send_order(sock, &o, NULL, 0);
		return;
	}
	o.pid = fork();
	if (o.pid == 0) {
		follow_parent(self);
		close(sock);
		close(pair[0]);
		parser_child(pair[1], memory);
	}
	close(pair[1]);
	if (o.pid < 0) {
		(void)log_sys("parser: fork");
		send_order(sock, &o, NULL, 0);
	} else {
		int fds[SPAWN_FDS] = { pair[0], memory };

		send_order(sock, &o, fds, SPAWN_FDS);
	}
	close(pair[0]);
	close(memory);
}

/* The program's files are none of the spawner's business. */
static void
leave_files(int sock)
{
	int null = open("/dev/null", O_RDWR);

	if (null >= 0) {
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
	}
	for (int fd = 3; fd < 1024; fd++)
		if (fd != sock)
			close(fd);
	if (chdir("/") != 0)
		_exit(1);
}

_Noreturn static void
spawner(int sock, pid_t parent)
{
	struct order o;

	follow_parent(parent);
	/* Ctrl-C reaches the whole group: the program decides what ends. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	leave_files(sock);
	for (;;) {
		ssize_t n = recv(sock, &o, sizeof(o), 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n != sizeof(o))
			_exit(0);
		if (o.pid == 0) {
			spawn_child(sock);
			continue;
		}
		kill(o.pid, SIGKILL);
		if (waitpid(o.pid, &o.status, 0) < 0)
			o.status = 0;
		send_order(sock, &o, NULL, 0);
	}
}

/* ---- the program's side ---- */

enum err
sandbox_start(struct sandbox **out)
{
	struct sandbox *sb = mem_zalloc(sizeof(*sb));
	pid_t self = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
		free(sb);
		return log_sys("parser: socketpair");
	}
	sb->pid = fork();
	if (sb->pid == 0) {
		close(pair[0]);
		spawner(pair[1], self);
	}
	close(pair[1]);
	if (sb->pid < 0) {
		close(pair[0]);
		free(sb);
		return log_sys("parser: fork");
	}
	pthread_mutex_init(&sb->mtx, NULL);
	sb->sock = pair[0];
	*out = sb;
	return ERR_OK;
}

void
sandbox_stop(struct sandbox *sb)
{
	if (sb == NULL)
		return;
	close(sb->sock);
	kill(sb->pid, SIGKILL);
	while (waitpid(sb->pid, NULL, 0) < 0 && errno == EINTR)
		;
	pthread_mutex_destroy(&sb->mtx);
	free(sb);
}

/* One answer of the spawner, with the files it sent (-1: none). */
static bool
receive_order(int sock, struct order *o, int fds[SPAWN_FDS])
{
	union {
		char bytes[CMSG_SPACE(SPAWN_FDS * sizeof(int))];
		struct cmsghdr align;
	} control;
	struct iovec iov = { .iov_base = o, .iov_len = sizeof(*o) };
	struct msghdr msg = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *c;
	ssize_t n;

	do
		n = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n != sizeof(*o))
		return false;
	c = CMSG_FIRSTHDR(&msg);
	if (c != NULL && c->cmsg_len == CMSG_LEN(SPAWN_FDS * sizeof(int)))
		memcpy(fds, CMSG_DATA(c), SPAWN_FDS * sizeof(int));
	return true;
}

static bool
ask_spawner(struct sandbox *sb, struct order *o, int fds[SPAWN_FDS])
{
	bool ok;

	pthread_mutex_lock(&sb->mtx);
	ok = send(sb->sock, o, sizeof(*o), MSG_NOSIGNAL) == sizeof(*o) &&
	     receive_order(sb->sock, o, fds);
	pthread_mutex_unlock(&sb->mtx);
	return ok;
}

/* Ends the child, says how it had died if it had. */
static int
parser_end(struct parser *p)
{
	struct order o = { .pid = p->pid };
	int fds[SPAWN_FDS];

	if (p->shm != NULL)
		munmap(p->shm, PARSER_SHM);
	if (p->sock >= 0)
		close(p->sock);
	if (p->memory >= 0)
		close(p->memory);
	p->shm = NULL;
	p->sock = -1;
	p->memory = -1;
	p->pid = 0;
	if (o.pid <= 0 || !ask_spawner(p->sandbox, &o, fds))
		return 0;
	return o.status;
}

/* The socket's own deadline spares a call for each question. */
static enum err
set_deadline(const struct parser *p)
{
	const struct timeval t = { .tv_sec = p->deadline_ms / 1000,
		.tv_usec = p->deadline_ms % 1000 * 1000L };

	if (setsockopt(p->sock, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof(t)) != 0)
		return log_sys("parser: deadline");
	return ERR_OK;
}

/* Sends a question and waits for the answer. False: no answer in time
 * (*late), or the child is gone. */
static bool
exchange(struct parser *p, struct parser_message *m, bool *late)
{
	ssize_t n;

	*late = false;
	if (send(p->sock, m, sizeof(*m), MSG_NOSIGNAL) != sizeof(*m))
		return false;
	do
		n = recv(p->sock, m, sizeof(*m), 0);
	while (n < 0 && errno == EINTR);
	*late = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
	return n == sizeof(*m) && m->op == PARSER_DONE;
}

static enum err
parser_begin(struct parser *p)
{
	struct order o = { .pid = 0 };
	struct parser_message m = { .op = PARSER_CONFIG,
		.meta_len = p->config_len };
	int fds[SPAWN_FDS] = { -1, -1 };
	bool late;

	if (!ask_spawner(p->sandbox, &o, fds) || o.pid < 0 || fds[0] < 0) {
		log_error("parser: no child to be had (is memory short?)");
		return ERR_SYS;
	}
	p->pid = o.pid;
	p->sock = fds[0];
	p->memory = fds[1];
	p->shm = mmap(
	    NULL, PARSER_SHM, PROT_READ | PROT_WRITE, MAP_SHARED, p->memory, 0);
	if (p->shm == MAP_FAILED) {
		p->shm = NULL;
		return log_sys("parser: mmap");
	}
	if (set_deadline(p) != ERR_OK)
		return ERR_SYS;
	memcpy(p->shm, p->config, p->config_len);
	if (!exchange(p, &m, &late) || m.error != ERR_OK) {
		log_error("parser: the child did not take its configuration");
		return ERR_SYS;
	}
	return ERR_OK;
}

enum err
parser_new(struct sandbox *sb, const void *config, size_t n, unsigned n_names,
    struct parser **out)
{
	struct parser *p;
	enum err e;

	if (n >= PARSER_IN_MAX)
		return ERR_LIMIT;
	p = mem_zalloc(sizeof(*p));
	p->sandbox = sb;
	p->sock = -1;
	p->memory = -1;
	p->config = mem_alloc(n);
	memcpy(p->config, config, n);
	p->config_len = n;
	p->n_names = n_names;
	p->deadline_ms = SANDBOX_DEADLINE_MS;
	buf_init(&p->meta, PARSER_IN_MAX);
	buf_init(&p->answer, PARSER_OUT_MAX);
	e = parser_begin(p);
	if (e != ERR_OK) {
		parser_free(p);
		return e;
	}
	*out = p;
	return ERR_OK;
}

void
parser_set_deadline(struct parser *p, int ms)
{
	p->deadline_ms = ms;
	if (p->sock >= 0 && set_deadline(p) != ERR_OK)
		log_debug("parser: the deadline stays what it was");
}

void
parser_free(struct parser *p)
{
	if (p == NULL)
		return;
	(void)parser_end(p);
	free(p->config);
	buf_fini(&p->meta);
	buf_fini(&p->answer);
	free(p);
}

static const char *
death_words(int status)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return "the parser asked for what it must not have";
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return "the parser used up its processor time";
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
		return "the parser ran out of memory or found itself wrong";
	return "the parser crashed";
}

/* Replaces a child that failed; the failure itself is the caller's news. */
static enum err
replace(struct parser *p, bool late, const char **why)
{
	int status = parser_end(p);
	enum err e = parser_begin(p);

	*why = late ? "the parser took too long" : death_words(status);
	if (e != ERR_OK)
		return e;
	return late ? ERR_LIMIT : ERR_STOPPED;
}

/* A child that answers nonsense is trusted no more, nor does it know what of
 * that got lost. */
static enum err
begin_anew(struct parser *p, enum err failure)
{
	(void)parser_end(p);
	if (parser_begin(p) != ERR_OK)
		log_debug("parser: tried again with the next page");
	return failure;
}

static void
give_memory_back(struct parser *p, size_t used, size_t out)
{
	if (used > SHM_KEEP)
		(void)fallocate(p->memory,
		    FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, SHM_KEEP,
		    PARSER_IN_MAX - SHM_KEEP);
	if (out > SHM_KEEP)
		(void)fallocate(p->memory,
		    FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, PARSER_IN_MAX,
		    PARSER_OUT_MAX);
}

/* The answer is copied before it is checked: a child that has gone bad could
 * change shared memory between the check and the use. */
static enum err
take_harvest(struct parser *p, size_t n, struct harvest **out)
{
	enum err e;

	buf_reset(&p->answer);
	e = buf_add(&p->answer, p->shm + PARSER_IN_MAX, n);
	if (e != ERR_OK)
		return e;
	return harvest_unpack(p->answer.data, n, p->n_names, out);
}

enum err
parser_run(struct parser *p, const struct analysis *in, struct harvest **out,
    const char **why)
{
	struct parser_message m = { .op = PARSER_ANALYSE };
	struct wire_out w;
	bool late;
	enum err e;

	buf_reset(&p->meta);
	wire_begin(&w, &p->meta);
	analysis_pack(in, &w);
	if (p->shm == NULL) /* its successor could not be had the last time */
		e = parser_begin(p);
	else
		e = w.err;
	if (e == ERR_OK && in->body_len >= PARSER_IN_MAX - p->meta.len)
		e = ERR_LIMIT;
	if (e != ERR_OK) {
		*why = "the parser could not be asked";
		return e;
	}
	assert(p->shm != NULL); /* parser_begin saw to it */
	m.meta_len = p->meta.len;
	m.body_len = in->body_len;
	if (p->meta.len > 0)
		memcpy(p->shm, p->meta.data, p->meta.len);
	if (in->body_len > 0)
		memcpy(p->shm + p->meta.len, in->body, in->body_len);
	p->shm[p->meta.len + in->body_len] = '\0';
	if (!exchange(p, &m, &late))
		return replace(p, late, why);
	*why = "the parser's answer was not understood";
	e = ERR_PARSE;
	if (m.error == ERR_OK && m.out_len <= PARSER_OUT_MAX)
		e = take_harvest(p, (size_t)m.out_len, out);
	if (m.error == ERR_OK && e != ERR_OK)
		return begin_anew(p, e);
	if (m.error == ERR_LIMIT)
		*why = "the page holds more than can be reported";
	give_memory_back(p, p->meta.len + in->body_len, (size_t)m.out_len);
	return e;
}
