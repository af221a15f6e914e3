/* SPDX-License-Identifier: ISC */
/* The evidence profile, option by option (DEPENDENCIES.md). */
#include "crawler/fetch/profile.h"

enum { PROFILE_BUFFER = 64 * 1024 /* of a read; more does not help */ };

bool
profile_set(CURL *c, const struct transfer_common *common)
{
	long verify = 1, host = 2, off = 0, on = 1;
	bool ok = true;

#define SET(option, value)                                                     \
	ok = ok && curl_easy_setopt(c, option, value) == CURLE_OK
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(CURLOPT_HTTP_TRANSFER_DECODING, off);
	SET(CURLOPT_HTTP_CONTENT_DECODING, off);
	SET(CURLOPT_HTTP09_ALLOWED, off);
	SET(CURLOPT_FOLLOWLOCATION, off);
	SET(CURLOPT_NOSIGNAL, on);
	SET(CURLOPT_NOPROGRESS, off);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(CURLOPT_DISALLOW_USERNAME_IN_URL, on);
	SET(CURLOPT_CAINFO, NULL);
	SET(CURLOPT_CAPATH, NULL);
	SET(CURLOPT_SSL_VERIFYPEER, verify);
	SET(CURLOPT_SSL_VERIFYHOST, host);
	SET(CURLOPT_SSL_ENABLE_ALPN, off);
	SET(CURLOPT_BUFFERSIZE, (long)PROFILE_BUFFER);
	SET(CURLOPT_TIMEOUT_MS, common->total_ms);
	SET(CURLOPT_CONNECTTIMEOUT_MS, common->connect_ms);
	SET(CURLOPT_LOW_SPEED_LIMIT, 1L);
	SET(CURLOPT_LOW_SPEED_TIME, common->total_ms / 1000 + 1);
	SET(CURLOPT_USERAGENT, common->user_agent);
	SET(CURLOPT_VERBOSE, on); /* only for CURLINFO_HEADER_OUT */
	if (common->fresh) {
		SET(CURLOPT_FRESH_CONNECT, on);
		SET(CURLOPT_FORBID_REUSE, on);
		SET(CURLOPT_SSL_SESSIONID_CACHE, off);
	}
#undef SET
	return ok;
}
