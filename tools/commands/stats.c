/* SPDX-License-Identifier: ISC */
/* vigie stats: counts, and the archive's size. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "crawler/crawl.h"
#include "store/base/mem.h"
#include "tools/cmd.h"
#include "tools/out.h"

enum {
	PRECISION_MAX = 16 * 1024 * 1024,
	LABEL_COLUMN = 24, /* characters */
	COUNT_COLUMN = 10
};

/* Bytes on disk of the files right in dir. */
static int64_t
size_of(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	int64_t total = 0;

	if (d == NULL)
		return 0;
	while ((entry = readdir(d)) != NULL) {
		char *path = mem_printf("%s/%s", dir, entry->d_name);
		struct stat sb;

		if (lstat(path, &sb) == 0 && S_ISREG(sb.st_mode))
			total += (int64_t)sb.st_blocks * 512;
		free(path);
	}
	closedir(d);
	return total;
}

static void
add_sizes(const struct global *g, struct txn *t, json_t *o)
{
	char *blobs = mem_printf("%s/blobs", g->archive);

	(void)json_object_set_new(o, "archive", json_string(g->archive));
	(void)json_object_set_new(
	    o, "records", json_integer((json_int_t)log_size(t)));
	(void)json_object_set_new(o, "bytes_on_disk",
	    json_integer(size_of(g->archive) + size_of(blobs)));
	free(blobs);
}

/* Labels by name: how many of its mentions were the subject's. */
static void
add_precision(const struct global *g, struct txn *t, json_t *o)
{
	struct crawl_judge *jd = crawl_judge_new(t, g->french);
	json_t *precision = NULL;
	struct buf b;

	buf_init(&b, PRECISION_MAX);
	if (crawl_judge_precision(jd, &b) == ERR_OK &&
	    json_parse(b.data, b.len, &precision) == ERR_OK)
		(void)json_object_set_new(o, "precision", precision);
	buf_fini(&b);
	crawl_judge_free(jd);
}

static void
print_precision(const struct global *g, const char *name, const json_t *row)
{
	const json_t *suggest = json_object_get(row, "suggest");

	fputs("  ", stdout);
	out_text(stdout, name);
	printf("  %.2f (%lld / %lld)\n",
	    json_number_value(json_object_get(row, "precision")),
	    (long long)json_get_int(row, "mine", 0),
	    (long long)json_get_int(row, "labelled", 0));
	if (json_array_size(suggest) == 0)
		return;
	fputs(T(g, "    words of the namesakes, for --without: ",
		  "    mots des homonymes, pour --without : "),
	    stdout);
	for (size_t i = 0; i < json_array_size(suggest); i++) {
		fputs(i > 0 ? ", " : "", stdout);
		out_text(stdout, json_string_value(json_array_get(suggest, i)));
	}
	putchar('\n');
}

/* The number first: the word may be a name, of any length. */
static void
print_count(const struct global *g, const char *word, long long n)
{
	printf("%s%*lld%s  ", out_bold(g), COUNT_COLUMN, n, out_plain(g));
	out_text(stdout, word);
	putchar('\n');
}

/* A count, or a table of counts below its title. */
static void
print(const struct global *g, json_t *o)
{
	const char *key, *inner;
	json_t *value, *count;

	json_object_foreach(o, key, value)
	{
		if (strcmp(key, "precision") == 0 &&
		    json_object_size(value) == 0)
			continue; /* nothing was labelled */
		if (!json_is_object(value)) {
			out_column(g, out_label(g, key), LABEL_COLUMN);
			if (json_is_string(value))
				out_text(stdout, json_string_value(value));
			else
				printf("%lld",
				    (long long)json_integer_value(value));
			putchar('\n');
			continue;
		}
		printf(
		    "%s%s%s\n", out_bold(g), out_label(g, key), out_plain(g));
		json_object_foreach(value, inner, count)
		{
			if (json_is_object(count)) {
				print_precision(g, inner, count);
				continue;
			}
			print_count(g, out_word(g, inner),
			    (long long)json_integer_value(count));
		}
	}
}

int
cmd_stats(const struct global *g, const struct args *a)
{
	struct store *st;
	struct txn *t;
	char *text = NULL;
	json_t *o = NULL;
	enum err e;

	if (a->n_operands > 0)
		return cmd_usage("stats", "takes no operand");
	e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	t = txn_begin(st, TXN_READ);
	e = index_stats(t, &text);
	if (e == ERR_OK)
		e = json_parse(text, strlen(text), &o);
	free(text);
	if (e == ERR_OK) {
		add_sizes(g, t, o);
		add_precision(g, t, o);
		text = json_dumps(o, JSON_COMPACT);
		if (g->json && text != NULL)
			out_json(text, strlen(text));
		else
			print(g, o);
		free(text);
	}
	json_decref(o);
	txn_abort(t);
	store_close(st);
	return err_status(e);
}
