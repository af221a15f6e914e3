/* SPDX-License-Identifier: ISC */
/* Namesakes told apart: labels of the register, mentions of the index, and a
 * model (match/namesake.h) of each name. */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/fetch/table.h"
#include "crawler/match/namesake.h"
#include "store/base/jout.h"
#include "store/base/mem.h"
#include "store/store.h"

enum {
	LABELS_MAX = 20000, /* the rest teaches nothing */
	SUGGESTIONS = 5
};

/* A name below this finds too many others. */
static const double PRECISION_LOW = 0.8;

struct crawl_judge {
	struct txn *t; /* borrowed */
	bool french;
	struct table models; /* name -> struct namesake */
	char **names;        /* owned: of the models, as they came */
	size_t n_names;
	size_t n_labels;
};

static void
free_model(void *model)
{
	namesake_free(model);
}

/* The watch of a name; NULL when it is watched no more. */
static struct watch *
watch_of(struct txn *t, const char *name)
{
	struct watch *w = NULL;
	char *text;
	json_t *j = NULL;

	if (register_watch_get(t, name, &text) != ERR_OK)
		return NULL;
	if (json_parse(text, strlen(text), &j) == ERR_OK &&
	    watch_parse(j, &w) != ERR_OK)
		w = NULL;
	json_decref(j);
	free(text);
	return w;
}

static struct namesake *
model_of(struct crawl_judge *jd, const char *name)
{
	struct namesake *model = table_get(&jd->models, name);
	struct watch *w;

	if (model != NULL)
		return model;
	w = watch_of(jd->t, name);
	model = namesake_new(w, name);
	watch_free(w);
	table_put(&jd->models, name, model);
	jd->names = mem_grow(jd->names, jd->n_names + 1, sizeof(*jd->names));
	jd->names[jd->n_names++] = mem_strdup(name);
	return model;
}

/* A label whose mention is no longer there teaches nothing. */
static bool
learn(const char *id, bool mine, void *arg)
{
	struct crawl_judge *jd = arg;
	const char *name;
	json_t *m = NULL;
	char *text;

	if (index_mention(jd->t, id, &text) != ERR_OK)
		return true;
	if (json_parse(text, strlen(text), &m) == ERR_OK) {
		name = json_get_text(m, "name");
		if (name != NULL)
			namesake_learn(model_of(jd, name), m, mine);
	}
	json_decref(m);
	free(text);
	return ++jd->n_labels < LABELS_MAX;
}

struct crawl_judge *
crawl_judge_new(struct txn *t, bool french)
{
	struct crawl_judge *jd = mem_zalloc(sizeof(*jd));

	jd->t = t;
	jd->french = french;
	table_init(&jd->models);
	/* A failure stays in t, where the caller will meet it. */
	if (register_label_each(t, learn, jd) != ERR_OK)
		jd->n_labels = 0;
	return jd;
}

void
crawl_judge_free(struct crawl_judge *jd)
{
	if (jd == NULL)
		return;
	for (size_t i = 0; i < jd->n_names; i++)
		free(jd->names[i]);
	free(jd->names);
	table_fini(&jd->models, free_model);
	free(jd);
}

const char *
crawl_band_word(enum crawl_band band)
{
	static const char *const words[] = { "mine", "doubtful", "not-mine" };

	return words[band];
}

/* ---- one mention ---- */

static enum namesake_label
label_of(struct txn *t, const char *id)
{
	bool mine;

	if (id == NULL || register_label_get(t, id, &mine) != ERR_OK)
		return NAMESAKE_UNLABELLED;
	return mine ? NAMESAKE_LABELLED_MINE : NAMESAKE_LABELLED_NOT;
}

static json_t *
private_of(struct txn *t, const char *id)
{
	json_t *j = NULL;
	char *text;

	if (id == NULL || index_mention_private(t, id, &text) != ERR_OK)
		return NULL;
	if (json_parse(text, strlen(text), &j) != ERR_OK)
		j = NULL;
	free(text);
	return j;
}

static void
put_hundredths(struct jout *j, const char *key, int n)
{
	jout_key(j, key);
	jout_real(j, n / 100.0);
}

static void
put_verdict(const struct verdict *v, bool french, struct jout *j)
{
	jout_ktext(j, "band", crawl_band_word((enum crawl_band)v->band));
	put_hundredths(j, "score", v->score);
	jout_key(j, "reasons");
	jout_arr(j);
	for (size_t i = 0; i < v->n; i++) {
		jout_obj(j);
		jout_ktext(j, "code", v->v[i].code);
		jout_ktext(j, "reason", v->v[i].text[french]);
		put_hundredths(j, "weight", v->v[i].weight);
		jout_obj_end(j);
	}
	jout_arr_end(j);
}

enum err
crawl_judge_mention(struct crawl_judge *jd, const char *json, size_t n,
    struct buf *out, enum crawl_band *band)
{
	struct arena a;
	struct verdict v;
	json_t *m = NULL, *private;
	const char *id, *name;
	struct jout j;
	enum err e = json_parse(json, n, &m);

	if (e != ERR_OK || n == 0 || json[n - 1] != '}') {
		json_decref(m);
		return ERR_PARSE;
	}
	arena_init(&a);
	id = json_get_text(m, "id");
	name = json_get_text(m, "name");
	private = private_of(jd->t, id);
	namesake_judge(model_of(jd, name != NULL ? name : ""), m, private,
	    label_of(jd->t, id), &a, &v);
	e = buf_add(out, json, n - 1);
	jout_begin(&j, out);
	j.comma = true; /* the members go on where the object ends */
	put_verdict(&v, jd->french, &j);
	jout_obj_end(&j);
	*band = (enum crawl_band)v.band;
	json_decref(private);
	json_decref(m);
	arena_fini(&a);
	return e == ERR_OK ? j.err : e;
}

/* ---- precision ---- */

static void
put_word(const char *word, void *arg)
{
	jout_text(arg, word);
}

static void
put_name(struct jout *j, const struct namesake *s, const char *name)
{
	size_t mine, not_mine;
	double precision;

	namesake_labels(s, &mine, &not_mine);
	if (mine + not_mine == 0)
		return;
	precision = (double)mine / (double)(mine + not_mine);
	jout_key(j, name);
	jout_obj(j);
	jout_kint(j, "labelled", (int64_t)(mine + not_mine));
	jout_kint(j, "mine", (int64_t)mine);
	jout_kint(j, "not_mine", (int64_t)not_mine);
	jout_key(j, "precision");
	jout_real(j, precision);
	if (precision < PRECISION_LOW) {
		jout_key(j, "suggest");
		jout_arr(j);
		namesake_suggest(s, SUGGESTIONS, put_word, j);
		jout_arr_end(j);
	}
	jout_obj_end(j);
}

enum err
crawl_judge_precision(struct crawl_judge *jd, struct buf *out)
{
	struct jout j;

	jout_begin(&j, out);
	jout_obj(&j);
	for (size_t i = 0; i < jd->n_names; i++)
		put_name(
		    &j, table_get(&jd->models, jd->names[i]), jd->names[i]);
	jout_obj_end(&j);
	return j.err;
}
