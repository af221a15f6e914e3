/* SPDX-License-Identifier: ISC */
/* The named character references of HTML (13.5), data: the names of each first
 * letter in byte order, without that letter and the semicolon, end to end; and
 * what they stand for. */
#include "crawler/parse/entities_table.h"

/* clang-format off */
const struct entities_letter entities_table_letters[ENTITIES_LETTERS] = {
	{ 0, 19,
	    "EligMPacutebrevecirccyfrgravelphamacrndogonopfpplyFunctionringscrs"
	    "signtildeuml" },
	{ 19, 12,
	    "ackslasharvarwedcyecauseernoullisetafropfrevescrumpeq" },
	{ 31, 34,
	    "HcyOPYacuteapapitalDifferentialDayleyscaroncedilcircconintdotedill"
	    "aenterDotfrhiircleDotircleMinusirclePlusircleTimeslockwiseContourI"
	    "ntegralloseCurlyDoubleQuoteloseCurlyQuoteolonoloneongruentonintont"
	    "ourIntegralopfoproductounterClockwiseContourIntegralrossscrupupCap" },
	{ 65, 54,
	    "DDotrahdJcyScyZcyaggerarrashvcaroncyeleltafriacriticalAcuteiacriti"
	    "calDotiacriticalDoubleAcuteiacriticalGraveiacriticalTildeiamondiff"
	    "erentialDopfototDototEqualoubleContourIntegraloubleDotoubleDownArr"
	    "owoubleLeftArrowoubleLeftRightArrowoubleLeftTeeoubleLongLeftArrowo"
	    "ubleLongLeftRightArrowoubleLongRightArrowoubleRightArrowoubleRight"
	    "TeeoubleUpArrowoubleUpDownArrowoubleVerticalBarownArrowownArrowBar"
	    "ownArrowUpArrowownBreveownLeftRightVectorownLeftTeeVectorownLeftVe"
	    "ctorownLeftVectorBarownRightTeeVectorownRightVectorownRightVectorB"
	    "arownTeeownTeeArrowownarrowscrstrok" },
	{ 119, 25,
	    "NGTHacutecaroncirccydotfrgravelementmacrmptySmallSquaremptyVerySma"
	    "llSquareogonopfpsilonqualqualTildequilibriumscrsimtaumlxistsxponen"
	    "tialE" },
	{ 144, 8,
	    "cyfrilledSmallSquareilledVerySmallSquareopforAllouriertrfscr" },
	{ 152, 21,
	    "JcyTammaammadbrevecedilcirccydotfrgopfreaterEqualreaterEqualLessre"
	    "aterFullEqualreaterGreaterreaterLessreaterSlantEqualreaterTildescr"
	    "t" },
	{ 173, 12,
	    "ARDcyacekatcircfrilbertSpaceopforizontalLinescrstrokumpDownHumpump"
	    "Equal" },
	{ 185, 25,
	    "EcyJligOcyacutecirccydotfrgravemmacrmaginaryImpliesntntegralnterse"
	    "ctionnvisibleCommanvisibleTimesogonopfotascrtildeukcyuml" },
	{ 210, 7,
	    "circcyfropfscrsercyukcy" },
	{ 217, 8,
	    "HcyJcyappacedilcyfropfscr" },
	{ 225, 59,
	    "JcyTacuteambdaangaplacetrfarrcaroncedilcyeftAngleBracketeftArrowef"
	    "tArrowBareftArrowRightArroweftCeilingeftDoubleBracketeftDownTeeVec"
	    "toreftDownVectoreftDownVectorBareftFlooreftRightArroweftRightVecto"
	    "reftTeeeftTeeArroweftTeeVectoreftTriangleeftTriangleBareftTriangle"
	    "EqualeftUpDownVectoreftUpTeeVectoreftUpVectoreftUpVectorBareftVect"
	    "oreftVectorBareftarroweftrightarrowessEqualGreateressFullEqualessG"
	    "reateressLessessSlantEqualessTildefrlleftarrowmidotongLeftArrowong"
	    "LeftRightArrowongRightArrowongleftarrowongleftrightarrowongrightar"
	    "rowopfowerLeftArrowowerRightArrowscrshstrokt" },
	{ 284, 9,
	    "apcyediumSpaceellintrffrinusPlusopfscru" },
	{ 293, 71,
	    "JcyacutecaroncedilcyegativeMediumSpaceegativeThickSpaceegativeThin"
	    "SpaceegativeVeryThinSpaceestedGreaterGreaterestedLessLessewLinefro"
	    "BreakonBreakingSpaceopfototCongruentotCupCapotDoubleVerticalBarotE"
	    "lementotEqualotEqualTildeotExistsotGreaterotGreaterEqualotGreaterF"
	    "ullEqualotGreaterGreaterotGreaterLessotGreaterSlantEqualotGreaterT"
	    "ildeotHumpDownHumpotHumpEqualotLeftTriangleotLeftTriangleBarotLeft"
	    "TriangleEqualotLessotLessEqualotLessGreaterotLessLessotLessSlantEq"
	    "ualotLessTildeotNestedGreaterGreaterotNestedLessLessotPrecedesotPr"
	    "ecedesEqualotPrecedesSlantEqualotReverseElementotRightTriangleotRi"
	    "ghtTriangleBarotRightTriangleEqualotSquareSubsetotSquareSubsetEqua"
	    "lotSquareSupersetotSquareSupersetEqualotSubsetotSubsetEqualotSucce"
	    "edsotSucceedsEqualotSucceedsSlantEqualotSucceedsTildeotSupersetotS"
	    "upersetEqualotTildeotTildeEqualotTildeFullEqualotTildeTildeotVerti"
	    "calBarscrtildeu" },
	{ 364, 23,
	    "EligacutecirccydblacfrgravemacrmegamicronopfpenCurlyDoubleQuotepen"
	    "CurlyQuoterscrslashtildetimesumlverBarverBraceverBracketverParenth"
	    "esis" },
	{ 387, 19,
	    "artialDcyfrhiilusMinusoincareplaneopfrrecedesrecedesEqualrecedesSl"
	    "antEqualrecedesTilderimeroductroportionroportionalscrsi" },
	{ 406, 4,
	    "UOTfropfscr" },
	{ 410, 44,
	    "BarrEGacuteangarrarrtlcaroncedilcyeeverseElementeverseEquilibriume"
	    "verseUpEquilibriumfrhoightAngleBracketightArrowightArrowBarightArr"
	    "owLeftArrowightCeilingightDoubleBracketightDownTeeVectorightDownVe"
	    "ctorightDownVectorBarightFloorightTeeightTeeArrowightTeeVectoright"
	    "TriangleightTriangleBarightTriangleEqualightUpDownVectorightUpTeeV"
	    "ectorightUpVectorightUpVectorBarightVectorightVectorBarightarrowop"
	    "foundImpliesrightarrowscrshuleDelayed" },
	{ 454, 40,
	    "HCHcyHcyOFTcyacuteccaroncedilcirccyfrhortDownArrowhortLeftArrowhor"
	    "tRightArrowhortUpArrowigmamallCircleopfqrtquarequareIntersectionqu"
	    "areSubsetquareSubsetEqualquareSupersetquareSupersetEqualquareUnion"
	    "scrtarububsetubsetEqualucceedsucceedsEqualucceedsSlantEqualucceeds"
	    "TildeuchThatumupupersetupersetEqualupset" },
	{ 494, 22,
	    "HORNRADESHcyScyabaucaroncedilcyfrhereforehetahickSpacehinSpaceilde"
	    "ildeEqualildeFullEqualildeTildeopfripleDotscrstrok" },
	{ 516, 36,
	    "acutearrarrocirbrcybrevecirccydblacfrgravemacrnderBarnderBracender"
	    "BracketnderParenthesisnionnionPlusogonopfpArrowpArrowBarpArrowDown"
	    "ArrowpDownArrowpEquilibriumpTeepTeeArrowparrowpdownarrowpperLeftAr"
	    "rowpperRightArrowpsipsilonringscrtildeuml" },
	{ 552, 17,
	    "DashbarcydashdashleeerbarerterticalBarerticalLineerticalSeparatore"
	    "rticalTildeeryThinSpacefropfscrvdash" },
	{ 569, 5,
	    "circedgefropfscr" },
	{ 574, 4,
	    "friopfscr" },
	{ 578, 10,
	    "AcyIcyUcyacutecirccyfropfscruml" },
	{ 588, 10,
	    "HcyacutecaroncydoteroWidthSpaceetafropfscr" },
	{ 598, 60,
	    "acutebreveccEcdcirccutecyeligffrgravelefsymlephlphamacrmalgmpndnda"
	    "ndnddndslopendvngngenglengmsdngmsdaangmsdabngmsdacngmsdadngmsdaeng"
	    "msdafngmsdagngmsdahngrtngrtvbngrtvbdngsphngstngzarrogonopfppEpacir"
	    "pepidpospproxpproxeqringscrstsympsympeqtildeumlwconintwint" },
	{ 658, 115,
	    "Notackcongackepsilonackprimeacksimacksimeqarveearwedarwedgebrkbrkt"
	    "brkcongcydquoecausecauseemptyvepsiernouetaethetweenfrigcapigcircig"
	    "cupigodotigoplusigotimesigsqcupigstarigtriangledownigtriangleupigu"
	    "plusigveeigwedgekarowlacklozengelacksquarelacktrianglelacktriangle"
	    "downlacktriangleleftlacktrianglerightlanklk12lk14lk34locknenequivn"
	    "otopfotottomowtieoxDLoxDRoxDloxDroxHoxHDoxHUoxHdoxHuoxULoxURoxUlox"
	    "UroxVoxVHoxVLoxVRoxVhoxVloxVroxboxoxdLoxdRoxdloxdroxhoxhDoxhUoxhdo"
	    "xhuoxminusoxplusoxtimesoxuLoxuRoxuloxuroxvoxvHoxvLoxvRoxvhoxvloxvr"
	    "primerevervbarscrsemisimsimesolsolbsolhsubullulletumpumpEumpeumpeq" },
	{ 773, 94,
	    "acuteapapandapbrcupapcapapcupapdotapsaretaroncapscaroncedilcirccup"
	    "scupssmdotedilemptyvententerdotfrhcyheckheckmarkhiirirEircirceqirc"
	    "learrowleftirclearrowrightircledRircledSircledastircledcircircledd"
	    "ashireirfnintirmidirscirlubslubsuitolonoloneoloneqommaommatompompf"
	    "nomplementomplexesongongdotonintopfoprodopyopysrrarrrossscrsubsube"
	    "supsupetdotudarrludarrruepruescularrularrpupupbrcapupcapupcupupdot"
	    "uporupsurarrurarrmurlyeqprecurlyeqsuccurlyveeurlywedgeurrenurvearr"
	    "owlefturvearrowrightuveeuwedwconintwintylcty" },
	{ 867, 64,
	    "ArrHaraggeraletharrashashvbkarowblaccaroncyddaggerdarrdotseqegelta"
	    "emptyvfishtfrharlharriamiamondiamondsuitiamsieigammaisinivivideivi"
	    "deontimesivonxjcylcornlcropollaropfototeqoteqdototminusotplusotsqu"
	    "areoublebarwedgeownarrowowndownarrowsownharpoonleftownharpoonright"
	    "rbkarowrcornrcropscrscysolstroktdottritrifuarruharwanglezcyzigrarr" },
	{ 931, 62,
	    "DDotDotacuteastercaroncircirccoloncydotefDotfrggravegsgsdotllinter"
	    "slllslsdotmacrmptymptysetmptyvmspmsp13msp14ngnspogonopfparparslplu"
	    "spsipsilonpsivqcircqcolonqsimqslantgtrqslantlessqualsquestquivquiv"
	    "DDqvparslrDotrarrscrsdotsimtathumluroxclxistxpectationxponentiale" },
	{ 993, 36,
	    "allingdotseqcyemalefiligfligflligfriligjliglatlligltnsnofopforallo"
	    "rkorkvpartintrac12rac13rac14rac15rac16rac18rac23rac25rac34rac35rac"
	    "38rac45rac56rac58rac78raslrownscr" },
	{ 1029, 59,
	    "EElacuteammaammadapbrevecirccydoteeleqeqqeqslantesesccesdotesdotoe"
	    "sdotolesleslesfrgggimeljcyllElaljnEnapnapproxneneqneqqnsimopfraves"
	    "crsimsimesimlttcctcirtdottlPartquesttrapproxtrarrtrdottreqlesstreq"
	    "qlesstrlesstrsimvertneqqvnE" },
	{ 1088, 28,
	    "Arrairspalfamiltardcyarrarrcirarrwbarcirceartseartsuitelliperconfr"
	    "ksearowkswarowoarromthtookleftarrowookrightarrowopforbarscrslashst"
	    "rokybullyphen" },
	{ 1116, 50,
	    "acuteccirccyecyexclfffrgraveiiiintiintinfiniotajligmacrmagemagline"
	    "magpartmathmofmpednncarenfinnfintienodotntntcalntegersntercalntlar"
	    "hkntprodocyogonopfotaprodquestscrsinsinEsindotsinssinsvsinvttildeu"
	    "kcyuml" },
	{ 1166, 8,
	    "circcyfrmathopfscrsercyukcy" },
	{ 1174, 10,
	    "appaappavcedilcyfrgreenhcyjcyopfscr" },
	{ 1184, 152,
	    "AarrArrAtailBarrEEgHaracuteaemptyvagranambdaangangdangleapaquoarra"
	    "rrbarrbfsarrfsarrhkarrlparrplarrsimarrtlatatailateatesbarrbbrkbrac"
	    "ebrackbrkebrksldbrkslucaroncedilceilcubcydcadquodquordrdhardrushar"
	    "dsheeftarroweftarrowtaileftharpoondowneftharpoonupeftleftarrowseft"
	    "rightarroweftrightarrowseftrightharpoonseftrightsquigarroweftthree"
	    "timesegeqeqqeqslantesesccesdotesdotoesdotoresgesgesessapproxessdot"
	    "esseqgtresseqqgtressgtresssimfishtfloorfrggEhardharuharulhblkjcyll"
	    "arrlcornerlhardltrimidotmoustmoustachenEnapnapproxneneqneqqnsimoan"
	    "goarrobrkongleftarrowongleftrightarrowongmapstoongrightarrowooparr"
	    "owleftooparrowrightoparopfoplusotimesowastowbarozozengeozfparparlt"
	    "rarrrcornerrharrhardrmrtrisaquoscrshsimsimesimgsqbsquosquorstroktt"
	    "cctcirtdotthreetimestlarrtquesttrPartritrietrifurdsharuruharvertne"
	    "qqvnE" },
	{ 1336, 37,
	    "DDotacralealtalteseapapstoapstodownapstoleftapstouparkercommacydas"
	    "heasuredanglefrhoicroididastidciriddotinusinusbinusdinusdulcpldrnp"
	    "lusodelsopfpscrstposuultimapumap" },
	{ 1373, 165,
	    "GgGtGtvLeftarrowLeftrightarrowLlLtLtvRightarrowVDashVdashablaacute"
	    "angapapEapidaposapproxaturaturalaturalsbspbumpbumpecapcaroncedilco"
	    "ngcongdotcupcydasheeArrearhkearrearrowedotequivesearesimexistexist"
	    "sfrgEgegeqgeqqgeqslantgesgsimgtgtrhArrharrhpariisisdivjcylArrlElar"
	    "rldrleleftarrowleftrightarrowleqleqqleqslantleslesslsimltltriltrie"
	    "midopfototinotinEotindototinvaotinvbotinvcotniotnivaotnivbotnivcpa"
	    "rparallelparslpartpolintprprcuepreprecpreceqrArrrarrrarrcrarrwrigh"
	    "tarrowrtrirtriescsccuescescrshortmidshortparallelsimsimesimeqsmids"
	    "parsqsubesqsupesubsubEsubesubsetsubseteqsubseteqqsuccsucceqsupsupE"
	    "supesupsetsupseteqsupseteqqtgltildetlgtrianglelefttrianglelefteqtr"
	    "ianglerighttrianglerightequumumeroumspvDashvHarrvapvdashvgevgtvinf"
	    "invlArrvlevltvltrievrArrvrtrievsimwArrwarhkwarrwarrowwnear" },
	{ 1538, 53,
	    "Sacuteastcircirccydashdblacdivdotdsoldeligfcirfrgongravegthbarhmin"
	    "tlarrlcirlcrosslineltmacrmegamicronmidminusopfparperpplusrrarrrdrd"
	    "errderofrdfrdmrigofrorrslopervscrslashsoltildetimestimesasumlvbar" },
	{ 1591, 66,
	    "araraarallelarsimarslartcyercnteriodermilerpertenkfrhihivhmmathone"
	    "iitchforkivlancklanckhlankvluslusacirlusbluscirlusdolusduluselusmn"
	    "lussimlustwomointintopfoundrrEraprcuererecrecapproxreccurlyeqreceq"
	    "recnapproxrecneqqrecnsimrecsimrimerimesrnErnaprnsimrodrofalarrofli"
	    "nerofsurfroproptorsimrurelscrsiuncsp" },
	{ 1657, 10,
	    "frintopfprimescruaternionsuatintuestuestequot" },
	{ 1667, 102,
	    "AarrArrAtailBarrHaraceacuteadicaemptyvangangdangeangleaquoarrarrap"
	    "arrbarrbfsarrcarrfsarrhkarrlparrplarrsimarrtlarrwatailatioationals"
	    "barrbbrkbracebrackbrkebrksldbrkslucaroncedilceilcubcydcadldhardquo"
	    "dquordshealealineealpartealsectegfishtfloorfrhardharuharulhohovigh"
	    "tarrowightarrowtailightharpoondownightharpoonupightleftarrowsightl"
	    "eftharpoonsightrightarrowsightsquigarrowightthreetimesingisingdots"
	    "eqlarrlharlmmoustmoustachenmidoangoarrobrkoparopfoplusotimesparpar"
	    "gtppolintrarrsaquoscrshsqbsquosquorthreetimestritrietriftriltriulu"
	    "harx" },
	{ 1769, 152,
	    "acutebquoccEcapcaronccuececedilcirccnEcnapcnsimcpolintcsimcydotdot"
	    "bdoteeArrearhkearrearrowectemieswaretminusetmnextfrfrownharphchcyh"
	    "cyhortmidhortparallelhyigmaigmafigmavimimdotimeimeqimgimgEimlimlEi"
	    "mneimplusimrarrlarrmallsetminusmashpmeparslmidmilemtmtemtesoftcyol"
	    "olbolbaropfpadespadesuitparqcapqcapsqcupqcupsqsubqsubeqsubsetqsubs"
	    "eteqqsupqsupeqsupsetqsupseteqququarequarfqufrarrscrsetmnsmilestarf"
	    "tartarftraightepsilontraightphitrnsububEubdotubeubedotubmultubnEub"
	    "neubplusubrarrubsetubsetequbseteqqubsetnequbsetneqqubsimubsububsup"
	    "uccuccapproxucccurlyequccequccnapproxuccneqquccnsimuccsimumungupup"
	    "1up2up3upEupdotupdsubupeupedotuphsoluphsubuplarrupmultupnEupneuppl"
	    "usupsetupsetequpseteqqupsetnequpsetneqqupsimupsubupsupwArrwarhkwar"
	    "rwarrowwnwarzlig" },
	{ 1921, 56,
	    "argetaubrkcaroncedilcydotelrecfrhere4hereforehetahetasymhetavhicka"
	    "pproxhicksimhinsphkaphksimhornildeimesimesbimesbarimesdintoeaopopb"
	    "otopciropfopforkosaprimeraderiangleriangledownriangleleftrianglele"
	    "fteqriangleqrianglerightrianglerighteqridotrieriminusriplusrisbrit"
	    "imerpeziumscrscyshcystrokwixtwoheadleftarrowwoheadrightarrow" },
	{ 1977, 47,
	    "ArrHaracutearrbrcybrevecirccydarrdblacdharfishtfrgraveharlharrhblk"
	    "lcornlcornerlcropltrimacrmlogonopfparrowpdownarrowpharpoonleftphar"
	    "poonrightpluspsipsihpsilonpuparrowsrcornrcornerrcropringrtriscrtdo"
	    "ttildetritrifuarrumlwangle" },
	{ 2024, 42,
	    "ArrBarBarvDashangrtarepsilonarkappaarnothingarphiarpiarproptoarrar"
	    "rhoarsigmaarsubsetneqarsubsetneqqarsupsetneqarsupsetneqqarthetaart"
	    "riangleleftartrianglerightcydasheeeebareeeqelliperbarertfrltrinsub"
	    "nsupopfproprtriscrsubnEsubnesupnEsupnezigzag" },
	{ 2066, 11,
	    "circedbaredgeedgeqeierpfropfprreathscr" },
	{ 2077, 24,
	    "capcirccupdtrifrhArrharrilArrlarrmapnisodotopfoplusotimerArrrarrsc"
	    "rsqcupuplusutriveewedge" },
	{ 2101, 11,
	    "acuteacycirccyenfricyopfscrucyuml" },
	{ 2112, 13,
	    "acutecaroncydoteetrfetafrhcyigrarropfscrwjwnj" },
};

const struct entities_name entities_table_names[] = {
	{ 0, 4, 1, "\303\206" }, /* AElig */
	{ 4, 2, 1, "&" }, /* AMP */
	{ 6, 5, 1, "\303\201" }, /* Aacute */
	{ 11, 5, 0, "\304\202" }, /* Abreve */
	{ 16, 4, 1, "\303\202" }, /* Acirc */
	{ 20, 2, 0, "\320\220" }, /* Acy */
	{ 22, 2, 0, "\360\235\224\204" }, /* Afr */
	{ 24, 5, 1, "\303\200" }, /* Agrave */
	{ 29, 4, 0, "\316\221" }, /* Alpha */
	{ 33, 4, 0, "\304\200" }, /* Amacr */
	{ 37, 2, 0, "\342\251\223" }, /* And */
	{ 39, 4, 0, "\304\204" }, /* Aogon */
	{ 43, 3, 0, "\360\235\224\270" }, /* Aopf */
	{ 46, 12, 0, "\342\201\241" }, /* ApplyFunction */
	{ 58, 4, 1, "\303\205" }, /* Aring */
	{ 62, 3, 0, "\360\235\222\234" }, /* Ascr */
	{ 65, 5, 0, "\342\211\224" }, /* Assign */
	{ 70, 5, 1, "\303\203" }, /* Atilde */
	{ 75, 3, 1, "\303\204" }, /* Auml */
	{ 0, 8, 0, "\342\210\226" }, /* Backslash */
	{ 8, 3, 0, "\342\253\247" }, /* Barv */
	{ 11, 5, 0, "\342\214\206" }, /* Barwed */
	{ 16, 2, 0, "\320\221" }, /* Bcy */
	{ 18, 6, 0, "\342\210\265" }, /* Because */
	{ 24, 9, 0, "\342\204\254" }, /* Bernoullis */
	{ 33, 3, 0, "\316\222" }, /* Beta */
	{ 36, 2, 0, "\360\235\224\205" }, /* Bfr */
	{ 38, 3, 0, "\360\235\224\271" }, /* Bopf */
	{ 41, 4, 0, "\313\230" }, /* Breve */
	{ 45, 3, 0, "\342\204\254" }, /* Bscr */
	{ 48, 5, 0, "\342\211\216" }, /* Bumpeq */
	{ 0, 3, 0, "\320\247" }, /* CHcy */
	{ 3, 3, 1, "\302\251" }, /* COPY */
	{ 6, 5, 0, "\304\206" }, /* Cacute */
	{ 11, 2, 0, "\342\213\222" }, /* Cap */
	{ 13, 19, 0, "\342\205\205" }, /* CapitalDifferentialD */
	{ 32, 6, 0, "\342\204\255" }, /* Cayleys */
	{ 38, 5, 0, "\304\214" }, /* Ccaron */
	{ 43, 5, 1, "\303\207" }, /* Ccedil */
	{ 48, 4, 0, "\304\210" }, /* Ccirc */
	{ 52, 6, 0, "\342\210\260" }, /* Cconint */
	{ 58, 3, 0, "\304\212" }, /* Cdot */
	{ 61, 6, 0, "\302\270" }, /* Cedilla */
	{ 67, 8, 0, "\302\267" }, /* CenterDot */
	{ 75, 2, 0, "\342\204\255" }, /* Cfr */
	{ 77, 2, 0, "\316\247" }, /* Chi */
	{ 79, 8, 0, "\342\212\231" }, /* CircleDot */
	{ 87, 10, 0, "\342\212\226" }, /* CircleMinus */
	{ 97, 9, 0, "\342\212\225" }, /* CirclePlus */
	{ 106, 10, 0, "\342\212\227" }, /* CircleTimes */
	{ 116, 23, 0, "\342\210\262" }, /* ClockwiseContourIntegral */
	{ 139, 20, 0, "\342\200\235" }, /* CloseCurlyDoubleQuote */
	{ 159, 14, 0, "\342\200\231" }, /* CloseCurlyQuote */
	{ 173, 4, 0, "\342\210\267" }, /* Colon */
	{ 177, 5, 0, "\342\251\264" }, /* Colone */
	{ 182, 8, 0, "\342\211\241" }, /* Congruent */
	{ 190, 5, 0, "\342\210\257" }, /* Conint */
	{ 195, 14, 0, "\342\210\256" }, /* ContourIntegral */
	{ 209, 3, 0, "\342\204\202" }, /* Copf */
	{ 212, 8, 0, "\342\210\220" }, /* Coproduct */
	{ 220, 30, 0, "\342\210\263" }, /* CounterClockwiseContourIntegral */
	{ 250, 4, 0, "\342\250\257" }, /* Cross */
	{ 254, 3, 0, "\360\235\222\236" }, /* Cscr */
	{ 257, 2, 0, "\342\213\223" }, /* Cup */
	{ 259, 5, 0, "\342\211\215" }, /* CupCap */
	{ 0, 1, 0, "\342\205\205" }, /* DD */
	{ 1, 7, 0, "\342\244\221" }, /* DDotrahd */
	{ 8, 3, 0, "\320\202" }, /* DJcy */
	{ 11, 3, 0, "\320\205" }, /* DScy */
	{ 14, 3, 0, "\320\217" }, /* DZcy */
	{ 17, 5, 0, "\342\200\241" }, /* Dagger */
	{ 22, 3, 0, "\342\206\241" }, /* Darr */
	{ 25, 4, 0, "\342\253\244" }, /* Dashv */
	{ 29, 5, 0, "\304\216" }, /* Dcaron */
	{ 34, 2, 0, "\320\224" }, /* Dcy */
	{ 36, 2, 0, "\342\210\207" }, /* Del */
	{ 38, 4, 0, "\316\224" }, /* Delta */
	{ 42, 2, 0, "\360\235\224\207" }, /* Dfr */
	{ 44, 15, 0, "\302\264" }, /* DiacriticalAcute */
	{ 59, 13, 0, "\313\231" }, /* DiacriticalDot */
	{ 72, 21, 0, "\313\235" }, /* DiacriticalDoubleAcute */
	{ 93, 15, 0, "`" }, /* DiacriticalGrave */
	{ 108, 15, 0, "\313\234" }, /* DiacriticalTilde */
	{ 123, 6, 0, "\342\213\204" }, /* Diamond */
	{ 129, 12, 0, "\342\205\206" }, /* DifferentialD */
	{ 141, 3, 0, "\360\235\224\273" }, /* Dopf */
	{ 144, 2, 0, "\302\250" }, /* Dot */
	{ 146, 5, 0, "\342\203\234" }, /* DotDot */
	{ 151, 7, 0, "\342\211\220" }, /* DotEqual */
	{ 158, 20, 0, "\342\210\257" }, /* DoubleContourIntegral */
	{ 178, 8, 0, "\302\250" }, /* DoubleDot */
	{ 186, 14, 0, "\342\207\223" }, /* DoubleDownArrow */
	{ 200, 14, 0, "\342\207\220" }, /* DoubleLeftArrow */
	{ 214, 19, 0, "\342\207\224" }, /* DoubleLeftRightArrow */
	{ 233, 12, 0, "\342\253\244" }, /* DoubleLeftTee */
	{ 245, 18, 0, "\342\237\270" }, /* DoubleLongLeftArrow */
	{ 263, 23, 0, "\342\237\272" }, /* DoubleLongLeftRightArrow */
	{ 286, 19, 0, "\342\237\271" }, /* DoubleLongRightArrow */
	{ 305, 15, 0, "\342\207\222" }, /* DoubleRightArrow */
	{ 320, 13, 0, "\342\212\250" }, /* DoubleRightTee */
	{ 333, 12, 0, "\342\207\221" }, /* DoubleUpArrow */
	{ 345, 16, 0, "\342\207\225" }, /* DoubleUpDownArrow */
	{ 361, 16, 0, "\342\210\245" }, /* DoubleVerticalBar */
	{ 377, 8, 0, "\342\206\223" }, /* DownArrow */
	{ 385, 11, 0, "\342\244\223" }, /* DownArrowBar */
	{ 396, 15, 0, "\342\207\265" }, /* DownArrowUpArrow */
	{ 411, 8, 0, "\314\221" }, /* DownBreve */
	{ 419, 18, 0, "\342\245\220" }, /* DownLeftRightVector */
	{ 437, 16, 0, "\342\245\236" }, /* DownLeftTeeVector */
	{ 453, 13, 0, "\342\206\275" }, /* DownLeftVector */
	{ 466, 16, 0, "\342\245\226" }, /* DownLeftVectorBar */
	{ 482, 17, 0, "\342\245\237" }, /* DownRightTeeVector */
	{ 499, 14, 0, "\342\207\201" }, /* DownRightVector */
	{ 513, 17, 0, "\342\245\227" }, /* DownRightVectorBar */
	{ 530, 6, 0, "\342\212\244" }, /* DownTee */
	{ 536, 11, 0, "\342\206\247" }, /* DownTeeArrow */
	{ 547, 8, 0, "\342\207\223" }, /* Downarrow */
	{ 555, 3, 0, "\360\235\222\237" }, /* Dscr */
	{ 558, 5, 0, "\304\220" }, /* Dstrok */
	{ 0, 2, 0, "\305\212" }, /* ENG */
	{ 2, 2, 1, "\303\220" }, /* ETH */
	{ 4, 5, 1, "\303\211" }, /* Eacute */
	{ 9, 5, 0, "\304\232" }, /* Ecaron */
	{ 14, 4, 1, "\303\212" }, /* Ecirc */
	{ 18, 2, 0, "\320\255" }, /* Ecy */
	{ 20, 3, 0, "\304\226" }, /* Edot */
	{ 23, 2, 0, "\360\235\224\210" }, /* Efr */
	{ 25, 5, 1, "\303\210" }, /* Egrave */
	{ 30, 6, 0, "\342\210\210" }, /* Element */
	{ 36, 4, 0, "\304\222" }, /* Emacr */
	{ 40, 15, 0, "\342\227\273" }, /* EmptySmallSquare */
	{ 55, 19, 0, "\342\226\253" }, /* EmptyVerySmallSquare */
	{ 74, 4, 0, "\304\230" }, /* Eogon */
	{ 78, 3, 0, "\360\235\224\274" }, /* Eopf */
	{ 81, 6, 0, "\316\225" }, /* Epsilon */
	{ 87, 4, 0, "\342\251\265" }, /* Equal */
	{ 91, 9, 0, "\342\211\202" }, /* EqualTilde */
	{ 100, 10, 0, "\342\207\214" }, /* Equilibrium */
	{ 110, 3, 0, "\342\204\260" }, /* Escr */
	{ 113, 3, 0, "\342\251\263" }, /* Esim */
	{ 116, 2, 0, "\316\227" }, /* Eta */
	{ 118, 3, 1, "\303\213" }, /* Euml */
	{ 121, 5, 0, "\342\210\203" }, /* Exists */
	{ 126, 11, 0, "\342\205\207" }, /* ExponentialE */
	{ 0, 2, 0, "\320\244" }, /* Fcy */
	{ 2, 2, 0, "\360\235\224\211" }, /* Ffr */
	{ 4, 16, 0, "\342\227\274" }, /* FilledSmallSquare */
	{ 20, 20, 0, "\342\226\252" }, /* FilledVerySmallSquare */
	{ 40, 3, 0, "\360\235\224\275" }, /* Fopf */
	{ 43, 5, 0, "\342\210\200" }, /* ForAll */
	{ 48, 9, 0, "\342\204\261" }, /* Fouriertrf */
	{ 57, 3, 0, "\342\204\261" }, /* Fscr */
	{ 0, 3, 0, "\320\203" }, /* GJcy */
	{ 3, 1, 1, ">" }, /* GT */
	{ 4, 4, 0, "\316\223" }, /* Gamma */
	{ 8, 5, 0, "\317\234" }, /* Gammad */
	{ 13, 5, 0, "\304\236" }, /* Gbreve */
	{ 18, 5, 0, "\304\242" }, /* Gcedil */
	{ 23, 4, 0, "\304\234" }, /* Gcirc */
	{ 27, 2, 0, "\320\223" }, /* Gcy */
	{ 29, 3, 0, "\304\240" }, /* Gdot */
	{ 32, 2, 0, "\360\235\224\212" }, /* Gfr */
	{ 34, 1, 0, "\342\213\231" }, /* Gg */
	{ 35, 3, 0, "\360\235\224\276" }, /* Gopf */
	{ 38, 11, 0, "\342\211\245" }, /* GreaterEqual */
	{ 49, 15, 0, "\342\213\233" }, /* GreaterEqualLess */
	{ 64, 15, 0, "\342\211\247" }, /* GreaterFullEqual */
	{ 79, 13, 0, "\342\252\242" }, /* GreaterGreater */
	{ 92, 10, 0, "\342\211\267" }, /* GreaterLess */
	{ 102, 16, 0, "\342\251\276" }, /* GreaterSlantEqual */
	{ 118, 11, 0, "\342\211\263" }, /* GreaterTilde */
	{ 129, 3, 0, "\360\235\222\242" }, /* Gscr */
	{ 132, 1, 0, "\342\211\253" }, /* Gt */
	{ 0, 5, 0, "\320\252" }, /* HARDcy */
	{ 5, 4, 0, "\313\207" }, /* Hacek */
	{ 9, 2, 0, "^" }, /* Hat */
	{ 11, 4, 0, "\304\244" }, /* Hcirc */
	{ 15, 2, 0, "\342\204\214" }, /* Hfr */
	{ 17, 11, 0, "\342\204\213" }, /* HilbertSpace */
	{ 28, 3, 0, "\342\204\215" }, /* Hopf */
	{ 31, 13, 0, "\342\224\200" }, /* HorizontalLine */
	{ 44, 3, 0, "\342\204\213" }, /* Hscr */
	{ 47, 5, 0, "\304\246" }, /* Hstrok */
	{ 52, 11, 0, "\342\211\216" }, /* HumpDownHump */
	{ 63, 8, 0, "\342\211\217" }, /* HumpEqual */
	{ 0, 3, 0, "\320\225" }, /* IEcy */
	{ 3, 4, 0, "\304\262" }, /* IJlig */
	{ 7, 3, 0, "\320\201" }, /* IOcy */
	{ 10, 5, 1, "\303\215" }, /* Iacute */
	{ 15, 4, 1, "\303\216" }, /* Icirc */
	{ 19, 2, 0, "\320\230" }, /* Icy */
	{ 21, 3, 0, "\304\260" }, /* Idot */
	{ 24, 2, 0, "\342\204\221" }, /* Ifr */
	{ 26, 5, 1, "\303\214" }, /* Igrave */
	{ 31, 1, 0, "\342\204\221" }, /* Im */
	{ 32, 4, 0, "\304\252" }, /* Imacr */
	{ 36, 9, 0, "\342\205\210" }, /* ImaginaryI */
	{ 45, 6, 0, "\342\207\222" }, /* Implies */
	{ 51, 2, 0, "\342\210\254" }, /* Int */
	{ 53, 7, 0, "\342\210\253" }, /* Integral */
	{ 60, 11, 0, "\342\213\202" }, /* Intersection */
	{ 71, 13, 0, "\342\201\243" }, /* InvisibleComma */
	{ 84, 13, 0, "\342\201\242" }, /* InvisibleTimes */
	{ 97, 4, 0, "\304\256" }, /* Iogon */
	{ 101, 3, 0, "\360\235\225\200" }, /* Iopf */
	{ 104, 3, 0, "\316\231" }, /* Iota */
	{ 107, 3, 0, "\342\204\220" }, /* Iscr */
	{ 110, 5, 0, "\304\250" }, /* Itilde */
	{ 115, 4, 0, "\320\206" }, /* Iukcy */
	{ 119, 3, 1, "\303\217" }, /* Iuml */
	{ 0, 4, 0, "\304\264" }, /* Jcirc */
	{ 4, 2, 0, "\320\231" }, /* Jcy */
	{ 6, 2, 0, "\360\235\224\215" }, /* Jfr */
	{ 8, 3, 0, "\360\235\225\201" }, /* Jopf */
	{ 11, 3, 0, "\360\235\222\245" }, /* Jscr */
	{ 14, 5, 0, "\320\210" }, /* Jsercy */
	{ 19, 4, 0, "\320\204" }, /* Jukcy */
	{ 0, 3, 0, "\320\245" }, /* KHcy */
	{ 3, 3, 0, "\320\214" }, /* KJcy */
	{ 6, 4, 0, "\316\232" }, /* Kappa */
	{ 10, 5, 0, "\304\266" }, /* Kcedil */
	{ 15, 2, 0, "\320\232" }, /* Kcy */
	{ 17, 2, 0, "\360\235\224\216" }, /* Kfr */
	{ 19, 3, 0, "\360\235\225\202" }, /* Kopf */
	{ 22, 3, 0, "\360\235\222\246" }, /* Kscr */
	{ 0, 3, 0, "\320\211" }, /* LJcy */
	{ 3, 1, 1, "<" }, /* LT */
	{ 4, 5, 0, "\304\271" }, /* Lacute */
	{ 9, 5, 0, "\316\233" }, /* Lambda */
	{ 14, 3, 0, "\342\237\252" }, /* Lang */
	{ 17, 9, 0, "\342\204\222" }, /* Laplacetrf */
	{ 26, 3, 0, "\342\206\236" }, /* Larr */
	{ 29, 5, 0, "\304\275" }, /* Lcaron */
	{ 34, 5, 0, "\304\273" }, /* Lcedil */
	{ 39, 2, 0, "\320\233" }, /* Lcy */
	{ 41, 15, 0, "\342\237\250" }, /* LeftAngleBracket */
	{ 56, 8, 0, "\342\206\220" }, /* LeftArrow */
	{ 64, 11, 0, "\342\207\244" }, /* LeftArrowBar */
	{ 75, 18, 0, "\342\207\206" }, /* LeftArrowRightArrow */
	{ 93, 10, 0, "\342\214\210" }, /* LeftCeiling */
	{ 103, 16, 0, "\342\237\246" }, /* LeftDoubleBracket */
	{ 119, 16, 0, "\342\245\241" }, /* LeftDownTeeVector */
	{ 135, 13, 0, "\342\207\203" }, /* LeftDownVector */
	{ 148, 16, 0, "\342\245\231" }, /* LeftDownVectorBar */
	{ 164, 8, 0, "\342\214\212" }, /* LeftFloor */
	{ 172, 13, 0, "\342\206\224" }, /* LeftRightArrow */
	{ 185, 14, 0, "\342\245\216" }, /* LeftRightVector */
	{ 199, 6, 0, "\342\212\243" }, /* LeftTee */
	{ 205, 11, 0, "\342\206\244" }, /* LeftTeeArrow */
	{ 216, 12, 0, "\342\245\232" }, /* LeftTeeVector */
	{ 228, 11, 0, "\342\212\262" }, /* LeftTriangle */
	{ 239, 14, 0, "\342\247\217" }, /* LeftTriangleBar */
	{ 253, 16, 0, "\342\212\264" }, /* LeftTriangleEqual */
	{ 269, 15, 0, "\342\245\221" }, /* LeftUpDownVector */
	{ 284, 14, 0, "\342\245\240" }, /* LeftUpTeeVector */
	{ 298, 11, 0, "\342\206\277" }, /* LeftUpVector */
	{ 309, 14, 0, "\342\245\230" }, /* LeftUpVectorBar */
	{ 323, 9, 0, "\342\206\274" }, /* LeftVector */
	{ 332, 12, 0, "\342\245\222" }, /* LeftVectorBar */
	{ 344, 8, 0, "\342\207\220" }, /* Leftarrow */
	{ 352, 13, 0, "\342\207\224" }, /* Leftrightarrow */
	{ 365, 15, 0, "\342\213\232" }, /* LessEqualGreater */
	{ 380, 12, 0, "\342\211\246" }, /* LessFullEqual */
	{ 392, 10, 0, "\342\211\266" }, /* LessGreater */
	{ 402, 7, 0, "\342\252\241" }, /* LessLess */
	{ 409, 13, 0, "\342\251\275" }, /* LessSlantEqual */
	{ 422, 8, 0, "\342\211\262" }, /* LessTilde */
	{ 430, 2, 0, "\360\235\224\217" }, /* Lfr */
	{ 432, 1, 0, "\342\213\230" }, /* Ll */
	{ 433, 9, 0, "\342\207\232" }, /* Lleftarrow */
	{ 442, 5, 0, "\304\277" }, /* Lmidot */
	{ 447, 12, 0, "\342\237\265" }, /* LongLeftArrow */
	{ 459, 17, 0, "\342\237\267" }, /* LongLeftRightArrow */
	{ 476, 13, 0, "\342\237\266" }, /* LongRightArrow */
	{ 489, 12, 0, "\342\237\270" }, /* Longleftarrow */
	{ 501, 17, 0, "\342\237\272" }, /* Longleftrightarrow */
	{ 518, 13, 0, "\342\237\271" }, /* Longrightarrow */
	{ 531, 3, 0, "\360\235\225\203" }, /* Lopf */
	{ 534, 13, 0, "\342\206\231" }, /* LowerLeftArrow */
	{ 547, 14, 0, "\342\206\230" }, /* LowerRightArrow */
	{ 561, 3, 0, "\342\204\222" }, /* Lscr */
	{ 564, 2, 0, "\342\206\260" }, /* Lsh */
	{ 566, 5, 0, "\305\201" }, /* Lstrok */
	{ 571, 1, 0, "\342\211\252" }, /* Lt */
	{ 0, 2, 0, "\342\244\205" }, /* Map */
	{ 2, 2, 0, "\320\234" }, /* Mcy */
	{ 4, 10, 0, "\342\201\237" }, /* MediumSpace */
	{ 14, 8, 0, "\342\204\263" }, /* Mellintrf */
	{ 22, 2, 0, "\360\235\224\220" }, /* Mfr */
	{ 24, 8, 0, "\342\210\223" }, /* MinusPlus */
	{ 32, 3, 0, "\360\235\225\204" }, /* Mopf */
	{ 35, 3, 0, "\342\204\263" }, /* Mscr */
	{ 38, 1, 0, "\316\234" }, /* Mu */
	{ 0, 3, 0, "\320\212" }, /* NJcy */
	{ 3, 5, 0, "\305\203" }, /* Nacute */
	{ 8, 5, 0, "\305\207" }, /* Ncaron */
	{ 13, 5, 0, "\305\205" }, /* Ncedil */
	{ 18, 2, 0, "\320\235" }, /* Ncy */
	{ 20, 18, 0, "\342\200\213" }, /* NegativeMediumSpace */
	{ 38, 17, 0, "\342\200\213" }, /* NegativeThickSpace */
	{ 55, 16, 0, "\342\200\213" }, /* NegativeThinSpace */
	{ 71, 20, 0, "\342\200\213" }, /* NegativeVeryThinSpace */
	{ 91, 19, 0, "\342\211\253" }, /* NestedGreaterGreater */
	{ 110, 13, 0, "\342\211\252" }, /* NestedLessLess */
	{ 123, 6, 0, "\012" }, /* NewLine */
	{ 129, 2, 0, "\360\235\224\221" }, /* Nfr */
	{ 131, 6, 0, "\342\201\240" }, /* NoBreak */
	{ 137, 15, 0, "\302\240" }, /* NonBreakingSpace */
	{ 152, 3, 0, "\342\204\225" }, /* Nopf */
	{ 155, 2, 0, "\342\253\254" }, /* Not */
	{ 157, 11, 0, "\342\211\242" }, /* NotCongruent */
	{ 168, 8, 0, "\342\211\255" }, /* NotCupCap */
	{ 176, 19, 0, "\342\210\246" }, /* NotDoubleVerticalBar */
	{ 195, 9, 0, "\342\210\211" }, /* NotElement */
	{ 204, 7, 0, "\342\211\240" }, /* NotEqual */
	{ 211, 12, 0, "\342\211\202\314\270" }, /* NotEqualTilde */
	{ 223, 8, 0, "\342\210\204" }, /* NotExists */
	{ 231, 9, 0, "\342\211\257" }, /* NotGreater */
	{ 240, 14, 0, "\342\211\261" }, /* NotGreaterEqual */
	{ 254, 18, 0, "\342\211\247\314\270" }, /* NotGreaterFullEqual */
	{ 272, 16, 0, "\342\211\253\314\270" }, /* NotGreaterGreater */
	{ 288, 13, 0, "\342\211\271" }, /* NotGreaterLess */
	{ 301, 19, 0, "\342\251\276\314\270" }, /* NotGreaterSlantEqual */
	{ 320, 14, 0, "\342\211\265" }, /* NotGreaterTilde */
	{ 334, 14, 0, "\342\211\216\314\270" }, /* NotHumpDownHump */
	{ 348, 11, 0, "\342\211\217\314\270" }, /* NotHumpEqual */
	{ 359, 14, 0, "\342\213\252" }, /* NotLeftTriangle */
	{ 373, 17, 0, "\342\247\217\314\270" }, /* NotLeftTriangleBar */
	{ 390, 19, 0, "\342\213\254" }, /* NotLeftTriangleEqual */
	{ 409, 6, 0, "\342\211\256" }, /* NotLess */
	{ 415, 11, 0, "\342\211\260" }, /* NotLessEqual */
	{ 426, 13, 0, "\342\211\270" }, /* NotLessGreater */
	{ 439, 10, 0, "\342\211\252\314\270" }, /* NotLessLess */
	{ 449, 16, 0, "\342\251\275\314\270" }, /* NotLessSlantEqual */
	{ 465, 11, 0, "\342\211\264" }, /* NotLessTilde */
	{ 476, 22, 0, "\342\252\242\314\270" }, /* NotNestedGreaterGreater */
	{ 498, 16, 0, "\342\252\241\314\270" }, /* NotNestedLessLess */
	{ 514, 10, 0, "\342\212\200" }, /* NotPrecedes */
	{ 524, 15, 0, "\342\252\257\314\270" }, /* NotPrecedesEqual */
	{ 539, 20, 0, "\342\213\240" }, /* NotPrecedesSlantEqual */
	{ 559, 16, 0, "\342\210\214" }, /* NotReverseElement */
	{ 575, 15, 0, "\342\213\253" }, /* NotRightTriangle */
	{ 590, 18, 0, "\342\247\220\314\270" }, /* NotRightTriangleBar */
	{ 608, 20, 0, "\342\213\255" }, /* NotRightTriangleEqual */
	{ 628, 14, 0, "\342\212\217\314\270" }, /* NotSquareSubset */
	{ 642, 19, 0, "\342\213\242" }, /* NotSquareSubsetEqual */
	{ 661, 16, 0, "\342\212\220\314\270" }, /* NotSquareSuperset */
	{ 677, 21, 0, "\342\213\243" }, /* NotSquareSupersetEqual */
	{ 698, 8, 0, "\342\212\202\342\203\222" }, /* NotSubset */
	{ 706, 13, 0, "\342\212\210" }, /* NotSubsetEqual */
	{ 719, 10, 0, "\342\212\201" }, /* NotSucceeds */
	{ 729, 15, 0, "\342\252\260\314\270" }, /* NotSucceedsEqual */
	{ 744, 20, 0, "\342\213\241" }, /* NotSucceedsSlantEqual */
	{ 764, 15, 0, "\342\211\277\314\270" }, /* NotSucceedsTilde */
	{ 779, 10, 0, "\342\212\203\342\203\222" }, /* NotSuperset */
	{ 789, 15, 0, "\342\212\211" }, /* NotSupersetEqual */
	{ 804, 7, 0, "\342\211\201" }, /* NotTilde */
	{ 811, 12, 0, "\342\211\204" }, /* NotTildeEqual */
	{ 823, 16, 0, "\342\211\207" }, /* NotTildeFullEqual */
	{ 839, 12, 0, "\342\211\211" }, /* NotTildeTilde */
	{ 851, 13, 0, "\342\210\244" }, /* NotVerticalBar */
	{ 864, 3, 0, "\360\235\222\251" }, /* Nscr */
	{ 867, 5, 1, "\303\221" }, /* Ntilde */
	{ 872, 1, 0, "\316\235" }, /* Nu */
	{ 0, 4, 0, "\305\222" }, /* OElig */
	{ 4, 5, 1, "\303\223" }, /* Oacute */
	{ 9, 4, 1, "\303\224" }, /* Ocirc */
	{ 13, 2, 0, "\320\236" }, /* Ocy */
	{ 15, 5, 0, "\305\220" }, /* Odblac */
	{ 20, 2, 0, "\360\235\224\222" }, /* Ofr */
	{ 22, 5, 1, "\303\222" }, /* Ograve */
	{ 27, 4, 0, "\305\214" }, /* Omacr */
	{ 31, 4, 0, "\316\251" }, /* Omega */
	{ 35, 6, 0, "\316\237" }, /* Omicron */
	{ 41, 3, 0, "\360\235\225\206" }, /* Oopf */
	{ 44, 19, 0, "\342\200\234" }, /* OpenCurlyDoubleQuote */
	{ 63, 13, 0, "\342\200\230" }, /* OpenCurlyQuote */
	{ 76, 1, 0, "\342\251\224" }, /* Or */
	{ 77, 3, 0, "\360\235\222\252" }, /* Oscr */
	{ 80, 5, 1, "\303\230" }, /* Oslash */
	{ 85, 5, 1, "\303\225" }, /* Otilde */
	{ 90, 5, 0, "\342\250\267" }, /* Otimes */
	{ 95, 3, 1, "\303\226" }, /* Ouml */
	{ 98, 6, 0, "\342\200\276" }, /* OverBar */
	{ 104, 8, 0, "\342\217\236" }, /* OverBrace */
	{ 112, 10, 0, "\342\216\264" }, /* OverBracket */
	{ 122, 14, 0, "\342\217\234" }, /* OverParenthesis */
	{ 0, 7, 0, "\342\210\202" }, /* PartialD */
	{ 7, 2, 0, "\320\237" }, /* Pcy */
	{ 9, 2, 0, "\360\235\224\223" }, /* Pfr */
	{ 11, 2, 0, "\316\246" }, /* Phi */
	{ 13, 1, 0, "\316\240" }, /* Pi */
	{ 14, 8, 0, "\302\261" }, /* PlusMinus */
	{ 22, 12, 0, "\342\204\214" }, /* Poincareplane */
	{ 34, 3, 0, "\342\204\231" }, /* Popf */
	{ 37, 1, 0, "\342\252\273" }, /* Pr */
	{ 38, 7, 0, "\342\211\272" }, /* Precedes */
	{ 45, 12, 0, "\342\252\257" }, /* PrecedesEqual */
	{ 57, 17, 0, "\342\211\274" }, /* PrecedesSlantEqual */
	{ 74, 12, 0, "\342\211\276" }, /* PrecedesTilde */
	{ 86, 4, 0, "\342\200\263" }, /* Prime */
	{ 90, 6, 0, "\342\210\217" }, /* Product */
	{ 96, 9, 0, "\342\210\267" }, /* Proportion */
	{ 105, 11, 0, "\342\210\235" }, /* Proportional */
	{ 116, 3, 0, "\360\235\222\253" }, /* Pscr */
	{ 119, 2, 0, "\316\250" }, /* Psi */
	{ 0, 3, 1, "\042" }, /* QUOT */
	{ 3, 2, 0, "\360\235\224\224" }, /* Qfr */
	{ 5, 3, 0, "\342\204\232" }, /* Qopf */
	{ 8, 3, 0, "\360\235\222\254" }, /* Qscr */
	{ 0, 4, 0, "\342\244\220" }, /* RBarr */
	{ 4, 2, 1, "\302\256" }, /* REG */
	{ 6, 5, 0, "\305\224" }, /* Racute */
	{ 11, 3, 0, "\342\237\253" }, /* Rang */
	{ 14, 3, 0, "\342\206\240" }, /* Rarr */
	{ 17, 5, 0, "\342\244\226" }, /* Rarrtl */
	{ 22, 5, 0, "\305\230" }, /* Rcaron */
	{ 27, 5, 0, "\305\226" }, /* Rcedil */
	{ 32, 2, 0, "\320\240" }, /* Rcy */
	{ 34, 1, 0, "\342\204\234" }, /* Re */
	{ 35, 13, 0, "\342\210\213" }, /* ReverseElement */
	{ 48, 17, 0, "\342\207\213" }, /* ReverseEquilibrium */
	{ 65, 19, 0, "\342\245\257" }, /* ReverseUpEquilibrium */
	{ 84, 2, 0, "\342\204\234" }, /* Rfr */
	{ 86, 2, 0, "\316\241" }, /* Rho */
	{ 88, 16, 0, "\342\237\251" }, /* RightAngleBracket */
	{ 104, 9, 0, "\342\206\222" }, /* RightArrow */
	{ 113, 12, 0, "\342\207\245" }, /* RightArrowBar */
	{ 125, 18, 0, "\342\207\204" }, /* RightArrowLeftArrow */
	{ 143, 11, 0, "\342\214\211" }, /* RightCeiling */
	{ 154, 17, 0, "\342\237\247" }, /* RightDoubleBracket */
	{ 171, 17, 0, "\342\245\235" }, /* RightDownTeeVector */
	{ 188, 14, 0, "\342\207\202" }, /* RightDownVector */
	{ 202, 17, 0, "\342\245\225" }, /* RightDownVectorBar */
	{ 219, 9, 0, "\342\214\213" }, /* RightFloor */
	{ 228, 7, 0, "\342\212\242" }, /* RightTee */
	{ 235, 12, 0, "\342\206\246" }, /* RightTeeArrow */
	{ 247, 13, 0, "\342\245\233" }, /* RightTeeVector */
	{ 260, 12, 0, "\342\212\263" }, /* RightTriangle */
	{ 272, 15, 0, "\342\247\220" }, /* RightTriangleBar */
	{ 287, 17, 0, "\342\212\265" }, /* RightTriangleEqual */
	{ 304, 16, 0, "\342\245\217" }, /* RightUpDownVector */
	{ 320, 15, 0, "\342\245\234" }, /* RightUpTeeVector */
	{ 335, 12, 0, "\342\206\276" }, /* RightUpVector */
	{ 347, 15, 0, "\342\245\224" }, /* RightUpVectorBar */
	{ 362, 10, 0, "\342\207\200" }, /* RightVector */
	{ 372, 13, 0, "\342\245\223" }, /* RightVectorBar */
	{ 385, 9, 0, "\342\207\222" }, /* Rightarrow */
	{ 394, 3, 0, "\342\204\235" }, /* Ropf */
	{ 397, 11, 0, "\342\245\260" }, /* RoundImplies */
	{ 408, 10, 0, "\342\207\233" }, /* Rrightarrow */
	{ 418, 3, 0, "\342\204\233" }, /* Rscr */
	{ 421, 2, 0, "\342\206\261" }, /* Rsh */
	{ 423, 10, 0, "\342\247\264" }, /* RuleDelayed */
	{ 0, 5, 0, "\320\251" }, /* SHCHcy */
	{ 5, 3, 0, "\320\250" }, /* SHcy */
	{ 8, 5, 0, "\320\254" }, /* SOFTcy */
	{ 13, 5, 0, "\305\232" }, /* Sacute */
	{ 18, 1, 0, "\342\252\274" }, /* Sc */
	{ 19, 5, 0, "\305\240" }, /* Scaron */
	{ 24, 5, 0, "\305\236" }, /* Scedil */
	{ 29, 4, 0, "\305\234" }, /* Scirc */
	{ 33, 2, 0, "\320\241" }, /* Scy */
	{ 35, 2, 0, "\360\235\224\226" }, /* Sfr */
	{ 37, 13, 0, "\342\206\223" }, /* ShortDownArrow */
	{ 50, 13, 0, "\342\206\220" }, /* ShortLeftArrow */
	{ 63, 14, 0, "\342\206\222" }, /* ShortRightArrow */
	{ 77, 11, 0, "\342\206\221" }, /* ShortUpArrow */
	{ 88, 4, 0, "\316\243" }, /* Sigma */
	{ 92, 10, 0, "\342\210\230" }, /* SmallCircle */
	{ 102, 3, 0, "\360\235\225\212" }, /* Sopf */
	{ 105, 3, 0, "\342\210\232" }, /* Sqrt */
	{ 108, 5, 0, "\342\226\241" }, /* Square */
	{ 113, 17, 0, "\342\212\223" }, /* SquareIntersection */
	{ 130, 11, 0, "\342\212\217" }, /* SquareSubset */
	{ 141, 16, 0, "\342\212\221" }, /* SquareSubsetEqual */
	{ 157, 13, 0, "\342\212\220" }, /* SquareSuperset */
	{ 170, 18, 0, "\342\212\222" }, /* SquareSupersetEqual */
	{ 188, 10, 0, "\342\212\224" }, /* SquareUnion */
	{ 198, 3, 0, "\360\235\222\256" }, /* Sscr */
	{ 201, 3, 0, "\342\213\206" }, /* Star */
	{ 204, 2, 0, "\342\213\220" }, /* Sub */
	{ 206, 5, 0, "\342\213\220" }, /* Subset */
	{ 211, 10, 0, "\342\212\206" }, /* SubsetEqual */
	{ 221, 7, 0, "\342\211\273" }, /* Succeeds */
	{ 228, 12, 0, "\342\252\260" }, /* SucceedsEqual */
	{ 240, 17, 0, "\342\211\275" }, /* SucceedsSlantEqual */
	{ 257, 12, 0, "\342\211\277" }, /* SucceedsTilde */
	{ 269, 7, 0, "\342\210\213" }, /* SuchThat */
	{ 276, 2, 0, "\342\210\221" }, /* Sum */
	{ 278, 2, 0, "\342\213\221" }, /* Sup */
	{ 280, 7, 0, "\342\212\203" }, /* Superset */
	{ 287, 12, 0, "\342\212\207" }, /* SupersetEqual */
	{ 299, 5, 0, "\342\213\221" }, /* Supset */
	{ 0, 4, 1, "\303\236" }, /* THORN */
	{ 4, 4, 0, "\342\204\242" }, /* TRADE */
	{ 8, 4, 0, "\320\213" }, /* TSHcy */
	{ 12, 3, 0, "\320\246" }, /* TScy */
	{ 15, 2, 0, "\011" }, /* Tab */
	{ 17, 2, 0, "\316\244" }, /* Tau */
	{ 19, 5, 0, "\305\244" }, /* Tcaron */
	{ 24, 5, 0, "\305\242" }, /* Tcedil */
	{ 29, 2, 0, "\320\242" }, /* Tcy */
	{ 31, 2, 0, "\360\235\224\227" }, /* Tfr */
	{ 33, 8, 0, "\342\210\264" }, /* Therefore */
	{ 41, 4, 0, "\316\230" }, /* Theta */
	{ 45, 9, 0, "\342\201\237\342\200\212" }, /* ThickSpace */
	{ 54, 8, 0, "\342\200\211" }, /* ThinSpace */
	{ 62, 4, 0, "\342\210\274" }, /* Tilde */
	{ 66, 9, 0, "\342\211\203" }, /* TildeEqual */
	{ 75, 13, 0, "\342\211\205" }, /* TildeFullEqual */
	{ 88, 9, 0, "\342\211\210" }, /* TildeTilde */
	{ 97, 3, 0, "\360\235\225\213" }, /* Topf */
	{ 100, 8, 0, "\342\203\233" }, /* TripleDot */
	{ 108, 3, 0, "\360\235\222\257" }, /* Tscr */
	{ 111, 5, 0, "\305\246" }, /* Tstrok */
	{ 0, 5, 1, "\303\232" }, /* Uacute */
	{ 5, 3, 0, "\342\206\237" }, /* Uarr */
	{ 8, 7, 0, "\342\245\211" }, /* Uarrocir */
	{ 15, 4, 0, "\320\216" }, /* Ubrcy */
	{ 19, 5, 0, "\305\254" }, /* Ubreve */
	{ 24, 4, 1, "\303\233" }, /* Ucirc */
	{ 28, 2, 0, "\320\243" }, /* Ucy */
	{ 30, 5, 0, "\305\260" }, /* Udblac */
	{ 35, 2, 0, "\360\235\224\230" }, /* Ufr */
	{ 37, 5, 1, "\303\231" }, /* Ugrave */
	{ 42, 4, 0, "\305\252" }, /* Umacr */
	{ 46, 7, 0, "_" }, /* UnderBar */
	{ 53, 9, 0, "\342\217\237" }, /* UnderBrace */
	{ 62, 11, 0, "\342\216\265" }, /* UnderBracket */
	{ 73, 15, 0, "\342\217\235" }, /* UnderParenthesis */
	{ 88, 4, 0, "\342\213\203" }, /* Union */
	{ 92, 8, 0, "\342\212\216" }, /* UnionPlus */
	{ 100, 4, 0, "\305\262" }, /* Uogon */
	{ 104, 3, 0, "\360\235\225\214" }, /* Uopf */
	{ 107, 6, 0, "\342\206\221" }, /* UpArrow */
	{ 113, 9, 0, "\342\244\222" }, /* UpArrowBar */
	{ 122, 15, 0, "\342\207\205" }, /* UpArrowDownArrow */
	{ 137, 10, 0, "\342\206\225" }, /* UpDownArrow */
	{ 147, 12, 0, "\342\245\256" }, /* UpEquilibrium */
	{ 159, 4, 0, "\342\212\245" }, /* UpTee */
	{ 163, 9, 0, "\342\206\245" }, /* UpTeeArrow */
	{ 172, 6, 0, "\342\207\221" }, /* Uparrow */
	{ 178, 10, 0, "\342\207\225" }, /* Updownarrow */
	{ 188, 13, 0, "\342\206\226" }, /* UpperLeftArrow */
	{ 201, 14, 0, "\342\206\227" }, /* UpperRightArrow */
	{ 215, 3, 0, "\317\222" }, /* Upsi */
	{ 218, 6, 0, "\316\245" }, /* Upsilon */
	{ 224, 4, 0, "\305\256" }, /* Uring */
	{ 228, 3, 0, "\360\235\222\260" }, /* Uscr */
	{ 231, 5, 0, "\305\250" }, /* Utilde */
	{ 236, 3, 1, "\303\234" }, /* Uuml */
	{ 0, 4, 0, "\342\212\253" }, /* VDash */
	{ 4, 3, 0, "\342\253\253" }, /* Vbar */
	{ 7, 2, 0, "\320\222" }, /* Vcy */
	{ 9, 4, 0, "\342\212\251" }, /* Vdash */
	{ 13, 5, 0, "\342\253\246" }, /* Vdashl */
	{ 18, 2, 0, "\342\213\201" }, /* Vee */
	{ 20, 5, 0, "\342\200\226" }, /* Verbar */
	{ 25, 3, 0, "\342\200\226" }, /* Vert */
	{ 28, 10, 0, "\342\210\243" }, /* VerticalBar */
	{ 38, 11, 0, "|" }, /* VerticalLine */
	{ 49, 16, 0, "\342\235\230" }, /* VerticalSeparator */
	{ 65, 12, 0, "\342\211\200" }, /* VerticalTilde */
	{ 77, 12, 0, "\342\200\212" }, /* VeryThinSpace */
	{ 89, 2, 0, "\360\235\224\231" }, /* Vfr */
	{ 91, 3, 0, "\360\235\225\215" }, /* Vopf */
	{ 94, 3, 0, "\360\235\222\261" }, /* Vscr */
	{ 97, 5, 0, "\342\212\252" }, /* Vvdash */
	{ 0, 4, 0, "\305\264" }, /* Wcirc */
	{ 4, 4, 0, "\342\213\200" }, /* Wedge */
	{ 8, 2, 0, "\360\235\224\232" }, /* Wfr */
	{ 10, 3, 0, "\360\235\225\216" }, /* Wopf */
	{ 13, 3, 0, "\360\235\222\262" }, /* Wscr */
	{ 0, 2, 0, "\360\235\224\233" }, /* Xfr */
	{ 2, 1, 0, "\316\236" }, /* Xi */
	{ 3, 3, 0, "\360\235\225\217" }, /* Xopf */
	{ 6, 3, 0, "\360\235\222\263" }, /* Xscr */
	{ 0, 3, 0, "\320\257" }, /* YAcy */
	{ 3, 3, 0, "\320\207" }, /* YIcy */
	{ 6, 3, 0, "\320\256" }, /* YUcy */
	{ 9, 5, 1, "\303\235" }, /* Yacute */
	{ 14, 4, 0, "\305\266" }, /* Ycirc */
	{ 18, 2, 0, "\320\253" }, /* Ycy */
	{ 20, 2, 0, "\360\235\224\234" }, /* Yfr */
	{ 22, 3, 0, "\360\235\225\220" }, /* Yopf */
	{ 25, 3, 0, "\360\235\222\264" }, /* Yscr */
	{ 28, 3, 0, "\305\270" }, /* Yuml */
	{ 0, 3, 0, "\320\226" }, /* ZHcy */
	{ 3, 5, 0, "\305\271" }, /* Zacute */
	{ 8, 5, 0, "\305\275" }, /* Zcaron */
	{ 13, 2, 0, "\320\227" }, /* Zcy */
	{ 15, 3, 0, "\305\273" }, /* Zdot */
	{ 18, 13, 0, "\342\200\213" }, /* ZeroWidthSpace */
	{ 31, 3, 0, "\316\226" }, /* Zeta */
	{ 34, 2, 0, "\342\204\250" }, /* Zfr */
	{ 36, 3, 0, "\342\204\244" }, /* Zopf */
	{ 39, 3, 0, "\360\235\222\265" }, /* Zscr */
	{ 0, 5, 1, "\303\241" }, /* aacute */
	{ 5, 5, 0, "\304\203" }, /* abreve */
	{ 10, 1, 0, "\342\210\276" }, /* ac */
	{ 11, 2, 0, "\342\210\276\314\263" }, /* acE */
	{ 13, 2, 0, "\342\210\277" }, /* acd */
	{ 15, 4, 1, "\303\242" }, /* acirc */
	{ 19, 4, 1, "\302\264" }, /* acute */
	{ 23, 2, 0, "\320\260" }, /* acy */
	{ 25, 4, 1, "\303\246" }, /* aelig */
	{ 29, 1, 0, "\342\201\241" }, /* af */
	{ 30, 2, 0, "\360\235\224\236" }, /* afr */
	{ 32, 5, 1, "\303\240" }, /* agrave */
	{ 37, 6, 0, "\342\204\265" }, /* alefsym */
	{ 43, 4, 0, "\342\204\265" }, /* aleph */
	{ 47, 4, 0, "\316\261" }, /* alpha */
	{ 51, 4, 0, "\304\201" }, /* amacr */
	{ 55, 4, 0, "\342\250\277" }, /* amalg */
	{ 59, 2, 1, "&" }, /* amp */
	{ 61, 2, 0, "\342\210\247" }, /* and */
	{ 63, 5, 0, "\342\251\225" }, /* andand */
	{ 68, 3, 0, "\342\251\234" }, /* andd */
	{ 71, 7, 0, "\342\251\230" }, /* andslope */
	{ 78, 3, 0, "\342\251\232" }, /* andv */
	{ 81, 2, 0, "\342\210\240" }, /* ang */
	{ 83, 3, 0, "\342\246\244" }, /* ange */
	{ 86, 4, 0, "\342\210\240" }, /* angle */
	{ 90, 5, 0, "\342\210\241" }, /* angmsd */
	{ 95, 7, 0, "\342\246\250" }, /* angmsdaa */
	{ 102, 7, 0, "\342\246\251" }, /* angmsdab */
	{ 109, 7, 0, "\342\246\252" }, /* angmsdac */
	{ 116, 7, 0, "\342\246\253" }, /* angmsdad */
	{ 123, 7, 0, "\342\246\254" }, /* angmsdae */
	{ 130, 7, 0, "\342\246\255" }, /* angmsdaf */
	{ 137, 7, 0, "\342\246\256" }, /* angmsdag */
	{ 144, 7, 0, "\342\246\257" }, /* angmsdah */
	{ 151, 4, 0, "\342\210\237" }, /* angrt */
	{ 155, 6, 0, "\342\212\276" }, /* angrtvb */
	{ 161, 7, 0, "\342\246\235" }, /* angrtvbd */
	{ 168, 5, 0, "\342\210\242" }, /* angsph */
	{ 173, 4, 0, "\303\205" }, /* angst */
	{ 177, 6, 0, "\342\215\274" }, /* angzarr */
	{ 183, 4, 0, "\304\205" }, /* aogon */
	{ 187, 3, 0, "\360\235\225\222" }, /* aopf */
	{ 190, 1, 0, "\342\211\210" }, /* ap */
	{ 191, 2, 0, "\342\251\260" }, /* apE */
	{ 193, 5, 0, "\342\251\257" }, /* apacir */
	{ 198, 2, 0, "\342\211\212" }, /* ape */
	{ 200, 3, 0, "\342\211\213" }, /* apid */
	{ 203, 3, 0, "'" }, /* apos */
	{ 206, 5, 0, "\342\211\210" }, /* approx */
	{ 211, 7, 0, "\342\211\212" }, /* approxeq */
	{ 218, 4, 1, "\303\245" }, /* aring */
	{ 222, 3, 0, "\360\235\222\266" }, /* ascr */
	{ 225, 2, 0, "*" }, /* ast */
	{ 227, 4, 0, "\342\211\210" }, /* asymp */
	{ 231, 6, 0, "\342\211\215" }, /* asympeq */
	{ 237, 5, 1, "\303\243" }, /* atilde */
	{ 242, 3, 1, "\303\244" }, /* auml */
	{ 245, 7, 0, "\342\210\263" }, /* awconint */
	{ 252, 4, 0, "\342\250\221" }, /* awint */
	{ 0, 3, 0, "\342\253\255" }, /* bNot */
	{ 3, 7, 0, "\342\211\214" }, /* backcong */
	{ 10, 10, 0, "\317\266" }, /* backepsilon */
	{ 20, 8, 0, "\342\200\265" }, /* backprime */
	{ 28, 6, 0, "\342\210\275" }, /* backsim */
	{ 34, 8, 0, "\342\213\215" }, /* backsimeq */
	{ 42, 5, 0, "\342\212\275" }, /* barvee */
	{ 47, 5, 0, "\342\214\205" }, /* barwed */
	{ 52, 7, 0, "\342\214\205" }, /* barwedge */
	{ 59, 3, 0, "\342\216\265" }, /* bbrk */
	{ 62, 7, 0, "\342\216\266" }, /* bbrktbrk */
	{ 69, 4, 0, "\342\211\214" }, /* bcong */
	{ 73, 2, 0, "\320\261" }, /* bcy */
	{ 75, 4, 0, "\342\200\236" }, /* bdquo */
	{ 79, 5, 0, "\342\210\265" }, /* becaus */
	{ 84, 6, 0, "\342\210\265" }, /* because */
	{ 90, 6, 0, "\342\246\260" }, /* bemptyv */
	{ 96, 4, 0, "\317\266" }, /* bepsi */
	{ 100, 5, 0, "\342\204\254" }, /* bernou */
	{ 105, 3, 0, "\316\262" }, /* beta */
	{ 108, 3, 0, "\342\204\266" }, /* beth */
	{ 111, 6, 0, "\342\211\254" }, /* between */
	{ 117, 2, 0, "\360\235\224\237" }, /* bfr */
	{ 119, 5, 0, "\342\213\202" }, /* bigcap */
	{ 124, 6, 0, "\342\227\257" }, /* bigcirc */
	{ 130, 5, 0, "\342\213\203" }, /* bigcup */
	{ 135, 6, 0, "\342\250\200" }, /* bigodot */
	{ 141, 7, 0, "\342\250\201" }, /* bigoplus */
	{ 148, 8, 0, "\342\250\202" }, /* bigotimes */
	{ 156, 7, 0, "\342\250\206" }, /* bigsqcup */
	{ 163, 6, 0, "\342\230\205" }, /* bigstar */
	{ 169, 14, 0, "\342\226\275" }, /* bigtriangledown */
	{ 183, 12, 0, "\342\226\263" }, /* bigtriangleup */
	{ 195, 7, 0, "\342\250\204" }, /* biguplus */
	{ 202, 5, 0, "\342\213\201" }, /* bigvee */
	{ 207, 7, 0, "\342\213\200" }, /* bigwedge */
	{ 214, 5, 0, "\342\244\215" }, /* bkarow */
	{ 219, 11, 0, "\342\247\253" }, /* blacklozenge */
	{ 230, 10, 0, "\342\226\252" }, /* blacksquare */
	{ 240, 12, 0, "\342\226\264" }, /* blacktriangle */
	{ 252, 16, 0, "\342\226\276" }, /* blacktriangledown */
	{ 268, 16, 0, "\342\227\202" }, /* blacktriangleleft */
	{ 284, 17, 0, "\342\226\270" }, /* blacktriangleright */
	{ 301, 4, 0, "\342\220\243" }, /* blank */
	{ 305, 4, 0, "\342\226\222" }, /* blk12 */
	{ 309, 4, 0, "\342\226\221" }, /* blk14 */
	{ 313, 4, 0, "\342\226\223" }, /* blk34 */
	{ 317, 4, 0, "\342\226\210" }, /* block */
	{ 321, 2, 0, "=\342\203\245" }, /* bne */
	{ 323, 6, 0, "\342\211\241\342\203\245" }, /* bnequiv */
	{ 329, 3, 0, "\342\214\220" }, /* bnot */
	{ 332, 3, 0, "\360\235\225\223" }, /* bopf */
	{ 335, 2, 0, "\342\212\245" }, /* bot */
	{ 337, 5, 0, "\342\212\245" }, /* bottom */
	{ 342, 5, 0, "\342\213\210" }, /* bowtie */
	{ 347, 4, 0, "\342\225\227" }, /* boxDL */
	{ 351, 4, 0, "\342\225\224" }, /* boxDR */
	{ 355, 4, 0, "\342\225\226" }, /* boxDl */
	{ 359, 4, 0, "\342\225\223" }, /* boxDr */
	{ 363, 3, 0, "\342\225\220" }, /* boxH */
	{ 366, 4, 0, "\342\225\246" }, /* boxHD */
	{ 370, 4, 0, "\342\225\251" }, /* boxHU */
	{ 374, 4, 0, "\342\225\244" }, /* boxHd */
	{ 378, 4, 0, "\342\225\247" }, /* boxHu */
	{ 382, 4, 0, "\342\225\235" }, /* boxUL */
	{ 386, 4, 0, "\342\225\232" }, /* boxUR */
	{ 390, 4, 0, "\342\225\234" }, /* boxUl */
	{ 394, 4, 0, "\342\225\231" }, /* boxUr */
	{ 398, 3, 0, "\342\225\221" }, /* boxV */
	{ 401, 4, 0, "\342\225\254" }, /* boxVH */
	{ 405, 4, 0, "\342\225\243" }, /* boxVL */
	{ 409, 4, 0, "\342\225\240" }, /* boxVR */
	{ 413, 4, 0, "\342\225\253" }, /* boxVh */
	{ 417, 4, 0, "\342\225\242" }, /* boxVl */
	{ 421, 4, 0, "\342\225\237" }, /* boxVr */
	{ 425, 5, 0, "\342\247\211" }, /* boxbox */
	{ 430, 4, 0, "\342\225\225" }, /* boxdL */
	{ 434, 4, 0, "\342\225\222" }, /* boxdR */
	{ 438, 4, 0, "\342\224\220" }, /* boxdl */
	{ 442, 4, 0, "\342\224\214" }, /* boxdr */
	{ 446, 3, 0, "\342\224\200" }, /* boxh */
	{ 449, 4, 0, "\342\225\245" }, /* boxhD */
	{ 453, 4, 0, "\342\225\250" }, /* boxhU */
	{ 457, 4, 0, "\342\224\254" }, /* boxhd */
	{ 461, 4, 0, "\342\224\264" }, /* boxhu */
	{ 465, 7, 0, "\342\212\237" }, /* boxminus */
	{ 472, 6, 0, "\342\212\236" }, /* boxplus */
	{ 478, 7, 0, "\342\212\240" }, /* boxtimes */
	{ 485, 4, 0, "\342\225\233" }, /* boxuL */
	{ 489, 4, 0, "\342\225\230" }, /* boxuR */
	{ 493, 4, 0, "\342\224\230" }, /* boxul */
	{ 497, 4, 0, "\342\224\224" }, /* boxur */
	{ 501, 3, 0, "\342\224\202" }, /* boxv */
	{ 504, 4, 0, "\342\225\252" }, /* boxvH */
	{ 508, 4, 0, "\342\225\241" }, /* boxvL */
	{ 512, 4, 0, "\342\225\236" }, /* boxvR */
	{ 516, 4, 0, "\342\224\274" }, /* boxvh */
	{ 520, 4, 0, "\342\224\244" }, /* boxvl */
	{ 524, 4, 0, "\342\224\234" }, /* boxvr */
	{ 528, 5, 0, "\342\200\265" }, /* bprime */
	{ 533, 4, 0, "\313\230" }, /* breve */
	{ 537, 5, 1, "\302\246" }, /* brvbar */
	{ 542, 3, 0, "\360\235\222\267" }, /* bscr */
	{ 545, 4, 0, "\342\201\217" }, /* bsemi */
	{ 549, 3, 0, "\342\210\275" }, /* bsim */
	{ 552, 4, 0, "\342\213\215" }, /* bsime */
	{ 556, 3, 0, "\134" }, /* bsol */
	{ 559, 4, 0, "\342\247\205" }, /* bsolb */
	{ 563, 7, 0, "\342\237\210" }, /* bsolhsub */
	{ 570, 3, 0, "\342\200\242" }, /* bull */
	{ 573, 5, 0, "\342\200\242" }, /* bullet */
	{ 578, 3, 0, "\342\211\216" }, /* bump */
	{ 581, 4, 0, "\342\252\256" }, /* bumpE */
	{ 585, 4, 0, "\342\211\217" }, /* bumpe */
	{ 589, 5, 0, "\342\211\217" }, /* bumpeq */
	{ 0, 5, 0, "\304\207" }, /* cacute */
	{ 5, 2, 0, "\342\210\251" }, /* cap */
	{ 7, 5, 0, "\342\251\204" }, /* capand */
	{ 12, 7, 0, "\342\251\211" }, /* capbrcup */
	{ 19, 5, 0, "\342\251\213" }, /* capcap */
	{ 24, 5, 0, "\342\251\207" }, /* capcup */
	{ 29, 5, 0, "\342\251\200" }, /* capdot */
	{ 34, 3, 0, "\342\210\251\357\270\200" }, /* caps */
	{ 37, 4, 0, "\342\201\201" }, /* caret */
	{ 41, 4, 0, "\313\207" }, /* caron */
	{ 45, 4, 0, "\342\251\215" }, /* ccaps */
	{ 49, 5, 0, "\304\215" }, /* ccaron */
	{ 54, 5, 1, "\303\247" }, /* ccedil */
	{ 59, 4, 0, "\304\211" }, /* ccirc */
	{ 63, 4, 0, "\342\251\214" }, /* ccups */
	{ 67, 6, 0, "\342\251\220" }, /* ccupssm */
	{ 73, 3, 0, "\304\213" }, /* cdot */
	{ 76, 4, 1, "\302\270" }, /* cedil */
	{ 80, 6, 0, "\342\246\262" }, /* cemptyv */
	{ 86, 3, 1, "\302\242" }, /* cent */
	{ 89, 8, 0, "\302\267" }, /* centerdot */
	{ 97, 2, 0, "\360\235\224\240" }, /* cfr */
	{ 99, 3, 0, "\321\207" }, /* chcy */
	{ 102, 4, 0, "\342\234\223" }, /* check */
	{ 106, 8, 0, "\342\234\223" }, /* checkmark */
	{ 114, 2, 0, "\317\207" }, /* chi */
	{ 116, 2, 0, "\342\227\213" }, /* cir */
	{ 118, 3, 0, "\342\247\203" }, /* cirE */
	{ 121, 3, 0, "\313\206" }, /* circ */
	{ 124, 5, 0, "\342\211\227" }, /* circeq */
	{ 129, 14, 0, "\342\206\272" }, /* circlearrowleft */
	{ 143, 15, 0, "\342\206\273" }, /* circlearrowright */
	{ 158, 7, 0, "\302\256" }, /* circledR */
	{ 165, 7, 0, "\342\223\210" }, /* circledS */
	{ 172, 9, 0, "\342\212\233" }, /* circledast */
	{ 181, 10, 0, "\342\212\232" }, /* circledcirc */
	{ 191, 10, 0, "\342\212\235" }, /* circleddash */
	{ 201, 3, 0, "\342\211\227" }, /* cire */
	{ 204, 7, 0, "\342\250\220" }, /* cirfnint */
	{ 211, 5, 0, "\342\253\257" }, /* cirmid */
	{ 216, 6, 0, "\342\247\202" }, /* cirscir */
	{ 222, 4, 0, "\342\231\243" }, /* clubs */
	{ 226, 7, 0, "\342\231\243" }, /* clubsuit */
	{ 233, 4, 0, ":" }, /* colon */
	{ 237, 5, 0, "\342\211\224" }, /* colone */
	{ 242, 6, 0, "\342\211\224" }, /* coloneq */
	{ 248, 4, 0, "," }, /* comma */
	{ 252, 5, 0, "@" }, /* commat */
	{ 257, 3, 0, "\342\210\201" }, /* comp */
	{ 260, 5, 0, "\342\210\230" }, /* compfn */
	{ 265, 9, 0, "\342\210\201" }, /* complement */
	{ 274, 8, 0, "\342\204\202" }, /* complexes */
	{ 282, 3, 0, "\342\211\205" }, /* cong */
	{ 285, 6, 0, "\342\251\255" }, /* congdot */
	{ 291, 5, 0, "\342\210\256" }, /* conint */
	{ 296, 3, 0, "\360\235\225\224" }, /* copf */
	{ 299, 5, 0, "\342\210\220" }, /* coprod */
	{ 304, 3, 1, "\302\251" }, /* copy */
	{ 307, 5, 0, "\342\204\227" }, /* copysr */
	{ 312, 4, 0, "\342\206\265" }, /* crarr */
	{ 316, 4, 0, "\342\234\227" }, /* cross */
	{ 320, 3, 0, "\360\235\222\270" }, /* cscr */
	{ 323, 3, 0, "\342\253\217" }, /* csub */
	{ 326, 4, 0, "\342\253\221" }, /* csube */
	{ 330, 3, 0, "\342\253\220" }, /* csup */
	{ 333, 4, 0, "\342\253\222" }, /* csupe */
	{ 337, 4, 0, "\342\213\257" }, /* ctdot */
	{ 341, 6, 0, "\342\244\270" }, /* cudarrl */
	{ 347, 6, 0, "\342\244\265" }, /* cudarrr */
	{ 353, 4, 0, "\342\213\236" }, /* cuepr */
	{ 357, 4, 0, "\342\213\237" }, /* cuesc */
	{ 361, 5, 0, "\342\206\266" }, /* cularr */
	{ 366, 6, 0, "\342\244\275" }, /* cularrp */
	{ 372, 2, 0, "\342\210\252" }, /* cup */
	{ 374, 7, 0, "\342\251\210" }, /* cupbrcap */
	{ 381, 5, 0, "\342\251\206" }, /* cupcap */
	{ 386, 5, 0, "\342\251\212" }, /* cupcup */
	{ 391, 5, 0, "\342\212\215" }, /* cupdot */
	{ 396, 4, 0, "\342\251\205" }, /* cupor */
	{ 400, 3, 0, "\342\210\252\357\270\200" }, /* cups */
	{ 403, 5, 0, "\342\206\267" }, /* curarr */
	{ 408, 6, 0, "\342\244\274" }, /* curarrm */
	{ 414, 10, 0, "\342\213\236" }, /* curlyeqprec */
	{ 424, 10, 0, "\342\213\237" }, /* curlyeqsucc */
	{ 434, 7, 0, "\342\213\216" }, /* curlyvee */
	{ 441, 9, 0, "\342\213\217" }, /* curlywedge */
	{ 450, 5, 1, "\302\244" }, /* curren */
	{ 455, 13, 0, "\342\206\266" }, /* curvearrowleft */
	{ 468, 14, 0, "\342\206\267" }, /* curvearrowright */
	{ 482, 4, 0, "\342\213\216" }, /* cuvee */
	{ 486, 4, 0, "\342\213\217" }, /* cuwed */
	{ 490, 7, 0, "\342\210\262" }, /* cwconint */
	{ 497, 4, 0, "\342\210\261" }, /* cwint */
	{ 501, 5, 0, "\342\214\255" }, /* cylcty */
	{ 0, 3, 0, "\342\207\223" }, /* dArr */
	{ 3, 3, 0, "\342\245\245" }, /* dHar */
	{ 6, 5, 0, "\342\200\240" }, /* dagger */
	{ 11, 5, 0, "\342\204\270" }, /* daleth */
	{ 16, 3, 0, "\342\206\223" }, /* darr */
	{ 19, 3, 0, "\342\200\220" }, /* dash */
	{ 22, 4, 0, "\342\212\243" }, /* dashv */
	{ 26, 6, 0, "\342\244\217" }, /* dbkarow */
	{ 32, 4, 0, "\313\235" }, /* dblac */
	{ 36, 5, 0, "\304\217" }, /* dcaron */
	{ 41, 2, 0, "\320\264" }, /* dcy */
	{ 43, 1, 0, "\342\205\206" }, /* dd */
	{ 44, 6, 0, "\342\200\241" }, /* ddagger */
	{ 50, 4, 0, "\342\207\212" }, /* ddarr */
	{ 54, 6, 0, "\342\251\267" }, /* ddotseq */
	{ 60, 2, 1, "\302\260" }, /* deg */
	{ 62, 4, 0, "\316\264" }, /* delta */
	{ 66, 6, 0, "\342\246\261" }, /* demptyv */
	{ 72, 5, 0, "\342\245\277" }, /* dfisht */
	{ 77, 2, 0, "\360\235\224\241" }, /* dfr */
	{ 79, 4, 0, "\342\207\203" }, /* dharl */
	{ 83, 4, 0, "\342\207\202" }, /* dharr */
	{ 87, 3, 0, "\342\213\204" }, /* diam */
	{ 90, 6, 0, "\342\213\204" }, /* diamond */
	{ 96, 10, 0, "\342\231\246" }, /* diamondsuit */
	{ 106, 4, 0, "\342\231\246" }, /* diams */
	{ 110, 2, 0, "\302\250" }, /* die */
	{ 112, 6, 0, "\317\235" }, /* digamma */
	{ 118, 4, 0, "\342\213\262" }, /* disin */
	{ 122, 2, 0, "\303\267" }, /* div */
	{ 124, 5, 1, "\303\267" }, /* divide */
	{ 129, 12, 0, "\342\213\207" }, /* divideontimes */
	{ 141, 5, 0, "\342\213\207" }, /* divonx */
	{ 146, 3, 0, "\321\222" }, /* djcy */
	{ 149, 5, 0, "\342\214\236" }, /* dlcorn */
	{ 154, 5, 0, "\342\214\215" }, /* dlcrop */
	{ 159, 5, 0, "$" }, /* dollar */
	{ 164, 3, 0, "\360\235\225\225" }, /* dopf */
	{ 167, 2, 0, "\313\231" }, /* dot */
	{ 169, 4, 0, "\342\211\220" }, /* doteq */
	{ 173, 7, 0, "\342\211\221" }, /* doteqdot */
	{ 180, 7, 0, "\342\210\270" }, /* dotminus */
	{ 187, 6, 0, "\342\210\224" }, /* dotplus */
	{ 193, 8, 0, "\342\212\241" }, /* dotsquare */
	{ 201, 13, 0, "\342\214\206" }, /* doublebarwedge */
	{ 214, 8, 0, "\342\206\223" }, /* downarrow */
	{ 222, 13, 0, "\342\207\212" }, /* downdownarrows */
	{ 235, 14, 0, "\342\207\203" }, /* downharpoonleft */
	{ 249, 15, 0, "\342\207\202" }, /* downharpoonright */
	{ 264, 7, 0, "\342\244\220" }, /* drbkarow */
	{ 271, 5, 0, "\342\214\237" }, /* drcorn */
	{ 276, 5, 0, "\342\214\214" }, /* drcrop */
	{ 281, 3, 0, "\360\235\222\271" }, /* dscr */
	{ 284, 3, 0, "\321\225" }, /* dscy */
	{ 287, 3, 0, "\342\247\266" }, /* dsol */
	{ 290, 5, 0, "\304\221" }, /* dstrok */
	{ 295, 4, 0, "\342\213\261" }, /* dtdot */
	{ 299, 3, 0, "\342\226\277" }, /* dtri */
	{ 302, 4, 0, "\342\226\276" }, /* dtrif */
	{ 306, 4, 0, "\342\207\265" }, /* duarr */
	{ 310, 4, 0, "\342\245\257" }, /* duhar */
	{ 314, 6, 0, "\342\246\246" }, /* dwangle */
	{ 320, 3, 0, "\321\237" }, /* dzcy */
	{ 323, 7, 0, "\342\237\277" }, /* dzigrarr */
	{ 0, 4, 0, "\342\251\267" }, /* eDDot */
	{ 4, 3, 0, "\342\211\221" }, /* eDot */
	{ 7, 5, 1, "\303\251" }, /* eacute */
	{ 12, 5, 0, "\342\251\256" }, /* easter */
	{ 17, 5, 0, "\304\233" }, /* ecaron */
	{ 22, 3, 0, "\342\211\226" }, /* ecir */
	{ 25, 4, 1, "\303\252" }, /* ecirc */
	{ 29, 5, 0, "\342\211\225" }, /* ecolon */
	{ 34, 2, 0, "\321\215" }, /* ecy */
	{ 36, 3, 0, "\304\227" }, /* edot */
	{ 39, 1, 0, "\342\205\207" }, /* ee */
	{ 40, 4, 0, "\342\211\222" }, /* efDot */
	{ 44, 2, 0, "\360\235\224\242" }, /* efr */
	{ 46, 1, 0, "\342\252\232" }, /* eg */
	{ 47, 5, 1, "\303\250" }, /* egrave */
	{ 52, 2, 0, "\342\252\226" }, /* egs */
	{ 54, 5, 0, "\342\252\230" }, /* egsdot */
	{ 59, 1, 0, "\342\252\231" }, /* el */
	{ 60, 7, 0, "\342\217\247" }, /* elinters */
	{ 67, 2, 0, "\342\204\223" }, /* ell */
	{ 69, 2, 0, "\342\252\225" }, /* els */
	{ 71, 5, 0, "\342\252\227" }, /* elsdot */
	{ 76, 4, 0, "\304\223" }, /* emacr */
	{ 80, 4, 0, "\342\210\205" }, /* empty */
	{ 84, 7, 0, "\342\210\205" }, /* emptyset */
	{ 91, 5, 0, "\342\210\205" }, /* emptyv */
	{ 96, 3, 0, "\342\200\203" }, /* emsp */
	{ 99, 5, 0, "\342\200\204" }, /* emsp13 */
	{ 104, 5, 0, "\342\200\205" }, /* emsp14 */
	{ 109, 2, 0, "\305\213" }, /* eng */
	{ 111, 3, 0, "\342\200\202" }, /* ensp */
	{ 114, 4, 0, "\304\231" }, /* eogon */
	{ 118, 3, 0, "\360\235\225\226" }, /* eopf */
	{ 121, 3, 0, "\342\213\225" }, /* epar */
	{ 124, 5, 0, "\342\247\243" }, /* eparsl */
	{ 129, 4, 0, "\342\251\261" }, /* eplus */
	{ 133, 3, 0, "\316\265" }, /* epsi */
	{ 136, 6, 0, "\316\265" }, /* epsilon */
	{ 142, 4, 0, "\317\265" }, /* epsiv */
	{ 146, 5, 0, "\342\211\226" }, /* eqcirc */
	{ 151, 6, 0, "\342\211\225" }, /* eqcolon */
	{ 157, 4, 0, "\342\211\202" }, /* eqsim */
	{ 161, 9, 0, "\342\252\226" }, /* eqslantgtr */
	{ 170, 10, 0, "\342\252\225" }, /* eqslantless */
	{ 180, 5, 0, "=" }, /* equals */
	{ 185, 5, 0, "\342\211\237" }, /* equest */
	{ 190, 4, 0, "\342\211\241" }, /* equiv */
	{ 194, 6, 0, "\342\251\270" }, /* equivDD */
	{ 200, 7, 0, "\342\247\245" }, /* eqvparsl */
	{ 207, 4, 0, "\342\211\223" }, /* erDot */
	{ 211, 4, 0, "\342\245\261" }, /* erarr */
	{ 215, 3, 0, "\342\204\257" }, /* escr */
	{ 218, 4, 0, "\342\211\220" }, /* esdot */
	{ 222, 3, 0, "\342\211\202" }, /* esim */
	{ 225, 2, 0, "\316\267" }, /* eta */
	{ 227, 2, 1, "\303\260" }, /* eth */
	{ 229, 3, 1, "\303\253" }, /* euml */
	{ 232, 3, 0, "\342\202\254" }, /* euro */
	{ 235, 3, 0, "!" }, /* excl */
	{ 238, 4, 0, "\342\210\203" }, /* exist */
	{ 242, 10, 0, "\342\204\260" }, /* expectation */
	{ 252, 11, 0, "\342\205\207" }, /* exponentiale */
	{ 0, 12, 0, "\342\211\222" }, /* fallingdotseq */
	{ 12, 2, 0, "\321\204" }, /* fcy */
	{ 14, 5, 0, "\342\231\200" }, /* female */
	{ 19, 5, 0, "\357\254\203" }, /* ffilig */
	{ 24, 4, 0, "\357\254\200" }, /* fflig */
	{ 28, 5, 0, "\357\254\204" }, /* ffllig */
	{ 33, 2, 0, "\360\235\224\243" }, /* ffr */
	{ 35, 4, 0, "\357\254\201" }, /* filig */
	{ 39, 4, 0, "fj" }, /* fjlig */
	{ 43, 3, 0, "\342\231\255" }, /* flat */
	{ 46, 4, 0, "\357\254\202" }, /* fllig */
	{ 50, 4, 0, "\342\226\261" }, /* fltns */
	{ 54, 3, 0, "\306\222" }, /* fnof */
	{ 57, 3, 0, "\360\235\225\227" }, /* fopf */
	{ 60, 5, 0, "\342\210\200" }, /* forall */
	{ 65, 3, 0, "\342\213\224" }, /* fork */
	{ 68, 4, 0, "\342\253\231" }, /* forkv */
	{ 72, 7, 0, "\342\250\215" }, /* fpartint */
	{ 79, 5, 1, "\302\275" }, /* frac12 */
	{ 84, 5, 0, "\342\205\223" }, /* frac13 */
	{ 89, 5, 1, "\302\274" }, /* frac14 */
	{ 94, 5, 0, "\342\205\225" }, /* frac15 */
	{ 99, 5, 0, "\342\205\231" }, /* frac16 */
	{ 104, 5, 0, "\342\205\233" }, /* frac18 */
	{ 109, 5, 0, "\342\205\224" }, /* frac23 */
	{ 114, 5, 0, "\342\205\226" }, /* frac25 */
	{ 119, 5, 1, "\302\276" }, /* frac34 */
	{ 124, 5, 0, "\342\205\227" }, /* frac35 */
	{ 129, 5, 0, "\342\205\234" }, /* frac38 */
	{ 134, 5, 0, "\342\205\230" }, /* frac45 */
	{ 139, 5, 0, "\342\205\232" }, /* frac56 */
	{ 144, 5, 0, "\342\205\235" }, /* frac58 */
	{ 149, 5, 0, "\342\205\236" }, /* frac78 */
	{ 154, 4, 0, "\342\201\204" }, /* frasl */
	{ 158, 4, 0, "\342\214\242" }, /* frown */
	{ 162, 3, 0, "\360\235\222\273" }, /* fscr */
	{ 0, 1, 0, "\342\211\247" }, /* gE */
	{ 1, 2, 0, "\342\252\214" }, /* gEl */
	{ 3, 5, 0, "\307\265" }, /* gacute */
	{ 8, 4, 0, "\316\263" }, /* gamma */
	{ 12, 5, 0, "\317\235" }, /* gammad */
	{ 17, 2, 0, "\342\252\206" }, /* gap */
	{ 19, 5, 0, "\304\237" }, /* gbreve */
	{ 24, 4, 0, "\304\235" }, /* gcirc */
	{ 28, 2, 0, "\320\263" }, /* gcy */
	{ 30, 3, 0, "\304\241" }, /* gdot */
	{ 33, 1, 0, "\342\211\245" }, /* ge */
	{ 34, 2, 0, "\342\213\233" }, /* gel */
	{ 36, 2, 0, "\342\211\245" }, /* geq */
	{ 38, 3, 0, "\342\211\247" }, /* geqq */
	{ 41, 7, 0, "\342\251\276" }, /* geqslant */
	{ 48, 2, 0, "\342\251\276" }, /* ges */
	{ 50, 4, 0, "\342\252\251" }, /* gescc */
	{ 54, 5, 0, "\342\252\200" }, /* gesdot */
	{ 59, 6, 0, "\342\252\202" }, /* gesdoto */
	{ 65, 7, 0, "\342\252\204" }, /* gesdotol */
	{ 72, 3, 0, "\342\213\233\357\270\200" }, /* gesl */
	{ 75, 5, 0, "\342\252\224" }, /* gesles */
	{ 80, 2, 0, "\360\235\224\244" }, /* gfr */
	{ 82, 1, 0, "\342\211\253" }, /* gg */
	{ 83, 2, 0, "\342\213\231" }, /* ggg */
	{ 85, 4, 0, "\342\204\267" }, /* gimel */
	{ 89, 3, 0, "\321\223" }, /* gjcy */
	{ 92, 1, 0, "\342\211\267" }, /* gl */
	{ 93, 2, 0, "\342\252\222" }, /* glE */
	{ 95, 2, 0, "\342\252\245" }, /* gla */
	{ 97, 2, 0, "\342\252\244" }, /* glj */
	{ 99, 2, 0, "\342\211\251" }, /* gnE */
	{ 101, 3, 0, "\342\252\212" }, /* gnap */
	{ 104, 7, 0, "\342\252\212" }, /* gnapprox */
	{ 111, 2, 0, "\342\252\210" }, /* gne */
	{ 113, 3, 0, "\342\252\210" }, /* gneq */
	{ 116, 4, 0, "\342\211\251" }, /* gneqq */
	{ 120, 4, 0, "\342\213\247" }, /* gnsim */
	{ 124, 3, 0, "\360\235\225\230" }, /* gopf */
	{ 127, 4, 0, "`" }, /* grave */
	{ 131, 3, 0, "\342\204\212" }, /* gscr */
	{ 134, 3, 0, "\342\211\263" }, /* gsim */
	{ 137, 4, 0, "\342\252\216" }, /* gsime */
	{ 141, 4, 0, "\342\252\220" }, /* gsiml */
	{ 145, 1, 1, ">" }, /* gt */
	{ 146, 3, 0, "\342\252\247" }, /* gtcc */
	{ 149, 4, 0, "\342\251\272" }, /* gtcir */
	{ 153, 4, 0, "\342\213\227" }, /* gtdot */
	{ 157, 5, 0, "\342\246\225" }, /* gtlPar */
	{ 162, 6, 0, "\342\251\274" }, /* gtquest */
	{ 168, 8, 0, "\342\252\206" }, /* gtrapprox */
	{ 176, 5, 0, "\342\245\270" }, /* gtrarr */
	{ 181, 5, 0, "\342\213\227" }, /* gtrdot */
	{ 186, 8, 0, "\342\213\233" }, /* gtreqless */
	{ 194, 9, 0, "\342\252\214" }, /* gtreqqless */
	{ 203, 6, 0, "\342\211\267" }, /* gtrless */
	{ 209, 5, 0, "\342\211\263" }, /* gtrsim */
	{ 214, 8, 0, "\342\211\251\357\270\200" }, /* gvertneqq */
	{ 222, 3, 0, "\342\211\251\357\270\200" }, /* gvnE */
	{ 0, 3, 0, "\342\207\224" }, /* hArr */
	{ 3, 5, 0, "\342\200\212" }, /* hairsp */
	{ 8, 3, 0, "\302\275" }, /* half */
	{ 11, 5, 0, "\342\204\213" }, /* hamilt */
	{ 16, 5, 0, "\321\212" }, /* hardcy */
	{ 21, 3, 0, "\342\206\224" }, /* harr */
	{ 24, 6, 0, "\342\245\210" }, /* harrcir */
	{ 30, 4, 0, "\342\206\255" }, /* harrw */
	{ 34, 3, 0, "\342\204\217" }, /* hbar */
	{ 37, 4, 0, "\304\245" }, /* hcirc */
	{ 41, 5, 0, "\342\231\245" }, /* hearts */
	{ 46, 8, 0, "\342\231\245" }, /* heartsuit */
	{ 54, 5, 0, "\342\200\246" }, /* hellip */
	{ 59, 5, 0, "\342\212\271" }, /* hercon */
	{ 64, 2, 0, "\360\235\224\245" }, /* hfr */
	{ 66, 7, 0, "\342\244\245" }, /* hksearow */
	{ 73, 7, 0, "\342\244\246" }, /* hkswarow */
	{ 80, 4, 0, "\342\207\277" }, /* hoarr */
	{ 84, 5, 0, "\342\210\273" }, /* homtht */
	{ 89, 12, 0, "\342\206\251" }, /* hookleftarrow */
	{ 101, 13, 0, "\342\206\252" }, /* hookrightarrow */
	{ 114, 3, 0, "\360\235\225\231" }, /* hopf */
	{ 117, 5, 0, "\342\200\225" }, /* horbar */
	{ 122, 3, 0, "\360\235\222\275" }, /* hscr */
	{ 125, 5, 0, "\342\204\217" }, /* hslash */
	{ 130, 5, 0, "\304\247" }, /* hstrok */
	{ 135, 5, 0, "\342\201\203" }, /* hybull */
	{ 140, 5, 0, "\342\200\220" }, /* hyphen */
	{ 0, 5, 1, "\303\255" }, /* iacute */
	{ 5, 1, 0, "\342\201\243" }, /* ic */
	{ 6, 4, 1, "\303\256" }, /* icirc */
	{ 10, 2, 0, "\320\270" }, /* icy */
	{ 12, 3, 0, "\320\265" }, /* iecy */
	{ 15, 4, 1, "\302\241" }, /* iexcl */
	{ 19, 2, 0, "\342\207\224" }, /* iff */
	{ 21, 2, 0, "\360\235\224\246" }, /* ifr */
	{ 23, 5, 1, "\303\254" }, /* igrave */
	{ 28, 1, 0, "\342\205\210" }, /* ii */
	{ 29, 5, 0, "\342\250\214" }, /* iiiint */
	{ 34, 4, 0, "\342\210\255" }, /* iiint */
	{ 38, 5, 0, "\342\247\234" }, /* iinfin */
	{ 43, 4, 0, "\342\204\251" }, /* iiota */
	{ 47, 4, 0, "\304\263" }, /* ijlig */
	{ 51, 4, 0, "\304\253" }, /* imacr */
	{ 55, 4, 0, "\342\204\221" }, /* image */
	{ 59, 7, 0, "\342\204\220" }, /* imagline */
	{ 66, 7, 0, "\342\204\221" }, /* imagpart */
	{ 73, 4, 0, "\304\261" }, /* imath */
	{ 77, 3, 0, "\342\212\267" }, /* imof */
	{ 80, 4, 0, "\306\265" }, /* imped */
	{ 84, 1, 0, "\342\210\210" }, /* in */
	{ 85, 5, 0, "\342\204\205" }, /* incare */
	{ 90, 4, 0, "\342\210\236" }, /* infin */
	{ 94, 7, 0, "\342\247\235" }, /* infintie */
	{ 101, 5, 0, "\304\261" }, /* inodot */
	{ 106, 2, 0, "\342\210\253" }, /* int */
	{ 108, 5, 0, "\342\212\272" }, /* intcal */
	{ 113, 7, 0, "\342\204\244" }, /* integers */
	{ 120, 7, 0, "\342\212\272" }, /* intercal */
	{ 127, 7, 0, "\342\250\227" }, /* intlarhk */
	{ 134, 6, 0, "\342\250\274" }, /* intprod */
	{ 140, 3, 0, "\321\221" }, /* iocy */
	{ 143, 4, 0, "\304\257" }, /* iogon */
	{ 147, 3, 0, "\360\235\225\232" }, /* iopf */
	{ 150, 3, 0, "\316\271" }, /* iota */
	{ 153, 4, 0, "\342\250\274" }, /* iprod */
	{ 157, 5, 1, "\302\277" }, /* iquest */
	{ 162, 3, 0, "\360\235\222\276" }, /* iscr */
	{ 165, 3, 0, "\342\210\210" }, /* isin */
	{ 168, 4, 0, "\342\213\271" }, /* isinE */
	{ 172, 6, 0, "\342\213\265" }, /* isindot */
	{ 178, 4, 0, "\342\213\264" }, /* isins */
	{ 182, 5, 0, "\342\213\263" }, /* isinsv */
	{ 187, 4, 0, "\342\210\210" }, /* isinv */
	{ 191, 1, 0, "\342\201\242" }, /* it */
	{ 192, 5, 0, "\304\251" }, /* itilde */
	{ 197, 4, 0, "\321\226" }, /* iukcy */
	{ 201, 3, 1, "\303\257" }, /* iuml */
	{ 0, 4, 0, "\304\265" }, /* jcirc */
	{ 4, 2, 0, "\320\271" }, /* jcy */
	{ 6, 2, 0, "\360\235\224\247" }, /* jfr */
	{ 8, 4, 0, "\310\267" }, /* jmath */
	{ 12, 3, 0, "\360\235\225\233" }, /* jopf */
	{ 15, 3, 0, "\360\235\222\277" }, /* jscr */
	{ 18, 5, 0, "\321\230" }, /* jsercy */
	{ 23, 4, 0, "\321\224" }, /* jukcy */
	{ 0, 4, 0, "\316\272" }, /* kappa */
	{ 4, 5, 0, "\317\260" }, /* kappav */
	{ 9, 5, 0, "\304\267" }, /* kcedil */
	{ 14, 2, 0, "\320\272" }, /* kcy */
	{ 16, 2, 0, "\360\235\224\250" }, /* kfr */
	{ 18, 5, 0, "\304\270" }, /* kgreen */
	{ 23, 3, 0, "\321\205" }, /* khcy */
	{ 26, 3, 0, "\321\234" }, /* kjcy */
	{ 29, 3, 0, "\360\235\225\234" }, /* kopf */
	{ 32, 3, 0, "\360\235\223\200" }, /* kscr */
	{ 0, 4, 0, "\342\207\232" }, /* lAarr */
	{ 4, 3, 0, "\342\207\220" }, /* lArr */
	{ 7, 5, 0, "\342\244\233" }, /* lAtail */
	{ 12, 4, 0, "\342\244\216" }, /* lBarr */
	{ 16, 1, 0, "\342\211\246" }, /* lE */
	{ 17, 2, 0, "\342\252\213" }, /* lEg */
	{ 19, 3, 0, "\342\245\242" }, /* lHar */
	{ 22, 5, 0, "\304\272" }, /* lacute */
	{ 27, 7, 0, "\342\246\264" }, /* laemptyv */
	{ 34, 5, 0, "\342\204\222" }, /* lagran */
	{ 39, 5, 0, "\316\273" }, /* lambda */
	{ 44, 3, 0, "\342\237\250" }, /* lang */
	{ 47, 4, 0, "\342\246\221" }, /* langd */
	{ 51, 5, 0, "\342\237\250" }, /* langle */
	{ 56, 2, 0, "\342\252\205" }, /* lap */
	{ 58, 4, 1, "\302\253" }, /* laquo */
	{ 62, 3, 0, "\342\206\220" }, /* larr */
	{ 65, 4, 0, "\342\207\244" }, /* larrb */
	{ 69, 6, 0, "\342\244\237" }, /* larrbfs */
	{ 75, 5, 0, "\342\244\235" }, /* larrfs */
	{ 80, 5, 0, "\342\206\251" }, /* larrhk */
	{ 85, 5, 0, "\342\206\253" }, /* larrlp */
	{ 90, 5, 0, "\342\244\271" }, /* larrpl */
	{ 95, 6, 0, "\342\245\263" }, /* larrsim */
	{ 101, 5, 0, "\342\206\242" }, /* larrtl */
	{ 106, 2, 0, "\342\252\253" }, /* lat */
	{ 108, 5, 0, "\342\244\231" }, /* latail */
	{ 113, 3, 0, "\342\252\255" }, /* late */
	{ 116, 4, 0, "\342\252\255\357\270\200" }, /* lates */
	{ 120, 4, 0, "\342\244\214" }, /* lbarr */
	{ 124, 4, 0, "\342\235\262" }, /* lbbrk */
	{ 128, 5, 0, "{" }, /* lbrace */
	{ 133, 5, 0, "[" }, /* lbrack */
	{ 138, 4, 0, "\342\246\213" }, /* lbrke */
	{ 142, 6, 0, "\342\246\217" }, /* lbrksld */
	{ 148, 6, 0, "\342\246\215" }, /* lbrkslu */
	{ 154, 5, 0, "\304\276" }, /* lcaron */
	{ 159, 5, 0, "\304\274" }, /* lcedil */
	{ 164, 4, 0, "\342\214\210" }, /* lceil */
	{ 168, 3, 0, "{" }, /* lcub */
	{ 171, 2, 0, "\320\273" }, /* lcy */
	{ 173, 3, 0, "\342\244\266" }, /* ldca */
	{ 176, 4, 0, "\342\200\234" }, /* ldquo */
	{ 180, 5, 0, "\342\200\236" }, /* ldquor */
	{ 185, 6, 0, "\342\245\247" }, /* ldrdhar */
	{ 191, 7, 0, "\342\245\213" }, /* ldrushar */
	{ 198, 3, 0, "\342\206\262" }, /* ldsh */
	{ 201, 1, 0, "\342\211\244" }, /* le */
	{ 202, 8, 0, "\342\206\220" }, /* leftarrow */
	{ 210, 12, 0, "\342\206\242" }, /* leftarrowtail */
	{ 222, 14, 0, "\342\206\275" }, /* leftharpoondown */
	{ 236, 12, 0, "\342\206\274" }, /* leftharpoonup */
	{ 248, 13, 0, "\342\207\207" }, /* leftleftarrows */
	{ 261, 13, 0, "\342\206\224" }, /* leftrightarrow */
	{ 274, 14, 0, "\342\207\206" }, /* leftrightarrows */
	{ 288, 16, 0, "\342\207\213" }, /* leftrightharpoons */
	{ 304, 18, 0, "\342\206\255" }, /* leftrightsquigarrow */
	{ 322, 13, 0, "\342\213\213" }, /* leftthreetimes */
	{ 335, 2, 0, "\342\213\232" }, /* leg */
	{ 337, 2, 0, "\342\211\244" }, /* leq */
	{ 339, 3, 0, "\342\211\246" }, /* leqq */
	{ 342, 7, 0, "\342\251\275" }, /* leqslant */
	{ 349, 2, 0, "\342\251\275" }, /* les */
	{ 351, 4, 0, "\342\252\250" }, /* lescc */
	{ 355, 5, 0, "\342\251\277" }, /* lesdot */
	{ 360, 6, 0, "\342\252\201" }, /* lesdoto */
	{ 366, 7, 0, "\342\252\203" }, /* lesdotor */
	{ 373, 3, 0, "\342\213\232\357\270\200" }, /* lesg */
	{ 376, 5, 0, "\342\252\223" }, /* lesges */
	{ 381, 9, 0, "\342\252\205" }, /* lessapprox */
	{ 390, 6, 0, "\342\213\226" }, /* lessdot */
	{ 396, 8, 0, "\342\213\232" }, /* lesseqgtr */
	{ 404, 9, 0, "\342\252\213" }, /* lesseqqgtr */
	{ 413, 6, 0, "\342\211\266" }, /* lessgtr */
	{ 419, 6, 0, "\342\211\262" }, /* lesssim */
	{ 425, 5, 0, "\342\245\274" }, /* lfisht */
	{ 430, 5, 0, "\342\214\212" }, /* lfloor */
	{ 435, 2, 0, "\360\235\224\251" }, /* lfr */
	{ 437, 1, 0, "\342\211\266" }, /* lg */
	{ 438, 2, 0, "\342\252\221" }, /* lgE */
	{ 440, 4, 0, "\342\206\275" }, /* lhard */
	{ 444, 4, 0, "\342\206\274" }, /* lharu */
	{ 448, 5, 0, "\342\245\252" }, /* lharul */
	{ 453, 4, 0, "\342\226\204" }, /* lhblk */
	{ 457, 3, 0, "\321\231" }, /* ljcy */
	{ 460, 1, 0, "\342\211\252" }, /* ll */
	{ 461, 4, 0, "\342\207\207" }, /* llarr */
	{ 465, 7, 0, "\342\214\236" }, /* llcorner */
	{ 472, 5, 0, "\342\245\253" }, /* llhard */
	{ 477, 4, 0, "\342\227\272" }, /* lltri */
	{ 481, 5, 0, "\305\200" }, /* lmidot */
	{ 486, 5, 0, "\342\216\260" }, /* lmoust */
	{ 491, 9, 0, "\342\216\260" }, /* lmoustache */
	{ 500, 2, 0, "\342\211\250" }, /* lnE */
	{ 502, 3, 0, "\342\252\211" }, /* lnap */
	{ 505, 7, 0, "\342\252\211" }, /* lnapprox */
	{ 512, 2, 0, "\342\252\207" }, /* lne */
	{ 514, 3, 0, "\342\252\207" }, /* lneq */
	{ 517, 4, 0, "\342\211\250" }, /* lneqq */
	{ 521, 4, 0, "\342\213\246" }, /* lnsim */
	{ 525, 4, 0, "\342\237\254" }, /* loang */
	{ 529, 4, 0, "\342\207\275" }, /* loarr */
	{ 533, 4, 0, "\342\237\246" }, /* lobrk */
	{ 537, 12, 0, "\342\237\265" }, /* longleftarrow */
	{ 549, 17, 0, "\342\237\267" }, /* longleftrightarrow */
	{ 566, 9, 0, "\342\237\274" }, /* longmapsto */
	{ 575, 13, 0, "\342\237\266" }, /* longrightarrow */
	{ 588, 12, 0, "\342\206\253" }, /* looparrowleft */
	{ 600, 13, 0, "\342\206\254" }, /* looparrowright */
	{ 613, 4, 0, "\342\246\205" }, /* lopar */
	{ 617, 3, 0, "\360\235\225\235" }, /* lopf */
	{ 620, 5, 0, "\342\250\255" }, /* loplus */
	{ 625, 6, 0, "\342\250\264" }, /* lotimes */
	{ 631, 5, 0, "\342\210\227" }, /* lowast */
	{ 636, 5, 0, "_" }, /* lowbar */
	{ 641, 2, 0, "\342\227\212" }, /* loz */
	{ 643, 6, 0, "\342\227\212" }, /* lozenge */
	{ 649, 3, 0, "\342\247\253" }, /* lozf */
	{ 652, 3, 0, "(" }, /* lpar */
	{ 655, 5, 0, "\342\246\223" }, /* lparlt */
	{ 660, 4, 0, "\342\207\206" }, /* lrarr */
	{ 664, 7, 0, "\342\214\237" }, /* lrcorner */
	{ 671, 4, 0, "\342\207\213" }, /* lrhar */
	{ 675, 5, 0, "\342\245\255" }, /* lrhard */
	{ 680, 2, 0, "\342\200\216" }, /* lrm */
	{ 682, 4, 0, "\342\212\277" }, /* lrtri */
	{ 686, 5, 0, "\342\200\271" }, /* lsaquo */
	{ 691, 3, 0, "\360\235\223\201" }, /* lscr */
	{ 694, 2, 0, "\342\206\260" }, /* lsh */
	{ 696, 3, 0, "\342\211\262" }, /* lsim */
	{ 699, 4, 0, "\342\252\215" }, /* lsime */
	{ 703, 4, 0, "\342\252\217" }, /* lsimg */
	{ 707, 3, 0, "[" }, /* lsqb */
	{ 710, 4, 0, "\342\200\230" }, /* lsquo */
	{ 714, 5, 0, "\342\200\232" }, /* lsquor */
	{ 719, 5, 0, "\305\202" }, /* lstrok */
	{ 724, 1, 1, "<" }, /* lt */
	{ 725, 3, 0, "\342\252\246" }, /* ltcc */
	{ 728, 4, 0, "\342\251\271" }, /* ltcir */
	{ 732, 4, 0, "\342\213\226" }, /* ltdot */
	{ 736, 5, 0, "\342\213\213" }, /* lthree */
	{ 741, 5, 0, "\342\213\211" }, /* ltimes */
	{ 746, 5, 0, "\342\245\266" }, /* ltlarr */
	{ 751, 6, 0, "\342\251\273" }, /* ltquest */
	{ 757, 5, 0, "\342\246\226" }, /* ltrPar */
	{ 762, 3, 0, "\342\227\203" }, /* ltri */
	{ 765, 4, 0, "\342\212\264" }, /* ltrie */
	{ 769, 4, 0, "\342\227\202" }, /* ltrif */
	{ 773, 7, 0, "\342\245\212" }, /* lurdshar */
	{ 780, 6, 0, "\342\245\246" }, /* luruhar */
	{ 786, 8, 0, "\342\211\250\357\270\200" }, /* lvertneqq */
	{ 794, 3, 0, "\342\211\250\357\270\200" }, /* lvnE */
	{ 0, 4, 0, "\342\210\272" }, /* mDDot */
	{ 4, 3, 1, "\302\257" }, /* macr */
	{ 7, 3, 0, "\342\231\202" }, /* male */
	{ 10, 3, 0, "\342\234\240" }, /* malt */
	{ 13, 6, 0, "\342\234\240" }, /* maltese */
	{ 19, 2, 0, "\342\206\246" }, /* map */
	{ 21, 5, 0, "\342\206\246" }, /* mapsto */
	{ 26, 9, 0, "\342\206\247" }, /* mapstodown */
	{ 35, 9, 0, "\342\206\244" }, /* mapstoleft */
	{ 44, 7, 0, "\342\206\245" }, /* mapstoup */
	{ 51, 5, 0, "\342\226\256" }, /* marker */
	{ 56, 5, 0, "\342\250\251" }, /* mcomma */
	{ 61, 2, 0, "\320\274" }, /* mcy */
	{ 63, 4, 0, "\342\200\224" }, /* mdash */
	{ 67, 12, 0, "\342\210\241" }, /* measuredangle */
	{ 79, 2, 0, "\360\235\224\252" }, /* mfr */
	{ 81, 2, 0, "\342\204\247" }, /* mho */
	{ 83, 4, 1, "\302\265" }, /* micro */
	{ 87, 2, 0, "\342\210\243" }, /* mid */
	{ 89, 5, 0, "*" }, /* midast */
	{ 94, 5, 0, "\342\253\260" }, /* midcir */
	{ 99, 5, 1, "\302\267" }, /* middot */
	{ 104, 4, 0, "\342\210\222" }, /* minus */
	{ 108, 5, 0, "\342\212\237" }, /* minusb */
	{ 113, 5, 0, "\342\210\270" }, /* minusd */
	{ 118, 6, 0, "\342\250\252" }, /* minusdu */
	{ 124, 3, 0, "\342\253\233" }, /* mlcp */
	{ 127, 3, 0, "\342\200\246" }, /* mldr */
	{ 130, 5, 0, "\342\210\223" }, /* mnplus */
	{ 135, 5, 0, "\342\212\247" }, /* models */
	{ 140, 3, 0, "\360\235\225\236" }, /* mopf */
	{ 143, 1, 0, "\342\210\223" }, /* mp */
	{ 144, 3, 0, "\360\235\223\202" }, /* mscr */
	{ 147, 5, 0, "\342\210\276" }, /* mstpos */
	{ 152, 1, 0, "\316\274" }, /* mu */
	{ 153, 7, 0, "\342\212\270" }, /* multimap */
	{ 160, 4, 0, "\342\212\270" }, /* mumap */
	{ 0, 2, 0, "\342\213\231\314\270" }, /* nGg */
	{ 2, 2, 0, "\342\211\253\342\203\222" }, /* nGt */
	{ 4, 3, 0, "\342\211\253\314\270" }, /* nGtv */
	{ 7, 9, 0, "\342\207\215" }, /* nLeftarrow */
	{ 16, 14, 0, "\342\207\216" }, /* nLeftrightarrow */
	{ 30, 2, 0, "\342\213\230\314\270" }, /* nLl */
	{ 32, 2, 0, "\342\211\252\342\203\222" }, /* nLt */
	{ 34, 3, 0, "\342\211\252\314\270" }, /* nLtv */
	{ 37, 10, 0, "\342\207\217" }, /* nRightarrow */
	{ 47, 5, 0, "\342\212\257" }, /* nVDash */
	{ 52, 5, 0, "\342\212\256" }, /* nVdash */
	{ 57, 4, 0, "\342\210\207" }, /* nabla */
	{ 61, 5, 0, "\305\204" }, /* nacute */
	{ 66, 3, 0, "\342\210\240\342\203\222" }, /* nang */
	{ 69, 2, 0, "\342\211\211" }, /* nap */
	{ 71, 3, 0, "\342\251\260\314\270" }, /* napE */
	{ 74, 4, 0, "\342\211\213\314\270" }, /* napid */
	{ 78, 4, 0, "\305\211" }, /* napos */
	{ 82, 6, 0, "\342\211\211" }, /* napprox */
	{ 88, 4, 0, "\342\231\256" }, /* natur */
	{ 92, 6, 0, "\342\231\256" }, /* natural */
	{ 98, 7, 0, "\342\204\225" }, /* naturals */
	{ 105, 3, 1, "\302\240" }, /* nbsp */
	{ 108, 4, 0, "\342\211\216\314\270" }, /* nbump */
	{ 112, 5, 0, "\342\211\217\314\270" }, /* nbumpe */
	{ 117, 3, 0, "\342\251\203" }, /* ncap */
	{ 120, 5, 0, "\305\210" }, /* ncaron */
	{ 125, 5, 0, "\305\206" }, /* ncedil */
	{ 130, 4, 0, "\342\211\207" }, /* ncong */
	{ 134, 7, 0, "\342\251\255\314\270" }, /* ncongdot */
	{ 141, 3, 0, "\342\251\202" }, /* ncup */
	{ 144, 2, 0, "\320\275" }, /* ncy */
	{ 146, 4, 0, "\342\200\223" }, /* ndash */
	{ 150, 1, 0, "\342\211\240" }, /* ne */
	{ 151, 4, 0, "\342\207\227" }, /* neArr */
	{ 155, 5, 0, "\342\244\244" }, /* nearhk */
	{ 160, 4, 0, "\342\206\227" }, /* nearr */
	{ 164, 6, 0, "\342\206\227" }, /* nearrow */
	{ 170, 4, 0, "\342\211\220\314\270" }, /* nedot */
	{ 174, 5, 0, "\342\211\242" }, /* nequiv */
	{ 179, 5, 0, "\342\244\250" }, /* nesear */
	{ 184, 4, 0, "\342\211\202\314\270" }, /* nesim */
	{ 188, 5, 0, "\342\210\204" }, /* nexist */
	{ 193, 6, 0, "\342\210\204" }, /* nexists */
	{ 199, 2, 0, "\360\235\224\253" }, /* nfr */
	{ 201, 2, 0, "\342\211\247\314\270" }, /* ngE */
	{ 203, 2, 0, "\342\211\261" }, /* nge */
	{ 205, 3, 0, "\342\211\261" }, /* ngeq */
	{ 208, 4, 0, "\342\211\247\314\270" }, /* ngeqq */
	{ 212, 8, 0, "\342\251\276\314\270" }, /* ngeqslant */
	{ 220, 3, 0, "\342\251\276\314\270" }, /* nges */
	{ 223, 4, 0, "\342\211\265" }, /* ngsim */
	{ 227, 2, 0, "\342\211\257" }, /* ngt */
	{ 229, 3, 0, "\342\211\257" }, /* ngtr */
	{ 232, 4, 0, "\342\207\216" }, /* nhArr */
	{ 236, 4, 0, "\342\206\256" }, /* nharr */
	{ 240, 4, 0, "\342\253\262" }, /* nhpar */
	{ 244, 1, 0, "\342\210\213" }, /* ni */
	{ 245, 2, 0, "\342\213\274" }, /* nis */
	{ 247, 3, 0, "\342\213\272" }, /* nisd */
	{ 250, 2, 0, "\342\210\213" }, /* niv */
	{ 252, 3, 0, "\321\232" }, /* njcy */
	{ 255, 4, 0, "\342\207\215" }, /* nlArr */
	{ 259, 2, 0, "\342\211\246\314\270" }, /* nlE */
	{ 261, 4, 0, "\342\206\232" }, /* nlarr */
	{ 265, 3, 0, "\342\200\245" }, /* nldr */
	{ 268, 2, 0, "\342\211\260" }, /* nle */
	{ 270, 9, 0, "\342\206\232" }, /* nleftarrow */
	{ 279, 14, 0, "\342\206\256" }, /* nleftrightarrow */
	{ 293, 3, 0, "\342\211\260" }, /* nleq */
	{ 296, 4, 0, "\342\211\246\314\270" }, /* nleqq */
	{ 300, 8, 0, "\342\251\275\314\270" }, /* nleqslant */
	{ 308, 3, 0, "\342\251\275\314\270" }, /* nles */
	{ 311, 4, 0, "\342\211\256" }, /* nless */
	{ 315, 4, 0, "\342\211\264" }, /* nlsim */
	{ 319, 2, 0, "\342\211\256" }, /* nlt */
	{ 321, 4, 0, "\342\213\252" }, /* nltri */
	{ 325, 5, 0, "\342\213\254" }, /* nltrie */
	{ 330, 3, 0, "\342\210\244" }, /* nmid */
	{ 333, 3, 0, "\360\235\225\237" }, /* nopf */
	{ 336, 2, 1, "\302\254" }, /* not */
	{ 338, 4, 0, "\342\210\211" }, /* notin */
	{ 342, 5, 0, "\342\213\271\314\270" }, /* notinE */
	{ 347, 7, 0, "\342\213\265\314\270" }, /* notindot */
	{ 354, 6, 0, "\342\210\211" }, /* notinva */
	{ 360, 6, 0, "\342\213\267" }, /* notinvb */
	{ 366, 6, 0, "\342\213\266" }, /* notinvc */
	{ 372, 4, 0, "\342\210\214" }, /* notni */
	{ 376, 6, 0, "\342\210\214" }, /* notniva */
	{ 382, 6, 0, "\342\213\276" }, /* notnivb */
	{ 388, 6, 0, "\342\213\275" }, /* notnivc */
	{ 394, 3, 0, "\342\210\246" }, /* npar */
	{ 397, 8, 0, "\342\210\246" }, /* nparallel */
	{ 405, 5, 0, "\342\253\275\342\203\245" }, /* nparsl */
	{ 410, 4, 0, "\342\210\202\314\270" }, /* npart */
	{ 414, 6, 0, "\342\250\224" }, /* npolint */
	{ 420, 2, 0, "\342\212\200" }, /* npr */
	{ 422, 5, 0, "\342\213\240" }, /* nprcue */
	{ 427, 3, 0, "\342\252\257\314\270" }, /* npre */
	{ 430, 4, 0, "\342\212\200" }, /* nprec */
	{ 434, 6, 0, "\342\252\257\314\270" }, /* npreceq */
	{ 440, 4, 0, "\342\207\217" }, /* nrArr */
	{ 444, 4, 0, "\342\206\233" }, /* nrarr */
	{ 448, 5, 0, "\342\244\263\314\270" }, /* nrarrc */
	{ 453, 5, 0, "\342\206\235\314\270" }, /* nrarrw */
	{ 458, 10, 0, "\342\206\233" }, /* nrightarrow */
	{ 468, 4, 0, "\342\213\253" }, /* nrtri */
	{ 472, 5, 0, "\342\213\255" }, /* nrtrie */
	{ 477, 2, 0, "\342\212\201" }, /* nsc */
	{ 479, 5, 0, "\342\213\241" }, /* nsccue */
	{ 484, 3, 0, "\342\252\260\314\270" }, /* nsce */
	{ 487, 3, 0, "\360\235\223\203" }, /* nscr */
	{ 490, 8, 0, "\342\210\244" }, /* nshortmid */
	{ 498, 13, 0, "\342\210\246" }, /* nshortparallel */
	{ 511, 3, 0, "\342\211\201" }, /* nsim */
	{ 514, 4, 0, "\342\211\204" }, /* nsime */
	{ 518, 5, 0, "\342\211\204" }, /* nsimeq */
	{ 523, 4, 0, "\342\210\244" }, /* nsmid */
	{ 527, 4, 0, "\342\210\246" }, /* nspar */
	{ 531, 6, 0, "\342\213\242" }, /* nsqsube */
	{ 537, 6, 0, "\342\213\243" }, /* nsqsupe */
	{ 543, 3, 0, "\342\212\204" }, /* nsub */
	{ 546, 4, 0, "\342\253\205\314\270" }, /* nsubE */
	{ 550, 4, 0, "\342\212\210" }, /* nsube */
	{ 554, 6, 0, "\342\212\202\342\203\222" }, /* nsubset */
	{ 560, 8, 0, "\342\212\210" }, /* nsubseteq */
	{ 568, 9, 0, "\342\253\205\314\270" }, /* nsubseteqq */
	{ 577, 4, 0, "\342\212\201" }, /* nsucc */
	{ 581, 6, 0, "\342\252\260\314\270" }, /* nsucceq */
	{ 587, 3, 0, "\342\212\205" }, /* nsup */
	{ 590, 4, 0, "\342\253\206\314\270" }, /* nsupE */
	{ 594, 4, 0, "\342\212\211" }, /* nsupe */
	{ 598, 6, 0, "\342\212\203\342\203\222" }, /* nsupset */
	{ 604, 8, 0, "\342\212\211" }, /* nsupseteq */
	{ 612, 9, 0, "\342\253\206\314\270" }, /* nsupseteqq */
	{ 621, 3, 0, "\342\211\271" }, /* ntgl */
	{ 624, 5, 1, "\303\261" }, /* ntilde */
	{ 629, 3, 0, "\342\211\270" }, /* ntlg */
	{ 632, 12, 0, "\342\213\252" }, /* ntriangleleft */
	{ 644, 14, 0, "\342\213\254" }, /* ntrianglelefteq */
	{ 658, 13, 0, "\342\213\253" }, /* ntriangleright */
	{ 671, 15, 0, "\342\213\255" }, /* ntrianglerighteq */
	{ 686, 1, 0, "\316\275" }, /* nu */
	{ 687, 2, 0, "#" }, /* num */
	{ 689, 5, 0, "\342\204\226" }, /* numero */
	{ 694, 4, 0, "\342\200\207" }, /* numsp */
	{ 698, 5, 0, "\342\212\255" }, /* nvDash */
	{ 703, 5, 0, "\342\244\204" }, /* nvHarr */
	{ 708, 3, 0, "\342\211\215\342\203\222" }, /* nvap */
	{ 711, 5, 0, "\342\212\254" }, /* nvdash */
	{ 716, 3, 0, "\342\211\245\342\203\222" }, /* nvge */
	{ 719, 3, 0, ">\342\203\222" }, /* nvgt */
	{ 722, 6, 0, "\342\247\236" }, /* nvinfin */
	{ 728, 5, 0, "\342\244\202" }, /* nvlArr */
	{ 733, 3, 0, "\342\211\244\342\203\222" }, /* nvle */
	{ 736, 3, 0, "<\342\203\222" }, /* nvlt */
	{ 739, 6, 0, "\342\212\264\342\203\222" }, /* nvltrie */
	{ 745, 5, 0, "\342\244\203" }, /* nvrArr */
	{ 750, 6, 0, "\342\212\265\342\203\222" }, /* nvrtrie */
	{ 756, 4, 0, "\342\210\274\342\203\222" }, /* nvsim */
	{ 760, 4, 0, "\342\207\226" }, /* nwArr */
	{ 764, 5, 0, "\342\244\243" }, /* nwarhk */
	{ 769, 4, 0, "\342\206\226" }, /* nwarr */
	{ 773, 6, 0, "\342\206\226" }, /* nwarrow */
	{ 779, 5, 0, "\342\244\247" }, /* nwnear */
	{ 0, 1, 0, "\342\223\210" }, /* oS */
	{ 1, 5, 1, "\303\263" }, /* oacute */
	{ 6, 3, 0, "\342\212\233" }, /* oast */
	{ 9, 3, 0, "\342\212\232" }, /* ocir */
	{ 12, 4, 1, "\303\264" }, /* ocirc */
	{ 16, 2, 0, "\320\276" }, /* ocy */
	{ 18, 4, 0, "\342\212\235" }, /* odash */
	{ 22, 5, 0, "\305\221" }, /* odblac */
	{ 27, 3, 0, "\342\250\270" }, /* odiv */
	{ 30, 3, 0, "\342\212\231" }, /* odot */
	{ 33, 5, 0, "\342\246\274" }, /* odsold */
	{ 38, 4, 0, "\305\223" }, /* oelig */
	{ 42, 4, 0, "\342\246\277" }, /* ofcir */
	{ 46, 2, 0, "\360\235\224\254" }, /* ofr */
	{ 48, 3, 0, "\313\233" }, /* ogon */
	{ 51, 5, 1, "\303\262" }, /* ograve */
	{ 56, 2, 0, "\342\247\201" }, /* ogt */
	{ 58, 4, 0, "\342\246\265" }, /* ohbar */
	{ 62, 2, 0, "\316\251" }, /* ohm */
	{ 64, 3, 0, "\342\210\256" }, /* oint */
	{ 67, 4, 0, "\342\206\272" }, /* olarr */
	{ 71, 4, 0, "\342\246\276" }, /* olcir */
	{ 75, 6, 0, "\342\246\273" }, /* olcross */
	{ 81, 4, 0, "\342\200\276" }, /* oline */
	{ 85, 2, 0, "\342\247\200" }, /* olt */
	{ 87, 4, 0, "\305\215" }, /* omacr */
	{ 91, 4, 0, "\317\211" }, /* omega */
	{ 95, 6, 0, "\316\277" }, /* omicron */
	{ 101, 3, 0, "\342\246\266" }, /* omid */
	{ 104, 5, 0, "\342\212\226" }, /* ominus */
	{ 109, 3, 0, "\360\235\225\240" }, /* oopf */
	{ 112, 3, 0, "\342\246\267" }, /* opar */
	{ 115, 4, 0, "\342\246\271" }, /* operp */
	{ 119, 4, 0, "\342\212\225" }, /* oplus */
	{ 123, 1, 0, "\342\210\250" }, /* or */
	{ 124, 4, 0, "\342\206\273" }, /* orarr */
	{ 128, 2, 0, "\342\251\235" }, /* ord */
	{ 130, 4, 0, "\342\204\264" }, /* order */
	{ 134, 6, 0, "\342\204\264" }, /* orderof */
	{ 140, 3, 1, "\302\252" }, /* ordf */
	{ 143, 3, 1, "\302\272" }, /* ordm */
	{ 146, 5, 0, "\342\212\266" }, /* origof */
	{ 151, 3, 0, "\342\251\226" }, /* oror */
	{ 154, 6, 0, "\342\251\227" }, /* orslope */
	{ 160, 2, 0, "\342\251\233" }, /* orv */
	{ 162, 3, 0, "\342\204\264" }, /* oscr */
	{ 165, 5, 1, "\303\270" }, /* oslash */
	{ 170, 3, 0, "\342\212\230" }, /* osol */
	{ 173, 5, 1, "\303\265" }, /* otilde */
	{ 178, 5, 0, "\342\212\227" }, /* otimes */
	{ 183, 7, 0, "\342\250\266" }, /* otimesas */
	{ 190, 3, 1, "\303\266" }, /* ouml */
	{ 193, 4, 0, "\342\214\275" }, /* ovbar */
	{ 0, 2, 0, "\342\210\245" }, /* par */
	{ 2, 3, 1, "\302\266" }, /* para */
	{ 5, 7, 0, "\342\210\245" }, /* parallel */
	{ 12, 5, 0, "\342\253\263" }, /* parsim */
	{ 17, 4, 0, "\342\253\275" }, /* parsl */
	{ 21, 3, 0, "\342\210\202" }, /* part */
	{ 24, 2, 0, "\320\277" }, /* pcy */
	{ 26, 5, 0, "%" }, /* percnt */
	{ 31, 5, 0, "." }, /* period */
	{ 36, 5, 0, "\342\200\260" }, /* permil */
	{ 41, 3, 0, "\342\212\245" }, /* perp */
	{ 44, 6, 0, "\342\200\261" }, /* pertenk */
	{ 50, 2, 0, "\360\235\224\255" }, /* pfr */
	{ 52, 2, 0, "\317\206" }, /* phi */
	{ 54, 3, 0, "\317\225" }, /* phiv */
	{ 57, 5, 0, "\342\204\263" }, /* phmmat */
	{ 62, 4, 0, "\342\230\216" }, /* phone */
	{ 66, 1, 0, "\317\200" }, /* pi */
	{ 67, 8, 0, "\342\213\224" }, /* pitchfork */
	{ 75, 2, 0, "\317\226" }, /* piv */
	{ 77, 5, 0, "\342\204\217" }, /* planck */
	{ 82, 6, 0, "\342\204\216" }, /* planckh */
	{ 88, 5, 0, "\342\204\217" }, /* plankv */
	{ 93, 3, 0, "+" }, /* plus */
	{ 96, 7, 0, "\342\250\243" }, /* plusacir */
	{ 103, 4, 0, "\342\212\236" }, /* plusb */
	{ 107, 6, 0, "\342\250\242" }, /* pluscir */
	{ 113, 5, 0, "\342\210\224" }, /* plusdo */
	{ 118, 5, 0, "\342\250\245" }, /* plusdu */
	{ 123, 4, 0, "\342\251\262" }, /* pluse */
	{ 127, 5, 1, "\302\261" }, /* plusmn */
	{ 132, 6, 0, "\342\250\246" }, /* plussim */
	{ 138, 6, 0, "\342\250\247" }, /* plustwo */
	{ 144, 1, 0, "\302\261" }, /* pm */
	{ 145, 7, 0, "\342\250\225" }, /* pointint */
	{ 152, 3, 0, "\360\235\225\241" }, /* popf */
	{ 155, 4, 1, "\302\243" }, /* pound */
	{ 159, 1, 0, "\342\211\272" }, /* pr */
	{ 160, 2, 0, "\342\252\263" }, /* prE */
	{ 162, 3, 0, "\342\252\267" }, /* prap */
	{ 165, 4, 0, "\342\211\274" }, /* prcue */
	{ 169, 2, 0, "\342\252\257" }, /* pre */
	{ 171, 3, 0, "\342\211\272" }, /* prec */
	{ 174, 9, 0, "\342\252\267" }, /* precapprox */
	{ 183, 10, 0, "\342\211\274" }, /* preccurlyeq */
	{ 193, 5, 0, "\342\252\257" }, /* preceq */
	{ 198, 10, 0, "\342\252\271" }, /* precnapprox */
	{ 208, 7, 0, "\342\252\265" }, /* precneqq */
	{ 215, 7, 0, "\342\213\250" }, /* precnsim */
	{ 222, 6, 0, "\342\211\276" }, /* precsim */
	{ 228, 4, 0, "\342\200\262" }, /* prime */
	{ 232, 5, 0, "\342\204\231" }, /* primes */
	{ 237, 3, 0, "\342\252\265" }, /* prnE */
	{ 240, 4, 0, "\342\252\271" }, /* prnap */
	{ 244, 5, 0, "\342\213\250" }, /* prnsim */
	{ 249, 3, 0, "\342\210\217" }, /* prod */
	{ 252, 7, 0, "\342\214\256" }, /* profalar */
	{ 259, 7, 0, "\342\214\222" }, /* profline */
	{ 266, 7, 0, "\342\214\223" }, /* profsurf */
	{ 273, 3, 0, "\342\210\235" }, /* prop */
	{ 276, 5, 0, "\342\210\235" }, /* propto */
	{ 281, 4, 0, "\342\211\276" }, /* prsim */
	{ 285, 5, 0, "\342\212\260" }, /* prurel */
	{ 290, 3, 0, "\360\235\223\205" }, /* pscr */
	{ 293, 2, 0, "\317\210" }, /* psi */
	{ 295, 5, 0, "\342\200\210" }, /* puncsp */
	{ 0, 2, 0, "\360\235\224\256" }, /* qfr */
	{ 2, 3, 0, "\342\250\214" }, /* qint */
	{ 5, 3, 0, "\360\235\225\242" }, /* qopf */
	{ 8, 5, 0, "\342\201\227" }, /* qprime */
	{ 13, 3, 0, "\360\235\223\206" }, /* qscr */
	{ 16, 10, 0, "\342\204\215" }, /* quaternions */
	{ 26, 6, 0, "\342\250\226" }, /* quatint */
	{ 32, 4, 0, "\077" }, /* quest */
	{ 36, 6, 0, "\342\211\237" }, /* questeq */
	{ 42, 3, 1, "\042" }, /* quot */
	{ 0, 4, 0, "\342\207\233" }, /* rAarr */
	{ 4, 3, 0, "\342\207\222" }, /* rArr */
	{ 7, 5, 0, "\342\244\234" }, /* rAtail */
	{ 12, 4, 0, "\342\244\217" }, /* rBarr */
	{ 16, 3, 0, "\342\245\244" }, /* rHar */
	{ 19, 3, 0, "\342\210\275\314\261" }, /* race */
	{ 22, 5, 0, "\305\225" }, /* racute */
	{ 27, 4, 0, "\342\210\232" }, /* radic */
	{ 31, 7, 0, "\342\246\263" }, /* raemptyv */
	{ 38, 3, 0, "\342\237\251" }, /* rang */
	{ 41, 4, 0, "\342\246\222" }, /* rangd */
	{ 45, 4, 0, "\342\246\245" }, /* range */
	{ 49, 5, 0, "\342\237\251" }, /* rangle */
	{ 54, 4, 1, "\302\273" }, /* raquo */
	{ 58, 3, 0, "\342\206\222" }, /* rarr */
	{ 61, 5, 0, "\342\245\265" }, /* rarrap */
	{ 66, 4, 0, "\342\207\245" }, /* rarrb */
	{ 70, 6, 0, "\342\244\240" }, /* rarrbfs */
	{ 76, 4, 0, "\342\244\263" }, /* rarrc */
	{ 80, 5, 0, "\342\244\236" }, /* rarrfs */
	{ 85, 5, 0, "\342\206\252" }, /* rarrhk */
	{ 90, 5, 0, "\342\206\254" }, /* rarrlp */
	{ 95, 5, 0, "\342\245\205" }, /* rarrpl */
	{ 100, 6, 0, "\342\245\264" }, /* rarrsim */
	{ 106, 5, 0, "\342\206\243" }, /* rarrtl */
	{ 111, 4, 0, "\342\206\235" }, /* rarrw */
	{ 115, 5, 0, "\342\244\232" }, /* ratail */
	{ 120, 4, 0, "\342\210\266" }, /* ratio */
	{ 124, 8, 0, "\342\204\232" }, /* rationals */
	{ 132, 4, 0, "\342\244\215" }, /* rbarr */
	{ 136, 4, 0, "\342\235\263" }, /* rbbrk */
	{ 140, 5, 0, "}" }, /* rbrace */
	{ 145, 5, 0, "]" }, /* rbrack */
	{ 150, 4, 0, "\342\246\214" }, /* rbrke */
	{ 154, 6, 0, "\342\246\216" }, /* rbrksld */
	{ 160, 6, 0, "\342\246\220" }, /* rbrkslu */
	{ 166, 5, 0, "\305\231" }, /* rcaron */
	{ 171, 5, 0, "\305\227" }, /* rcedil */
	{ 176, 4, 0, "\342\214\211" }, /* rceil */
	{ 180, 3, 0, "}" }, /* rcub */
	{ 183, 2, 0, "\321\200" }, /* rcy */
	{ 185, 3, 0, "\342\244\267" }, /* rdca */
	{ 188, 6, 0, "\342\245\251" }, /* rdldhar */
	{ 194, 4, 0, "\342\200\235" }, /* rdquo */
	{ 198, 5, 0, "\342\200\235" }, /* rdquor */
	{ 203, 3, 0, "\342\206\263" }, /* rdsh */
	{ 206, 3, 0, "\342\204\234" }, /* real */
	{ 209, 6, 0, "\342\204\233" }, /* realine */
	{ 215, 7, 0, "\342\204\234" }, /* realpart */
	{ 222, 4, 0, "\342\204\235" }, /* reals */
	{ 226, 3, 0, "\342\226\255" }, /* rect */
	{ 229, 2, 1, "\302\256" }, /* reg */
	{ 231, 5, 0, "\342\245\275" }, /* rfisht */
	{ 236, 5, 0, "\342\214\213" }, /* rfloor */
	{ 241, 2, 0, "\360\235\224\257" }, /* rfr */
	{ 243, 4, 0, "\342\207\201" }, /* rhard */
	{ 247, 4, 0, "\342\207\200" }, /* rharu */
	{ 251, 5, 0, "\342\245\254" }, /* rharul */
	{ 256, 2, 0, "\317\201" }, /* rho */
	{ 258, 3, 0, "\317\261" }, /* rhov */
	{ 261, 9, 0, "\342\206\222" }, /* rightarrow */
	{ 270, 13, 0, "\342\206\243" }, /* rightarrowtail */
	{ 283, 15, 0, "\342\207\201" }, /* rightharpoondown */
	{ 298, 13, 0, "\342\207\200" }, /* rightharpoonup */
	{ 311, 14, 0, "\342\207\204" }, /* rightleftarrows */
	{ 325, 16, 0, "\342\207\214" }, /* rightleftharpoons */
	{ 341, 15, 0, "\342\207\211" }, /* rightrightarrows */
	{ 356, 14, 0, "\342\206\235" }, /* rightsquigarrow */
	{ 370, 14, 0, "\342\213\214" }, /* rightthreetimes */
	{ 384, 3, 0, "\313\232" }, /* ring */
	{ 387, 11, 0, "\342\211\223" }, /* risingdotseq */
	{ 398, 4, 0, "\342\207\204" }, /* rlarr */
	{ 402, 4, 0, "\342\207\214" }, /* rlhar */
	{ 406, 2, 0, "\342\200\217" }, /* rlm */
	{ 408, 5, 0, "\342\216\261" }, /* rmoust */
	{ 413, 9, 0, "\342\216\261" }, /* rmoustache */
	{ 422, 4, 0, "\342\253\256" }, /* rnmid */
	{ 426, 4, 0, "\342\237\255" }, /* roang */
	{ 430, 4, 0, "\342\207\276" }, /* roarr */
	{ 434, 4, 0, "\342\237\247" }, /* robrk */
	{ 438, 4, 0, "\342\246\206" }, /* ropar */
	{ 442, 3, 0, "\360\235\225\243" }, /* ropf */
	{ 445, 5, 0, "\342\250\256" }, /* roplus */
	{ 450, 6, 0, "\342\250\265" }, /* rotimes */
	{ 456, 3, 0, ")" }, /* rpar */
	{ 459, 5, 0, "\342\246\224" }, /* rpargt */
	{ 464, 7, 0, "\342\250\222" }, /* rppolint */
	{ 471, 4, 0, "\342\207\211" }, /* rrarr */
	{ 475, 5, 0, "\342\200\272" }, /* rsaquo */
	{ 480, 3, 0, "\360\235\223\207" }, /* rscr */
	{ 483, 2, 0, "\342\206\261" }, /* rsh */
	{ 485, 3, 0, "]" }, /* rsqb */
	{ 488, 4, 0, "\342\200\231" }, /* rsquo */
	{ 492, 5, 0, "\342\200\231" }, /* rsquor */
	{ 497, 5, 0, "\342\213\214" }, /* rthree */
	{ 502, 5, 0, "\342\213\212" }, /* rtimes */
	{ 507, 3, 0, "\342\226\271" }, /* rtri */
	{ 510, 4, 0, "\342\212\265" }, /* rtrie */
	{ 514, 4, 0, "\342\226\270" }, /* rtrif */
	{ 518, 7, 0, "\342\247\216" }, /* rtriltri */
	{ 525, 6, 0, "\342\245\250" }, /* ruluhar */
	{ 531, 1, 0, "\342\204\236" }, /* rx */
	{ 0, 5, 0, "\305\233" }, /* sacute */
	{ 5, 4, 0, "\342\200\232" }, /* sbquo */
	{ 9, 1, 0, "\342\211\273" }, /* sc */
	{ 10, 2, 0, "\342\252\264" }, /* scE */
	{ 12, 3, 0, "\342\252\270" }, /* scap */
	{ 15, 5, 0, "\305\241" }, /* scaron */
	{ 20, 4, 0, "\342\211\275" }, /* sccue */
	{ 24, 2, 0, "\342\252\260" }, /* sce */
	{ 26, 5, 0, "\305\237" }, /* scedil */
	{ 31, 4, 0, "\305\235" }, /* scirc */
	{ 35, 3, 0, "\342\252\266" }, /* scnE */
	{ 38, 4, 0, "\342\252\272" }, /* scnap */
	{ 42, 5, 0, "\342\213\251" }, /* scnsim */
	{ 47, 7, 0, "\342\250\223" }, /* scpolint */
	{ 54, 4, 0, "\342\211\277" }, /* scsim */
	{ 58, 2, 0, "\321\201" }, /* scy */
	{ 60, 3, 0, "\342\213\205" }, /* sdot */
	{ 63, 4, 0, "\342\212\241" }, /* sdotb */
	{ 67, 4, 0, "\342\251\246" }, /* sdote */
	{ 71, 4, 0, "\342\207\230" }, /* seArr */
	{ 75, 5, 0, "\342\244\245" }, /* searhk */
	{ 80, 4, 0, "\342\206\230" }, /* searr */
	{ 84, 6, 0, "\342\206\230" }, /* searrow */
	{ 90, 3, 1, "\302\247" }, /* sect */
	{ 93, 3, 0, ";" }, /* semi */
	{ 96, 5, 0, "\342\244\251" }, /* seswar */
	{ 101, 7, 0, "\342\210\226" }, /* setminus */
	{ 108, 4, 0, "\342\210\226" }, /* setmn */
	{ 112, 3, 0, "\342\234\266" }, /* sext */
	{ 115, 2, 0, "\360\235\224\260" }, /* sfr */
	{ 117, 5, 0, "\342\214\242" }, /* sfrown */
	{ 122, 4, 0, "\342\231\257" }, /* sharp */
	{ 126, 5, 0, "\321\211" }, /* shchcy */
	{ 131, 3, 0, "\321\210" }, /* shcy */
	{ 134, 7, 0, "\342\210\243" }, /* shortmid */
	{ 141, 12, 0, "\342\210\245" }, /* shortparallel */
	{ 153, 2, 1, "\302\255" }, /* shy */
	{ 155, 4, 0, "\317\203" }, /* sigma */
	{ 159, 5, 0, "\317\202" }, /* sigmaf */
	{ 164, 5, 0, "\317\202" }, /* sigmav */
	{ 169, 2, 0, "\342\210\274" }, /* sim */
	{ 171, 5, 0, "\342\251\252" }, /* simdot */
	{ 176, 3, 0, "\342\211\203" }, /* sime */
	{ 179, 4, 0, "\342\211\203" }, /* simeq */
	{ 183, 3, 0, "\342\252\236" }, /* simg */
	{ 186, 4, 0, "\342\252\240" }, /* simgE */
	{ 190, 3, 0, "\342\252\235" }, /* siml */
	{ 193, 4, 0, "\342\252\237" }, /* simlE */
	{ 197, 4, 0, "\342\211\206" }, /* simne */
	{ 201, 6, 0, "\342\250\244" }, /* simplus */
	{ 207, 6, 0, "\342\245\262" }, /* simrarr */
	{ 213, 4, 0, "\342\206\220" }, /* slarr */
	{ 217, 12, 0, "\342\210\226" }, /* smallsetminus */
	{ 229, 5, 0, "\342\250\263" }, /* smashp */
	{ 234, 7, 0, "\342\247\244" }, /* smeparsl */
	{ 241, 3, 0, "\342\210\243" }, /* smid */
	{ 244, 4, 0, "\342\214\243" }, /* smile */
	{ 248, 2, 0, "\342\252\252" }, /* smt */
	{ 250, 3, 0, "\342\252\254" }, /* smte */
	{ 253, 4, 0, "\342\252\254\357\270\200" }, /* smtes */
	{ 257, 5, 0, "\321\214" }, /* softcy */
	{ 262, 2, 0, "/" }, /* sol */
	{ 264, 3, 0, "\342\247\204" }, /* solb */
	{ 267, 5, 0, "\342\214\277" }, /* solbar */
	{ 272, 3, 0, "\360\235\225\244" }, /* sopf */
	{ 275, 5, 0, "\342\231\240" }, /* spades */
	{ 280, 8, 0, "\342\231\240" }, /* spadesuit */
	{ 288, 3, 0, "\342\210\245" }, /* spar */
	{ 291, 4, 0, "\342\212\223" }, /* sqcap */
	{ 295, 5, 0, "\342\212\223\357\270\200" }, /* sqcaps */
	{ 300, 4, 0, "\342\212\224" }, /* sqcup */
	{ 304, 5, 0, "\342\212\224\357\270\200" }, /* sqcups */
	{ 309, 4, 0, "\342\212\217" }, /* sqsub */
	{ 313, 5, 0, "\342\212\221" }, /* sqsube */
	{ 318, 7, 0, "\342\212\217" }, /* sqsubset */
	{ 325, 9, 0, "\342\212\221" }, /* sqsubseteq */
	{ 334, 4, 0, "\342\212\220" }, /* sqsup */
	{ 338, 5, 0, "\342\212\222" }, /* sqsupe */
	{ 343, 7, 0, "\342\212\220" }, /* sqsupset */
	{ 350, 9, 0, "\342\212\222" }, /* sqsupseteq */
	{ 359, 2, 0, "\342\226\241" }, /* squ */
	{ 361, 5, 0, "\342\226\241" }, /* square */
	{ 366, 5, 0, "\342\226\252" }, /* squarf */
	{ 371, 3, 0, "\342\226\252" }, /* squf */
	{ 374, 4, 0, "\342\206\222" }, /* srarr */
	{ 378, 3, 0, "\360\235\223\210" }, /* sscr */
	{ 381, 5, 0, "\342\210\226" }, /* ssetmn */
	{ 386, 5, 0, "\342\214\243" }, /* ssmile */
	{ 391, 5, 0, "\342\213\206" }, /* sstarf */
	{ 396, 3, 0, "\342\230\206" }, /* star */
	{ 399, 4, 0, "\342\230\205" }, /* starf */
	{ 403, 14, 0, "\317\265" }, /* straightepsilon */
	{ 417, 10, 0, "\317\225" }, /* straightphi */
	{ 427, 4, 0, "\302\257" }, /* strns */
	{ 431, 2, 0, "\342\212\202" }, /* sub */
	{ 433, 3, 0, "\342\253\205" }, /* subE */
	{ 436, 5, 0, "\342\252\275" }, /* subdot */
	{ 441, 3, 0, "\342\212\206" }, /* sube */
	{ 444, 6, 0, "\342\253\203" }, /* subedot */
	{ 450, 6, 0, "\342\253\201" }, /* submult */
	{ 456, 4, 0, "\342\253\213" }, /* subnE */
	{ 460, 4, 0, "\342\212\212" }, /* subne */
	{ 464, 6, 0, "\342\252\277" }, /* subplus */
	{ 470, 6, 0, "\342\245\271" }, /* subrarr */
	{ 476, 5, 0, "\342\212\202" }, /* subset */
	{ 481, 7, 0, "\342\212\206" }, /* subseteq */
	{ 488, 8, 0, "\342\253\205" }, /* subseteqq */
	{ 496, 8, 0, "\342\212\212" }, /* subsetneq */
	{ 504, 9, 0, "\342\253\213" }, /* subsetneqq */
	{ 513, 5, 0, "\342\253\207" }, /* subsim */
	{ 518, 5, 0, "\342\253\225" }, /* subsub */
	{ 523, 5, 0, "\342\253\223" }, /* subsup */
	{ 528, 3, 0, "\342\211\273" }, /* succ */
	{ 531, 9, 0, "\342\252\270" }, /* succapprox */
	{ 540, 10, 0, "\342\211\275" }, /* succcurlyeq */
	{ 550, 5, 0, "\342\252\260" }, /* succeq */
	{ 555, 10, 0, "\342\252\272" }, /* succnapprox */
	{ 565, 7, 0, "\342\252\266" }, /* succneqq */
	{ 572, 7, 0, "\342\213\251" }, /* succnsim */
	{ 579, 6, 0, "\342\211\277" }, /* succsim */
	{ 585, 2, 0, "\342\210\221" }, /* sum */
	{ 587, 3, 0, "\342\231\252" }, /* sung */
	{ 590, 2, 0, "\342\212\203" }, /* sup */
	{ 592, 3, 1, "\302\271" }, /* sup1 */
	{ 595, 3, 1, "\302\262" }, /* sup2 */
	{ 598, 3, 1, "\302\263" }, /* sup3 */
	{ 601, 3, 0, "\342\253\206" }, /* supE */
	{ 604, 5, 0, "\342\252\276" }, /* supdot */
	{ 609, 6, 0, "\342\253\230" }, /* supdsub */
	{ 615, 3, 0, "\342\212\207" }, /* supe */
	{ 618, 6, 0, "\342\253\204" }, /* supedot */
	{ 624, 6, 0, "\342\237\211" }, /* suphsol */
	{ 630, 6, 0, "\342\253\227" }, /* suphsub */
	{ 636, 6, 0, "\342\245\273" }, /* suplarr */
	{ 642, 6, 0, "\342\253\202" }, /* supmult */
	{ 648, 4, 0, "\342\253\214" }, /* supnE */
	{ 652, 4, 0, "\342\212\213" }, /* supne */
	{ 656, 6, 0, "\342\253\200" }, /* supplus */
	{ 662, 5, 0, "\342\212\203" }, /* supset */
	{ 667, 7, 0, "\342\212\207" }, /* supseteq */
	{ 674, 8, 0, "\342\253\206" }, /* supseteqq */
	{ 682, 8, 0, "\342\212\213" }, /* supsetneq */
	{ 690, 9, 0, "\342\253\214" }, /* supsetneqq */
	{ 699, 5, 0, "\342\253\210" }, /* supsim */
	{ 704, 5, 0, "\342\253\224" }, /* supsub */
	{ 709, 5, 0, "\342\253\226" }, /* supsup */
	{ 714, 4, 0, "\342\207\231" }, /* swArr */
	{ 718, 5, 0, "\342\244\246" }, /* swarhk */
	{ 723, 4, 0, "\342\206\231" }, /* swarr */
	{ 727, 6, 0, "\342\206\231" }, /* swarrow */
	{ 733, 5, 0, "\342\244\252" }, /* swnwar */
	{ 738, 4, 1, "\303\237" }, /* szlig */
	{ 0, 5, 0, "\342\214\226" }, /* target */
	{ 5, 2, 0, "\317\204" }, /* tau */
	{ 7, 3, 0, "\342\216\264" }, /* tbrk */
	{ 10, 5, 0, "\305\245" }, /* tcaron */
	{ 15, 5, 0, "\305\243" }, /* tcedil */
	{ 20, 2, 0, "\321\202" }, /* tcy */
	{ 22, 3, 0, "\342\203\233" }, /* tdot */
	{ 25, 5, 0, "\342\214\225" }, /* telrec */
	{ 30, 2, 0, "\360\235\224\261" }, /* tfr */
	{ 32, 5, 0, "\342\210\264" }, /* there4 */
	{ 37, 8, 0, "\342\210\264" }, /* therefore */
	{ 45, 4, 0, "\316\270" }, /* theta */
	{ 49, 7, 0, "\317\221" }, /* thetasym */
	{ 56, 5, 0, "\317\221" }, /* thetav */
	{ 61, 10, 0, "\342\211\210" }, /* thickapprox */
	{ 71, 7, 0, "\342\210\274" }, /* thicksim */
	{ 78, 5, 0, "\342\200\211" }, /* thinsp */
	{ 83, 4, 0, "\342\211\210" }, /* thkap */
	{ 87, 5, 0, "\342\210\274" }, /* thksim */
	{ 92, 4, 1, "\303\276" }, /* thorn */
	{ 96, 4, 0, "\313\234" }, /* tilde */
	{ 100, 4, 1, "\303\227" }, /* times */
	{ 104, 5, 0, "\342\212\240" }, /* timesb */
	{ 109, 7, 0, "\342\250\261" }, /* timesbar */
	{ 116, 5, 0, "\342\250\260" }, /* timesd */
	{ 121, 3, 0, "\342\210\255" }, /* tint */
	{ 124, 3, 0, "\342\244\250" }, /* toea */
	{ 127, 2, 0, "\342\212\244" }, /* top */
	{ 129, 5, 0, "\342\214\266" }, /* topbot */
	{ 134, 5, 0, "\342\253\261" }, /* topcir */
	{ 139, 3, 0, "\360\235\225\245" }, /* topf */
	{ 142, 6, 0, "\342\253\232" }, /* topfork */
	{ 148, 3, 0, "\342\244\251" }, /* tosa */
	{ 151, 5, 0, "\342\200\264" }, /* tprime */
	{ 156, 4, 0, "\342\204\242" }, /* trade */
	{ 160, 7, 0, "\342\226\265" }, /* triangle */
	{ 167, 11, 0, "\342\226\277" }, /* triangledown */
	{ 178, 11, 0, "\342\227\203" }, /* triangleleft */
	{ 189, 13, 0, "\342\212\264" }, /* trianglelefteq */
	{ 202, 8, 0, "\342\211\234" }, /* triangleq */
	{ 210, 12, 0, "\342\226\271" }, /* triangleright */
	{ 222, 14, 0, "\342\212\265" }, /* trianglerighteq */
	{ 236, 5, 0, "\342\227\254" }, /* tridot */
	{ 241, 3, 0, "\342\211\234" }, /* trie */
	{ 244, 7, 0, "\342\250\272" }, /* triminus */
	{ 251, 6, 0, "\342\250\271" }, /* triplus */
	{ 257, 4, 0, "\342\247\215" }, /* trisb */
	{ 261, 6, 0, "\342\250\273" }, /* tritime */
	{ 267, 7, 0, "\342\217\242" }, /* trpezium */
	{ 274, 3, 0, "\360\235\223\211" }, /* tscr */
	{ 277, 3, 0, "\321\206" }, /* tscy */
	{ 280, 4, 0, "\321\233" }, /* tshcy */
	{ 284, 5, 0, "\305\247" }, /* tstrok */
	{ 289, 4, 0, "\342\211\254" }, /* twixt */
	{ 293, 15, 0, "\342\206\236" }, /* twoheadleftarrow */
	{ 308, 16, 0, "\342\206\240" }, /* twoheadrightarrow */
	{ 0, 3, 0, "\342\207\221" }, /* uArr */
	{ 3, 3, 0, "\342\245\243" }, /* uHar */
	{ 6, 5, 1, "\303\272" }, /* uacute */
	{ 11, 3, 0, "\342\206\221" }, /* uarr */
	{ 14, 4, 0, "\321\236" }, /* ubrcy */
	{ 18, 5, 0, "\305\255" }, /* ubreve */
	{ 23, 4, 1, "\303\273" }, /* ucirc */
	{ 27, 2, 0, "\321\203" }, /* ucy */
	{ 29, 4, 0, "\342\207\205" }, /* udarr */
	{ 33, 5, 0, "\305\261" }, /* udblac */
	{ 38, 4, 0, "\342\245\256" }, /* udhar */
	{ 42, 5, 0, "\342\245\276" }, /* ufisht */
	{ 47, 2, 0, "\360\235\224\262" }, /* ufr */
	{ 49, 5, 1, "\303\271" }, /* ugrave */
	{ 54, 4, 0, "\342\206\277" }, /* uharl */
	{ 58, 4, 0, "\342\206\276" }, /* uharr */
	{ 62, 4, 0, "\342\226\200" }, /* uhblk */
	{ 66, 5, 0, "\342\214\234" }, /* ulcorn */
	{ 71, 7, 0, "\342\214\234" }, /* ulcorner */
	{ 78, 5, 0, "\342\214\217" }, /* ulcrop */
	{ 83, 4, 0, "\342\227\270" }, /* ultri */
	{ 87, 4, 0, "\305\253" }, /* umacr */
	{ 91, 2, 1, "\302\250" }, /* uml */
	{ 93, 4, 0, "\305\263" }, /* uogon */
	{ 97, 3, 0, "\360\235\225\246" }, /* uopf */
	{ 100, 6, 0, "\342\206\221" }, /* uparrow */
	{ 106, 10, 0, "\342\206\225" }, /* updownarrow */
	{ 116, 12, 0, "\342\206\277" }, /* upharpoonleft */
	{ 128, 13, 0, "\342\206\276" }, /* upharpoonright */
	{ 141, 4, 0, "\342\212\216" }, /* uplus */
	{ 145, 3, 0, "\317\205" }, /* upsi */
	{ 148, 4, 0, "\317\222" }, /* upsih */
	{ 152, 6, 0, "\317\205" }, /* upsilon */
	{ 158, 9, 0, "\342\207\210" }, /* upuparrows */
	{ 167, 5, 0, "\342\214\235" }, /* urcorn */
	{ 172, 7, 0, "\342\214\235" }, /* urcorner */
	{ 179, 5, 0, "\342\214\216" }, /* urcrop */
	{ 184, 4, 0, "\305\257" }, /* uring */
	{ 188, 4, 0, "\342\227\271" }, /* urtri */
	{ 192, 3, 0, "\360\235\223\212" }, /* uscr */
	{ 195, 4, 0, "\342\213\260" }, /* utdot */
	{ 199, 5, 0, "\305\251" }, /* utilde */
	{ 204, 3, 0, "\342\226\265" }, /* utri */
	{ 207, 4, 0, "\342\226\264" }, /* utrif */
	{ 211, 4, 0, "\342\207\210" }, /* uuarr */
	{ 215, 3, 1, "\303\274" }, /* uuml */
	{ 218, 6, 0, "\342\246\247" }, /* uwangle */
	{ 0, 3, 0, "\342\207\225" }, /* vArr */
	{ 3, 3, 0, "\342\253\250" }, /* vBar */
	{ 6, 4, 0, "\342\253\251" }, /* vBarv */
	{ 10, 4, 0, "\342\212\250" }, /* vDash */
	{ 14, 5, 0, "\342\246\234" }, /* vangrt */
	{ 19, 9, 0, "\317\265" }, /* varepsilon */
	{ 28, 7, 0, "\317\260" }, /* varkappa */
	{ 35, 9, 0, "\342\210\205" }, /* varnothing */
	{ 44, 5, 0, "\317\225" }, /* varphi */
	{ 49, 4, 0, "\317\226" }, /* varpi */
	{ 53, 8, 0, "\342\210\235" }, /* varpropto */
	{ 61, 3, 0, "\342\206\225" }, /* varr */
	{ 64, 5, 0, "\317\261" }, /* varrho */
	{ 69, 7, 0, "\317\202" }, /* varsigma */
	{ 76, 11, 0, "\342\212\212\357\270\200" }, /* varsubsetneq */
	{ 87, 12, 0, "\342\253\213\357\270\200" }, /* varsubsetneqq */
	{ 99, 11, 0, "\342\212\213\357\270\200" }, /* varsupsetneq */
	{ 110, 12, 0, "\342\253\214\357\270\200" }, /* varsupsetneqq */
	{ 122, 7, 0, "\317\221" }, /* vartheta */
	{ 129, 14, 0, "\342\212\262" }, /* vartriangleleft */
	{ 143, 15, 0, "\342\212\263" }, /* vartriangleright */
	{ 158, 2, 0, "\320\262" }, /* vcy */
	{ 160, 4, 0, "\342\212\242" }, /* vdash */
	{ 164, 2, 0, "\342\210\250" }, /* vee */
	{ 166, 5, 0, "\342\212\273" }, /* veebar */
	{ 171, 4, 0, "\342\211\232" }, /* veeeq */
	{ 175, 5, 0, "\342\213\256" }, /* vellip */
	{ 180, 5, 0, "|" }, /* verbar */
	{ 185, 3, 0, "|" }, /* vert */
	{ 188, 2, 0, "\360\235\224\263" }, /* vfr */
	{ 190, 4, 0, "\342\212\262" }, /* vltri */
	{ 194, 4, 0, "\342\212\202\342\203\222" }, /* vnsub */
	{ 198, 4, 0, "\342\212\203\342\203\222" }, /* vnsup */
	{ 202, 3, 0, "\360\235\225\247" }, /* vopf */
	{ 205, 4, 0, "\342\210\235" }, /* vprop */
	{ 209, 4, 0, "\342\212\263" }, /* vrtri */
	{ 213, 3, 0, "\360\235\223\213" }, /* vscr */
	{ 216, 5, 0, "\342\253\213\357\270\200" }, /* vsubnE */
	{ 221, 5, 0, "\342\212\212\357\270\200" }, /* vsubne */
	{ 226, 5, 0, "\342\253\214\357\270\200" }, /* vsupnE */
	{ 231, 5, 0, "\342\212\213\357\270\200" }, /* vsupne */
	{ 236, 6, 0, "\342\246\232" }, /* vzigzag */
	{ 0, 4, 0, "\305\265" }, /* wcirc */
	{ 4, 5, 0, "\342\251\237" }, /* wedbar */
	{ 9, 4, 0, "\342\210\247" }, /* wedge */
	{ 13, 5, 0, "\342\211\231" }, /* wedgeq */
	{ 18, 5, 0, "\342\204\230" }, /* weierp */
	{ 23, 2, 0, "\360\235\224\264" }, /* wfr */
	{ 25, 3, 0, "\360\235\225\250" }, /* wopf */
	{ 28, 1, 0, "\342\204\230" }, /* wp */
	{ 29, 1, 0, "\342\211\200" }, /* wr */
	{ 30, 5, 0, "\342\211\200" }, /* wreath */
	{ 35, 3, 0, "\360\235\223\214" }, /* wscr */
	{ 0, 3, 0, "\342\213\202" }, /* xcap */
	{ 3, 4, 0, "\342\227\257" }, /* xcirc */
	{ 7, 3, 0, "\342\213\203" }, /* xcup */
	{ 10, 4, 0, "\342\226\275" }, /* xdtri */
	{ 14, 2, 0, "\360\235\224\265" }, /* xfr */
	{ 16, 4, 0, "\342\237\272" }, /* xhArr */
	{ 20, 4, 0, "\342\237\267" }, /* xharr */
	{ 24, 1, 0, "\316\276" }, /* xi */
	{ 25, 4, 0, "\342\237\270" }, /* xlArr */
	{ 29, 4, 0, "\342\237\265" }, /* xlarr */
	{ 33, 3, 0, "\342\237\274" }, /* xmap */
	{ 36, 3, 0, "\342\213\273" }, /* xnis */
	{ 39, 4, 0, "\342\250\200" }, /* xodot */
	{ 43, 3, 0, "\360\235\225\251" }, /* xopf */
	{ 46, 5, 0, "\342\250\201" }, /* xoplus */
	{ 51, 5, 0, "\342\250\202" }, /* xotime */
	{ 56, 4, 0, "\342\237\271" }, /* xrArr */
	{ 60, 4, 0, "\342\237\266" }, /* xrarr */
	{ 64, 3, 0, "\360\235\223\215" }, /* xscr */
	{ 67, 5, 0, "\342\250\206" }, /* xsqcup */
	{ 72, 5, 0, "\342\250\204" }, /* xuplus */
	{ 77, 4, 0, "\342\226\263" }, /* xutri */
	{ 81, 3, 0, "\342\213\201" }, /* xvee */
	{ 84, 5, 0, "\342\213\200" }, /* xwedge */
	{ 0, 5, 1, "\303\275" }, /* yacute */
	{ 5, 3, 0, "\321\217" }, /* yacy */
	{ 8, 4, 0, "\305\267" }, /* ycirc */
	{ 12, 2, 0, "\321\213" }, /* ycy */
	{ 14, 2, 1, "\302\245" }, /* yen */
	{ 16, 2, 0, "\360\235\224\266" }, /* yfr */
	{ 18, 3, 0, "\321\227" }, /* yicy */
	{ 21, 3, 0, "\360\235\225\252" }, /* yopf */
	{ 24, 3, 0, "\360\235\223\216" }, /* yscr */
	{ 27, 3, 0, "\321\216" }, /* yucy */
	{ 30, 3, 1, "\303\277" }, /* yuml */
	{ 0, 5, 0, "\305\272" }, /* zacute */
	{ 5, 5, 0, "\305\276" }, /* zcaron */
	{ 10, 2, 0, "\320\267" }, /* zcy */
	{ 12, 3, 0, "\305\274" }, /* zdot */
	{ 15, 5, 0, "\342\204\250" }, /* zeetrf */
	{ 20, 3, 0, "\316\266" }, /* zeta */
	{ 23, 2, 0, "\360\235\224\267" }, /* zfr */
	{ 25, 3, 0, "\320\266" }, /* zhcy */
	{ 28, 6, 0, "\342\207\235" }, /* zigrarr */
	{ 34, 3, 0, "\360\235\225\253" }, /* zopf */
	{ 37, 3, 0, "\360\235\223\217" }, /* zscr */
	{ 40, 2, 0, "\342\200\215" }, /* zwj */
	{ 42, 3, 0, "\342\200\214" }, /* zwnj */
};
/* clang-format on */
