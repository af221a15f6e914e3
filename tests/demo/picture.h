/* SPDX-License-Identifier: ISC */
/* The one picture of the demonstration network. */
#ifndef TESTS_DEMO_PICTURE_H
#define TESTS_DEMO_PICTURE_H

#include <stdbool.h>

#include "store/base/buf.h"

/* Appends the PNG at path as it is; or, stolen, mirrored and as a JPEG. ERR_SYS
 * where it cannot be read. */
enum err picture_serve(
    const char *path, bool stolen, struct buf *out) MUST_CHECK;

#endif
