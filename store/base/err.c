/* SPDX-License-Identifier: ISC */
/* The error table, read as words and as exit status. */
#include "store/base/err.h"

static const struct {
	const char *words;
	int status;
} rows[] = {
#define ERR_ROW(code, words, status) { words, status },
	ERR_TABLE(ERR_ROW)
#undef ERR_ROW
};

const char *
err_words(enum err e)
{
	return rows[e].words;
}

int
err_status(enum err e)
{
	return rows[e].status;
}
