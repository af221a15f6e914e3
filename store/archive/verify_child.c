/* SPDX-License-Identifier: ISC */
/* Verification in a child process. What it finds comes back through a pipe:
 * each message is its length (4 bytes) and packed fields. The child reads
 * damaged files, so its messages are read as foreign bytes. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/archive/verify.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/pack.h"

enum { MESSAGE_MAX = 64 * 1024 };
enum message { MESSAGE_LINE, MESSAGE_END };

/* What the child is asked to do. */
struct task {
	const char *dir;
	const char *note; /* verify against this, or NULL: everything */
	size_t note_len;
	int fd; /* the pipe's writing end */
};

/* ---- the child ---- */

static void
send_message(int fd, const struct buf *b)
{
	uint8_t head[4];
	struct key k;

	key_init(&k);
	key_u32(&k, (uint32_t)b->len);
	memcpy(head, k.data, sizeof(head));
	/* Nobody to tell when the parent is gone. */
	if (write(fd, head, sizeof(head)) != sizeof(head) ||
	    write(fd, b->data, b->len) != (ssize_t)b->len)
		_exit(EXIT_FAILURE);
}

static void
send_line(const struct verify_line *line, void *arg)
{
	const struct task *task = arg;
	struct buf b;

	buf_init(&b, MESSAGE_MAX);
	pack_u8(&b, MESSAGE_LINE);
	pack_text(&b, line->check);
	pack_text(&b, line->of);
	pack_text(&b, line->why);
	pack_u8(&b, line->ok);
	send_message(task->fd, &b);
	buf_fini(&b);
}

static void
send_end(const struct task *task, enum err e, const struct verify_sum *sum)
{
	struct buf b;

	buf_init(&b, MESSAGE_MAX);
	pack_u8(&b, MESSAGE_END);
	pack_uint(&b, e);
	pack_uint(&b, sum->records);
	pack_uint(&b, sum->blobs);
	pack_uint(&b, sum->nodes);
	pack_uint(&b, sum->checks);
	pack_uint(&b, sum->checkpoints);
	pack_uint(&b, sum->stamps);
	pack_uint(&b, sum->bad);
	send_message(task->fd, &b);
	buf_fini(&b);
}

static void
run(const struct task *task)
{
	struct verify_sum sum = { 0 };
	/* send_line only reads its task. */
	enum err e = verify_dir(task->dir, task->note, task->note_len,
	    send_line, txn_unconst(task), &sum);

	send_end(task, e, &sum);
}

/* ---- the parent ---- */

struct answer {
	verify_report report;
	void *arg;
	bool ended; /* the last message came */
	enum err err;
	struct verify_sum sum;
};

static bool
read_all(int fd, void *out, size_t n)
{
	char *to = out;

	while (n > 0) {
		ssize_t got = read(fd, to, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		to += got;
		n -= (size_t)got;
	}
	return true;
}

static bool
take_line(struct unpack *u, struct answer *a)
{
	char *check = unpack_text(u), *of = unpack_text(u);
	char *why = unpack_text(u);
	bool ok = unpack_u8(u) == 1;
	bool whole = unpack_done(u) && check != NULL && of != NULL;
	const struct verify_line line = { check, of, why, ok };

	if (whole)
		a->report(&line, a->arg);
	free(check);
	free(of);
	free(why);
	return whole;
}

static bool
take_end(struct unpack *u, struct answer *a)
{
	uint64_t err = unpack_uint(u);

	a->sum.records = unpack_uint(u);
	a->sum.blobs = unpack_uint(u);
	a->sum.nodes = unpack_uint(u);
	a->sum.checks = unpack_uint(u);
	a->sum.checkpoints = unpack_uint(u);
	a->sum.stamps = unpack_uint(u);
	a->sum.bad = unpack_uint(u);
	a->ended = unpack_done(u) && err <= ERR_INTERRUPTED;
	a->err = a->ended ? (enum err)err : ERR_DAMAGED;
	return false;
}

/* One message; false at the last one, or when the child is gone. */
static bool
take_message(int fd, char *room, struct answer *a)
{
	uint8_t head[4];
	struct unpack u;
	uint32_t n;

	if (!read_all(fd, head, sizeof(head)))
		return false;
	n = key_read_u32(head);
	if (n > MESSAGE_MAX || !read_all(fd, room, n))
		return false;
	unpack_init(&u, room, n);
	return unpack_u8(&u) == MESSAGE_LINE ? take_line(&u, a)
					     : take_end(&u, a);
}

/* The child died: that too is a finding. */
static void
report_death(const struct task *task, int status, struct answer *a)
{
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	char *why = mem_printf("reading it ended in signal %d%s: a damaged or "
			       "cut file (restore a backup)",
	    sig,
	    sig == SIGBUS    ? " (SIGBUS)"
	    : sig == SIGSEGV ? " (SIGSEGV)"
			     : "");
	const struct verify_line line = { "archive", task->dir, why, false };

	a->report(&line, a->arg);
	a->sum.bad++;
	a->err = ERR_DAMAGED;
	free(why);
}

static enum err
run_in_child(struct task *task, struct answer *a)
{
	const struct rlimit no_core = { 0, 0 };
	char *room;
	int ends[2], status = 0;
	pid_t pid;

	if (pipe(ends) != 0)
		return log_sys("pipe");
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		task->fd = ends[1];
		setrlimit(RLIMIT_CORE, &no_core);
		signal(SIGPIPE, SIG_IGN);
		signal(SIGBUS, SIG_DFL); /* the parent says what it means */
		run(task);
		_exit(EXIT_SUCCESS);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return log_sys("fork");
	}
	room = mem_alloc(MESSAGE_MAX);
	while (take_message(ends[0], room, a))
		continue;
	free(room);
	close(ends[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (!a->ended)
		report_death(task, status, a);
	return a->err;
}

enum err
archive_verify(
    const char *dir, verify_report report, void *arg, struct verify_sum *sum)
{
	struct task task = { .dir = dir };
	struct answer a = { .report = report, .arg = arg };
	enum err e = run_in_child(&task, &a);

	*sum = a.sum;
	return e;
}

enum err
archive_verify_against(const char *dir, const char *note, size_t n,
    verify_report report, void *arg)
{
	struct task task = { .dir = dir, .note = note, .note_len = n };
	struct answer a = { .report = report, .arg = arg };

	return run_in_child(&task, &a);
}
