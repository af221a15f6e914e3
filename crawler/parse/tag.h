/* SPDX-License-Identifier: ISC */
/* The elements of HTML that mean something to us, found by name in a few
 * nanoseconds: the scanner asks for every tag of every page. What an element
 * is to the text stands in its flags, so that the scanner and the tree cannot
 * disagree about it. */
#ifndef CRAWLER_PARSE_TAG_H
#define CRAWLER_PARSE_TAG_H

#include <stddef.h>
#include <stdint.h>

enum {
	TAG_IS_BLOCK = 1,    /* its text stands in lines of its own */
	TAG_IS_VOID = 2,     /* has no end tag */
	TAG_IS_SKIP = 4,     /* what is in it is no text */
	TAG_IS_RAW = 8,      /* no markup within: ends at its own end tag */
	TAG_IS_NOISE = 16,   /* navigation noise wherever it stands */
	TAG_IS_PART = 32,    /* noise, unless it is a part of a HOST */
	TAG_IS_HOST = 64,    /* holds content: a header in it is content */
	TAG_IS_IMPLIED = 128 /* its end tag may be left out */
};

/* name, text, its first, second and last byte, flags. The table of names is
 * addressed by a hash of the bytes and the length; two rows that fell on one
 * slot would be a warning of the compiler (-Woverride-init). */
#define TAGS(X)                                                                \
	X(A, "a", 'a', 'a', 'a', 0)                                            \
	X(ABBR, "abbr", 'a', 'b', 'r', 0)                                      \
	X(ADDRESS, "address", 'a', 'd', 's', TAG_IS_BLOCK)                     \
	X(APPLET, "applet", 'a', 'p', 't', 0)                                  \
	X(AREA, "area", 'a', 'r', 'a', TAG_IS_VOID)                            \
	X(ARTICLE, "article", 'a', 'r', 'e', TAG_IS_BLOCK | TAG_IS_HOST)       \
	X(ASIDE, "aside", 'a', 's', 'e', TAG_IS_BLOCK | TAG_IS_PART)           \
	X(AUDIO, "audio", 'a', 'u', 'o', 0)                                    \
	X(B, "b", 'b', 'b', 'b', 0)                                            \
	X(BASE, "base", 'b', 'a', 'e', TAG_IS_VOID)                            \
	X(BASEFONT, "basefont", 'b', 'a', 't', TAG_IS_VOID)                    \
	X(BDI, "bdi", 'b', 'd', 'i', 0)                                        \
	X(BDO, "bdo", 'b', 'd', 'o', 0)                                        \
	X(BGSOUND, "bgsound", 'b', 'g', 'd', TAG_IS_VOID)                      \
	X(BIG, "big", 'b', 'i', 'g', 0)                                        \
	X(BLOCKQUOTE, "blockquote", 'b', 'l', 'e', TAG_IS_BLOCK | TAG_IS_HOST) \
	X(BODY, "body", 'b', 'o', 'y', TAG_IS_BLOCK)                           \
	X(BR, "br", 'b', 'r', 'r', TAG_IS_BLOCK | TAG_IS_VOID)                 \
	X(BUTTON, "button", 'b', 'u', 'n', TAG_IS_NOISE)                       \
	X(CANVAS, "canvas", 'c', 'a', 's', 0)                                  \
	X(CAPTION, "caption", 'c', 'a', 'n', TAG_IS_BLOCK | TAG_IS_IMPLIED)    \
	X(CENTER, "center", 'c', 'e', 'r', TAG_IS_BLOCK)                       \
	X(CITE, "cite", 'c', 'i', 'e', 0)                                      \
	X(CODE, "code", 'c', 'o', 'e', 0)                                      \
	X(COL, "col", 'c', 'o', 'l', TAG_IS_VOID)                              \
	X(COLGROUP, "colgroup", 'c', 'o', 'p', TAG_IS_IMPLIED)                 \
	X(DATA, "data", 'd', 'a', 'a', 0)                                      \
	X(DATALIST, "datalist", 'd', 'a', 't', TAG_IS_NOISE)                   \
	X(DD, "dd", 'd', 'd', 'd', TAG_IS_BLOCK | TAG_IS_IMPLIED)              \
	X(DEL, "del", 'd', 'e', 'l', 0)                                        \
	X(DESC, "desc", 'd', 'e', 'c', 0)                                      \
	X(DETAILS, "details", 'd', 'e', 's', TAG_IS_BLOCK)                     \
	X(DFN, "dfn", 'd', 'f', 'n', 0)                                        \
	X(DIALOG, "dialog", 'd', 'i', 'g', TAG_IS_BLOCK)                       \
	X(DIR, "dir", 'd', 'i', 'r', TAG_IS_BLOCK)                             \
	X(DIV, "div", 'd', 'i', 'v', TAG_IS_BLOCK)                             \
	X(DL, "dl", 'd', 'l', 'l', TAG_IS_BLOCK)                               \
	X(DT, "dt", 'd', 't', 't', TAG_IS_BLOCK | TAG_IS_IMPLIED)              \
	X(EM, "em", 'e', 'm', 'm', 0)                                          \
	X(EMBED, "embed", 'e', 'm', 'd', TAG_IS_VOID)                          \
	X(FIELDSET, "fieldset", 'f', 'i', 't', TAG_IS_BLOCK)                   \
	X(FIGCAPTION, "figcaption", 'f', 'i', 'n', TAG_IS_BLOCK)               \
	X(FIGURE, "figure", 'f', 'i', 'e', TAG_IS_BLOCK)                       \
	X(FONT, "font", 'f', 'o', 't', 0)                                      \
	X(FOOTER, "footer", 'f', 'o', 'r', TAG_IS_BLOCK | TAG_IS_PART)         \
	X(FOREIGNOBJECT, "foreignobject", 'f', 'o', 't', 0)                    \
	X(FORM, "form", 'f', 'o', 'm', TAG_IS_BLOCK)                           \
	X(FRAME, "frame", 'f', 'r', 'e', TAG_IS_VOID)                          \
	X(FRAMESET, "frameset", 'f', 'r', 't', TAG_IS_BLOCK)                   \
	X(H1, "h1", 'h', '1', '1', TAG_IS_BLOCK)                               \
	X(H2, "h2", 'h', '2', '2', TAG_IS_BLOCK)                               \
	X(H3, "h3", 'h', '3', '3', TAG_IS_BLOCK)                               \
	X(H4, "h4", 'h', '4', '4', TAG_IS_BLOCK)                               \
	X(H5, "h5", 'h', '5', '5', TAG_IS_BLOCK)                               \
	X(H6, "h6", 'h', '6', '6', TAG_IS_BLOCK)                               \
	X(HEAD, "head", 'h', 'e', 'd', TAG_IS_BLOCK)                           \
	X(HEADER, "header", 'h', 'e', 'r', TAG_IS_BLOCK | TAG_IS_PART)         \
	X(HGROUP, "hgroup", 'h', 'g', 'p', TAG_IS_BLOCK)                       \
	X(HR, "hr", 'h', 'r', 'r', TAG_IS_BLOCK | TAG_IS_VOID)                 \
	X(HTML, "html", 'h', 't', 'l', TAG_IS_BLOCK)                           \
	X(I, "i", 'i', 'i', 'i', 0)                                            \
	X(IFRAME, "iframe", 'i', 'f', 'e', TAG_IS_SKIP | TAG_IS_RAW)           \
	X(IMAGE, "image", 'i', 'm', 'e', TAG_IS_VOID)                          \
	X(IMG, "img", 'i', 'm', 'g', TAG_IS_VOID)                              \
	X(INPUT, "input", 'i', 'n', 't', TAG_IS_VOID)                          \
	X(INS, "ins", 'i', 'n', 's', 0)                                        \
	X(KBD, "kbd", 'k', 'b', 'd', 0)                                        \
	X(KEYGEN, "keygen", 'k', 'e', 'n', TAG_IS_VOID)                        \
	X(LABEL, "label", 'l', 'a', 'l', 0)                                    \
	X(LEGEND, "legend", 'l', 'e', 'd', TAG_IS_BLOCK)                       \
	X(LI, "li", 'l', 'i', 'i', TAG_IS_BLOCK | TAG_IS_IMPLIED)              \
	X(LINK, "link", 'l', 'i', 'k', TAG_IS_VOID)                            \
	X(LISTING, "listing", 'l', 'i', 'g', TAG_IS_BLOCK)                     \
	X(MAIN, "main", 'm', 'a', 'n', TAG_IS_BLOCK | TAG_IS_HOST)             \
	X(MAP, "map", 'm', 'a', 'p', 0)                                        \
	X(MARK, "mark", 'm', 'a', 'k', 0)                                      \
	X(MARQUEE, "marquee", 'm', 'a', 'e', 0)                                \
	X(MATH, "math", 'm', 'a', 'h', 0)                                      \
	X(MENU, "menu", 'm', 'e', 'u', TAG_IS_BLOCK)                           \
	X(META, "meta", 'm', 'e', 'a', TAG_IS_VOID)                            \
	X(METER, "meter", 'm', 'e', 'r', 0)                                    \
	X(MI, "mi", 'm', 'i', 'i', 0)                                          \
	X(MN, "mn", 'm', 'n', 'n', 0)                                          \
	X(MO, "mo", 'm', 'o', 'o', 0)                                          \
	X(MS, "ms", 'm', 's', 's', 0)                                          \
	X(MTEXT, "mtext", 'm', 't', 't', 0)                                    \
	X(NAV, "nav", 'n', 'a', 'v', TAG_IS_BLOCK | TAG_IS_NOISE)              \
	X(NOBR, "nobr", 'n', 'o', 'r', 0)                                      \
	X(NOEMBED, "noembed", 'n', 'o', 'd', TAG_IS_SKIP | TAG_IS_RAW)         \
	X(NOFRAMES, "noframes", 'n', 'o', 's', TAG_IS_SKIP | TAG_IS_RAW)       \
	X(NOSCRIPT, "noscript", 'n', 'o', 't', TAG_IS_NOISE)                   \
	X(OBJECT, "object", 'o', 'b', 't', 0)                                  \
	X(OL, "ol", 'o', 'l', 'l', TAG_IS_BLOCK)                               \
	X(OPTGROUP, "optgroup", 'o', 'p', 'p', TAG_IS_BLOCK | TAG_IS_IMPLIED)  \
	X(OPTION, "option", 'o', 'p', 'n', TAG_IS_BLOCK | TAG_IS_IMPLIED)      \
	X(OUTPUT, "output", 'o', 'u', 't', 0)                                  \
	X(P, "p", 'p', 'p', 'p', TAG_IS_BLOCK | TAG_IS_IMPLIED)                \
	X(PARAM, "param", 'p', 'a', 'm', TAG_IS_VOID)                          \
	X(PICTURE, "picture", 'p', 'i', 'e', 0)                                \
	X(PLAINTEXT, "plaintext", 'p', 'l', 't', TAG_IS_BLOCK)                 \
	X(PRE, "pre", 'p', 'r', 'e', TAG_IS_BLOCK)                             \
	X(PROGRESS, "progress", 'p', 'r', 's', 0)                              \
	X(Q, "q", 'q', 'q', 'q', 0)                                            \
	X(RB, "rb", 'r', 'b', 'b', TAG_IS_IMPLIED)                             \
	X(RP, "rp", 'r', 'p', 'p', TAG_IS_IMPLIED)                             \
	X(RT, "rt", 'r', 't', 't', TAG_IS_IMPLIED)                             \
	X(RTC, "rtc", 'r', 't', 'c', TAG_IS_IMPLIED)                           \
	X(RUBY, "ruby", 'r', 'u', 'y', 0)                                      \
	X(S, "s", 's', 's', 's', 0)                                            \
	X(SAMP, "samp", 's', 'a', 'p', 0)                                      \
	X(SCRIPT, "script", 's', 'c', 't', TAG_IS_SKIP | TAG_IS_RAW)           \
	X(SEARCH, "search", 's', 'e', 'h', TAG_IS_BLOCK)                       \
	X(SECTION, "section", 's', 'e', 'n', TAG_IS_BLOCK | TAG_IS_HOST)       \
	X(SELECT, "select", 's', 'e', 't', TAG_IS_BLOCK | TAG_IS_NOISE)        \
	X(SLOT, "slot", 's', 'l', 't', 0)                                      \
	X(SMALL, "small", 's', 'm', 'l', 0)                                    \
	X(SOURCE, "source", 's', 'o', 'e', TAG_IS_VOID)                        \
	X(SPAN, "span", 's', 'p', 'n', 0)                                      \
	X(STRIKE, "strike", 's', 't', 'e', 0)                                  \
	X(STRONG, "strong", 's', 't', 'g', 0)                                  \
	X(STYLE, "style", 's', 't', 'e', TAG_IS_SKIP | TAG_IS_RAW)             \
	X(SUB, "sub", 's', 'u', 'b', 0)                                        \
	X(SUMMARY, "summary", 's', 'u', 'y', TAG_IS_BLOCK)                     \
	X(SUP, "sup", 's', 'u', 'p', 0)                                        \
	X(SVG, "svg", 's', 'v', 'g', 0)                                        \
	X(TABLE, "table", 't', 'a', 'e', TAG_IS_BLOCK)                         \
	X(TBODY, "tbody", 't', 'b', 'y', TAG_IS_BLOCK | TAG_IS_IMPLIED)        \
	X(TD, "td", 't', 'd', 'd', TAG_IS_BLOCK | TAG_IS_IMPLIED)              \
	X(TEMPLATE, "template", 't', 'e', 'e', TAG_IS_SKIP)                    \
	X(TEXTAREA, "textarea", 't', 'e', 'a', TAG_IS_RAW | TAG_IS_NOISE)      \
	X(TFOOT, "tfoot", 't', 'f', 't', TAG_IS_BLOCK | TAG_IS_IMPLIED)        \
	X(TH, "th", 't', 'h', 'h', TAG_IS_BLOCK | TAG_IS_IMPLIED)              \
	X(THEAD, "thead", 't', 'h', 'd', TAG_IS_BLOCK | TAG_IS_IMPLIED)        \
	X(TIME, "time", 't', 'i', 'e', 0)                                      \
	X(TITLE, "title", 't', 'i', 'e', TAG_IS_BLOCK | TAG_IS_RAW)            \
	X(TR, "tr", 't', 'r', 'r', TAG_IS_BLOCK | TAG_IS_IMPLIED)              \
	X(TRACK, "track", 't', 'r', 'k', TAG_IS_VOID)                          \
	X(TT, "tt", 't', 't', 't', 0)                                          \
	X(U, "u", 'u', 'u', 'u', 0)                                            \
	X(UL, "ul", 'u', 'l', 'l', TAG_IS_BLOCK)                               \
	X(VAR, "var", 'v', 'a', 'r', 0)                                        \
	X(VIDEO, "video", 'v', 'i', 'o', 0)                                    \
	X(WBR, "wbr", 'w', 'b', 'r', TAG_IS_VOID)                              \
	X(XMP, "xmp", 'x', 'm', 'p', TAG_IS_BLOCK | TAG_IS_RAW)

enum tag {
	TAG_OTHER, /* any element that is not in the table: inline */
#define TAG_ENUM(id, name, a, b, z, flags) TAG_##id,
	TAGS(TAG_ENUM)
#undef TAG_ENUM
	    TAG_COUNT
};

/* By name, in either case. */
enum tag tag_find(const char *name, size_t n);
extern const uint8_t tag_flags[TAG_COUNT];
const char *tag_name(enum tag tag); /* "" for TAG_OTHER */

#endif
