/* SPDX-License-Identifier: ISC */
/* A QR code (ISO/IEC 18004) of some bytes: byte mode, correction level M,
 * versions 1 to 15, the mask that the standard's penalties choose. For the root
 * sheet, whose text a telephone reads back. */
#ifndef TOOLS_BUNDLE_QR_H
#define TOOLS_BUNDLE_QR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum {
	QR_VERSION_MAX = 15,
	QR_SIDE_MAX = 17 + 4 * QR_VERSION_MAX,
	QR_BYTES_MAX = 412 /* that the largest version holds */
};

struct qr {
	int side;                               /* modules */
	uint8_t dark[QR_SIDE_MAX][QR_SIDE_MAX]; /* row, column: 0 or 1 */
};

/* ERR_LIMIT for more than QR_BYTES_MAX bytes. */
enum err qr_encode(const void *data, size_t n, struct qr *out) MUST_CHECK;

#endif
