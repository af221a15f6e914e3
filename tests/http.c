/* SPDX-License-Identifier: ISC */
/* The test server's frame: options, listeners, threads, and its end. */
#include "tests/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tests/http_conn.h"

enum {
	STACK_SIZE = 1 << 20,
	PORT_TRIES = 50, /* a free port must be free on every address */
	LOG_LINE_MAX = 4 << 20,
	IDLE_SECONDS = 120
};

void
http_options_init(struct http_options *o, http_handler *h, void *ctx)
{
	memset(o, 0, sizeof(*o));
	o->handler = h;
	o->ctx = ctx;
	o->max_seconds = HTTP_SECONDS_DEFAULT;
}

void
http_options_fini(struct http_options *o)
{
	for (size_t i = 0; i < o->listens; i++)
		free(o->listen[i]);
	o->listens = 0;
}

/* "127.0.1.1..200" is 200 addresses, anything else is one. */
static enum err
add_listen(struct http_options *o, const char *arg)
{
	const char *range = strstr(arg, "..");
	const char *dot;
	unsigned long first, last;

	if (range == NULL) {
		if (o->listens == HTTP_LISTEN_MAX)
			return ERR_LIMIT;
		o->listen[o->listens++] = mem_strdup(arg);
		return ERR_OK;
	}
	dot = range;
	while (dot > arg && dot[-1] != '.')
		dot--;
	first = strtoul(dot, NULL, 10);
	last = strtoul(range + 2, NULL, 10);
	if (dot == arg || last > 255)
		return ERR_USAGE;
	for (unsigned long i = first; i <= last; i++) {
		if (o->listens == HTTP_LISTEN_MAX)
			return ERR_LIMIT;
		o->listen[o->listens++] =
		    mem_printf("%.*s%lu", (int)(dot - arg), arg, i);
	}
	return ERR_OK;
}

static unsigned
number(const char *s, unsigned max)
{
	unsigned long n = strtoul(s, NULL, 10);

	return n > max ? max : (unsigned)n;
}

enum err
http_option(struct http_options *o, int argc, char **argv, int *i)
{
	const char *name = argv[*i];
	const char *value = *i + 1 < argc ? argv[*i + 1] : NULL;
	enum err e = ERR_OK;

	if (strcmp(name, "--tls") == 0 && *i + 2 < argc) {
		o->cert = argv[*i + 1];
		o->key = argv[*i + 2];
		*i += 2;
		return ERR_OK;
	}
	if (value == NULL)
		return ERR_NOTFOUND;
	if (strcmp(name, "--listen") == 0)
		e = add_listen(o, value);
	else if (strcmp(name, "--port") == 0)
		o->port = number(value, 65535);
	else if (strcmp(name, "--staple") == 0)
		o->staple = value;
	else if (strcmp(name, "--log") == 0)
		o->log = value;
	else if (strcmp(name, "--port-file") == 0)
		o->port_file = value;
	else if (strcmp(name, "--max-seconds") == 0)
		o->max_seconds = number(value, 86400);
	else
		return ERR_NOTFOUND;
	*i += 1;
	return e;
}

/* A listening socket on a numeric address, or -1 with errno. */
static int
listen_on(const char *addr, unsigned port)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *ai = NULL;
	char service[8];
	int fd, one = 1, saved;

	snprintf(service, sizeof(service), "%u", port);
	if (getaddrinfo(addr, service, &hints, &ai) != 0) {
		errno = EADDRNOTAVAIL;
		return -1;
	}
	fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0) {
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
		if (bind(fd, ai->ai_addr, ai->ai_addrlen) != 0 ||
		    listen(fd, 512) != 0) {
			saved = errno;
			close(fd);
			errno = saved;
			fd = -1;
		}
	}
	freeaddrinfo(ai);
	return fd;
}

static unsigned
port_of(int fd)
{
	struct sockaddr_storage ss;
	socklen_t n = sizeof(ss);
	uint16_t port;

	if (getsockname(fd, (struct sockaddr *)&ss, &n) != 0)
		return 0;
	if (ss.ss_family == AF_INET6)
		memcpy(&port,
		    (char *)&ss + offsetof(struct sockaddr_in6, sin6_port),
		    sizeof(port));
	else
		memcpy(&port,
		    (char *)&ss + offsetof(struct sockaddr_in, sin_port),
		    sizeof(port));
	return ntohs(port);
}

static void
close_listeners(struct http_server *srv)
{
	for (size_t i = 0; i < srv->nlisteners; i++)
		close(srv->listeners[i].fd);
	srv->nlisteners = 0;
}

/* Every address on one port. False with errno: one of them would not. */
static bool
listen_all(struct http_server *srv, char *const *addrs, size_t n)
{
	srv->port = srv->opt->port;
	for (size_t i = 0; i < n; i++) {
		struct http_listener *l = &srv->listeners[i];

		l->fd = listen_on(addrs[i], srv->port);
		if (l->fd < 0)
			return false;
		srv->nlisteners++;
		snprintf(l->name, sizeof(l->name), "%s", addrs[i]);
		if (srv->port == 0)
			srv->port = port_of(l->fd);
	}
	return true;
}

static enum err
start_listening(struct http_server *srv)
{
	static char only[] = "127.0.0.1";
	char *const fallback[] = { only };
	bool none = srv->opt->listens == 0;
	char *const *addrs = none ? fallback : srv->opt->listen;
	size_t n = none ? 1 : srv->opt->listens;

	srv->listeners = mem_zalloc(n * sizeof(*srv->listeners));
	for (int i = 0; i < PORT_TRIES; i++) {
		if (listen_all(srv, addrs, n))
			return ERR_OK;
		if (errno != EADDRINUSE || srv->opt->port != 0)
			break;
		close_listeners(srv);
	}
	(void)log_sys("httpd: %s port %u",
	    addrs[srv->nlisteners < n ? srv->nlisteners : 0], srv->port);
	close_listeners(srv);
	return ERR_SYS;
}

/* Whole or not at all: who waits for the file must not read half a number. A
 * FIFO is written as it is: its reader waits without looking again and again.
 */
static enum err
write_port(const struct http_server *srv)
{
	const char *path = srv->opt->port_file;
	struct stat st;
	char *tmp;
	FILE *f;
	bool fifo, ok;

	if (path == NULL) {
		printf("%u\n", srv->port);
		return fflush(stdout) == 0 ? ERR_OK : log_sys("stdout");
	}
	fifo = stat(path, &st) == 0 && S_ISFIFO(st.st_mode);
	tmp = mem_printf(fifo ? "%s" : "%s.tmp", path);
	f = fopen(tmp, "w");
	ok = f != NULL && fprintf(f, "%u\n", srv->port) > 0;
	ok = f != NULL && fclose(f) == 0 && ok;
	if (ok && !fifo)
		ok = rename(tmp, path) == 0;
	free(tmp);
	return ok ? ERR_OK : log_sys("httpd: %s", path);
}

static void
conn_unlink(struct http_conn *c)
{
	struct http_server *srv = c->srv;
	struct http_conn **p = &srv->conns;

	pthread_mutex_lock(&srv->mtx);
	while (*p != c)
		p = &(*p)->next;
	*p = c->next;
	/* Under the lock, so that no shutdown() meets a number given anew. */
	close(c->fd);
	srv->conns_open--;
	pthread_cond_broadcast(&srv->changed);
	pthread_mutex_unlock(&srv->mtx);
	free(c);
}

static void *
conn_thread(void *arg)
{
	struct http_conn *c = arg;

	http_conn_run(c);
	conn_unlink(c);
	return NULL;
}

static void
set_socket(int fd)
{
	const struct timeval idle = { .tv_sec = IDLE_SECONDS };
	int one = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof(idle));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof(idle));
}

static void
accept_one(struct http_server *srv, const struct http_listener *l,
    const pthread_attr_t *attr)
{
	struct sockaddr_storage ss;
	socklen_t n = sizeof(ss);
	int fd = accept(l->fd, (struct sockaddr *)&ss, &n);
	struct http_conn *c;
	pthread_t thread;
	bool full;

	if (fd < 0)
		return; /* the client has left already, or no descriptor */
	set_socket(fd);
	c = mem_zalloc(sizeof(*c));
	c->srv = srv;
	c->listener = l;
	c->fd = fd;
	if (ss.ss_family == AF_INET6)
		c->client_port =
		    ntohs(((struct sockaddr_in6 *)(void *)&ss)->sin6_port);
	else
		c->client_port =
		    ntohs(((struct sockaddr_in *)(void *)&ss)->sin_port);
	pthread_mutex_lock(&srv->mtx);
	c->number = ++srv->conns_seen;
	c->next = srv->conns;
	srv->conns = c;
	full = ++srv->conns_open > HTTP_CONNS_MAX;
	pthread_mutex_unlock(&srv->mtx);
	if (full || pthread_create(&thread, attr, conn_thread, c) != 0)
		conn_unlink(c);
}

/* Waits for connections and signals; returns when it is time to end. */
static void
accept_loop(struct http_server *srv, int sigfd, const pthread_attr_t *attr)
{
	size_t n = srv->nlisteners;
	struct pollfd *fds = mem_zalloc((n + 1) * sizeof(*fds));
	int64_t end = clock_mono_ms() + (int64_t)srv->opt->max_seconds * 1000;
	struct signalfd_siginfo si;
	bool stop = false;

	for (size_t i = 0; i <= n; i++) {
		fds[i].fd = i < n ? srv->listeners[i].fd : sigfd;
		fds[i].events = POLLIN;
	}
	while (!stop) {
		int64_t left = end - clock_mono_ms();

		if (left <= 0 || poll(fds, n + 1, (int)left) < 0)
			break;
		for (size_t i = 0; i < n; i++) {
			if (fds[i].revents != 0)
				accept_one(srv, &srv->listeners[i], attr);
		}
		if (fds[n].revents == 0 ||
		    read(sigfd, &si, sizeof(si)) != (ssize_t)sizeof(si))
			continue;
		stop = si.ssi_signo != SIGUSR1;
		if (!stop && srv->opt->on_usr1 != NULL)
			srv->opt->on_usr1(srv->opt->ctx);
	}
	free(fds);
}

static void
run(struct http_server *srv, int sigfd)
{
	pthread_attr_t attr;

	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, STACK_SIZE);
	accept_loop(srv, sigfd, &attr);
	pthread_attr_destroy(&attr);
	pthread_mutex_lock(&srv->mtx);
	srv->stop = true;
	pthread_cond_broadcast(&srv->changed);
	for (struct http_conn *c = srv->conns; c != NULL; c = c->next)
		shutdown(c->fd, SHUT_RDWR);
	while (srv->conns_open > 0)
		pthread_cond_wait(&srv->changed, &srv->mtx);
	pthread_mutex_unlock(&srv->mtx);
}

/* Signals are read from a descriptor; SIGPIPE comes of SSL_write alone. */
static int
signals_setup(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static void
server_init(struct http_server *srv, const struct http_options *o)
{
	pthread_condattr_t attr;

	memset(srv, 0, sizeof(*srv));
	srv->opt = o;
	srv->log_fd = -1;
	buf_init(&srv->line, LOG_LINE_MAX);
	pthread_mutex_init(&srv->mtx, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&srv->changed, &attr);
	pthread_condattr_destroy(&attr);
}

static void
server_fini(struct http_server *srv)
{
	close_listeners(srv);
	free(srv->listeners);
	if (srv->log_fd >= 0)
		close(srv->log_fd);
	SSL_CTX_free(srv->tls);
	for (size_t i = 0; i < srv->ntallies; i++)
		free(srv->tallies[i].name);
	free(srv->tallies);
	buf_fini(&srv->line);
	pthread_cond_destroy(&srv->changed);
	pthread_mutex_destroy(&srv->mtx);
}

enum err
http_serve(struct http_options *o)
{
	struct http_server srv;
	pid_t parent = getppid();
	int sigfd = signals_setup();
	enum err e;

	server_init(&srv, o);
	/* A test that is killed leaves no server behind. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	e = getppid() == parent ? ERR_OK : ERR_STOPPED;
	if (e == ERR_OK && o->log != NULL) {
		srv.log_fd = open(
		    o->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
		if (srv.log_fd < 0)
			e = log_sys("httpd: %s", o->log);
	}
	if (e == ERR_OK)
		e = http_tls_start(&srv);
	if (e == ERR_OK)
		e = start_listening(&srv);
	if (e == ERR_OK)
		e = write_port(&srv);
	if (e == ERR_OK)
		run(&srv, sigfd);
	server_fini(&srv);
	close(sigfd);
	return e;
}
