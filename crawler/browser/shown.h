/* SPDX-License-Identifier: ISC */
/* One page in a browser, from about:blank to its pieces. */
#ifndef CRAWLER_BROWSER_SHOWN_H
#define CRAWLER_BROWSER_SHOWN_H

#include "crawler/browser/devtools.h"
#include "crawler/browser/sealed.h"

enum {
	SHOWN_TOTAL_MS = 5 * 60 * 1000, /* all of it */
	SHOWN_LOAD_MS = 3 * 60 * 1000,  /* the page and all that it asks for */
	SHOWN_QUIET_MS = 800, /* it is still when nothing moves so long */
	SHOWN_SETTLE_MS = 90 * 1000, /* loaded, it is still after that */
	SHOWN_STALL_MS = 10 * 1000,  /* nothing moves, and it does not load */
	SHOWN_COMMAND_MS = 30000,    /* one command */
	SHOWN_WIDTH = 1280,
	SHOWN_HEIGHT = 960,
	SHOWN_HEIGHT_MAX = 16000 /* pixels of the picture: more is cut off */
};

/* What is kept of it. */
#define SHOWN_PIECES(X)                                                        \
	X(PNG, "png", "image/png")                                             \
	X(DOM, "dom", "text/html;charset=utf-8")                               \
	X(MHTML, "mhtml", "multipart/related")                                 \
	X(PDF, "pdf", "application/pdf")
enum shown_piece {
#define SHOWN_ENUM(id, name, mime) SHOWN_##id,
	SHOWN_PIECES(SHOWN_ENUM)
#undef SHOWN_ENUM
	    SHOWN_N
};
const char *shown_piece_name(enum shown_piece p);
const char *shown_piece_mime(enum shown_piece p);

/* What went otherwise than a reader of the picture would think. */
#define SHOWN_PROBLEMS(X)                                                      \
	X(SLOW, "it was not still within its time")                            \
	X(HUNG, "its scripts did not end and were ended")                      \
	X(DIALOG, "it opened a dialog, which was dismissed")                   \
	X(DOWNLOAD, "it began a download, which was denied")                   \
	X(POPUP, "it opened another window, which was closed")                 \
	X(LIVE, "it wanted a live connection, which is not given")             \
	X(FLOOD, "it asked for more than a view may have")                     \
	X(CUT, "it is longer than the picture")                                \
	X(ERROR, "the browser could not open it")                              \
	X(CRASH, "it crashed")                                                 \
	X(PIECE, "a piece could not be made")
enum shown_problem {
#define SHOWN_ENUM(id, words) SHOWN_##id,
	SHOWN_PROBLEMS(SHOWN_ENUM)
#undef SHOWN_ENUM
	    SHOWN_PROBLEMS_N
};
const char *shown_problem_words(enum shown_problem p);

struct shown {
	struct {
		char *data; /* owned; NULL: it could not be had */
		size_t len;
	} pieces[SHOWN_N];
	unsigned problems;          /* bits by enum shown_problem */
	int64_t begun, ended;       /* wall clock, ms */
	char *product, *user_agent; /* owned; of the browser, or NULL */
	char *url, *title;          /* owned; what it shows at the end */
	int width, height;          /* of the page, CSS pixels */
};

/* Drives the browser through it. ERR_OK when there is anything to keep;
 * ERR_SHORT when the browser ended before; ERR_INTERRUPTED. */
enum err shown_make(
    struct devtools *d, struct sealed *s, struct shown *out) MUST_CHECK;
void shown_fini(struct shown *s);

#endif
