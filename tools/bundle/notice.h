/* SPDX-License-Identifier: ISC */
/* Inside the notices: a text with places in it, while it is filled in. */
#ifndef TOOLS_BUNDLE_NOTICE_H
#define TOOLS_BUNDLE_NOTICE_H

#include <stdbool.h>

#include "store/base/buf.h"
#include "tools/bundle/bundle.h"

enum { NOTICE_LISTED_MAX = 20 /* commands of one kind, written out */ };

struct notice {
	const struct bundle_case *c; /* borrowed, as all here */
	const struct bag *b;
	struct buf *to;
	bool french;
	enum err err; /* the first */
};

void notice_add(struct notice *n, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Foreign text in a plain file: no line of it may pass for one of ours. */
void notice_add_foreign(struct notice *n, const char *s);
const char *notice_say(const struct notice *n, const char *en, const char *fr);

/* The commands for the tokens over the checkpoints; and over the folder, with
 * the authorities that gave none. */
void notice_stamps(struct notice *n);
void notice_stamps_bag(struct notice *n);
/* The commands for records that came from another archive. */
void notice_elsewhere(struct notice *n);

#endif
