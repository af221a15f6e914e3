/* SPDX-License-Identifier: ISC */
/* ICU's converters and its detector. One walk serves conversion and the
 * finding of offsets, so the two can never disagree. */
#include "crawler/parse/charset_icu.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>

#include "crawler/parse/charset.h"
#include "store/base/buf.h"
#include "store/base/log.h"
#include "store/base/utf8.h"

enum {
	UNITS = 2048,                 /* UTF-16 units a turn */
	DETECT_BYTES_MAX = 32 * 1024, /* the detector is slow */
	DETECT_CONFIDENCE_MIN = 40,   /* of 100 */
	DETECT_LATIN_MARGIN = 15,     /* windows-1252 wins within this */
	OFFSET_KEPT = INT32_MIN,      /* of a unit of the turn before */
};

/* Which of ICU's tables is the Encoding Standard's index. */
static const struct {
	const char *name, *converter;
} converters[] = {
	{ "Big5", "Big5-HKSCS" },
	{ "EUC-JP", "EUC-JP" },
	{ "EUC-KR", "windows-949" },
	{ "GBK", "gb18030" },
	{ "ISO-2022-JP", "ISO-2022-JP" },
	{ "Shift_JIS", "ibm-943_P15A-2003" },
	{ "gb18030", "gb18030" },
};

/* Where the characters go: into out, or their places into map. */
struct sink {
	struct buf *out;
	struct charset_map *map;
	size_t lead; /* where the kept half of a surrogate pair came from */
	bool done;
	enum err err;
};

static void
sink_put(struct sink *k, uint32_t c, size_t at)
{
	char text[4];
	size_t n;

	if (c == 0)
		c = UTF8_REPLACEMENT;
	n = utf8_put(c, text);
	if (k->out != NULL) {
		k->err = buf_add(k->out, text, n);
		k->done = k->err != ERR_OK;
		return;
	}
	while (n-- > 0 && k->map->n < k->map->len)
		k->map->at[k->map->n++] = (uint32_t)at;
	k->done = k->map->n == k->map->len;
}

/* Gives the units to the sink; a half surrogate pair at the end is kept for
 * the next turn. Returns how many are kept. */
static size_t
sink_units(struct sink *k, UChar *units, size_t n, const int32_t *offsets,
    size_t base, bool last)
{
	for (size_t i = 0; i < n && !k->done; i++) {
		size_t at = offsets[i] == OFFSET_KEPT ? k->lead
			    : offsets[i] > 0 ? base + (size_t)offsets[i]
					     : base;
		uint32_t c = units[i];

		if (U16_IS_LEAD(c) && i + 1 == n && !last) {
			units[0] = units[i];
			k->lead = at;
			return 1;
		}
		if (U16_IS_LEAD(c) && i + 1 < n && U16_IS_TRAIL(units[i + 1]))
			c = (uint32_t)U16_GET_SUPPLEMENTARY(c, units[++i]);
		sink_put(k, c, at);
	}
	return 0;
}

/* The standard reads the byte 0x80 of GBK and gb18030 as the euro sign; to ICU
 * it is broken. */
static void
on_broken(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
    int32_t n, UConverterCallbackReason reason, UErrorCode *status)
{
	static const UChar euro = 0x20ac;

	if (reason <= UCNV_IRREGULAR && n == 1 &&
	    (unsigned char)bytes[0] == 0x80) {
		*status = U_ZERO_ERROR;
		ucnv_cbToUWriteUChars(args, &euro, 1, 0, status);
		return;
	}
	UCNV_TO_U_CALLBACK_SUBSTITUTE(context, args, bytes, n, reason, status);
}

static UConverter *
open_converter(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *cnv;

	for (size_t i = 0; i < NELEM(converters); i++) {
		if (strcmp(converters[i].name, name) != 0)
			continue;
		cnv = ucnv_open(converters[i].converter, &status);
		if (U_SUCCESS(status) &&
		    strcmp(converters[i].converter, "gb18030") == 0)
			ucnv_setToUCallBack(
			    cnv, on_broken, NULL, NULL, NULL, &status);
		if (U_SUCCESS(status))
			return cnv;
		log_error("%s: %s", name, u_errorName(status));
		return NULL;
	}
	return NULL;
}

static enum err
walk(const char *name, const char *in, size_t n, struct sink *k)
{
	UConverter *cnv = open_converter(name);
	const char *s = in, *end = in + n;
	UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
	int32_t offsets[UNITS] = { 0 };
	UChar units[UNITS] = { 0 };
	size_t kept = 0;

	if (cnv == NULL)
		return ERR_PARSE;
	while (status == U_BUFFER_OVERFLOW_ERROR && !k->done) {
		size_t base = (size_t)(s - in);
		UChar *to = units + kept;

		status = U_ZERO_ERROR;
		ucnv_toUnicode(cnv, &to, units + UNITS, &s, end, offsets + kept,
		    true, &status);
		kept = sink_units(k, units, (size_t)(to - units), offsets, base,
		    status != U_BUFFER_OVERFLOW_ERROR);
		offsets[0] = OFFSET_KEPT;
	}
	ucnv_close(cnv);
	return k->err;
}

enum err
charset_icu_to_utf8(const char *name, const char *in, size_t n, struct buf *out)
{
	struct sink k = { .out = out };

	return walk(name, in, n, &k);
}

void
charset_icu_map(
    const char *name, const char *in, size_t n, struct charset_map *map)
{
	struct sink k = { .map = map };

	(void)!walk(name, in, n, &k);
}

/* The best match that is an encoding of the web; windows-1252 before a rarer
 * one that is hardly surer. */
static const char *
pick(const UCharsetMatch **found, int32_t n)
{
	const char *best = NULL;
	int32_t best_sure = 0;

	for (int32_t i = 0; i < n; i++) {
		UErrorCode status = U_ZERO_ERROR;
		const char *label = ucsdet_getName(found[i], &status);
		int32_t sure = ucsdet_getConfidence(found[i], &status);
		const char *name = NULL;

		if (U_SUCCESS(status) && label != NULL)
			name = charset_label(label, strlen(label));
		if (name == NULL || strcmp(name, "replacement") == 0 ||
		    strncmp(name, "UTF-", 4) == 0)
			continue;
		if (best == NULL && sure >= DETECT_CONFIDENCE_MIN) {
			best = name;
			best_sure = sure;
		}
		if (best != NULL && strcmp(name, "windows-1252") == 0 &&
		    sure + DETECT_LATIN_MARGIN >= best_sure)
			return name;
	}
	return best;
}

const char *
charset_icu_detect(const char *in, size_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&status);
	const UCharsetMatch **found = NULL;
	const char *name = NULL;
	int32_t count = 0;

	if (n > DETECT_BYTES_MAX)
		n = DETECT_BYTES_MAX;
	if (U_SUCCESS(status)) {
		ucsdet_enableInputFilter(detector, true);
		ucsdet_setText(detector, in, (int32_t)n, &status);
		found = ucsdet_detectAll(detector, &count, &status);
	}
	if (U_SUCCESS(status) && found != NULL)
		name = pick(found, count);
	ucsdet_close(detector);
	return name;
}
