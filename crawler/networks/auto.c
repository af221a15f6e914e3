/* SPDX-License-Identifier: ISC */
/* An address of which nobody knows what it is: the first answer says it, by the
 * marks that each network's accepts() knows (generator, Link headers, feeds),
 * or else NodeInfo does (nodeinfo.diaspora.software). Then that network's own
 * start begins, and its parse reads what comes of it: the context of such links
 * begins with its name. What nobody else knows is read as a site.
 *
 * A network that wants a slower pace than the default, or headers of its own,
 * is only named: such a seed has to say so itself. */
#include <string.h>
#include <strings.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_LOOK = NETWORK_ROLE_OWN, ROLE_NODEINFO, ROLE_NODE };

enum {
	NAME_MAX_BYTES = 32,
	PACE_MAX_MS = 1000, /* a network that wants more is not taken */
	SOFTWARE_MAX = 64
};

/* NodeInfo's names of what speaks the language of a network of ours. */
static const struct {
	const char *software, *network;
} softwares[] = {
	{ "akkoma", "mastodon" },
	{ "discourse", "discourse" },
	{ "flarum", "flarum" },
	{ "friendica", "mastodon" },
	{ "ghost", "ghost" },
	{ "gotosocial", "mastodon" },
	{ "hometown", "mastodon" },
	{ "lemmy", "lemmy" },
	{ "mastodon", "mastodon" },
	{ "nodebb", "nodebb" },
	{ "peertube", "peertube" },
	{ "piefed", "lemmy" },
	{ "pixelfed", "mastodon" },
	{ "pleroma", "mastodon" },
	{ "wordpress", "wordpress" },
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	answer_ask(p, NULL, seed->target, ROLE_LOOK, NULL);
	return ERR_OK;
}

/* The network that the context names, and its own context behind it. */
static const struct network *
network_of(const struct source *s, const char **context)
{
	char name[NAME_MAX_BYTES];
	size_t n = s->context != NULL ? strcspn(s->context, " ") : 0;
	const struct network *found;

	if (n == 0 || n >= sizeof(name))
		return NULL;
	memcpy(name, s->context, n);
	name[n] = '\0';
	*context = s->context[n] == ' ' ? s->context + n + 1 : NULL;
	found = network_find(name);
	return found == &network_auto ? NULL : found;
}

/* Links from i on lead to answers that this network is to read. */
static void
mark_links(struct page *p, size_t i, const struct network *n)
{
	for (; i < p->n_links; i++) {
		struct link *l = &p->links[i];

		l->context =
		    l->context != NULL
			? arena_printf(&p->arena, "%s %s", n->name, l->context)
			: n->name;
	}
}

/* This answer read by that network, as the answer to a link of its own; p holds
 * no link yet. */
static enum err
read_as(const struct source *s, struct page *p, const struct network *n,
    unsigned role, const char *context)
{
	struct source its = *s;
	enum err e;

	its.role = role;
	its.context = context;
	e = n->parse(&its, p);
	p->network = n->name;
	mark_links(p, 0, n);
	return e;
}

/* Begins with that network, which was picked by its marks, by NodeInfo, or for
 * want of another. Where it would ask for this very address, this is
 * the answer; an address is asked for once. */
static enum err
begin(const struct source *s, struct page *p, const struct network *n,
    const char *why)
{
	unsigned role = 0;
	const char *context = NULL;
	bool mine = false;
	size_t kept = 0;
	enum err e = ERR_OK;
	struct page first;

	if (n->min_delay_ms > PACE_MAX_MS || n->header != NULL)
		return page_problem(p,
		    "it is %s, which wants a seed of its own: %s %.120s",
		    n->name, n->name, s->seed->target);
	page_init(&first);
	e = n->start(s->seed, &first);
	for (size_t i = 0; i < first.n_links; i++) {
		const struct link *l = &first.links[i];

		if (strcmp(l->url, s->url) == 0) {
			mine = true;
			role = l->role;
			context = arena_strdup(&p->arena, l->context);
		}
	}
	if (mine)
		e = read_as(s, p, n, role, context);
	kept = p->n_links;
	for (size_t i = 0; i < first.n_links; i++) {
		const struct link *l = &first.links[i];
		struct link *to;

		if (strcmp(l->url, s->url) == 0)
			continue;
		to = page_link(p, l->kind, arena_strdup(&p->arena, l->url));
		if (to == NULL)
			break;
		to->role = l->role;
		to->context = arena_strdup(&p->arena, l->context);
	}
	mark_links(p, kept, n);
	page_fini(&first);
	p->network = n->name;
	p->picked = arena_printf(&p->arena, "%s %s", n->name, why);
	return e;
}

/* The first that knows the answer as its own. */
static const struct network *
recognised(const struct source *s)
{
	const struct network *n;

	for (size_t i = 0; (n = network_at(i)) != NULL; i++)
		if (n != &network_auto && n->accepts(s))
			return n;
	return NULL;
}

static enum err
parse_look(const struct source *s, struct page *p)
{
	const struct network *n;
	enum err e;

	if (answer_redirects(s, p))
		return ERR_OK;
	n = recognised(s);
	if (n == NULL && answer_failed(s, p, &e))
		return e;
	if (n != NULL && n != &network_site)
		return begin(s, p, n, "marks");
	e = begin(s, p, &network_site, "none");
	answer_ask(p, s->url, "/.well-known/nodeinfo", ROLE_NODEINFO, NULL);
	return e;
}

/* Links to the description, one a version of its schema: on this host alone. */
static enum err
parse_nodeinfo(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *links = json_object_get(root, "links");
	size_t n = json_array_size(links);

	p->listing = false;
	for (size_t i = n; i > 0; i--) { /* the newest schema stands last */
		const char *href = answer_here(
		    s, p, shape_text(p, json_array_get(links, i - 1), "href"));

		if (href == NULL)
			continue;
		answer_ask(p, NULL, href, ROLE_NODE, NULL);
		return ERR_OK;
	}
	return page_problem(p, "NodeInfo names no description");
}

static enum err
parse_node(const struct source *s, struct page *p, const json_t *root)
{
	const char *name = shape_text(p, root, "software.name");

	p->listing = false;
	for (size_t i = 0; name != NULL && i < NELEM(softwares); i++)
		if (strcasecmp(softwares[i].software, name) == 0)
			return begin(s, p, network_find(softwares[i].network),
			    "nodeinfo");
	return page_problem(p, "software that is read as a site: %.*s",
	    SOFTWARE_MAX, name != NULL ? name : "unnamed");
}

static enum err
parse(const struct source *s, struct page *p)
{
	const char *context;
	const struct network *n = network_of(s, &context);
	json_t *root;
	enum err e;

	if (n != NULL)
		return read_as(s, p, n, s->role, context);
	if (s->role == ROLE_LOOK)
		return parse_look(s, p);
	if (s->role != ROLE_NODEINFO && s->role != ROLE_NODE)
		return answer_page(s, p);
	if (s->status == 404 || s->status == 410 ||
	    (s->status == 200 && answer_is_html(s)))
		return ERR_OK; /* no NodeInfo: a site it is */
	if (!listing_json(s, p, &root, &e))
		return e;
	e = s->role == ROLE_NODEINFO ? parse_nodeinfo(s, p, root)
				     : parse_node(s, p, root);
	json_decref(root);
	return e;
}

const struct network network_auto = {
	.name = "auto",
	.does = "looks what software this is, and reads it so:",
	.does_fr = "regarde de quel logiciel il s'agit, et le lit ainsi :",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "the adapters' own marks, NodeInfo 2.1",
	.start = start,
	.accepts = answer_is_nobodys,
	.parse = parse,
};
