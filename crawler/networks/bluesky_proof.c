/* SPDX-License-Identifier: ISC */
/* DID documents, signed records, logs of keys. A server that does not give them
 * takes nothing from the post: what is not proven is said to be so. */
#include "crawler/networks/bluesky_proof.h"

#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/car.h"
#include "crawler/networks/commit.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/multikey.h"
#include "crawler/networks/shape.h"
#include "store/base/json.h"

static const char directory[] = "https://plc.directory/";
static const char web[] = "did:web:";
static const char plc[] = "did:plc:";
static const char describe[] = "/xrpc/com.atproto.repo.describeRepo?";

/* The context's words: "DID RKEY [KEY FROM]". */
struct asked {
	const char *did, *rkey, *key, *from; /* NULL where it is not there */
};

static struct asked
split_context(const struct source *s, struct page *p)
{
	const char *words[4] = { NULL };
	const char *at = s->context != NULL ? s->context : "";

	for (size_t i = 0; i < NELEM(words) && *at != '\0'; i++) {
		size_t n = strcspn(at, " ");

		words[i] = arena_strndup(&p->arena, at, n);
		at += n + strspn(at + n, " ");
	}
	return (struct asked){ words[0], words[1], words[2], words[3] };
}

static const char *
record_url(
    struct page *p, const char *server, const char *did, const char *rkey)
{
	return answer_href(p, server,
	    arena_printf(&p->arena,
		"/xrpc/com.atproto.sync.getRecord?did=%s"
		"&collection=app.bsky.feed.post&rkey=%s",
		did, rkey));
}

/* Where an account's DID document is; a did:web is a host and its port
 * (w3c-ccg.github.io/did-method-web), which the protocol allows no path. */
static const char *
document_url(struct page *p, const char *server, const char *did)
{
	if (strncmp(did, web, strlen(web)) == 0) {
		const char *host = listing_decoded(
		    p, did + strlen(web), strlen(did + strlen(web)));

		if (strpbrk(host, "/?#@\\") != NULL)
			return NULL;
		return answer_href(p, NULL,
		    arena_printf(
			&p->arena, "https://%s/.well-known/did.json", host));
	}
	if (server != NULL)
		return answer_href(p, server,
		    arena_printf(&p->arena, "%srepo=%s", describe, did));
	if (strncmp(did, plc, strlen(plc)) == 0)
		return arena_printf(&p->arena, "%s%s", directory, did);
	return NULL;
}

void
bluesky_proof_ask(struct page *p, const struct doc *d, const char *server,
    const char *did, const char *rkey)
{
	const char *url = document_url(p, server, did);
	struct link *l = NULL;

	/* An author has one document, and each post its own look at it. */
	if (url != NULL)
		l = page_link(
		    p, LINK_PROOF, arena_printf(&p->arena, "%s#%s", url, rkey));
	if (l == NULL)
		return;
	l->doc = (size_t)(d - p->docs);
	l->role = BLUESKY_PROOF_DID;
	l->context = arena_printf(&p->arena, "%s %s", did, rkey);
}

/* What goes with the post wherever its evidence goes. */
static void
ask_proof(struct page *p, const char *url, unsigned role, const char *context)
{
	struct link *l = url != NULL ? page_link(p, LINK_PROOF, url) : NULL;

	if (l == NULL)
		return;
	l->role = role;
	l->context = context;
}

/* ---- the DID document ---- */

/* The member of that name in the element whose "id" ends in mark. */
static const char *
member_of(
    struct page *p, const json_t *list, const char *mark, const char *member)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		const char *id = shape_text(p, one, "id");
		size_t n = id != NULL ? strlen(id) : 0, k = strlen(mark);

		if (n >= k && strcmp(id + n - k, mark) == 0)
			return shape_text(p, one, member);
	}
	return NULL;
}

enum err
bluesky_proof_no_did(const struct source *s, struct page *p, enum err e)
{
	struct asked a = split_context(s, p);

	if (a.rkey == NULL || strstr(s->url, describe) == NULL)
		return e;
	ask_proof(p, record_url(p, s->url, a.did, a.rkey), BLUESKY_PROOF_RECORD,
	    arena_printf(&p->arena, "%s %s", a.did, a.rkey));
	return e;
}

enum err
bluesky_proof_did(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *inner = json_object_get(root, "didDoc");
	const json_t *document = inner != NULL ? inner : root;
	const char *id = shape_text(p, document, "id"), *server, *key;
	struct asked a = split_context(s, p);

	p->ranked = true;
	if (a.rkey == NULL || id == NULL || strcmp(id, a.did) != 0)
		return bluesky_proof_no_did(
		    s, p, page_problem(p, "no DID document of that account"));
	server = answer_href(p, NULL,
	    member_of(p, json_object_get(document, "service"), "#atproto_pds",
		"serviceEndpoint"));
	if (server == NULL)
		return bluesky_proof_no_did(
		    s, p, page_problem(p, "no server in the DID document"));
	key = member_of(p, json_object_get(document, "verificationMethod"),
	    "#atproto", "publicKeyMultibase");
	if (multikey_curve(key) == NULL)
		key = "-";
	ask_proof(p, record_url(p, server, a.did, a.rkey), BLUESKY_PROOF_RECORD,
	    arena_printf(&p->arena, "%s %s %s %.*s", a.did, a.rkey, key,
		(int)strcspn(s->url, "#"), s->url));
	if (strncmp(s->url, directory, strlen(directory)) == 0)
		ask_proof(p,
		    arena_printf(&p->arena, "%s%s/log/audit", directory, a.did),
		    BLUESKY_PROOF_KEYS, NULL);
	return ERR_OK;
}

/* ---- the record ---- */

/* What the file proves, and what it does not. */
static void
judge(const struct source *s, struct page *p)
{
	struct asked a = split_context(s, p);
	char rev[COMMIT_REV_MAX];
	const char *path, *why;
	enum err e;

	if (a.rkey == NULL)
		return;
	path = arena_printf(&p->arena, "app.bsky.feed.post/%s", a.rkey);
	e = commit_check(s->body, s->body_len, a.did, path, a.key, rev, &why);
	if (e != ERR_OK) {
		p->proof = arena_printf(&p->arena, "not proven: %s", why);
		if (e == ERR_DAMAGED)
			(void)page_problem(p, "%s", why);
		return;
	}
	p->proof = arena_printf(&p->arena,
	    "the signature is valid: %s, by the key %s (%s) that %s stated, "
	    "signed commit %s, which holds this record; not proven: when it "
	    "was written",
	    a.did, a.key, multikey_curve(a.key), a.from, rev);
}

enum err
bluesky_proof_record(const struct source *s, struct page *p)
{
	size_t blocks;
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	p->listing = true;
	p->ranked = true;
	e = car_check(s->body, s->body_len, &blocks);
	if (e == ERR_DAMAGED)
		return page_problem(
		    p, "the record's bytes are not what their hashes say");
	if (e != ERR_OK)
		return page_problem(p, "no CAR file where one was due");
	judge(s, p);
	return ERR_OK;
}

/* The author's keys and servers over time, signed too: where the record bears
 * an older key's signature, it is named there. */
enum err
bluesky_proof_keys(const struct source *s, struct page *p, const json_t *root)
{
	(void)s;
	p->ranked = true;
	return json_is_array(root) ? ERR_OK : page_problem(p, "no log of keys");
}
