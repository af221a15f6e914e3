/* SPDX-License-Identifier: ISC */
/* The root sheet: one page to print, sign and keep elsewhere, that fixes the
 * whole log at one moment: root, size, date, and the signed checkpoint as a QR
 * code. French above, English below. */
#ifndef TOOLS_BUNDLE_SHEET_H
#define TOOLS_BUNDLE_SHEET_H

#include <stdint.h>

#include "store/base/buf.h"

/* Static HTML into out. note: the signed note; key: the log's public key in
 * hex, or NULL; at: the day of printing, ms. ERR_PARSE for what is no note. */
enum err sheet_write(
    const char *note, const char *key, int64_t at, struct buf *out) MUST_CHECK;

#endif
