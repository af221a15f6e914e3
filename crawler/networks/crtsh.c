/* SPDX-License-Identifier: ISC */
/* crt.sh: certificates issued for domain names like a brand's, over the logs of
 * RFC 6962. A domain is looked at like an account: its name without the part
 * that is the registry's. */
#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_DOMAIN = NETWORK_ROLE_OWN };

static const struct shape certificate_shape = {
	.kind = DOC_PAGE,
	.space = "crt.sh",
	.id = "id",
	.url_root = "https://crt.sh/?id=",
	.title = "common_name",
	.text = "name_value",
	.published = "entry_timestamp|not_before",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p),
	    "?q=%25{tag}%25&output=json", ROLE_DOMAIN);
	return ERR_OK;
}

static enum err
read_certificates(const struct source *s, struct page *p, const json_t *root)
{
	enum err e = shape_list(s, p, &certificate_shape, "crt.sh", root);

	p->ranked = true;
	for (size_t i = 0; i < p->n_docs; i++)
		p->docs[i].handle = answer_label(p, p->docs[i].title);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_DOMAIN, read_certificates, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

const struct network network_crtsh = {
	.name = "crtsh",
	.does = "searches certificates for names like these on",
	.does_fr = "cherche les certificats de noms semblables sur",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "none stated; one request in 5 seconds",
	.verified = "2026-11",
	.known_from = "crt.sh, clients",
	.min_delay_ms = 5000,
	.start = start,
	.accepts = answer_is_nobodys,
	.parse = parse,
};
