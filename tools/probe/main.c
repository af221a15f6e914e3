/* SPDX-License-Identifier: ISC */
/* vigie-probe PART: JSON Lines in, JSON Lines out, the same id. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/mem.h"
#include "tools/probe/probe.h"

enum { PROBE_OUT_MAX = 256 * 1024 * 1024, PROBE_FILE_MAX = 96 * 1024 * 1024 };

static const struct {
	const char *name;
	probe_part part;
} parts[] = {
	{ "canonical", probe_canonical },
	{ "domain", probe_domain },
	{ "encoding", probe_encoding },
	{ "entities", probe_entities },
	{ "feed", probe_feed },
	{ "fingerprint", probe_fingerprint },
	{ "match", probe_match },
	{ "page", probe_page },
	{ "pair", probe_pair },
	{ "pdq", probe_pdq },
	{ "robots", probe_robots },
	{ "url", probe_url },
};

static enum err
read_file(const char *path, char **data, size_t *len)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	enum err e = ERR_OK;
	size_t n = 1;

	if (f == NULL)
		return ERR_NOTFOUND;
	buf_init(&b, PROBE_FILE_MAX);
	while (e == ERR_OK && n > 0) {
		char chunk[65536];

		n = fread(chunk, 1, sizeof(chunk), f);
		e = buf_add(&b, chunk, n);
	}
	fclose(f);
	if (e == ERR_OK)
		*data = buf_take(&b, len);
	buf_fini(&b);
	return e;
}

enum err
probe_bytes(const json_t *in, char **data, size_t *len)
{
	const char *b64 = json_get_text(in, "data_b64");
	const char *path = json_get_text(in, "path");
	uint8_t *bytes;
	enum err e;

	if (b64 == NULL)
		return path == NULL ? ERR_USAGE : read_file(path, data, len);
	e = digest_unbase64(b64, strlen(b64), &bytes, len);
	if (e == ERR_OK)
		*data = (char *)bytes;
	return e;
}

static void
write_id(struct jout *j, const json_t *in)
{
	json_t *id = json_object_get(in, "id");
	char *text = id == NULL ? NULL : json_dumps(id, JSON_ENCODE_ANY);

	jout_key(j, "id");
	if (text == NULL)
		jout_null(j);
	else
		jout_raw(j, text, strlen(text));
	free(text);
}

/* Answers one line; what the part wrote before it failed is dropped. */
static void
answer(probe_part part, const char *line, size_t n, struct buf *out)
{
	json_t *in = NULL;
	enum err e = json_parse(line, n, &in);
	struct jout j;

	buf_reset(out);
	jout_begin(&j, out);
	jout_obj(&j);
	write_id(&j, in);
	if (e == ERR_OK)
		e = part(in, &j);
	if (e == ERR_OK)
		e = j.err;
	if (e != ERR_OK) {
		buf_reset(out);
		jout_begin(&j, out);
		jout_obj(&j);
		write_id(&j, in);
		jout_ktext(&j, "error", err_words(e));
	}
	jout_obj_end(&j);
	puts(out->data);
	fflush(stdout);
	json_decref(in);
}

static int
run(probe_part part)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	struct buf out;

	buf_init(&out, PROBE_OUT_MAX);
	while ((n = getline(&line, &cap, stdin)) >= 0) {
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			n--;
		if (n > 0)
			answer(part, line, (size_t)n, &out);
	}
	free(line);
	buf_fini(&out);
	return 0;
}

int
main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < NELEM(parts); i++)
		if (strcmp(argv[1], parts[i].name) == 0)
			return run(parts[i].part);
	fprintf(stderr, "usage: vigie-probe PART <requests >answers\nparts:");
	for (size_t i = 0; i < NELEM(parts); i++)
		fprintf(stderr, " %s", parts[i].name);
	fprintf(stderr, "\n");
	return 2;
}
