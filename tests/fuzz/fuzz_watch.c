/* SPDX-License-Identifier: ISC */
/* Declarations: what is read from JSON writes the same JSON again, and any name
 * that is accepted makes recognisers that find the name in itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/match/names.h"
#include "store/base/buf.h"
#include "tests/fuzz/fuzz.h"

enum {
	INPUT_MAX = 4096,
	NAME_SURE = 60, /* bytes: no word or form of it is cut */
};

static struct buf
written(const struct watch *w)
{
	struct buf b;
	struct jout j;

	buf_init(&b, (size_t)64 * INPUT_MAX);
	jout_begin(&j, &b);
	watch_to_json(w, &j);
	if (j.err != ERR_OK)
		abort();
	return b;
}

static void
check_again(const struct watch *w)
{
	struct buf once = written(w), twice;
	struct watch *again;
	json_t *j;

	if (json_parse(once.data, once.len, &j) != ERR_OK ||
	    watch_parse(j, &again) != ERR_OK)
		abort();
	twice = written(again);
	if (once.len != twice.len ||
	    memcmp(once.data, twice.data, once.len) != 0)
		abort();
	watch_free(again);
	json_decref(j);
	buf_fini(&twice);
	buf_fini(&once);
}

/* A letter or figure of a Latin name at s: its bytes; 0 for anything else. */
static size_t
letter_bytes(const char *s)
{
	uint8_t c = (uint8_t)*s;

	if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
		return 1;
	/* U+00C0 to U+017F: letters, but for two signs. */
	return c >= 0xc3 && c <= 0xc5 && s[1] != '\x97' && s[1] != '\xb7' ? 2
									  : 0;
}

/* Words of Latin letters with one of the usual signs between two. */
static bool
is_plain(const char *s)
{
	bool joint = true;

	while (*s != '\0') {
		size_t n = letter_bytes(s);

		if (n == 0 && (joint || strchr(" -'", *s) == NULL))
			return false;
		joint = n == 0;
		s += n == 0 ? 1 : n;
	}
	return !joint;
}

static void
check_names(const struct watch *w)
{
	struct names *nm = names_new(&w, 1);
	size_t n = strlen(w->name);

	if (nm == NULL)
		abort();
	if (n <= NAME_SURE && is_plain(w->name) &&
	    !names_candidate(nm, w->name, n))
		abort();
	names_free(nm);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct watch *w;
	json_t *j;

	if (size > INPUT_MAX ||
	    json_parse((const char *)data, size, &j) != ERR_OK)
		return 0;
	if (watch_parse(j, &w) == ERR_OK) {
		check_again(w);
		check_names(w);
		watch_free(w);
	}
	json_decref(j);
	return 0;
}
