/* SPDX-License-Identifier: ISC */
/* The demonstration network: seven small sites about a made-up person, on seven
 * loopback addresses and one port, which change between two nights.
 *
 *   demo --content DIR [--port N] [--log FILE] [--port-file FILE]
 *        [--max-seconds N]
 *
 * DIR is tests/demo/network. The second night begins with SIGUSR1, or with
 * GET http://127.0.0.10:PORT/__demo/night/2 (and /1 goes back). What is to be
 * found stands in truth.jsonl, where to look in seeds.txt; "{PORT}" in both is
 * the port. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tests/demo/sites.h"
#include "tests/http.h"
#include "tests/httpd_file.h"

enum { OUT_MAX = 8 << 20, LINES_MAX = 16 << 10 };

/* The throttled site: so many at once, then so many a second. */
enum { BURST = 3, RATE = 5 };

static const char control[] = "127.0.0.10";

static const struct site {
	const char *addr;
	const char *file; /* of its content */
	void (*visit)(struct visit *v);
	const char *robots; /* NULL: it has none */
	bool sitemap, throttled;
} sites[] = {
	{ "127.0.0.11", "blog.txt", blog_visit,
	    "User-agent: *\nDisallow: /wp-admin/\nDisallow: /prive/\n", false,
	    false },
	{ "127.0.0.12", "forum.txt", forum_visit,
	    "User-agent: *\nDisallow: /ucp.php\nDisallow: /memberlist.php\n",
	    false, false },
	{ "127.0.0.13", "wiki.txt", wiki_visit,
	    "User-agent: *\nDisallow: /wiki/Spécial:\n", false, false },
	{ "127.0.0.14", "press.txt", press_visit,
	    "User-agent: *\nDisallow: /abonnes/\n", true, false },
	{ "127.0.0.15", "reviews.txt", reviews_visit, NULL, false, false },
	{ "127.0.0.16", "social.txt", social_visit,
	    "User-agent: *\nDisallow: /connexion\nAllow: /\n", false, false },
	{ "127.0.0.17", "directory.txt", directory_visit,
	    "User-agent: *\nDisallow:\n", false, true },
};

struct demo {
	const char *dir;
	struct items *items[NELEM(sites)]; /* owned */
	atomic_int night;
	atomic_ullong serial;
	pthread_mutex_t mtx;
	/* under mtx: the throttled site's bucket */
	double tokens;
	int64_t tokens_at_ms;
};

static bool
take_token(struct demo *d)
{
	int64_t now = clock_mono_ms();
	bool ok;

	pthread_mutex_lock(&d->mtx);
	d->tokens += (double)(now - d->tokens_at_ms) * RATE / 1000.0;
	d->tokens_at_ms = now;
	if (d->tokens > BURST)
		d->tokens = BURST;
	ok = d->tokens >= 1.0;
	d->tokens -= ok ? 1.0 : 0.0;
	pthread_mutex_unlock(&d->mtx);
	return ok;
}

/* Sends what the visit made, with validators unless it is noise. */
static void
send_visit(struct http_conn *c, struct visit *v)
{
	char etag[HTTPD_ETAG] = "", date[VISIT_DATE];
	const char *body = v->out.data == NULL ? "" : v->out.data;
	bool validators = !v->noisy && v->status == 200;
	enum err e = buf_addf(&v->lines, "Content-Type: %s\r\n", v->type);

	if (validators) {
		httpd_file_etag(body, v->out.len, etag);
		if (e == ERR_OK)
			e = buf_addf(&v->lines, "ETag: %s\r\n", etag);
	}
	if (validators && v->modified != 0 && e == ERR_OK) {
		visit_date_http(v->modified, date);
		e = buf_addf(&v->lines, "Last-Modified: %s\r\n", date);
	}
	if (v->err != ERR_OK || e != ERR_OK)
		http_answer(c, 500, NULL, "", 0);
	else if (validators && httpd_file_unchanged(v->r, etag, 0))
		http_answer(c, 304, v->lines.data, "", 0);
	else
		http_answer(c, v->status, v->lines.data, body, v->out.len);
}

static void
serve_site(
    struct http_conn *c, const struct http_request *r, struct demo *d, size_t i)
{
	const struct site *s = &sites[i];
	struct visit v = { .r = r,
		.items = d->items[i],
		.dir = d->dir,
		.night = d->night,
		.serial = ++d->serial,
		.status = 200,
		.type = "text/html; charset=utf-8" };

	snprintf(v.base, sizeof(v.base), "http://%s:%u", s->addr, http_port(c));
	buf_init(&v.out, OUT_MAX);
	buf_init(&v.lines, LINES_MAX);
	if (strcmp(r->path, "/robots.txt") != 0) {
		s->visit(&v);
	} else if (s->robots == NULL) {
		visit_fail(&v, 404, "Pas de robots.txt");
	} else {
		v.type = "text/plain; charset=utf-8";
		visit_put(&v, s->robots);
		if (s->sitemap)
			visit_putf(&v, "\nSitemap: %s/sitemap.xml\n", v.base);
	}
	send_visit(c, &v);
	buf_fini(&v.out);
	buf_fini(&v.lines);
}

static void
serve_control(struct http_conn *c, const struct http_request *r, struct demo *d)
{
	int night = 0;
	char text[32];

	if (strcmp(r->path, "/__demo/night/1") == 0)
		night = 1;
	else if (strcmp(r->path, "/__demo/night/2") == 0)
		night = 2;
	if (night != 0)
		d->night = night;
	snprintf(text, sizeof(text), "night %d\n", d->night);
	http_answer(c, night == 0 ? 404 : 200, "Content-Type: text/plain\r\n",
	    text, strlen(text));
}

static void
serve(struct http_conn *c, const struct http_request *r, void *ctx)
{
	struct demo *d = ctx;

	for (size_t i = 0; i < NELEM(sites); i++) {
		if (strcmp(r->host, sites[i].addr) != 0)
			continue;
		if (sites[i].throttled && !take_token(d))
			http_answer(c, 429, "Retry-After: 1\r\n", "", 0);
		else
			serve_site(c, r, d, i);
		return;
	}
	if (strcmp(r->host, control) == 0)
		serve_control(c, r, d);
	else
		http_answer(c, 404, NULL, "", 0);
}

static void
next_night(void *ctx)
{
	struct demo *d = ctx;

	d->night = 2;
}

static enum err
load(struct demo *d)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < NELEM(sites) && e == ERR_OK; i++) {
		char *path = mem_printf("%s/%s", d->dir, sites[i].file);

		e = items_load(path, &d->items[i]);
		free(path);
	}
	return e;
}

static int
usage(void)
{
	fputs("usage: demo --content DIR [--port N] [--log FILE]"
	      " [--port-file FILE]\n\t[--max-seconds N]\n",
	    stderr);
	return err_status(ERR_USAGE);
}

int
main(int argc, char **argv)
{
	struct demo d = { .night = 1, .tokens = BURST };
	struct http_options o;
	enum err e = ERR_OK;

	pthread_mutex_init(&d.mtx, NULL);
	http_options_init(&o, serve, &d);
	o.on_usr1 = next_night;
	for (int i = 1; i < argc && e == ERR_OK; i++) {
		if (strcmp(argv[i], "--content") == 0 && i + 1 < argc)
			d.dir = argv[++i];
		else
			e = http_option(&o, argc, argv, &i);
	}
	if (e != ERR_OK || d.dir == NULL || o.listens > 0) {
		http_options_fini(&o);
		return usage();
	}
	o.listen[o.listens++] = mem_strdup(control);
	for (size_t i = 0; i < NELEM(sites); i++)
		o.listen[o.listens++] = mem_strdup(sites[i].addr);
	e = load(&d);
	if (e == ERR_OK)
		e = http_serve(&o);
	for (size_t i = 0; i < NELEM(sites); i++)
		items_free(d.items[i]);
	http_options_fini(&o);
	pthread_mutex_destroy(&d.mtx);
	return err_status(e);
}
