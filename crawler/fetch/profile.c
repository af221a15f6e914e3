/* SPDX-License-Identifier: ISC */
/* The evidence profile, option by option (DEPENDENCIES.md). */
#include "crawler/fetch/profile.h"

#include "store/base/err.h"

enum { PROFILE_BUFFER = 64 * 1024 /* of a read; more does not help */ };

static const struct {
	CURLoption option;
	long value;
} numbers[] = {
	{ CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1 },
	{ CURLOPT_HTTP_TRANSFER_DECODING, 0 },
	{ CURLOPT_HTTP_CONTENT_DECODING, 0 },
	{ CURLOPT_HTTP09_ALLOWED, 0 },
	{ CURLOPT_FOLLOWLOCATION, 0 },
	{ CURLOPT_NOSIGNAL, 1 },
	{ CURLOPT_NOPROGRESS, 0 }, /* our own ceilings stand there */
	{ CURLOPT_NETRC, CURL_NETRC_IGNORED },
	{ CURLOPT_DISALLOW_USERNAME_IN_URL, 1 },
	{ CURLOPT_SSL_VERIFYPEER, 1 },
	{ CURLOPT_SSL_VERIFYHOST, 2 },
	{ CURLOPT_SSL_ENABLE_ALPN, 0 },
	{ CURLOPT_BUFFERSIZE, PROFILE_BUFFER },
	{ CURLOPT_LOW_SPEED_LIMIT, 1 },
};

static const struct {
	CURLoption option;
	const char *value;
} texts[] = {
	{ CURLOPT_PROXY, "" },
	{ CURLOPT_PROTOCOLS_STR, "http,https" },
	/* The roots come by CURLOPT_SSL_CTX_FUNCTION. */
	{ CURLOPT_CAINFO, NULL },
	{ CURLOPT_CAPATH, NULL },
};

bool
profile_set(CURL *c, const struct transfer_common *common)
{
	/* With what differs from one sweep to another. */
	const struct {
		CURLoption option;
		long value;
	} times[] = {
		{ CURLOPT_TIMEOUT_MS, common->total_ms },
		{ CURLOPT_CONNECTTIMEOUT_MS, common->connect_ms },
		{ CURLOPT_LOW_SPEED_TIME, common->total_ms / 1000 + 1 },
		{ CURLOPT_FRESH_CONNECT, common->fresh },
		{ CURLOPT_FORBID_REUSE, common->fresh },
		{ CURLOPT_SSL_SESSIONID_CACHE, !common->fresh },
	};
	CURLcode rc =
	    curl_easy_setopt(c, CURLOPT_USERAGENT, common->user_agent);

	for (size_t i = 0; i < NELEM(numbers) && rc == CURLE_OK; i++)
		rc = curl_easy_setopt(c, numbers[i].option, numbers[i].value);
	for (size_t i = 0; i < NELEM(texts) && rc == CURLE_OK; i++)
		rc = curl_easy_setopt(c, texts[i].option, texts[i].value);
	for (size_t i = 0; i < NELEM(times) && rc == CURLE_OK; i++)
		rc = curl_easy_setopt(c, times[i].option, times[i].value);
	return rc == CURLE_OK;
}
