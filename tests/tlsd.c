/* SPDX-License-Identifier: ISC */
/* TLS in front of a test's server that has none: takes connections on a port of
 * 127.0.0.1 that the kernel picks, hands what comes out of them to another port
 * there, and back. One child a connection; ends with its parent.
 *
 *   tlsd CERT KEY PORT --log FILE --port-file FILE      (it has no log) */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 16 * 1024, CHILD_SECONDS = 60, SERVER_SECONDS = 600 };

static int
fail(const char *what)
{
	fprintf(stderr, "tlsd: %s: %s\n", what, strerror(errno));
	return 1;
}

static struct sockaddr_in
loopback(unsigned port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return a;
}

static int
dial(unsigned port)
{
	struct sockaddr_in to = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Until one side ends. */
static void
pump(SSL *ssl, int client, int server)
{
	char piece[PIECE];

	for (;;) {
		struct pollfd fds[] = { { .fd = client, .events = POLLIN },
			{ .fd = server, .events = POLLIN } };
		ssize_t n;

		if (SSL_pending(ssl) == 0 && poll(fds, 2, -1) < 0)
			return;
		if (SSL_pending(ssl) > 0 || fds[0].revents != 0) {
			n = SSL_read(ssl, piece, sizeof(piece));
			if (n <= 0 || write(server, piece, (size_t)n) != n)
				return;
		}
		if (fds[1].revents != 0) {
			n = read(server, piece, sizeof(piece));
			if (n <= 0 || SSL_write(ssl, piece, (int)n) != n)
				return;
		}
	}
}

static void
serve(SSL_CTX *ctx, int client, unsigned port)
{
	int server = dial(port);
	SSL *ssl = SSL_new(ctx);

	alarm(CHILD_SECONDS);
	if (server >= 0 && ssl != NULL && SSL_set_fd(ssl, client) == 1 &&
	    SSL_accept(ssl) == 1) {
		pump(ssl, client, server);
		SSL_shutdown(ssl);
	}
	SSL_free(ssl);
}

static int
listening(const char *port_file)
{
	struct sockaddr_in a = loopback(0);
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	FILE *f;

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, n) != 0 ||
	    listen(fd, 16) != 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		return -1;
	f = fopen(port_file, "w");
	if (f == NULL)
		return -1;
	fprintf(f, "%u\n", (unsigned)ntohs(a.sin_port));
	fclose(f);
	return fd;
}

static void
on_term(int sig)
{
	(void)sig;
	_exit(0);
}

int
main(int argc, char **argv)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	unsigned port = argc == 8 ? (unsigned)strtoul(argv[3], NULL, 10) : 0;
	int fd;

	if (port == 0 || ctx == NULL ||
	    SSL_CTX_use_certificate_chain_file(ctx, argv[1]) != 1 ||
	    SSL_CTX_use_PrivateKey_file(ctx, argv[2], SSL_FILETYPE_PEM) != 1) {
		fprintf(
		    stderr, "tlsd CERT KEY PORT --log FILE --port-file FILE\n");
		return 2;
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGTERM, on_term);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	alarm(SERVER_SECONDS);
	fd = listening(argv[7]);
	if (fd < 0)
		return fail("listen");
	for (;;) {
		int client = accept(fd, NULL, NULL);

		if (client < 0)
			continue;
		if (fork() == 0) {
			serve(ctx, client, port);
			_exit(0);
		}
		close(client);
	}
}
