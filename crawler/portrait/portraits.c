/* SPDX-License-Identifier: ISC */
/* Avatars of `watch add`, read. A child decodes them: a picture that a user was
 * sent is a stranger's bytes too. */
#include "crawler/portrait/portraits.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/networks/network.h"
#include "crawler/portrait/picture.h"
#include "crawler/sandbox/sandbox.h"
#include "crawler/setup.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { CHUNK = 65536, CONFIG_MAX = 4096 };

/* One byte more than is allowed tells a file that is too long. */
static enum err
read_file(const char *path, struct buf *out, char **why)
{
	FILE *f = fopen(path, "rb");
	enum err e = ERR_OK;
	size_t n = 1;

	if (f == NULL) {
		*why = mem_printf("%s: %s", path, strerror(errno));
		return ERR_USAGE;
	}
	while (e == ERR_OK && n > 0 && out->len <= PICTURE_BYTES_MAX) {
		char chunk[CHUNK];

		n = fread(chunk, 1, sizeof(chunk), f);
		e = buf_add(out, chunk, n);
	}
	if (ferror(f)) {
		*why = mem_printf("%s: %s", path, strerror(errno));
		e = ERR_USAGE;
	}
	fclose(f);
	return e;
}

/* A child that watches nobody and has one seed, to which no answer belongs. */
static enum err
start(struct sandbox *sb, struct parser **out)
{
	struct seed seed = { .network = &network_site,
		.target = (char[]){ "http://portrait.invalid/" } };
	const struct seed *seeds[] = { &seed };
	struct buf config;
	enum err e;

	buf_init(&config, CONFIG_MAX);
	e = analyse_config(NULL, 0, seeds, 1, &config);
	if (e == ERR_OK)
		e = parser_new(sb, config.data, config.len, 0, out);
	buf_fini(&config);
	return e;
}

static enum err
read_one(struct parser *p, const char *path, struct portrait *out, char **why)
{
	struct analysis in = { .url = "http://portrait.invalid/",
		.status = 200,
		.head = "HTTP/1.1 200\r\n\r\n",
		.head_len = 16,
		.role = NETWORK_ROLE_PICTURE,
		.context = "{}" };
	const char *how = NULL;
	struct harvest *h = NULL;
	struct buf file;
	enum err e;

	buf_init(&file, PICTURE_BYTES_MAX + CHUNK);
	e = read_file(path, &file, why);
	in.body = file.data != NULL ? file.data : "";
	in.body_len = file.len;
	if (e == ERR_OK && parser_run(p, &in, &h, &how) == ERR_OK)
		how = h->has_portrait ? NULL : h->problem;
	if (e == ERR_OK && how != NULL) {
		*why = mem_printf("%s: %s", path, how);
		e = ERR_USAGE;
	} else if (e == ERR_OK) {
		*out = h->portrait;
	}
	if (e == ERR_OK && out->pdq.quality < PDQ_QUALITY)
		log_warn("%s: too little can be told from this picture: only "
			 "copies of the very file will be found",
		    path);
	harvest_free(h);
	buf_fini(&file);
	return e;
}

static enum err
read_all(struct watch *w, char **why)
{
	struct parser *p = NULL;
	enum err e = start(setup_sandbox(), &p);

	if (e != ERR_OK) {
		*why =
		    mem_strdup("--avatar: the picture's reader cannot be had");
		return e;
	}
	free(w->portraits);
	w->portraits = mem_array(w->avatars.n, sizeof(*w->portraits));
	w->n_portraits = 0;
	for (size_t i = 0; i < w->avatars.n && e == ERR_OK; i++) {
		e = read_one(p, w->avatars.v[i], &w->portraits[i], why);
		w->n_portraits += e == ERR_OK;
	}
	parser_free(p);
	return e;
}

enum err
portraits_read(struct watch *w, char **why)
{
	bool ours = setup_sandbox() == NULL;
	enum err e;

	if (w->avatars.n == 0)
		return ERR_OK;
	e = crawl_setup();
	if (e == ERR_OK)
		e = read_all(w, why);
	else
		*why =
		    mem_strdup("--avatar: the picture's reader cannot be had");
	if (ours)
		crawl_teardown();
	return e;
}
