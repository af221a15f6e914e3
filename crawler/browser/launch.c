/* SPDX-License-Identifier: ISC */
/* Starting and ending Chromium. Between fork and exec the child is one thread
 * of a process that may have had many, so it only makes system calls. */
#define _GNU_SOURCE /* unshare */
#include "crawler/browser/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crawler/browser/browser.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	END_MS = 2000, /* it has so long to end by itself */
	SPARE_FD = 10, /* above the descriptors that are given away */
	FILE_MAX = 512 * 1024 * 1024, /* no file that it writes is larger */
};

const char *const launch_flags[] = { "--headless", "--remote-debugging-pipe",
	"--disable-gpu", "--disable-quic", "--disable-background-networking",
	"--disable-component-update", "--disable-default-apps",
	"--disable-dev-shm-usage", "--disable-domain-reliability",
	"--disable-extensions", "--disable-sync", "--disable-breakpad",
	"--disable-crash-reporter", "--disk-cache-size=1", "--hide-scrollbars",
	"--js-flags=--max-old-space-size=512", "--mute-audio",
	"--no-default-browser-check", "--no-first-run", "--no-pings",
	"--password-store=basic", "--use-mock-keychain",
	"--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
	/* Nothing listens on the discard port; the last makes even loopback go
	 * there. */
	"--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
	NULL };

static const char *const paths[] = {
	"/usr/lib/chromium/chromium-headless-shell",
	"/usr/lib/chromium/chromium",
	"/usr/bin/chromium-headless-shell",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome-stable",
};

const char *
browser_path(void)
{
	const char *own = getenv("VIGIE_BROWSER");

	if (own != NULL && own[0] != '\0')
		return access(own, X_OK) == 0 ? own : NULL;
	for (size_t i = 0; i < NELEM(paths); i++)
		if (access(paths[i], X_OK) == 0)
			return paths[i];
	return NULL;
}

/* ---- in the child ---- */

struct child {
	const char *path;
	char **argv, **envp;
	int in, out; /* its own ends */
	int word;    /* what it says before exec: isolation, or why not */
	pid_t parent;
	char maps[2][48]; /* of its user and group */
};

enum { WORD_NAMESPACE = 'n', WORD_PROXY = 'p', WORD_FAILED = 'f' };

static bool
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	size_t n = strlen(text);
	bool ok = fd >= 0 && write(fd, text, n) == (ssize_t)n;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* A network namespace with nothing in it, not even loopback. Who is not root
 * needs a user namespace for it, in which it stays who it is. */
static bool
leave_network(const struct child *c)
{
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return unshare(CLONE_NEWNET) == 0;
	return write_file("/proc/self/setgroups", "deny") &&
	       write_file("/proc/self/uid_map", c->maps[0]) &&
	       write_file("/proc/self/gid_map", c->maps[1]);
}

static void
set_limits(void)
{
	const struct rlimit none = { 0, 0 };
	const struct rlimit file = { FILE_MAX, FILE_MAX };

	(void)setrlimit(RLIMIT_CORE, &none);
	(void)setrlimit(RLIMIT_FSIZE, &file);
}

/* Descriptors 3 and 4 are the protocol's, 0 to 2 lead nowhere, and there are no
 * others. */
static bool
set_files(struct child *c)
{
	int null = open("/dev/null", O_RDWR);
	int in = fcntl(c->in, F_DUPFD, SPARE_FD);
	int out = fcntl(c->out, F_DUPFD, SPARE_FD);
	int word = fcntl(c->word, F_DUPFD, SPARE_FD);

	if (null < 0 || in < 0 || out < 0 || word < 0)
		return false;
	if (dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0 ||
	    dup2(in, 3) < 0 || dup2(out, 4) < 0 || dup2(word, 5) < 0)
		return false;
	c->word = 5;
	(void)fcntl(5, F_SETFD, FD_CLOEXEC);
	(void)syscall(SYS_close_range, 6U, ~0U, 0U);
	return true;
}

static void
say_word(const struct child *c, char word)
{
	if (write(c->word, &word, 1) != 1)
		_exit(127);
}

static void
become(struct child *c)
{
	sigset_t none;

	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)setpgid(0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != c->parent)
		_exit(127);
	set_limits();
	if (!set_files(c)) {
		say_word(c, WORD_FAILED);
		_exit(127);
	}
	say_word(c, leave_network(c) ? WORD_NAMESPACE : WORD_PROXY);
	/* A user namespace takes the dumpable flag and with it this. */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	execve(c->path, c->argv, c->envp);
	say_word(c, WORD_FAILED);
	_exit(127);
}

/* ---- in the parent ---- */

static char **
make_argv(const char *path, const struct launch *l)
{
	char **v = mem_array(NELEM(launch_flags) + 8, sizeof(char *));
	size_t n = 0;

	v[n++] = mem_strdup(path);
	for (size_t i = 0; launch_flags[i] != NULL; i++)
		v[n++] = mem_strdup(launch_flags[i]);
	v[n++] = mem_printf("--user-data-dir=%s", l->profile.path);
	if (!l->sandbox)
		v[n++] = mem_strdup("--no-sandbox");
	v[n++] = mem_strdup("about:blank");
	v[n] = NULL;
	return v;
}

/* Its surroundings: nothing of ours but where fonts and clocks are found. */
static char **
make_env(const struct launch *l)
{
	static const char *const kept[] = { "LANG", "LC_ALL", "TZ",
		"FONTCONFIG_FILE", "FONTCONFIG_PATH" };
	char **v = mem_array(NELEM(kept) + 8, sizeof(char *));
	size_t n = 0;

	v[n++] = mem_strdup("PATH=/usr/bin:/bin");
	v[n++] = mem_printf("HOME=%s", l->profile.path);
	v[n++] = mem_printf("TMPDIR=%s", l->profile.path);
	v[n++] = mem_printf("XDG_CACHE_HOME=%s", l->profile.path);
	v[n++] = mem_printf("XDG_CONFIG_HOME=%s", l->profile.path);
	for (size_t i = 0; i < NELEM(kept); i++)
		if (getenv(kept[i]) != NULL)
			v[n++] = mem_printf("%s=%s", kept[i], getenv(kept[i]));
	v[n] = NULL;
	return v;
}

static void
free_words(char **v)
{
	for (size_t i = 0; v[i] != NULL; i++)
		free(v[i]);
	free(v);
}

/* The words that it says before it is Chromium; the pipe closes by exec. */
static enum err
hear_words(struct launch *l, int fd)
{
	char word;
	bool failed = false;
	ssize_t n;

	do {
		n = read(fd, &word, 1);
		if (n == 1 && word == WORD_NAMESPACE)
			l->isolation = "network-namespace";
		else if (n == 1 && word == WORD_PROXY)
			l->isolation = "closed-proxy";
		else if (n == 1)
			failed = true;
	} while (n == 1 || (n < 0 && errno == EINTR));
	if (!failed && l->isolation != NULL)
		return ERR_OK;
	log_error("browser: it cannot be started");
	return ERR_SYS;
}

static enum err
spawn(struct launch *l, const char *path, int to[2], int from[2], int word[2])
{
	struct child c = { .path = path,
		.in = to[0],
		.out = from[1],
		.word = word[1],
		.parent = getpid() };

	c.argv = make_argv(path, l);
	c.envp = make_env(l);
	snprintf(c.maps[0], sizeof(c.maps[0]), "%u %u 1", geteuid(), geteuid());
	snprintf(c.maps[1], sizeof(c.maps[1]), "%u %u 1", getegid(), getegid());
	l->pid = fork();
	if (l->pid == 0)
		become(&c);
	free_words(c.argv);
	free_words(c.envp);
	if (l->pid > 0)
		return ERR_OK;
	l->pid = 0;
	return log_sys("browser: fork");
}

static void
close_pair(int pair[2])
{
	for (int i = 0; i < 2; i++)
		if (pair[i] >= 0)
			close(pair[i]);
}

enum err
launch_begin(struct launch *l)
{
	const char *path = browser_path();
	int to[2] = { -1, -1 }, from[2] = { -1, -1 }, word[2] = { -1, -1 };
	enum err e;

	*l = (struct launch){ .in = -1, .out = -1, .sandbox = geteuid() != 0 };
	if (path == NULL)
		return ERR_NOTFOUND;
	e = profile_make(&l->profile);
	if (e == ERR_OK &&
	    (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to) != 0 ||
		pipe2(from, O_CLOEXEC) != 0 || pipe2(word, O_CLOEXEC) != 0))
		e = log_sys("browser: pipe");
	if (e == ERR_OK)
		e = spawn(l, path, to, from, word);
	if (e == ERR_OK) {
		close(word[1]);
		word[1] = -1;
		e = hear_words(l, word[0]);
	}
	if (e == ERR_OK) {
		l->out = to[1];
		l->in = from[0];
		to[1] = from[0] = -1;
	}
	close_pair(to);
	close_pair(from);
	close_pair(word);
	if (e != ERR_OK)
		launch_end(l);
	return e;
}

/* ---- the end ---- */

/* Waits for it without taking its number out of the process table: until then
 * nobody else can have the group's. */
static bool
has_ended(const struct launch *l, int ms)
{
	int64_t until_ms = clock_mono_ms() + ms;
	long fd = syscall(SYS_pidfd_open, l->pid, 0U);
	struct pollfd p = { .fd = (int)fd, .events = POLLIN };
	int64_t left = ms;

	while (
	    fd >= 0 && left > 0 && poll(&p, 1, (int)left) < 0 && errno == EINTR)
		left = until_ms - clock_mono_ms();
	if (fd >= 0)
		close((int)fd);
	return (p.revents & POLLIN) != 0;
}

void
launch_end(struct launch *l)
{
	if (l == NULL)
		return;
	if (l->in >= 0)
		close(l->in);
	if (l->out >= 0)
		close(l->out);
	l->in = l->out = -1;
	if (l->pid > 0) {
		(void)has_ended(l, END_MS);
		(void)kill(-l->pid, SIGKILL);
		(void)kill(l->pid, SIGKILL); /* it may have no group yet */
		while (waitpid(l->pid, NULL, 0) < 0 && errno == EINTR)
			continue;
		l->pid = 0;
	}
	profile_remove(&l->profile);
}
