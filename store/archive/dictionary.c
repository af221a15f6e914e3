/* SPDX-License-Identifier: ISC */
/* What leaves have in common, as a dictionary for zstd: members in their
 * order, with heads as servers send them. It is part of the archive's format
 * (CODEC "1" of a leaf's value) and never changes: a better one would get a
 * number of its own. What stands last is the cheapest to refer to. */
#include "store/archive/dictionary.h"

#define HTTP_DATES                                                             \
	"Date: Mon, 02 Jan 2026 00:00:00 GMT\\r\\nLast-Modified: Tue, 03 Feb " \
	"Wed, 04 Mar Thu, 05 Apr Fri, 06 May Sat, 07 Jun Sun, 08 Jul Aug Sep " \
	"Oct Nov Dec 2025 2027 00:00:00 GMT\\r\\n"

static const char text[] =
    "\"sweep\":\"sweep-start\",\"sweep-end\",\"interrupted\":false,\"seeds\":"
    "\"fetched\":\"not_modified\":\"skipped_robots\":\"failed\":\"new_mentions"
    "\":\"changed\":\"gone\":\"unreachable\":"
    "{\"type\":\"checks\",\"seq\":\"host\":\"www.:443\",\"count\":256,"
    "\"first_snapshot\":\"from\":\"to\":\"root\":\""
    "{\"type\":\"absence\",{\"type\":\"error\",{\"type\":\"revisit\","
    "\"error\":\"timeout\",\"error_words\":\"\",\"absent\":\"not-found\","
    "HTTP/1.1 404 Not Found\\r\\nHTTP/1.1 301 Moved Permanently\\r\\n"
    "HTTP/1.1 403 Forbidden\\r\\nHTTP/1.1 304 Not Modified\\r\\n"
    "Location: https://www.\\r\\nSet-Cookie: ; path=/; secure; HttpOnly; "
    "SameSite=Lax\\r\\nAge: 0\\r\\nVia: 1.1 varnish\\r\\nX-Cache: HIT\\r\\n"
    "CF-RAY: \\r\\nCF-Cache-Status: DYNAMIC\\r\\nServer: cloudflare\\r\\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload"
    "\\r\\nX-Content-Type-Options: nosniff\\r\\nX-Frame-Options: SAMEORIGIN"
    "\\r\\nX-XSS-Protection: 1; mode=block\\r\\nReferrer-Policy: "
    "strict-origin-when-cross-origin\\r\\nContent-Security-Policy: default-src "
    "'self'\\r\\nPermissions-Policy: \\r\\nAccess-Control-Allow-Origin: *\\r\\n"
    "X-Powered-By: PHP/8.2\\r\\nLink: <https:///wp-json/>; rel=\\\"https://"
    "api.w.org/\\\"\\r\\nContent-Language: fr\\r\\nPragma: no-cache\\r\\n"
    "Expires: Thu, 19 Nov 1981 08:52:00 GMT\\r\\nCache-Control: no-store, "
    "no-cache, must-revalidate, private, public, max-age=0\\r\\n"
    "Server: nginx/1.22.1\\r\\nServer: Apache/2.4.57 (Debian)\\r\\n"
    "Content-Type: application/xml, application/rss+xml, application/json; "
    "charset=UTF-8\\r\\n"
    "{\"type\":\"capture\",\"seq\":1000,\"prev\":\"\",\"salt\":\"\",\"after\":"
    "null,\"snapshot\":1000,\"sweep\":1,\"url\":\"https://www.\","
    "\"requested_url\":\"https://www..html\",\"seed\":\"site https://\","
    "\"via\":\"https://www.\",\"depth\":1,\"role\":1,\"context\":\"\","
    "\"at\":\"2026-01-01T00:00:00.000Z\",\"ended\":\"2026-01-01T00:00:00.000Z"
    "\",\"started_ns\":1700000000000000000,\"duration_us\":100000,"
    "\"request_head\":\"GET / HTTP/1.1\\r\\nHost: www.\\r\\nUser-Agent: "
    "vigie/0.1.0 (+https://)\\r\\nAccept: */*\\r\\nAccept-Encoding: gzip, "
    "deflate, br, zstd\\r\\nCache-Control: no-cache\\r\\nIf-None-Match: "
    "W/\\\"\\\"\\r\\nIf-Modified-Since: \\r\\n\\r\\n\",\"request_sha256\":\"\","
    "\"status\":200,\"response_head\":\"HTTP/1.1 200 OK\\r\\nServer: "
    "nginx\\r\\n" HTTP_DATES
    "Content-Type: text/html; charset=utf-8\\r\\nContent-Length: 10000\\r\\n"
    "Transfer-Encoding: chunked\\r\\nConnection: keep-alive\\r\\nVary: "
    "Accept-Encoding\\r\\nETag: \\\"\\\"\\r\\nAccept-Ranges: bytes\\r\\n"
    "Content-Encoding: gzip\\r\\n\\r\\n\",\"response_sha256\":\"\","
    "\"payload_sha256\":\"\",\"wire_bytes\":10000,\"mime\":\"text/html\","
    "\"framing\":\"1000\\r\\n\\r\\n0\\r\\n\\r\\n\",\"ip\":\"127.0.0.1\","
    "\"port\":443,\"local_ip\":\"192.168.0.1\",\"local_port\":40000,"
    "\"reused\":true,\"dns\":{\"name\":\"www.\",\"at\":\"2026-01-01T00:00:00."
    "000Z\",\"hosts_file\":false,\"resolvers\":[\"127.0.0.53\"],\"answers\":[{"
    "\"type\":\"AAAA\",\"address\":\"\",\"ttl\":300},{\"type\":\"A\",\"address"
    "\":\"\",\"ttl\":300}],\"cnames\":[{\"alias\":\"\",\"name\":\"\",\"ttl\":"
    "300}]},\"tls\":{\"protocol\":\"TLSv1.3\",\"cipher\":"
    "\"TLS_AES_256_GCM_SHA384\",\"chain_sha256\":\"\",\"verify\":0,\"sct\":"
    "true},\"tls\":null,\"robots\":{\"decision\":\"allowed\",\"rule\":null,"
    "\"status\":404,\"status\":200,\"sha256\":\"\",\"at\":\"2026-01-01T00:00:"
    "00.000Z\"},\"delay_ms\":1000,\"conditional\":false,\"content_sha256\":\""
    "\",\"content_bytes\":50000,\"adapter\":\"site\",\"charset\":\"UTF-8\","
    "\"bytes\":10000,\"passages\":[[1000,1010]],\"kept\":false,\"blobs\":[],"
    "\"kept\":true,\"blobs\":[\"\"],\"change\":\"same\",\"change\":\"changed\","
    "\"change\":\"new\",\"same_as\":null}";

const char *
dictionary_leaf(size_t *len)
{
	*len = sizeof(text) - 1;
	return text;
}
