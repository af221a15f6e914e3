/* SPDX-License-Identifier: ISC */
/* The road to a page: addresses, names, what could stand in between. */
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "crawler/fetch/address.h"
#include "crawler/fetch/resolve.h"
#include "crawler/fetch/tls.h"
#include "crawler/machine/doctor.h"
#include "store/base/clock.h"
#include "store/base/json.h"
#include "store/base/mem.h"

enum { DNS_WAIT_MS = 3000, LINE_BYTES = 512, WHERE_BYTES = 400 };

/* RFC 2606: IANA keeps it, and it resolves. */
static const char public_name[] = "example.org";

/* ---- this machine's address ---- */

/* The address that packets to that place leave from; false: no road. A
 * datagram socket that is connected sends nothing. */
static bool
leaves_from(const char *place, char out[ADDRESS_TEXT])
{
	struct sockaddr_storage to, from;
	socklen_t n = sizeof(from);
	bool ok;
	int fd;

	if (!address_parse(place, &to))
		return false;
	/* The port stands at the same place in both families. */
	((struct sockaddr_in *)&to)->sin_port = htons(443);
	fd = socket(to.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	ok = connect(fd, (const struct sockaddr *)&to, sizeof(to)) == 0 &&
	     getsockname(fd, (struct sockaddr *)&from, &n) == 0;
	if (ok)
		address_format((const struct sockaddr *)&from, out);
	close(fd);
	return ok;
}

static void
look_at_address(struct doctor *d)
{
	char v4[ADDRESS_TEXT] = "", v6[ADDRESS_TEXT] = "";
	char detail[DOCTOR_DETAIL];
	struct crawl_fit row = { .check = "address", .detail = detail };
	bool has_v4 = leaves_from("8.8.8.8", v4);
	bool has_v6 = leaves_from("2001:4860::1", v6);

	snprintf(detail, sizeof(detail), "%s%s%s", v4,
	    has_v4 && has_v6 ? ", " : "", v6);
	row.en = "each record states the local address and the server's; the "
		 "public address is not asked for";
	row.fr = "chaque enregistrement porte l'adresse locale et celle du "
		 "serveur ; l'adresse publique n'est demandée à personne";
	row.todo_en = "where it matters, note the one that your access "
		      "provider gives you";
	row.todo_fr = "au besoin, noter celle que donne le fournisseur "
		      "d'accès";
	if (!has_v4 && !has_v6) {
		row.fitness = CRAWL_REMARK;
		row.detail = NULL;
		row.en = "the machine has no way to the internet";
		row.fr = "la machine n'a pas d'accès à l'internet";
		row.todo_en = "connect it before a capture";
		row.todo_fr = "la connecter avant une capture";
	}
	doctor_say(d, &row);
}

/* ---- names ---- */

struct looked_up {
	struct resolve_answer a;
	bool done;
};

static void
on_told(void *arg, struct resolve_answer *a)
{
	struct looked_up *l = arg;

	l->a = *a;
	l->done = true;
	a->json = NULL;
}

/* False: no answer in time. */
static bool
look_up(struct resolve *r, const char *name, struct looked_up *l)
{
	int64_t end = clock_mono_ms() + DNS_WAIT_MS;
	CURLM *multi = curl_multi_init();

	resolve_ask(r, name, on_told, l);
	while (multi != NULL && !l->done && clock_mono_ms() < end) {
		struct curl_waitfd fds[RESOLVE_FDS_MAX];
		size_t n = resolve_fds(r, fds);
		int left = (int)(end - clock_mono_ms());

		(void)curl_multi_poll(multi, fds, (unsigned)n,
		    resolve_timeout_ms(r, left > 0 ? left : 0), NULL);
		resolve_process(r, fds, n);
	}
	curl_multi_cleanup(multi);
	return l->done;
}

/* The texts of an answer's array, or of the members of that key in its objects,
 * with commas between. */
static void
list_texts(const json_t *array, const char *key, char *out, size_t cap)
{
	size_t at = 0;
	json_t *one;
	size_t i;

	out[0] = '\0';
	json_array_foreach(array, i, one)
	{
		const char *s = key != NULL ? json_get_text(one, key)
					    : json_string_value(one);
		int n = s == NULL ? 0
				  : snprintf(out + at, cap - at, "%s%s",
					at > 0 ? ", " : "", s);

		if (n < 0 || (size_t)n >= cap - at)
			return;
		at += (size_t)n;
	}
}

static void
judge_dns(const struct looked_up *l, struct crawl_fit *row)
{
	row->en = "names are looked up anew and recorded, with the resolver";
	row->fr = "les noms sont résolus à neuf et consignés, avec le "
		  "résolveur";
	if (l->a.n == 0) {
		row->fitness = CRAWL_UNFIT;
		row->en = "a public name cannot be looked up";
		row->fr = "un nom public ne peut être résolu";
		row->todo_en = "connect the machine, or look at "
			       "/etc/resolv.conf";
		row->todo_fr = "connecter la machine, ou voir "
			       "/etc/resolv.conf";
	} else if (address_class((const struct sockaddr *)&l->a.address[0]) !=
		   ADDRESS_PUBLIC) {
		row->fitness = CRAWL_REMARK;
		row->en = "the name leads to this machine or network, not to "
			  "the internet";
		row->fr = "le nom mène à cette machine ou à ce réseau, non à "
			  "l'internet";
		row->todo_en = "ask the network's administrator about a "
			       "filter; look at /etc/hosts";
		row->todo_fr = "interroger l'administrateur du réseau sur un "
			       "filtre ; voir /etc/hosts";
	}
}

static void
say_dns(struct doctor *d, const char *name, const struct looked_up *l)
{
	char from[WHERE_BYTES] = "", to[WHERE_BYTES] = "";
	char detail[DOCTOR_DETAIL];
	struct crawl_fit row = { .check = "dns", .detail = detail };
	json_t *o = NULL;

	if (l->a.json != NULL &&
	    json_parse(l->a.json, strlen(l->a.json), &o) == ERR_OK) {
		list_texts(
		    json_object_get(o, "resolvers"), NULL, from, sizeof(from));
		list_texts(
		    json_object_get(o, "answers"), "address", to, sizeof(to));
	}
	if (o != NULL && json_get_bool(o, "hosts_file", false))
		snprintf(from, sizeof(from), "/etc/hosts");
	json_decref(o);
	snprintf(detail, sizeof(detail), "%s %s %s%s%s", name, "→",
	    l->a.n > 0 ? to : l->a.why, from[0] != '\0' ? ", " : "", from);
	judge_dns(l, &row);
	doctor_say(d, &row);
}

static void
look_at_dns(struct doctor *d)
{
	const char *name = d->how->name != NULL ? d->how->name : public_name;
	struct looked_up l = { .done = false };
	struct resolve *r;
	struct crawl_fit broken = { .check = "dns",
		.fitness = CRAWL_UNFIT,
		.en = "names cannot be looked up",
		.fr = "les noms ne peuvent être résolus",
		.todo_en = "look at /etc/resolv.conf",
		.todo_fr = "voir /etc/resolv.conf" };

	if (resolve_new(d->dns_servers, &r) != ERR_OK) {
		doctor_say(d, &broken);
		return;
	}
	if (!look_up(r, name, &l)) {
		resolve_free(r); /* tells that it came to nothing */
		r = NULL;
		l.a.why = "no answer";
	}
	say_dns(d, name, &l);
	resolve_answer_fini(&l.a);
	resolve_free(r);
}

/* ---- the hosts file ---- */

/* Does a line send a name elsewhere than to this machine or this link? Those
 * that every installation has do not. */
static bool
overrides(char *line)
{
	struct sockaddr_storage at;
	size_t n;

	line += strspn(line, " \t");
	n = strcspn(line, " \t#\r\n");
	line[n] = '\0';
	return address_parse(line, &at) &&
	       (address_class((const struct sockaddr *)&at) == ADDRESS_PUBLIC ||
		   address_class((const struct sockaddr *)&at) ==
		       ADDRESS_PRIVATE);
}

static void
look_at_hosts(struct doctor *d)
{
	FILE *f = fopen("/etc/hosts", "re");
	char line[LINE_BYTES];
	char detail[DOCTOR_DETAIL];
	unsigned n = 0;
	struct crawl_fit row = { .check = "hosts", .detail = detail };

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		n += overrides(line) ? 1 : 0;
	if (f != NULL)
		fclose(f);
	snprintf(detail, sizeof(detail), "/etc/hosts: %u", n);
	row.en = "no name is sent elsewhere by the hosts file";
	row.fr = "aucun nom n'est détourné par le fichier hosts";
	if (n > 0) {
		row.fitness = CRAWL_REMARK;
		row.en = "the hosts file decides where some names lead: a "
			 "record says so of each that it decided";
		row.fr = "le fichier hosts décide où mènent certains noms : "
			 "l'enregistrement le dit de chacun";
		row.todo_en = "take out of it what concerns the pages to be "
			      "visited";
		row.todo_fr = "en ôter ce qui concerne les pages à visiter";
	}
	doctor_say(d, &row);
}

void
doctor_network(struct doctor *d)
{
	look_at_address(d);
	look_at_dns(d);
	look_at_hosts(d);
}

/* ---- in between ---- */

static void
look_at_proxy(struct doctor *d)
{
	static const char *const names[] = { "http_proxy", "https_proxy",
		"HTTPS_PROXY", "all_proxy", "ALL_PROXY" };
	struct crawl_fit row = { .check = "proxy",
		.en = "no proxy is set on this machine, and none is ever used",
		.fr = "aucun mandataire (proxy) n'est réglé sur cette machine, "
		      "et aucun n'est jamais utilisé" };

	for (size_t i = 0; i < NELEM(names); i++) {
		if (getenv(names[i]) == NULL)
			continue;
		row.fitness = CRAWL_REMARK;
		row.detail = names[i];
		row.en = "a proxy is set on this machine, and not used: "
			 "records say so";
		row.fr = "un mandataire (proxy) est réglé sur cette machine, "
			 "et n'est pas utilisé : les enregistrements le disent";
	}
	doctor_say(d, &row);
}

/* "FILE + FILE, 142, SHA-256 0123..." from the roots' JSON. */
static void
describe_roots(const json_t *o, char detail[DOCTOR_DETAIL])
{
	const char *source = json_get_text(o, "source");
	const char *added = json_get_text(o, "added_from");
	const char *sha = json_get_text(o, "sha256");

	snprintf(detail, DOCTOR_DETAIL, "%s%s%s: %" PRId64 ", SHA-256 %s",
	    source != NULL ? source : "", added != NULL ? " + " : "",
	    added != NULL ? added : "", json_get_int(o, "certificates", 0),
	    sha != NULL ? sha : "");
}

static void
judge_roots(const json_t *o, struct crawl_fit *row)
{
	row->en = "a page's identity is checked against Mozilla's list of "
		  "certificate authorities, without local additions";
	row->fr = "l'identité d'un site est vérifiée par la liste d'autorités "
		  "de certification de Mozilla, sans ajout local";
	if (json_get_text(o, "added_from") != NULL) {
		row->fitness = CRAWL_REMARK;
		row->en = "certificate authorities of your own are trusted as "
			  "well: records say so";
		row->fr = "des autorités de certification ajoutées par vous "
			  "sont admises : les enregistrements le disent";
		row->todo_en = "unset VIGIE_CA_FILE unless you need it";
		row->todo_fr = "retirer VIGIE_CA_FILE si rien ne l'exige";
	}
}

static void
look_at_roots(struct doctor *d)
{
	struct tls *tls = tls_new(d->how->ca_file);
	char detail[DOCTOR_DETAIL];
	struct crawl_fit row = { .check = "roots", .detail = detail };
	json_t *o = NULL;

	if (tls_load(tls) == ERR_OK &&
	    json_parse(tls_roots(tls), strlen(tls_roots(tls)), &o) == ERR_OK) {
		describe_roots(o, detail);
		judge_roots(o, &row);
	} else {
		row.fitness = CRAWL_UNFIT;
		row.detail = d->how->ca_file;
		row.en = "there is no list of certificate authorities: no "
			 "site's identity can be checked";
		row.fr = "il n'y a pas de liste d'autorités de certification : "
			 "l'identité d'aucun site ne peut être vérifiée";
		row.todo_en = row.todo_fr = "apt-get install ca-certificates";
	}
	doctor_say(d, &row);
	json_decref(o);
	tls_free(tls);
}

void
doctor_network_proxy(struct doctor *d)
{
	look_at_proxy(d);
	look_at_roots(d);
}
