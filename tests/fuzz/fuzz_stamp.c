/* SPDX-License-Identifier: ISC */
/* Replies of time-stamp authorities: whatever comes, nobody but the owner of
 * the root's key can make one that holds, so none may; and judging leaves
 * nothing behind but its words. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/stamp.h"
#include "tests/fuzz/fuzz.h"

/* A request for the digest of nothing, with the nonce 0x4142434445464748. */
static const uint8_t request[] = { 0x30, 0x43, 0x02, 0x01, 0x01, 0x30, 0x31,
	0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
	0x01, 0x05, 0x00, 0x04, 0x20, 0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c,
	0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41,
	0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8,
	0x55, 0x02, 0x08, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x01,
	0x01, 0xff };

/* A root whose key was thrown away. */
static const char root[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBgDCCASWgAwIBAgIUNXze1Toio4Swer1MmKwhMAWml+4wCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJTG9zdCByb290MCAXDTI2MTEyMTExMjczOVoYDzIxMjYxMDI4\n"
    "MTEyNzM5WjAUMRIwEAYDVQQDDAlMb3N0IHJvb3QwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAASBFjPDCP/exhQsH/sw5IIZdDXcL7z+oi1kDrGEhAGLidlX71O83Asg\n"
    "wM/SOnFqqHuag8toh69l38YJCq95Cwi8o1MwUTAdBgNVHQ4EFgQUAjE4tt5X/i44\n"
    "BR/qJ+nLfMUDM/8wHwYDVR0jBBgwFoAUAjE4tt5X/i44BR/qJ+nLfMUDM/8wDwYD\n"
    "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAkT7gV8tzjnJCJn1Wiq8H\n"
    "juXDAZXoCId1vo0Nnmf8fWUCIQDT77zlQCRTaE9/KTC+pYaibytMylmAkIYTnn/a\n"
    "N//4UQ==\n"
    "-----END CERTIFICATE-----\n";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stamp s;
	char *why = NULL, *pem;

	if (stamp_judge(request, sizeof(request), data, size, root, NULL, &s,
		&why) == ERR_OK ||
	    why == NULL || why[0] == '\0')
		abort();
	free(why);
	/* The same bytes as a chain, which comes out of a blob. */
	pem = malloc(size + 1);
	if (pem == NULL)
		return 0;
	memcpy(pem, data, size);
	pem[size] = '\0';
	why = NULL;
	if (stamp_judge_kept(
		request, sizeof(request), data, size, pem, &s, &why) == ERR_OK)
		abort();
	free(why);
	free(pem);
	return 0;
}
