/* SPDX-License-Identifier: ISC */
/* Words that count otherwise than others when names are compared. All folded;
 * one more is one more word. */
#include <string.h>

#include "crawler/match/pair.h"
#include "store/base/err.h"

/* Each line is one legal form, in its languages and spellings. */
static const char *const forms[] = {
	" ltd limited ",
	" llc ooo tov doo sarl srl sl lda spzoo gmbh bv bvba eurl sasu oy sro ",
	" inc incorporated corp corporation ",
	" plc pao oao zao ao pjsc ojsc cjsc jsc sa ag ab as asa spa nv "
	"aktiengesellschaft sas se kk ad ",
	" co company cie compagnie ",
	" lp llp kg ohg snc scs kommanditgesellschaft ",
	" gesellschaft mbh haftung beschrankter mit ",
	" pte pty sdn bhd ",
	" obshchestvo aktsionernoe publichnoe otvetstvennostyu ogranichennoy "
	"obsestvo akcionernoe ogranicennoj otvetstvennostu ",
};

static const char common[] =
    " group groupe holding holdings international services service solutions "
    "bank banque banco industries industry trading enterprise enterprises "
    "technologies technology systems capital global consulting foundation "
    "fondation institute association university ministry national state "
    "general shipping energy ";

static const char small[] =
    " of in for open closed joint stock public private liability "
    "president prasident minister king queen prince princess lord lady saint "
    "general colonel captain sheikh shaikh sheik haji hajji imam mullah "
    "ayatollah sayyid baron baroness senator judge ";

/* Each line is one given name. */
static const char *const shorts[] = {
	" william bill will billy liam wilhelm guillaume ",
	" robert bob rob bobby bert ",
	" richard dick rick rich ricky ",
	" michael mike mick misha mikhail michel miguel mihail ",
	" alexander alex sasha aleksandr alexandre alejandro sacha aleksander ",
	" alexandra alex sasha aleksandra sandra ",
	" elizabeth liz beth betty lizzie elisabeth eliza ",
	" margaret maggie peggy meg marguerite ",
	" catherine kate cathy katherine kathy katie ekaterina katya ",
	" joseph joe jo yosef jose yusuf ",
	" james jim jimmy jamie ",
	" john jack johnny jon ",
	" jonathan jon john ",
	" thomas tom tommy ",
	" edward ed eddie ted ned eduard ",
	" charles charlie chuck karl carlos ",
	" daniel dan danny ",
	" matthew matt matthieu ",
	" anthony tony antoine antonio anton ",
	" christopher chris christophe ",
	" nicholas nick nicolas nikolai nikolay ",
	" stephen steve steven stephane ",
	" andrew andy drew andrei andre ",
	" benjamin ben ",
	" samuel sam ",
	" peter pete pierre pyotr petr pedro ",
	" patrick pat ",
	" susan sue suzanne ",
	" deborah deb debbie ",
	" jennifer jen jenny ",
	" victoria vicky ",
	" frederic fred frederick ",
	" philippe phil philip ",
	" gregory greg gregoire grigory ",
	" vladimir volodymyr vlad ",
	" dmitry dima dmitri dmytro ",
	" sergei serge sergey serhiy ",
	" yevgeny evgeny eugene evgeniy ",
	" george georges yuri jorge georgy ",
	" mohammed muhammad mohamed mohamad mehmet ",
	" abdul abd ",
	" david dave ",
	" timothy tim ",
	" ronald ron ronnie ",
	" donald don ",
	" kenneth ken ",
	" lawrence larry laurent ",
	" henry harry henri heinrich ",
};

/* A list holds words between spaces. */
static bool
holds(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(list, word); at != NULL;
	     at = strstr(at + 1, word))
		if (at > list && at[-1] == ' ' && at[n] == ' ')
			return true;
	return false;
}

unsigned
pair_form(const char *word)
{
	for (unsigned i = 0; i < NELEM(forms); i++)
		if (holds(forms[i], word))
			return i + 1;
	return 0;
}

bool
pair_is_common(const char *word)
{
	return holds(common, word);
}

bool
pair_is_small(const char *word)
{
	return holds(small, word);
}

bool
pair_is_short(const char *a, const char *b)
{
	for (size_t i = 0; i < NELEM(shorts); i++)
		if (holds(shorts[i], a) && holds(shorts[i], b))
			return true;
	return false;
}
