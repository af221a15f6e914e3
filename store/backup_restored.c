/* SPDX-License-Identifier: ISC */
/* A backup that goes on as an archive of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/log.h"

enum { TEXT_MAX = 8192, LEAF_MAX = 64 * 1024 };

struct restored {
	const char *of, *at, *dir;
};

static enum err
log_restored(struct txn *t, void *arg)
{
	const struct restored *r = arg;
	struct buf b;
	struct jout j;
	uint64_t seq;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_ktime(&j, "at", clock_wall_ms());
	jout_ktext(&j, "backup_of", r->of);
	jout_ktext(&j, "backup_at", r->at);
	jout_ktext(&j, "goes_on_in", r->dir);
	jout_kint(&j, "from_size", (int64_t)log_size(t));
	if (txn_fail(t, j.err) == ERR_OK)
		log_append(t, "restored", b.data, b.len, &seq);
	buf_fini(&b);
	return txn_err(t);
}

enum err
backup_restored(struct store *st)
{
	char *path = env_path(st, BACKUP_MARK), *dir = realpath(st->dir, NULL);
	char text[TEXT_MAX];
	struct restored r = { NULL, NULL, dir };
	FILE *f = fopen(path, "rbe");
	json_t *doc = NULL;
	enum err e = ERR_OK;
	size_t n;

	if (f != NULL) {
		n = fread(text, 1, sizeof(text), f);
		fclose(f);
		if (json_parse(text, n, &doc) == ERR_OK) {
			r.of = json_get_text(doc, "backup_of");
			r.at = json_get_text(doc, "at");
		}
		e = store_batch(st, log_restored, &r);
		json_decref(doc);
		log_info("%s: a backup: it goes on as an archive of its own",
		    st->dir);
		if (e == ERR_OK && unlink(path) != 0)
			e = log_sys("%s", path);
	}
	free(dir);
	free(path);
	return e;
}
