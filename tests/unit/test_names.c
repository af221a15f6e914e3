/* SPDX-License-Identifier: ISC */
/* Names in texts: one row a spelling, what it is taken for and the characters
 * that say it. Every row also proves that names_candidate agrees. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "crawler/match/names.h"
#include "store/base/mem.h"

/* The subjects of the rows, as `watch add` has them. */
static const char *const valerie[] = { "Valérie Thuillier", "--handle",
	"valeriethuillier", "--handle", "val_t_75", NULL };
static const char *const michel[] = { "Michel Thuillier", NULL };
static const char *const jm[] = { "Jean-Marc Lefèvre", NULL };
static const char *const jmp[] = { "Jean Marc Paul Lefèvre", NULL };
static const char *const gaulle[] = { "Charles de Gaulle", NULL };
static const char *const launay[] = { "Robert Delaunay", NULL };
static const char *const helene[] = { "Hélène Cœur", NULL };
static const char *const emile[] = { "Émile André", NULL };
static const char *const brien[] = { "Michael O'Brien", NULL };
static const char *const lee[] = { "Jet Li", NULL };
static const char *const rapper[] = { "2Pac S", "--kind", "person", NULL };
static const char *const madame[] = {
	"Maximilienne-Alexandrine de Rochechouart de Mortemart", NULL
};
static const char *const smith[] = { "Jane Smith-Jones", NULL };
static const char *const nee[] = { "Anne Durand née Petit", NULL };
static const char *const loud[] = { "LE GALL Yann", "--kind", "person", NULL };
static const char *const stromae[] = { "Stromae", "--kind", "person", NULL };
static const char *const redoute[] = { "La Redoute", NULL };
static const char *const suisses[] = { "3 Suisses", NULL };
static const char *const apple[] = { "Apple", NULL };
static const char *const oreal[] = { "L'Oréal", NULL };
static const char *const coca[] = { "Coca-Cola", NULL };
static const char *const marks[] = { "Marks & Spencer", "--kind", "brand",
	NULL };
static const char *const fils[] = { "Dupont et Fils", "--kind", "brand", NULL };
static const char *const bon[] = { "leboncoin", NULL };
static const char *const putin[] = { "Владимир Королёв", NULL };
static const char *const xiao[] = { "王小明", NULL };
static const char *const ali[] = { "محمد علي", NULL };
static const char *const alex[] = { "Αλέξανδρος Παππάς", NULL };
static const char *const kim[] = { "김철수", NULL };
static const char *const alice[] = { "Alice Martin", NULL };
static const char *const lea[] = { "Léa King", NULL };
static const char *const noel[] = { "Jean Noël", NULL };
static const char *const orange[] = { "Orange", "--handle", "orange", "--also",
	"Orange SA", NULL };

enum { NONE = -1 };

static const struct {
	const char *const *subject;
	const char *text;
	int kind;
	const char *matched;
} rows[] = {
	/* 1: as declared, both orders, whatever stands between */
	{ valerie, "Selon Valérie Thuillier, non.", MATCH_EXACT,
	    "Valérie Thuillier" },
	{ valerie, "VALÉRIE THUILLIER", MATCH_EXACT, "VALÉRIE THUILLIER" },
	{ valerie, "valérie thuillier", MATCH_EXACT, "valérie thuillier" },
	{ madame, "Maximilienne-Alexandrine de Rochechouart de Mortemart",
	    MATCH_EXACT,
	    "Maximilienne-Alexandrine de Rochechouart de Mortemart" },
	{ rapper, "hier 2pac s a dit", MATCH_EXACT, "2pac s" },
	{ valerie, "Vale\xcc\x81rie Thuillier", MATCH_EXACT,
	    "Vale\xcc\x81rie Thuillier" },
	{ valerie, "Valérie\xc2\xa0Thuillier", MATCH_EXACT,
	    "Valérie\xc2\xa0Thuillier" },
	{ valerie, "Valérie\r\n   Thuillier", MATCH_EXACT,
	    "Valérie\r\n   Thuillier" },
	{ valerie, "Valérie Thuil\xc2\xadlier", MATCH_EXACT,
	    "Valérie Thuil\xc2\xadlier" },
	{ valerie, "Va\xe2\x80\x8blérie\xe2\x80\x8b Thuillier", MATCH_EXACT,
	    "Va\xe2\x80\x8blérie\xe2\x80\x8b Thuillier" },
	{ valerie, "Thuillier Valérie", MATCH_EXACT, "Thuillier Valérie" },
	{ valerie, "THUILLIER Valérie", MATCH_EXACT, "THUILLIER Valérie" },
	{ valerie, "Thuillier, Valérie.", MATCH_EXACT, "Thuillier, Valérie" },
	{ valerie, "(Valérie Thuillier)", MATCH_EXACT, "Valérie Thuillier" },
	{ valerie, "Mme Valérie Thuillier", MATCH_EXACT, "Valérie Thuillier" },
	{ valerie, "Ｖalérie Thuillier", MATCH_EXACT, "Ｖalérie Thuillier" },
	/* 2: accents, ligatures, hyphens */
	{ valerie, "Valerie Thuillier", MATCH_VARIANT, "Valerie Thuillier" },
	{ valerie, "VALERIE THUILLIER", MATCH_VARIANT, "VALERIE THUILLIER" },
	{ valerie, "Valérie-Thuillier", MATCH_VARIANT, "Valérie-Thuillier" },
	{ valerie, "Valérie\xe2\x80\x91Thuillier", MATCH_VARIANT,
	    "Valérie\xe2\x80\x91Thuillier" },
	{ helene, "Helene Coeur", MATCH_VARIANT, "Helene Coeur" },
	{ helene, "Hélène Cœur", MATCH_EXACT, "Hélène Cœur" },
	{ helene, "HÉLÈNE CŒUR", MATCH_EXACT, "HÉLÈNE CŒUR" },
	/* 3: encoding damage, in either part */
	{ valerie, "ValÃ©rie Thuillier", MATCH_VARIANT, "ValÃ©rie Thuillier" },
	{ valerie, "ValÃƒÂ©rie Thuillier", MATCH_VARIANT,
	    "ValÃƒÂ©rie Thuillier" },
	{ valerie, "Val?rie Thuillier", MATCH_VARIANT, "Val?rie Thuillier" },
	{ valerie, "Val??rie Thuillier?", MATCH_VARIANT, "Val??rie Thuillier" },
	{ valerie, "Val\xef\xbf\xbdrie Thuillier", MATCH_VARIANT,
	    "Val\xef\xbf\xbdrie Thuillier" },
	{ valerie, "Val&eacute;rie Thuillier", MATCH_VARIANT,
	    "Val&eacute;rie Thuillier" },
	{ valerie, "Val&amp;eacute;rie Thuillier", MATCH_VARIANT,
	    "Val&amp;eacute;rie Thuillier" },
	{ valerie, "Val&#233;rie Thuillier", MATCH_VARIANT,
	    "Val&#233;rie Thuillier" },
	{ valerie, "Val&#xE9;rie&nbsp;Thuillier", MATCH_VARIANT,
	    "Val&#xE9;rie&nbsp;Thuillier" },
	{ valerie, "?q=Val%C3%A9rie+Thuillier&x", MATCH_VARIANT,
	    "Val%C3%A9rie+Thuillier" },
	{ valerie, "?q=Val%C3%A9rie%20Thuillier", MATCH_VARIANT,
	    "Val%C3%A9rie%20Thuillier" },
	{ valerie, "?q=Val%E9rie%20Thuillier", MATCH_VARIANT,
	    "Val%E9rie%20Thuillier" },
	{ valerie, "\"Val\\u00e9rie Thuillier\"", MATCH_VARIANT,
	    "Val\\u00e9rie Thuillier" },
	{ valerie, "Val=C3=A9rie Thuillier", MATCH_VARIANT,
	    "Val=C3=A9rie Thuillier" },
	{ valerie, "Thuillier?Non Val?rie", NONE, NULL },
	{ jm, "Jean-Marc LefÃ¨vre", MATCH_VARIANT, "Jean-Marc LefÃ¨vre" },
	{ jm, "Jean-Marc Lef?vre", MATCH_VARIANT, "Jean-Marc Lef?vre" },
	{ jm, "Jean-Marc Lef&egrave;vre", MATCH_VARIANT,
	    "Jean-Marc Lef&egrave;vre" },
	{ jm, "JEAN-MARC LEFÃˆVRE", MATCH_VARIANT, "JEAN-MARC LEFÃˆVRE" },
	{ jm, "q=Jean-Marc%20Lef%C3%A8vre", MATCH_VARIANT,
	    "Jean-Marc%20Lef%C3%A8vre" },
	{ jm, "Jean-Marc Lef\\u00e8vre", MATCH_VARIANT,
	    "Jean-Marc Lef\\u00e8vre" },
	{ emile, "Ã‰mile AndrÃ©", MATCH_VARIANT, "Ã‰mile AndrÃ©" },
	{ emile, "?mile Andr? est", MATCH_VARIANT, "?mile Andr?" },
	{ emile, "&Eacute;mile Andr&eacute;", MATCH_VARIANT,
	    "&Eacute;mile Andr&eacute;" },
	/* 4: initials, compound given names */
	{ valerie, "V. Thuillier", MATCH_VARIANT, "V. Thuillier" },
	{ valerie, "V Thuillier", MATCH_VARIANT, "V Thuillier" },
	{ valerie, "V.Thuillier", MATCH_VARIANT, "V.Thuillier" },
	{ valerie, "Thuillier V.", MATCH_VARIANT, "Thuillier V." },
	{ valerie, "THUILLIER, V.", MATCH_VARIANT, "THUILLIER, V." },
	{ valerie, "Dupont v. Thuillier", NONE, NULL },
	{ valerie, "Val. Thuillier", MATCH_VARIANT, "Val. Thuillier" },
	{ valerie, "Va. Thuillier", MATCH_VARIANT, "Va. Thuillier" },
	{ valerie, "Va Thuillier", NONE, NULL },
	{ valerie, "Vol. Thuillier", NONE, NULL },
	{ valerie, "Thuillier (Valérie), née", MATCH_EXACT,
	    "Thuillier (Valérie" },
	{ valerie, "Jean Thuillier (Valérie)", NONE, NULL },
	{ valerie, "Valérie « Val » Thuillier", MATCH_VARIANT,
	    "Valérie « Val » Thuillier" },
	{ valerie, "Valérie \"Val\" Thuillier", MATCH_VARIANT,
	    "Valérie \"Val\" Thuillier" },
	{ valerie, "Valérie (Val) Thuillier", MATCH_VARIANT,
	    "Valérie (Val) Thuillier" },
	{ valerie, "Valérie, Val, Thuillier", NONE, NULL },
	{ valerie, "J. V. Thuillier", NONE, NULL },
	{ valerie, "J.-V. Thuillier", NONE, NULL },
	{ michel, "M. Thuillier a dit", NONE, NULL },
	{ michel, "Michel Thuillier a dit", MATCH_EXACT, "Michel Thuillier" },
	{ alice, "A Martin guitar", NONE, NULL },
	{ alice, "À Martin, merci", NONE, NULL },
	{ alice, "A. Martin", MATCH_VARIANT, "A. Martin" },
	{ alice, "Alice Martinez", NONE, NULL },
	{ jm, "Jean Marc Lefèvre", MATCH_VARIANT, "Jean Marc Lefèvre" },
	{ jm, "J.-M. Lefèvre", MATCH_VARIANT, "J.-M. Lefèvre" },
	{ jm, "J.M. Lefevre", MATCH_VARIANT, "J.M. Lefevre" },
	{ jm, "JM Lefèvre", MATCH_VARIANT, "JM Lefèvre" },
	{ jm, "Jean-M. Lefèvre", MATCH_VARIANT, "Jean-M. Lefèvre" },
	{ jm, "Lefèvre Jean-Marc", MATCH_EXACT, "Lefèvre Jean-Marc" },
	{ jm, "Jean Lefèvre", NONE, NULL },
	{ jm, "jm lefèvre", NONE, NULL },
	/* 5: particles */
	{ gaulle, "Charles de Gaulle", MATCH_EXACT, "Charles de Gaulle" },
	{ gaulle, "Charles DE GAULLE", MATCH_EXACT, "Charles DE GAULLE" },
	{ gaulle, "Charles Gaulle", MATCH_VARIANT, "Charles Gaulle" },
	{ gaulle, "Charles Degaulle", MATCH_VARIANT, "Charles Degaulle" },
	{ gaulle, "C. de Gaulle", MATCH_VARIANT, "C. de Gaulle" },
	{ gaulle, "Ch. de Gaulle", MATCH_VARIANT, "Ch. de Gaulle" },
	{ gaulle, "@cdegaulle", MATCH_HANDLE, "cdegaulle" },
	{ gaulle, "@cgaulle", MATCH_HANDLE, "cgaulle" },
	{ gaulle, "de Gaulle a dit", NONE, NULL },
	{ gaulle, "De Gaulle Charles", MATCH_EXACT, "De Gaulle Charles" },
	{ launay, "Robert de Launay", MATCH_VARIANT, "Robert de Launay" },
	{ launay, "Robert Launay", NONE, NULL },
	{ brien, "Michael O’Brien", MATCH_EXACT, "Michael O’Brien" },
	{ brien, "Michael OBrien", MATCH_VARIANT, "Michael OBrien" },
	{ brien, "Michael O Brien", MATCH_VARIANT, "Michael O Brien" },
	{ brien, "Michael Obrienne", NONE, NULL },
	/* 6: other surnames */
	{ valerie, "Valérie Martin née Thuillier", MATCH_VARIANT,
	    "Valérie Martin née Thuillier" },
	{ valerie, "Valérie Martin (née Thuillier)", MATCH_VARIANT,
	    "Valérie Martin (née Thuillier" },
	{ valerie, "Valérie Thuillier-Martin", MATCH_VARIANT,
	    "Valérie Thuillier" },
	{ valerie, "Valérie Martin-Thuillier", MATCH_VARIANT,
	    "Valérie Martin-Thuillier" },
	{ valerie, "Valérie M. Thuillier", MATCH_VARIANT,
	    "Valérie M. Thuillier" },
	{ smith, "Jane Smith-Jones", MATCH_EXACT, "Jane Smith-Jones" },
	{ smith, "Jane Jones", MATCH_VARIANT, "Jane Jones" },
	{ smith, "Jane Jones-Smith", MATCH_VARIANT, "Jane Jones-Smith" },
	{ nee, "Anne Durand", MATCH_EXACT, "Anne Durand" },
	{ nee, "Anne Petit", MATCH_EXACT, "Anne Petit" },
	{ loud, "Yann Le Gall", MATCH_EXACT, "Yann Le Gall" },
	{ loud, "Y. Le Gall", MATCH_VARIANT, "Y. Le Gall" },
	/* what is no mention */
	{ valerie, "Thuillier", NONE, NULL },
	{ valerie, "Valérie", NONE, NULL },
	{ valerie, "Jean Thuillier et Valérie Martin", NONE, NULL },
	{ valerie, "Jean Thuillier, Valérie Martin", NONE, NULL },
	{ valerie, "Jean Thuillier\nValérie Martin", NONE, NULL },
	{ valerie, "Thuillier\n\nValérie a dit", NONE, NULL },
	{ valerie, "Jean-Valérie Thuillier", NONE, NULL },
	{ valerie, "Valérie-Anne Thuillier", NONE, NULL },
	{ valerie, "Thuillier Valérie-Anne", NONE, NULL },
	{ valerie, "Valérie. Thuillier", NONE, NULL },
	{ valerie, "Valérie, Thuillier", NONE, NULL },
	{ valerie, "Valérie / Thuillier", NONE, NULL },
	{ valerie, "Valérien Thuillier", NONE, NULL },
	{ valerie, "xValérie Thuillier", NONE, NULL },
	{ valerie, "As Thuillier, Valérie says", MATCH_EXACT,
	    "Thuillier, Valérie" },
	{ valerie, "Selon Thuillier Valérie, non", MATCH_EXACT,
	    "Thuillier Valérie" },
	{ valerie, "Selon Thuillier, Valérie Martin", NONE, NULL },
	/* 9: misspelt, in text */
	{ valerie, "Valérie Thuilier a dit", MATCH_LOOKALIKE,
	    "Valérie Thuilier" },
	{ valerie, "Valérie Thuillierr", MATCH_LOOKALIKE,
	    "Valérie Thuillierr" },
	{ valerie, "Valérie Thuilliers", MATCH_LOOKALIKE,
	    "Valérie Thuilliers" },
	{ valerie, "Valérie Htuillier", NONE, NULL },
	{ valerie, "Valérie Tuillier", MATCH_LOOKALIKE, "Valérie Tuillier" },
	{ valerie, "VALERIE THUILLEIR", MATCH_LOOKALIKE, "VALERIE THUILLEIR" },
	{ valerie, "Valrie Thuillier", MATCH_LOOKALIKE, "Valrie Thuillier" },
	{ valerie, "Vlérie Thuillier", MATCH_LOOKALIKE, "Vlérie Thuillier" },
	{ valerie, "Thuilier Valérie", MATCH_LOOKALIKE, "Thuilier Valérie" },
	{ valerie, "Valéria Thuillier", NONE, NULL },
	{ valerie, "Valrie Thuilier", NONE, NULL },
	{ valerie, "Valérie thuilier", NONE, NULL },
	{ valerie, "valérie thuilier", MATCH_LOOKALIKE, "valérie thuilier" },
	{ alice, "alice matin", NONE, NULL },
	{ valerie, "Valérie, Thuilier", NONE, NULL },
	{ valerie, "Jean-Valérie Thuilier", NONE, NULL },
	{ valerie, "Valérie Thuilier-Martin", NONE, NULL },
	{ valerie, "Valérie Martin", NONE, NULL },
	{ alice, "Alice Martni", MATCH_LOOKALIKE, "Alice Martni" },
	{ lee, "Jet Lu", NONE, NULL },
	{ marks, "Mark & Spencer", NONE, NULL },
	/* 10: drawn alike */
	{ valerie, "V\xd0\xb0lerie Thuillier", MATCH_LOOKALIKE,
	    "V\xd0\xb0lerie Thuillier" },
	{ valerie, "Valérie Thu\xd1\x96llier dit", MATCH_LOOKALIKE,
	    "Valérie Thu\xd1\x96llier" },
	{ alice, "Alice M\xd0\xb0rtin", MATCH_LOOKALIKE,
	    "Alice M\xd0\xb0rtin" },
	/* 8: handles, hashtags, addresses */
	{ valerie, "voir @valeriethuillier !", MATCH_HANDLE,
	    "valeriethuillier" },
	{ valerie, "valeriethuillier", MATCH_HANDLE, "valeriethuillier" },
	{ valerie, "@Val_T_75:", MATCH_HANDLE, "Val_T_75" },
	{ valerie, "@val_t_751", NONE, NULL },
	{ valerie, "x_val_t_75", NONE, NULL },
	{ valerie, "@valerie_thuillier", MATCH_HANDLE, "valerie_thuillier" },
	{ valerie, "valerie.thuillier@example.org", MATCH_HANDLE,
	    "valerie.thuillier" },
	{ valerie, "@thuillier.valerie", MATCH_HANDLE, "thuillier.valerie" },
	{ valerie, "https://x.example/in/valerie-thuillier/", MATCH_VARIANT,
	    "valerie-thuillier" },
	{ valerie, "@valeriethuillier75", MATCH_HANDLE, "valeriethuillier75" },
	{ valerie, "@vthuillier", MATCH_HANDLE, "vthuillier" },
	{ valerie, "@thuillierv", MATCH_HANDLE, "thuillierv" },
	{ valerie, "@v.thuillier", MATCH_HANDLE, "v.thuillier" },
	{ valerie, "vthuillier@example.org", NONE, NULL },
	{ valerie, "@thuillier", NONE, NULL },
	{ valerie, "#ValérieThuillier", MATCH_HANDLE, "ValérieThuillier" },
	{ valerie, "#valeriethuillier", MATCH_HANDLE, "valeriethuillier" },
	{ valerie, "#Valérie_Thuillier", MATCH_HANDLE, "Valérie_Thuillier" },
	{ valerie, "#StopValérieThuillier!", MATCH_HANDLE, "ValérieThuillier" },
	{ valerie, "#ThuillierMenteuse", MATCH_HANDLE, "Thuillier" },
	{ valerie, "#boycottthuillier", MATCH_HANDLE, "thuillier" },
	{ valerie, "#Thuillier", NONE, NULL },
	{ valerie, "#ThuillierConseil", NONE, NULL },
	{ valerie, "@the_real_valerie_thuillier", MATCH_HANDLE,
	    "valerie_thuillier" },
	{ alice, "MARTINA", NONE, NULL },
	{ alice, "AMARTIN", NONE, NULL },
	{ lea, "a leaking pipe", NONE, NULL },
	{ lea, "@leaking", MATCH_HANDLE, "leaking" },
	{ lea, "LeaKing", MATCH_HANDLE, "LeaKing" },
	{ noel, "Jean-Noël Dupont", NONE, NULL },
	/* short surnames */
	{ lee, "Jet Li joue", MATCH_EXACT, "Jet Li" },
	{ lee, "Li Jet", MATCH_EXACT, "Li Jet" },
	{ lee, "J. Li", MATCH_VARIANT, "J. Li" },
	{ lee, "Le jet lilas", NONE, NULL },
	{ lee, "@jetli", MATCH_HANDLE, "jetli" },
	{ valerie, "Valérie Tjuillier", MATCH_LOOKALIKE, "Valérie Tjuillier" },
	/* one word, and 7: brands */
	{ stromae, "J'écoute Stromae.", MATCH_EXACT, "Stromae" },
	{ stromae, "stromaes", NONE, NULL },
	{ redoute, "chez La Redoute hier", MATCH_EXACT, "La Redoute" },
	{ redoute, "Redoute, le catalogue", MATCH_VARIANT, "Redoute" },
	{ redoute, "je redoute le pire", NONE, NULL },
	{ redoute, "LaRedoute.fr", MATCH_VARIANT, "LaRedoute" },
	{ redoute, "#boycottRedoute", MATCH_HANDLE, "Redoute" },
	{ redoute, "#boycottLaRedoute", MATCH_HANDLE, "LaRedoute" },
	{ redoute, "redoutable", NONE, NULL },
	{ suisses, "les 3 Suisses", MATCH_EXACT, "3 Suisses" },
	{ suisses, "Trois Suisses", MATCH_VARIANT, "Trois Suisses" },
	{ suisses, "3suisses.fr", MATCH_VARIANT, "3suisses" },
	{ suisses, "13 Suisses", NONE, NULL },
	{ suisses, "les Suisses", NONE, NULL },
	{ apple, "d'Apple", MATCH_EXACT, "Apple" },
	{ apple, "qu’Apple", MATCH_EXACT, "Apple" },
	{ apple, "Apple's", MATCH_EXACT, "Apple" },
	{ apple, "Apples", NONE, NULL },
	{ apple, "Pineapple", NONE, NULL },
	{ apple, "我喜欢Apple手机", MATCH_EXACT, "Apple" },
	{ oreal, "L’Oréal", MATCH_EXACT, "L’Oréal" },
	{ oreal, "chez L'OREAL", MATCH_VARIANT, "L'OREAL" },
	{ oreal, "#loreal", MATCH_HANDLE, "loreal" },
	{ coca, "du Coca-Cola", MATCH_EXACT, "Coca-Cola" },
	{ coca, "du Coca Cola", MATCH_VARIANT, "Coca Cola" },
	{ coca, "du CocaCola", MATCH_VARIANT, "CocaCola" },
	{ coca, "du coca", NONE, NULL },
	{ marks, "Marks & Spencer", MATCH_EXACT, "Marks & Spencer" },
	{ marks, "Marks and Spencer", MATCH_VARIANT, "Marks and Spencer" },
	{ marks, "Marks et Spencer", MATCH_VARIANT, "Marks et Spencer" },
	{ fils, "chez Dupont & Fils", MATCH_VARIANT, "Dupont & Fils" },
	{ fils, "chez Dupont et Fils", MATCH_EXACT, "Dupont et Fils" },
	{ bon, "sur leboncoin.", MATCH_EXACT, "leboncoin" },
	{ orange, "chez Orange", MATCH_EXACT, "Orange" },
	{ orange, "@orange", MATCH_HANDLE, "orange" },
	{ orange, "Orange SA", MATCH_EXACT, "Orange SA" },
	/* other scripts */
	{ putin, "это Владимир Королёв!", MATCH_EXACT, "Владимир Королёв" },
	{ putin, "КОРОЛЕВ ВЛАДИМИР", MATCH_VARIANT, "КОРОЛЕВ ВЛАДИМИР" },
	{ putin, "В. Королёв", MATCH_VARIANT, "В. Королёв" },
	{ putin, "Королёвы", NONE, NULL },
	{ xiao, "昨天王小明去了", MATCH_EXACT, "王小明" },
	{ xiao, "王小红", NONE, NULL },
	{ ali, "قال محمد علي اليوم", MATCH_EXACT, "محمد علي" },
	{ ali, "ومحمد علي", MATCH_EXACT, "محمد علي" },
	{ alex, "ΑΛΈΞΑΝΔΡΟΣ ΠΑΠΠΆΣ", MATCH_EXACT, "ΑΛΈΞΑΝΔΡΟΣ ΠΑΠΠΆΣ" },
	{ kim, "김철수는 말했다", MATCH_EXACT, "김철수" },
	{ valerie, "我喜欢Valérie Thuillier手机", MATCH_EXACT,
	    "Valérie Thuillier" },
	{ jmp, "JMP Lefèvre", MATCH_VARIANT, "JMP Lefèvre" },
	{ jmp, "@jmplefevre", MATCH_HANDLE, "jmplefevre" },
};

static struct names *
names_of(const char *const *args)
{
	struct watch *w = NULL;
	const char *why = NULL;
	struct names *nm;
	char *argv[16] = { NULL };
	int argc = 0;

	for (; args[argc] != NULL; argc++)
		argv[argc] = mem_strdup(args[argc]);
	assert_int_equal(watch_from_args(argv, argc, &w, &why), ERR_OK);
	nm = names_new((const struct watch *const *)&w, 1);
	watch_free(w);
	for (int i = 0; i < argc; i++)
		free(argv[i]);
	return nm;
}

/* The row as it stands, and behind a text so long that the walkers and pieces
 * of the automaton come into play. */
static void
check_row(size_t i, const struct names *nm, const char *text)
{
	struct hits h;
	size_t n = strlen(text);

	hits_init(&h);
	CHECK_ROW(i, names_find(nm, text, n, &h) == ERR_OK);
	CHECK_ROW(i, names_candidate(nm, text, n) == (h.n > 0));
	CHECK_ROW(i, h.n == (rows[i].kind == NONE ? 0 : 1));
	if (h.n > 0) {
		char *got =
		    mem_strndup(text + h.v[0].start, h.v[0].end - h.v[0].start);

		CHECK_ROW(i, (int)h.v[0].kind == rows[i].kind);
		CHECK_ROW(i, same(got, rows[i].matched));
		CHECK_ROW(i, h.v[0].score > 0 && h.v[0].score <= 1);
		if ((int)h.v[0].kind != rows[i].kind ||
		    !same(got, rows[i].matched))
			fprintf(stderr, "# \"%s\": %s \"%s\" %08x\n",
			    rows[i].text, match_kind_word(h.v[0].kind), got,
			    (unsigned)h.v[0].reasons);
		free(got);
	} else if (rows[i].kind != NONE) {
		fprintf(stderr, "# \"%s\": nothing\n", rows[i].text);
	}
	hits_fini(&h);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct names *nm = names_of(rows[i].subject);

		check_row(i, nm, rows[i].text);
		names_free(nm);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_far(void **state)
{
	static const size_t places[] = { 600, 4094, 4096, 8191, 12285, 16380,
		16384, 16390, 40000 };
	char *text = mem_alloc(50000);

	(void)state;
	for (size_t i = 0; i < NELEM(rows); i++) {
		struct names *nm = names_of(rows[i].subject);

		for (size_t k = 0; k < NELEM(places); k++) {
			memset(text, '.', 50000);
			memset(text, '\n', places[k]);
			memcpy(text + places[k] - 4, "les ", 4);
			memcpy(text + places[k], rows[i].text,
			    strlen(rows[i].text));
			text[49999] = '\0';
			check_row(i, nm, text);
		}
		names_free(nm);
	}
	free(text);
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_far, rows_reset),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
