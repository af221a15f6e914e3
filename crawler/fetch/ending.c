/* SPDX-License-Identifier: ISC */
/* Endings told apart: a peer that went away, one that broke HTTP, one of our
 * own ceilings. */
#include "crawler/fetch/ending.h"

#include <stddef.h>

#include "store/base/mem.h"

/* Reading failed. Behind a whole head the body was cut or, without an error
 * of the system's, its chunks were broken; before it nothing was answered. */
static enum outcome
receive_failed(const struct ending *e)
{
	if (!e->head_done)
		return e->any_head && e->os_errno == 0 ? OUTCOME_MALFORMED
						       : OUTCOME_RESET;
	if (e->os_errno != 0 || !e->is_chunked)
		return OUTCOME_TRUNCATED;
	return OUTCOME_MALFORMED;
}

/* Codes that always mean the same. */
static const struct {
	CURLcode rc;
	enum outcome outcome;
} table[] = {
	{ CURLE_OK, OUTCOME_OK },
	{ CURLE_COULDNT_RESOLVE_HOST, OUTCOME_DNS },
	{ CURLE_COULDNT_RESOLVE_PROXY, OUTCOME_DNS },
	{ CURLE_COULDNT_CONNECT, OUTCOME_CONNECT },
	{ CURLE_PARTIAL_FILE, OUTCOME_TRUNCATED },
	{ CURLE_FILESIZE_EXCEEDED, OUTCOME_TOO_LARGE },
	/* A header line over 100 KiB: libcurl's own ceiling. */
	{ CURLE_OUT_OF_MEMORY, OUTCOME_TOO_LARGE },
	{ CURLE_GOT_NOTHING, OUTCOME_RESET },
	{ CURLE_SEND_ERROR, OUTCOME_RESET },
	{ CURLE_SSL_CONNECT_ERROR, OUTCOME_TLS },
	{ CURLE_PEER_FAILED_VERIFICATION, OUTCOME_TLS },
	{ CURLE_SSL_CIPHER, OUTCOME_TLS },
	{ CURLE_SSL_CERTPROBLEM, OUTCOME_TLS },
	{ CURLE_SSL_ISSUER_ERROR, OUTCOME_TLS },
	/* HTTP/0.9, other protocols, lengths that are no numbers. */
	{ CURLE_UNSUPPORTED_PROTOCOL, OUTCOME_MALFORMED },
	{ CURLE_WEIRD_SERVER_REPLY, OUTCOME_MALFORMED },
};

enum outcome
ending_outcome(const struct ending *e)
{
	if (e->forbidden)
		return OUTCOME_FORBIDDEN_ADDRESS;
	if (e->too_large)
		return OUTCOME_TOO_LARGE;
	if (e->stalled)
		return OUTCOME_STALLED;
	if (e->rc == CURLE_OPERATION_TIMEDOUT)
		return e->connected ? OUTCOME_TIMEOUT : OUTCOME_CONNECT;
	if (e->rc == CURLE_RECV_ERROR)
		return receive_failed(e);
	/* libcurl takes a connection closed within the head for the end. */
	if (e->rc == CURLE_OK && !e->head_done)
		return e->any_head ? OUTCOME_TRUNCATED : OUTCOME_RESET;
	for (size_t i = 0; i < NELEM(table); i++)
		if (table[i].rc == e->rc)
			return table[i].outcome;
	return e->connected ? OUTCOME_MALFORMED : OUTCOME_CONNECT;
}

char *
ending_why(const struct ending *e, const char *said)
{
	if (e->too_large && e->head_done)
		return mem_printf("its body is over the limit of %d MiB",
		    EXCHANGE_BODY_MAX >> 20);
	if (e->too_large)
		return mem_strdup("its head is over the limit");
	if (e->stalled)
		return mem_strdup("no more bytes came");
	if (e->rc == CURLE_OK)
		return mem_strdup("its head was cut off");
	return mem_strdup(said[0] != '\0' ? said : curl_easy_strerror(e->rc));
}
