/* SPDX-License-Identifier: ISC */
/* The packed form of struct url_state (store.h). Private to store/. */
#ifndef STORE_STATE_URL_STATE_H
#define STORE_STATE_URL_STATE_H

#include "store/store.h"

/* Validators over 1 KiB are left out. */
void url_state_pack(struct buf *b, const struct url_state *u);
/* False, and *out untouched, for bytes that url_state_pack does not make. */
bool url_state_unpack(const void *data, size_t n, struct url_state *out);

#endif
