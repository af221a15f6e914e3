/* SPDX-License-Identifier: ISC */
/* What typosquatters change, as data. */
#include "crawler/match/domain_table.h"

/* Neighbours of each key on QWERTY, QWERTZ and AZERTY keyboards, a to z. */
const char *const domain_keys[26] = { "qwszx", "vghn", "xdfv", "serfcx",
	"wsdrz", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huikmn", "jiolm",
	"kopm", "njklp", "bhjm", "iklp", "olm", "wasz", "edft", "awedxzq",
	"rfgy", "yhji", "cfgb", "qasexz", "zsdc", "tghu", "asxteq" };

/* ASCII alone; other scripts are told by their skeleton (lookalike.h). */
const struct domain_glyph domain_glyphs[] = { { "rn", "m" }, { "m", "rn" },
	{ "m", "nn" }, { "vv", "w" }, { "w", "vv" }, { "cl", "d" },
	{ "d", "cl" }, { "o", "0" }, { "0", "o" }, { "l", "1" }, { "1", "l" },
	{ "l", "i" }, { "i", "l" }, { "i", "1" }, { "e", "3" }, { "3", "e" },
	{ "s", "5" }, { "5", "s" }, { "g", "q" }, { "q", "g" }, { "u", "v" },
	{ "v", "u" }, { "b", "d" }, { "h", "lh" }, { "k", "lc" }, { "n", "m" },
	{ "t", "7" }, { "a", "4" }, { "g", "9" }, { "b", "6" }, { "z", "2" } };
const size_t domain_glyphs_n = sizeof(domain_glyphs) / sizeof(*domain_glyphs);

const char *const domain_words[] = { "login", "secure", "account", "compte",
	"client", "clients", "support", "service", "services", "sav", "help",
	"aide", "contact", "shop", "store", "boutique", "promo", "soldes",
	"official", "officiel", "online", "france", "fr", "pay", "paiement",
	"avis", "group", "groupe", "my", "mon", "espace", "app", "web",
	"mail" };
const size_t domain_words_n = sizeof(domain_words) / sizeof(*domain_words);

const char *const domain_suffixes[] = { "com", "net", "org", "fr", "eu", "info",
	"shop", "online", "store", "site", "biz", "co", "io", "app", "be", "ch",
	"de", "uk", "xyz", "top", "click", "live" };
const size_t domain_suffixes_n =
    sizeof(domain_suffixes) / sizeof(*domain_suffixes);
