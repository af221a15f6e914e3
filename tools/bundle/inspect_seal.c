/* SPDX-License-Identifier: ISC */
/* What dates a whole bundle (stamps.h): each token over the tagmanifest, the
 * container for the EU's validator, and that nothing else was put beside. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tools/bundle/inspect.h"
#include "tools/bundle/stamps.h"

enum { SUMS_MAX = 200, TOKENS_MAX = 64 };

static const char prefix[] = "tagmanifest.",
		  sums_name[] = "tagmanifest.sums.txt";

struct seal {
	struct inspect *v;
	struct buf tags; /* tagmanifest-sha256.txt */
	uint8_t imprint[SHA256_LEN];
	/* the bare tokens that held */
	struct {
		char *der; /* owned */
		size_t len;
	} tokens[TOKENS_MAX];
	size_t n_tokens;
};

/* ---- the sums ---- */

/* One line, "HEX  NAME": does it name that file? */
static bool
line_fits(const char *line, const char *hex, const char *name)
{
	size_t n = strlen(name);

	return strncmp(line, hex, SHA256_HEX - 1) == 0 &&
	       strncmp(line + SHA256_HEX - 1, "  ", 2) == 0 &&
	       strncmp(line + SHA256_HEX + 1, name, n) == 0 &&
	       line[SHA256_HEX + 1 + n] == '\n';
}

static bool
is_summed(
    struct inspect *v, const struct buf *sums, const struct inspect_file *f)
{
	const char *line = sums->data;
	char hex[SHA256_HEX];

	digest_hex(inspect_sha256(v, f), SHA256_LEN, hex);
	while (line != NULL && *line != '\0') {
		if (line_fits(line, hex, f->name))
			return true;
		line = strchr(line, '\n');
		if (line != NULL)
			line++;
	}
	return false;
}

/* Every file beside the tagmanifest has its line, and every line its file: they
 * are as many. */
static void
check_sums(struct inspect *v)
{
	size_t lines = 0, files = 0;
	struct buf sums;
	bool found = inspect_named(v, sums_name, &sums);

	for (size_t i = 0; found && i < sums.len; i++)
		lines += sums.data[i] == '\n';
	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const struct inspect_file *f = &v->files[i];

		if (strncmp(f->name, prefix, sizeof(prefix) - 1) != 0)
			break;
		if (strcmp(f->name, sums_name) == 0)
			continue;
		files++;
		if (!found || files > SUMS_MAX || !is_summed(v, &sums, f))
			inspect_bad(v, INSPECT_FILES,
			    "it is not as tagmanifest.sums.txt says", "%s",
			    f->name);
	}
	if (found && lines != files)
		inspect_bad(v, INSPECT_FILES, "it names files that are missing",
		    "%s", sums_name);
	buf_fini(&sums);
}

/* ---- tokens ---- */

static const char *
judge(struct seal *s, const char *authority, const struct buf *reply)
{
	struct proof_stamp stamp;
	struct buf query, chain, root;
	const char *why = NULL;
	char *name = mem_printf("%s%s.tsq", prefix, authority);
	bool whole = inspect_named(s->v, name, &query);

	free(name);
	name = mem_printf("%s%s-chaine.pem", prefix, authority);
	whole = inspect_named(s->v, name, &chain) && whole;
	free(name);
	name = mem_printf("%s%s-racine.pem", prefix, authority);
	whole = inspect_named(s->v, name, &root) && whole;
	free(name);
	if (!whole)
		why = "its question, its chain or its root is missing";
	else if (strlen(chain.data) != chain.len ||
		 strcmp(stamps_root_of(chain.data), root.data) != 0)
		why = "its root is not the end of its chain";
	else if (proof_stamp_check(query.data, query.len, reply->data,
		     reply->len, chain.data, &stamp) != ERR_OK)
		why = "it does not hold with its chain";
	else if (memcmp(stamp.imprint, s->imprint, SHA256_LEN) != 0)
		why = "it dates something else than this bundle";
	buf_fini(&query);
	buf_fini(&chain);
	buf_fini(&root);
	return why;
}

static void
check_token(struct seal *s, const struct inspect_file *f)
{
	size_t at = sizeof(prefix) - 1, n = strlen(f->name);
	char *authority = mem_strndup(f->name + at, n - at - 4);
	const char *why = "it cannot be read";
	struct buf reply;

	if (inspect_named(s->v, f->name, &reply))
		why = judge(s, authority, &reply);
	if (why != NULL) {
		inspect_bad(s->v, INSPECT_STAMPS, why, "%s", f->name);
	} else {
		inspect_good(s->v, INSPECT_STAMPS, 1);
		if (s->n_tokens < TOKENS_MAX &&
		    proof_stamp_token(reply.data, reply.len,
			&s->tokens[s->n_tokens].der,
			&s->tokens[s->n_tokens].len) == ERR_OK)
			s->n_tokens++;
	}
	buf_fini(&reply);
	free(authority);
}

static void
check_ots(const struct seal *s, const struct inspect_file *f)
{
	const char *why = "it is no OpenTimestamps proof";
	struct proof_ots ots;
	struct buf bytes;

	if (inspect_named(s->v, f->name, &bytes) &&
	    proof_ots_read(bytes.data, bytes.len, &ots) == ERR_OK)
		why = memcmp(ots.imprint, s->imprint, SHA256_LEN) == 0
			  ? NULL
			  : "it is about something else than this bundle";
	if (why != NULL)
		inspect_bad(s->v, INSPECT_STAMPS, why, "%s", f->name);
	else
		inspect_good(s->v, INSPECT_STAMPS, 1);
	buf_fini(&bytes);
}

/* ---- the container ---- */

/* All of an entry, or nothing. */
static bool
read_entry(zip_t *zip, const char *name, struct buf *out)
{
	zip_file_t *in = zip_fopen(zip, name, 0);
	char room[4096];
	zip_int64_t n = 1;
	enum err e = ERR_OK;

	buf_init(out, INSPECT_TEXT_MAX);
	while (in != NULL && n > 0 && e == ERR_OK) {
		n = zip_fread(in, room, sizeof(room));
		if (n > 0)
			e = buf_add(out, room, (size_t)n);
	}
	if (in != NULL)
		zip_fclose(in);
	return in != NULL && n == 0 && e == ERR_OK && out->len > 0;
}

static bool
is_token(const struct seal *s, const struct buf *der)
{
	for (size_t i = 0; i < s->n_tokens; i++)
		if (s->tokens[i].len == der->len &&
		    memcmp(s->tokens[i].der, der->data, der->len) == 0)
			return true;
	return false;
}

static const char *
judge_container(const struct seal *s, zip_t *zip)
{
	static const char type[] = "application/vnd.etsi.asic-s+zip";
	struct buf mime, tags, token;
	const char *why = NULL;
	bool whole = read_entry(zip, "mimetype", &mime);

	whole = read_entry(zip, "tagmanifest-sha256.txt", &tags) && whole;
	whole = read_entry(zip, "META-INF/timestamp.tst", &token) && whole;
	if (!whole || zip_get_num_entries(zip, 0) != 3 ||
	    strcmp(mime.data, type) != 0)
		why = "it is no ASiC-S container of this bundle";
	else if (tags.len != s->tags.len ||
		 memcmp(tags.data, s->tags.data, tags.len) != 0)
		why = "it holds another tagmanifest";
	else if (!is_token(s, &token))
		why = "its token is none of those beside it";
	buf_fini(&mime);
	buf_fini(&tags);
	buf_fini(&token);
	return why;
}

static void
check_container(const struct seal *s)
{
	static const char name[] = "tagmanifest.asics";
	const char *why = "it is no ZIP";
	zip_source_t *source = NULL;
	zip_t *zip = NULL;
	struct buf bytes;

	if (inspect_named(s->v, name, &bytes))
		source =
		    zip_source_buffer_create(bytes.data, bytes.len, 0, NULL);
	if (source != NULL)
		zip = zip_open_from_source(
		    source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	if (zip == NULL)
		zip_source_free(source);
	else
		why = judge_container(s, zip);
	if (zip != NULL)
		zip_discard(zip);
	if (why != NULL)
		inspect_bad(s->v, INSPECT_STAMPS, why, "%s", name);
	buf_fini(&bytes);
}

void
inspect_seal(struct inspect *v)
{
	struct seal s = { .v = v };

	if (inspect_named(v, "tagmanifest-sha256.txt", &s.tags))
		digest_sha256(s.tags.data, s.tags.len, s.imprint);
	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const char *name = v->files[i].name;
		size_t n = strlen(name);

		if (strncmp(name, prefix, sizeof(prefix) - 1) != 0)
			break;
		if (n > sizeof(prefix) + 4 && strcmp(name + n - 4, ".tsr") == 0)
			check_token(&s, &v->files[i]);
		else if (n > sizeof(prefix) + 4 &&
			 strcmp(name + n - 4, ".ots") == 0)
			check_ots(&s, &v->files[i]);
	}
	check_sums(v);
	if (s.n_tokens > 0 || inspect_find(v, "tagmanifest.asics") != NULL)
		check_container(&s);
	for (size_t i = 0; i < s.n_tokens; i++)
		free(s.tokens[i].der);
	buf_fini(&s.tags);
}
