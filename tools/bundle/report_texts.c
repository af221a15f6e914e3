/* SPDX-License-Identifier: ISC */
/* The sections that are the same in every report: how to verify, what is not
 * proved (EVIDENCE.md 4.5, whole), what the words mean, what is enclosed. */
#include "tools/bundle/report.h"

/* ---- 9 ---- */

static const struct both verify[] = {
	{ "<h2>9. Vérifier soi-même</h2>\n<p>Sans vigie et sans rien demander "
	  "à personne : <strong>LISEZMOI.txt</strong>, à côté du dossier data, "
	  "donne dix étapes, leurs commandes (sha256sum, openssl, unzip, un "
	  "interpréteur de commandes) et ce qu'elles doivent afficher.</p>\n"
	  "<ol><li>Rien n'a été modifié, perdu ni ajouté : empreintes de tous "
	  "les fichiers.</li><li>Le dossier entier, daté par un tiers "
	  "horodateur, s'il en est un.</li><li>Chaque enregistrement figure au "
	  "journal.</li><li>Le journal n'a fait que croître.</li><li>Les "
	  "horodatages des points de contrôle.</li><li>Leur signature.</li>"
	  "<li>La nuit entière, empreinte par empreinte.</li><li>Les octets "
	  "reçus, comparés à ceux de l'enregistrement.</li><li>La chaîne de "
	  "certificats du serveur.</li><li>La page, revue dans un lecteur "
	  "WACZ.</li></ol>\n",
	    "<h2>9. Check it yourself</h2>\n<p>Without vigie and without "
	    "asking anybody: <strong>README.txt</strong>, beside the folder "
	    "data, gives ten steps, their commands (sha256sum, openssl, unzip, "
	    "a shell) and what they must print.</p>\n<ol><li>Nothing was "
	    "altered, lost or added: hashes of all files.</li><li>The whole "
	    "file, dated by a time-stamp authority, where there is one.</li>"
	    "<li>Each record stands in the log.</li><li>The log only grew."
	    "</li><li>The time stamps of the checkpoints.</li><li>Their "
	    "signature.</li><li>The whole night, hash by hash.</li><li>The "
	    "bytes received, against those of the record.</li><li>The "
	    "certificate chain of the server.</li><li>The page, seen again in "
	    "a WACZ player.</li></ol>\n" },
};

void
report_verify(struct report *r)
{
	report_says(r, verify, NELEM(verify));
}

/* ---- 10 ---- */

static const struct both limits[] = {
	{ "<h2>10. Limites : ce que ce dossier ne prouve pas</h2>\n",
	    "<h2>10. Limits: what this file does not prove</h2>\n" },
	{ "<p>Ce dossier est une pièce privée. Il ne vaut pas constat de "
	  "commissaire de justice ; seul le juge en apprécie la portée.</p>\n",
	    "<p>This is a private document, not an officer's record; what it "
	    "is worth is for the judge to say.</p>\n" },
	{ "<p>Il établit que les fichiers joints existaient dans l'intervalle "
	  "indiqué et n'ont pas changé depuis. Il n'établit pas, à lui seul, "
	  "que le serveur les a réellement envoyés : l'opérateur contrôlait la "
	  "machine, et TLS ne laisse pas de preuve opposable à un tiers.</p>\n",
	    "<p>It shows that the files in it existed within the interval "
	    "stated and are unchanged since. It does not show, by itself, that "
	    "the server really sent them: the operator controlled the machine, "
	    "and TLS leaves no proof that binds a third party.</p>\n" },
	{ "<p>Il ne montre pas ce que voyait tout internaute : le contenu peut "
	  "varier selon le lieu, l'appareil, l'heure, un cache intermédiaire "
	  "ou la détection d'un robot ; les scripts n'ont pas été exécutés."
	  "</p>\n",
	    "<p>It does not show what every visitor saw: content may vary with "
	    "place, device, time, a cache on the way or the detection of a "
	    "robot; scripts were not run.</p>\n" },
	{ "<p>« Première vue » est la date de notre première observation, non "
	  "celle de la publication ; une absence n'est constatée qu'à "
	  "l'adresse et à l'instant indiqués.</p>\n",
	    "<p>“First seen” is the date of our first observation, not of "
	    "publication; an absence holds only for the address and the "
	    "instant stated.</p>\n" },
	{ "<p>Il n'identifie pas l'auteur, ne qualifie pas les propos et ne "
	  "dit rien de leur véracité. Les dates affichées par la page sont "
	  "celles qu'elle déclare.</p>\n",
	    "<p>It identifies no author, does not say whether the words are "
	    "lawful and says nothing of their truth. Dates shown by a page are "
	    "its own claims.</p>\n" },
	{ "<p>Un horodatage non qualifié n'emporte pas la présomption de "
	  "l'article 41 eIDAS. En l'absence de témoin externe, l'existence "
	  "d'un second journal ne peut être exclue. Les délais calculés sont "
	  "indicatifs.</p>\n",
	    "<p>A time stamp that is not qualified carries no presumption "
	    "under article 41 eIDAS. Without an outside witness a second log "
	    "cannot be excluded. Deadlines computed are indicative.</p>\n" },
};

/* Where a browser showed a page. */
static const struct both rendered = {
	"<p>Une vue dans un navigateur est jointe à titre indicatif : là, les "
	"scripts de la page ont été exécutés, sans réseau, sur les octets "
	"enregistrés ; un autre rendu des mêmes octets peut différer.</p>\n",
	"<p>A view in a browser is enclosed for information: there the page's "
	"scripts were run, without a network, on the bytes recorded; another "
	"rendering of the same bytes may differ.</p>\n",
};

/* What narrows the gap that the second paragraph leaves open. */
static const struct both narrow_head = {
	"<h3>Ce qui réduit ce doute, et ce qui manque</h3>\n<table class=\""
	"facts\">",
	"<h3>What narrows that doubt, and what is missing</h3>\n<table "
	"class=\"facts\">",
};

static const struct both no_observer = {
	"<tr><th>Second observateur</th><td>Absent. Une autre machine (avocat, "
	"confrère, serveur à l'étranger) visitant la même page à quelques "
	"minutes près.</td></tr>\n",
	"<tr><th>Second observer</th><td>Absent. Another machine (counsel's, a "
	"colleague's, a server abroad) visiting the same page within minutes."
	"</td></tr>\n",
};
static const struct both other_log = {
	"<tr><th>Second observateur</th><td>Une autre archive, dont le journal "
	"est joint (section 8). Elle n'en est un que si une autre personne en "
	"avait la garde.</td></tr>\n",
	"<tr><th>Second observer</th><td>Another archive, whose log is "
	"enclosed (section 8). It is one only if somebody else had the keeping "
	"of it.</td></tr>\n",
};

static const struct both narrow_absent[] = {
	{ "<tr><th>Archive publique</th><td>Absente. Une capture par un tiers "
	  "(archive.org) de la même page.</td></tr>\n",
	    "<tr><th>Public archive</th><td>Absent. A capture of the same page "
	    "by a third party (archive.org).</td></tr>\n" },
	{ "<tr><th>Commissaire de justice</th><td>Absent. Décisif : son "
	  "constat de la page tant qu'elle est en ligne, ce dossier servant "
	  "pour l'avant, l'après et les absences.</td></tr></table>\n",
	    "<tr><th>Judicial officer</th><td>Absent. Decisive: an officer's "
	    "record of the page while it is online, this file serving for "
	    "before, after and absences.</td></tr></table>\n" },
};

static void
narrowed(struct report *r)
{
	size_t chains = 0, scts = 0, staples = 0, all = 0, qualified = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++) {
		const json_t *doc = r->c->snapshots[i].doc;
		const json_t *tls = json_object_get(doc, "tls");

		all += bundle_is_exchange(&r->c->snapshots[i]);
		chains += json_get_text(tls, "chain_sha256") != NULL;
		scts += json_get_bool(tls, "sct", false);
		staples += json_get_text(tls, "ocsp_base64") != NULL;
	}
	for (size_t i = 0; i < r->c->n_anchors; i++)
		qualified += r->c->anchors[i].qualified;
	report_say(r, &narrow_head);
	report_say(r, &(struct both){ "<tr><th>Certificats TLS de la même "
				      "connexion</th><td>",
			  "<tr><th>TLS certificates of the same "
			  "connection</th><td>" });
	report_put(r, "%zu/%zu", chains, all);
	report_say(
	    r, &(struct both){ " échanges ; publiés dans un journal de "
			       "transparence (SCT) : ",
		   " exchanges; published in a transparency log (SCT): " });
	report_put(r, "%zu", scts);
	report_say(
	    r, &(struct both){ " ; avec la réponse de l'autorité sur leur "
			       "révocation (OCSP) : ",
		   "; with their authority's answer on revocation (OCSP): " });
	report_put(r, "%zu", staples);
	report_say(r, &(struct both){ ". L'identité du serveur est plausible, "
				      "le contenu n'en est pas prouvé."
				      "</td></tr>\n<tr><th>Horodatages "
				      "qualifiés</th><td>",
			  ". The server's identity is plausible, the content "
			  "is not proved by it.</td></tr>\n<tr><th>Qualified "
			  "time stamps</th><td>" });
	report_put(r, "%zu/%zu</td></tr>\n", qualified, r->c->n_anchors);
	report_say(r, r->c->n_elsewhere > 0 ? &other_log : &no_observer);
	report_says(r, narrow_absent, NELEM(narrow_absent));
}

void
report_limits(struct report *r)
{
	report_says(r, limits, NELEM(limits));
	for (size_t i = 0; i < r->c->n_exhibits; i++) {
		if (bundle_view(r->c, &r->c->exhibits[i], NULL) == NULL)
			continue;
		report_say(r, &rendered);
		break;
	}
	narrowed(r);
}

/* ---- 11 ---- */

static const struct {
	struct both term, means;
} glossary[] = {
	{ { "Empreinte (SHA-256)", "Hash (SHA-256)" },
	    { "Nombre de 64 chiffres hexadécimaux calculé sur un fichier ; le "
	      "moindre changement du fichier le change.",
		"Number of 64 hexadecimal digits computed from a file; the "
		"least change of the file changes it." } },
	{ { "Échange", "Exchange" },
	    { "Une demande faite à un serveur et sa réponse (numéro s…).",
		"A request made to a server and its answer (number s…)." } },
	{ { "Enregistrement", "Record" },
	    { "Ce que le journal dit d'un échange : fichier leaf-….json ou "
	      "check-s….json.",
		"What the log says of an exchange: file leaf-….json or "
		"check-s….json." } },
	{ { "HTTP 200, 304, 404, 410…", "HTTP 200, 304, 404, 410…" },
	    { "Code que le serveur donne en tête de sa réponse. 200 : la page "
	      "est servie ; 304 : elle n'a pas changé depuis la visite "
	      "précédente ; 301, 302 : elle est ailleurs ; 403 : accès "
	      "refusé ; 404, 410 : elle n'existe pas ou plus ; 429, 500, "
	      "503 : le serveur ne répond pas pour l'instant.",
		"Code that the server puts at the head of its answer. 200: the "
		"page is served; 304: it has not changed since the visit "
		"before; 301, 302: it is elsewhere; 403: access refused; 404, "
		"410: it does not exist, or no longer; 429, 500, 503: the "
		"server does not answer for now." } },
	{ { "Journal", "Log" },
	    { "Suite d'enregistrements à laquelle on ne peut qu'ajouter ; au "
	      "sens du règlement eIDAS, un registre électronique non "
	      "qualifié.",
		"Sequence of records that can only be added to; in the sense "
		"of eIDAS, a non-qualified electronic ledger." } },
	{ { "Point de contrôle", "Checkpoint" },
	    { "Empreinte signée de tout le journal à un moment donné.",
		"Signed hash of the whole log at one moment." } },
	{ { "Horodatage", "Time stamp" },
	    { "Attestation, par un tiers, qu'une empreinte existait à une date "
	      "(RFC 3161).",
		"Statement by a third party that a hash existed at a date (RFC "
		"3161)." } },
	{ { "Visite", "Sweep" },
	    { "Un passage du programme sur les sites qu'on lui a donnés.",
		"One round of the program over the sites it was given." } },
	{ { "robots.txt", "robots.txt" },
	    { "Fichier par lequel un site dit aux robots ce qu'ils peuvent "
	      "lire.",
		"File by which a site tells robots what they may read." } },
	{ { "WACZ", "WACZ" },
	    { "Archive de pages du Web que des lecteurs libres affichent.",
		"Archive of Web pages that free players display." } },
};

void
report_glossary(struct report *r)
{
	report_say(r, &(struct both){ "<h2>11. Glossaire</h2>\n<dl>",
			  "<h2>11. Glossary</h2>\n<dl>" });
	for (size_t i = 0; i < NELEM(glossary); i++) {
		report_raw(r, "<dt>");
		report_say(r, &glossary[i].term);
		report_raw(r, "</dt><dd>");
		report_say(r, &glossary[i].means);
		report_raw(r, "</dd>\n");
	}
	report_raw(r, "</dl>\n");
}

/* ---- 12 ---- */

static const struct {
	const char *name;
	struct both what;
} annexes[] = {
	{ "pieces/",
	    { "une fiche par pièce ; le corps, les en-têtes et le texte de la "
	      "réponse qui la montre ; l'image de la page (ecran), s'il y en "
	      "a une",
		"one sheet an exhibit; body, heads and text of the answer that "
		"shows it; a picture of the page (ecran), where there is "
		"one" } },
	{ "wacz/", { "les échanges, octet pour octet, rejouables",
		       "the exchanges, byte for byte, to replay" } },
	{ "journal/", { "enregistrements, preuves, points de contrôle",
			  "records, proofs, checkpoints" } },
	{ "repris/",
	    { "ce que disent de leurs enregistrements d'autres archives, dont "
	      "ils ont été repris, s'il y en a",
		"what other archives, from which records were taken over, say "
		"of them, where there are any" } },
	{ "ancres/",
	    { "horodatages et certificats des tiers, s'il y en a",
		"time stamps and certificates, where there are any" } },
	{ "tls/, dns/",
	    { "certificats des serveurs et réponses OCSP, résolutions de noms, "
	      "s'il y en a",
		"servers' certificates and OCSP answers, name resolutions, "
		"where there are any" } },
	{ "chronologie.csv",
	    { "la section 7, pour tableur", "section 7, for a spreadsheet" } },
	{ "horloges.csv", { "écart entre l'horloge de la machine et celles des "
			    "serveurs visités",
			      "difference between the machine's clock and "
			      "those of the servers visited" } },
	{ "environnement.txt, configuration.txt",
	    { "machine, programme, consignes de chaque visite",
		"machine, program, instructions of each sweep" } },
	{ "declaration-902.txt, notice-dsa16.txt",
	    { "modèles à compléter : déclaration pour un tribunal des "
	      "États-Unis, notification à un hébergeur",
		"templates to fill in: declaration for a court of the United "
		"States, notice to a hosting service" } },
	{ "verifier/",
	    { "vérification : script pour interpréteur de commandes, et page "
	      "pour navigateur (commodités)",
		"verification: script for a shell, and page for a browser "
		"(conveniences)" } },
};

void
report_annexes(struct report *r)
{
	report_say(r, &(struct both){ "<h2>12. Annexes</h2>\n<table "
				      "class=\"facts\">",
			  "<h2>12. Annexes</h2>\n<table class=\"facts\">" });
	for (size_t i = 0; i < NELEM(annexes); i++) {
		report_put(r, "<tr><th>%s</th><td>", annexes[i].name);
		report_say(r, &annexes[i].what);
		report_raw(r, "</td></tr>\n");
	}
	report_raw(r, "</table>\n");
}
