/* SPDX-License-Identifier: ISC */
/* The words of error pages, the forms of log-in walls. */
#include "crawler/parse/hints.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "store/base/err.h"

enum {
	HINTS_404_TEXT = 1500, /* bytes of text that an error page may have */
	HINTS_WALL_TEXT = 600  /* likewise a wall */
};

/* Does the text hold the phrase, in either case, as words of its own? */
static bool
holds(const char *text, const char *phrase)
{
	size_t n = strlen(phrase);

	for (const char *s = text; s != NULL && *s != '\0'; s++) {
		if (strncasecmp(s, phrase, n) != 0)
			continue;
		if ((s == text || !isalnum((unsigned char)s[-1])) &&
		    !isalnum((unsigned char)s[n]))
			return true;
	}
	return false;
}

/* Phrases by which such pages name themselves. */
static const char *const missing[] = { "page not found", "error 404",
	"404 error", "404 not found", "not found", "404", "erreur 404",
	"page introuvable", "page non trouvée", "cette page n'existe",
	"cette page n’existe", "n'existe pas", "n’existe pas",
	"seite nicht gefunden", "fehler 404", "nicht gefunden",
	"página no encontrada", "pagina no encontrada", "pagina non trovata",
	"pagina niet gevonden", "página não encontrada", "no longer available",
	"n'est plus disponible", "n’est plus disponible",
	"nicht mehr verfügbar" };

static const char *const walls[] = { "log in", "login", "log-in", "sign in",
	"sign-in", "members only", "connexion", "se connecter",
	"connectez-vous", "identifiez-vous", "identification", "anmelden",
	"anmeldung", "einloggen", "iniciar sesión", "acceder", "accedi",
	"inloggen", "entrar" };

static bool
says(const char *text, const char *const *phrases, size_t n)
{
	for (size_t i = 0; text != NULL && i < n; i++)
		if (holds(text, phrases[i]))
			return true;
	return false;
}

bool
hints_soft_404(const char *title, const char *headline, size_t text)
{
	/* A number alone may be part of any title ("Peugeot 404"). */
	if (text > HINTS_404_TEXT)
		return false;
	return says(title, missing, NELEM(missing)) &&
	       (headline == NULL || says(headline, missing, NELEM(missing)) ||
		   holds(title, "not found") || holds(title, "introuvable"));
}

bool
hints_login_wall(
    const struct dom *d, const char *title, const char *headline, size_t text)
{
	if (text > HINTS_WALL_TEXT || !(says(title, walls, NELEM(walls)) ||
					  says(headline, walls, NELEM(walls))))
		return false;
	for (uint32_t i = 0; i < d->n; i++) {
		const char *type;

		if (d->nodes[i].is_text || d->nodes[i].tag != TAG_INPUT)
			continue;
		type = dom_attr(d, i, TOKEN_TYPE);
		if (type != NULL && strcasecmp(type, "password") == 0)
			return true;
	}
	return false;
}
