/* SPDX-License-Identifier: ISC */
/* Unpacking by libdeflate; or, without it, not at all. */
#include "tools/bundle/deflated.h"

#ifdef VIGIE_LIBDEFLATE
#include <libdeflate.h>

bool
deflated_entry(const void *data, size_t n, void *out, size_t len, uint32_t crc)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	size_t used = 0, got = 0;
	bool ok = d != NULL &&
		  libdeflate_deflate_decompress_ex(d, data, n, out, len, &used,
		      &got) == LIBDEFLATE_SUCCESS &&
		  used == n && got == len &&
		  libdeflate_crc32(0, out, len) == crc;

	libdeflate_free_decompressor(d);
	return ok;
}

bool
deflated_member(const void *data, size_t n, void *out, size_t room,
    size_t *used, size_t *len)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	bool ok = d != NULL && libdeflate_gzip_decompress_ex(d, data, n, out,
				   room, used, len) == LIBDEFLATE_SUCCESS;

	libdeflate_free_decompressor(d);
	return ok;
}

#else

bool
deflated_entry(const void *data, size_t n, void *out, size_t len, uint32_t crc)
{
	(void)data;
	(void)n;
	(void)out;
	(void)len;
	(void)crc;
	return false;
}

bool
deflated_member(const void *data, size_t n, void *out, size_t room,
    size_t *used, size_t *len)
{
	(void)data;
	(void)n;
	(void)out;
	(void)room;
	(void)used;
	(void)len;
	return false;
}

#endif
