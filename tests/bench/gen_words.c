/* SPDX-License-Identifier: ISC */
/* The words of the corpus, the commonest first. Every name here is made up by
 * joining syllables or is a plain given name; the watched family names are no
 * words and the other ones are none of theirs. */
#include "tests/bench/gen.h"

const char gen_words_fr[] =
    "de la le et les des en un du une que est pour qui dans a par plus pas au "
    "sur ne se ce il sont avec son aux ou mais comme on tout nous sa fait été "
    "aussi leur bien peut ces y deux ans encore elle même temps après tous "
    "très ainsi dont alors sans autre autres faire peu fois où être moins ses "
    "entre année jour depuis avant trois déjà cette ville vie monde premier "
    "première pays travail question pendant toujours jamais chez heure soir "
    "matin semaine mois partie place rue maison famille enfants femme homme "
    "gens groupe projet service équipe école maire conseil commune région "
    "quartier habitants public histoire nombre point cas côté cours fin début "
    "suite effet besoin moyen prix euros loi droit mot nom lieu eau route "
    "train port mer forêt champ marché pain table porte fenêtre jardin arbre "
    "pierre bois terre ciel vent pluie neige soleil lumière couleur bruit "
    "musique livre film image journal lettre article page réponse idée exemple "
    "raison problème solution méthode résultat étude recherche science santé "
    "médecin hôpital malade soin corps main tête cœur pied voix regard parole "
    "langue mémoire souvenir rêve peur joie colère espoir envie plaisir amitié "
    "client vendeur achat commande livraison produit qualité défaut garantie "
    "remboursement facture accueil conseil délai colis téléphone ordinateur "
    "écran réseau site message compte profil photo vidéo commentaire avis note "
    "utilisateur membre forum sujet discussion échange débat critique rumeur "
    "preuve source document enquête justice tribunal avocat juge plainte "
    "affaire accord contrat règle charte association bénévole concert festival "
    "salaire emploi chômage retraite impôt budget banque crédit argent "
    "commerce usine industrie énergie électricité chauffage isolation toiture "
    "mur fondation chantier plan architecte logement loyer propriétaire "
    "locataire voisin immeuble étage escalier cave grenier cuisine chambre "
    "recette farine beurre sucre sel œuf lait fromage pomme poire cerise noix "
    "légume tomate carotte poisson viande soupe gâteau repas verre bouteille "
    "vin cidre bière café thé restaurant serveur menu addition pourboire "
    "voyage départ arrivée gare quai bateau voile marée phare plage île "
    "falaise sentier colline vallée rivière pont village clocher chapelle "
    "moulin ferme tracteur vache mouton cheval chien chat oiseau abeille "
    "saison printemps été automne hiver orage tempête sécheresse climat "
    "température degré record mesure alerte risque danger secours pompier "
    "dit annonce explique raconte ajoute précise affirme rappelle souligne "
    "regrette espère souhaite demande propose refuse accepte décide choisit "
    "commence continue termine ouvre ferme monte descend arrive part revient "
    "trouve cherche perd gagne donne reçoit prend laisse garde montre cache "
    "parle écoute regarde lit écrit compte pense croit comprend apprend oublie "
    "attend passe reste devient semble paraît existe manque suffit dépend "
    "grand petit nouveau vieux jeune beau bon mauvais long court haut bas "
    "large étroit lourd léger rapide lent facile difficile simple complexe "
    "clair sombre chaud froid sec humide propre sale riche pauvre heureux "
    "triste calme bruyant fort faible vrai faux juste possible impossible "
    "certain probable rare fréquent ancien récent prochain dernier local "
    "national européen français étranger politique économique social culturel "
    "technique scientifique médical juridique numérique naturel humain libre "
    "souvent parfois rarement bientôt hier demain ensuite enfin surtout "
    "presque environ ensemble ailleurs dehors dedans loin près vite lentement "
    "doucement sûrement vraiment simplement seulement également notamment "
    "pourtant cependant toutefois néanmoins lorsque puisque parce quoique "
    "malgré selon vers contre devant derrière sous parmi durant jusque "
    "mille cent vingt trente douzaine moitié tiers quart pourcentage hausse "
    "baisse évolution progrès retard avance rythme étape objectif mission "
    "rôle responsable directeur président secrétaire trésorier adjoint élu "
    "compte-rendu bulletin archive registre dossier formulaire signature ";

const char gen_words_en[] =
    "the of and to in a is that for it was on are as with be his they at one "
    "have this from or had by not but what some we can out other were all "
    "there when up use your how said an each she which do their time if will "
    "way about many then them write would like so these her long make thing "
    "see him two has look more day could go come did number sound no most "
    "people my over know water than call first who may down side been now find "
    "any new work part take get place made live where after back little only "
    "round man year came show every good me give our under name very through "
    "just form sentence great think say help low line differ turn cause much "
    "mean before move right boy old too same tell does set three want air well "
    "also play small end put home read hand port large spell add even land "
    "here must big high such follow act why ask men change went light kind off "
    "need house picture try us again animal point mother world near build self "
    "earth father head stand own page should country found answer school grow "
    "study still learn plant cover food sun four between state keep eye never "
    "last let thought city tree cross farm hard start might story saw far sea "
    "draw left late run while press close night real life few north open seem "
    "together next white children begin got walk example ease paper group "
    "always music those both mark often letter until mile river car feet care "
    "second book carry took science eat room friend began idea fish mountain "
    "stop once base hear horse cut sure watch color face wood main enough "
    "plain girl usual young ready above ever red list though feel talk bird "
    "soon body dog family direct pose leave song measure door product black "
    "short numeral class wind question happen complete ship area half rock "
    "order fire south problem piece told knew pass since top whole king space "
    "heard best hour better true during hundred five remember step early hold "
    "west ground interest reach fast verb sing listen six table travel less "
    "morning ten simple several vowel toward war lay against pattern slow "
    "center love person money serve appear road map rain rule govern pull cold "
    "notice voice unit power town fine certain fly fall lead cry dark machine "
    "note wait plan figure star box noun field rest correct able pound done "
    "beauty drive stood contain front teach week final gave green quick "
    "develop ocean warm free minute strong special mind behind clear tail "
    "produce fact street inch multiply nothing course stay wheel full force "
    "blue object decide surface deep moon island foot system busy test record "
    "boat common gold possible plane stead dry wonder laugh thousand ago ran "
    "check game shape equate hot miss brought heat snow tire bring yes distant "
    "fill east paint language among reviewer refund parcel warranty customer "
    "delivery complaint forum thread moderator reply archive evidence lawyer "
    "court hearing witness statement rumour journalist editor headline column "
    "harbour quay lighthouse estuary meadow orchard hedgerow cobbler joiner";

const char gen_prefixes[] = "re in dé sur pré sous inter anti mi contre";

const char gen_first_watched[] =
    "Léa Chloé Inès Zoé Maëlys Aurélie Frédéric Jérôme Stéphane-Rémy "
    "Jean-Noël Marie-Thérèse Pierre-André Hélène Océane-Élise Gaëtan Éloïse "
    "Théo Noémie Loïc Désirée";

const char gen_last_left[] =
    "Trégu Kermo Bazou Valmé Lanvi Quésti Monté Roucha Saugu Brémo";
const char gen_last_right[] =
    "lédec rivel naudot zanet chardin ssière guinot bioux teuil dançon";

const char gen_first_other[] =
    "Bernard Camille Denis Ursule Karim Odette Paul Quentin Simone Viviane "
    "William Xavier Yvonne Gilbert Rachida Bastien Corinne Dorothy Prosper "
    "Oscar";
const char gen_last_other[] =
    "Aubertin Cazalis Delforge Esposito Fontaneau Grimault Hautecloque "
    "Jacquemin Lemarchand Ngambo Oudinot Perrichon Rastello Sabourin "
    "Vandenbroucke Whitcombe Yilmaz Zimmerlin Ducasse Marchetti";
