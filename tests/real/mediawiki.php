<?php
// SPDX-License-Identifier: ISC
// Fills a MediaWiki through its own functions, as a maintenance script, and
// prints the truth (truth.php).
//
//   MW_CONFIG_FILE=.../LocalSettings.php php mediawiki.php fill|night
require __DIR__ . '/truth.php';
require_once '/usr/share/mediawiki/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;
use Wikimedia\Timestamp\ConvertibleTimestamp;

class FillWiki extends Maintenance
{
	const NAME = 'Anne-Lise Tréguézan';

	public function __construct()
	{
		parent::__construct();
		$this->addArg('task', 'fill or night');
	}

	private function user($name)
	{
		$user = User::newFromName($name);
		if ($user->getId() == 0)
			$user->addToDatabase();
		return $user;
	}

	private function page($title)
	{
		return MediaWikiServices::getInstance()->getWikiPageFactory()
			->newFromTitle(Title::newFromText($title));
	}

	// One version of a page, as if it had been saved then; now without a date.
	private function save($title, $text, $user, $date = false)
	{
		ConvertibleTimestamp::setFakeTime($date);
		$updater = $this->page($title)->newPageUpdater($this->user($user));
		$updater->setContent('main', new WikitextContent($text));
		$updater->saveRevision(CommentStoreComment::newUnsavedComment(''));
		if (!$updater->wasSuccessful())
			throw new Exception("$title was not saved");
		ConvertibleTimestamp::setFakeTime(false);
	}

	private function url($title)
	{
		return Title::newFromText($title)->getCanonicalURL();
	}

	private function version($rev)
	{
		return ['author' => $rev->getUser()->getName(),
			'published' => wfTimestamp(TS_ISO_8601, $rev->getTimestamp())];
	}

	// Who saved the page's newest version, and when: what the wiki says of it;
	// and its first, which the feed of new pages tells.
	private function versions($title)
	{
		$page = $this->page($title);
		$first = MediaWikiServices::getInstance()->getRevisionLookup()
			->getFirstRevision($page);
		return ['url' => $this->url($title), 'first' => $this->version($first)]
			+ $this->version($page->getRevisionRecord());
	}

	private function found($what, $title, $matched, $more = [])
	{
		truth($what, $more + $this->versions($title) + ['kind' => 'page',
			'matched' => Normalizer::normalize($matched),
			'feed' => Title::newFromText($title)->getNamespace() == NS_MAIN]);
	}

	private function fillTexts()
	{
		$changes = ['as it is' => 'changed', 'accents lost' => 'gone',
			'initials' => 'gone'];
		foreach (texts() as $i => $t) {
			$title = 'Article ' . ($i + 1);
			$this->save($title, sentence($t, 'wiki'), $i % 2 ? 'Léa' : 'Yves',
				sprintf('2024%02d%02d22%02d30', 3 + $i % 8, 1 + $i, $i));
			if (isset($t['matched']))
				$this->found($t['what'], $title, $t['matched'],
					['night2' => $changes[$t['what']] ?? 'online',
						// The feed of new pages shows their source.
						'feed' => !isset($t['wiki'])]
					+ (isset($t['match']) ? ['match' => $t['match']] : []));
			else
				untruth($t['what'], $this->url($title));
		}
	}

	private function fill()
	{
		$name = self::NAME;
		// More pages than the API gives at once, older than all others.
		for ($i = 1; $i <= 40; $i++)
			$this->save("Autre $i", "Note numéro $i, sans rien de neuf.",
				'Marc', sprintf('202301%02d120000', 1 + $i % 28));
		$this->fillTexts();
		$this->save('Discussion:Article 17', "== Une erreur ==\nPour moi
			c’était $name, pas son cousin. ~~~~", 'Marc', '20241106231500');
		$this->found('on a talk page', 'Discussion:Article 17', $name);
		$this->save('Utilisateur:Yves', "J’apprends le métier chez $name.",
			'Yves', '20240501080000');
		$this->found('on a user’s page', 'Utilisateur:Yves', $name);
		$this->save($name, 'Maître verrier à Quimper.', 'Léa',
			'20241102073000');
		$this->found('in the title alone', $name, $name);
		$this->save('Le plomb', 'Un métal mou.', 'Léa', '20240601100000');
		$this->save('Le plomb', 'Un métal mou et lourd.', $name,
			'20240602110000');
		$this->found('in the signature of the last version', 'Le plomb', $name,
			['site' => false, 'feed' => false]);
		$this->save('Tableau', "{| class=\"wikitable\"\n! Nom !! Métier\n|-
| [[Utilisateur:Yves|Yves]] || peintre\n|-\n| '''$name''' || verrier\n|}\n",
			'Marc', '20240603120000');
		$this->found('in a table', 'Tableau', $name);
		$this->save('Ancien', "Écrit par $name.", 'Marc', '20240604120000');
		$this->save('Ancien', 'Écrit par un inconnu.', 'Léa', '20240605120000');
		untruth('in an older version', $this->url('Ancien'));
		$links = '';
		for ($i = 1; $i <= count(texts()); $i++)
			$links .= "* [[Article $i]]\n";
		$this->save(Title::newMainPage()->getPrefixedText(), "$links
* [[Discussion:Article 17|une discussion]]
* [[Utilisateur:Yves|le carnet d’Yves]]
* [[$name|une page]]
* [[Tableau]]\n* [[Ancien]]\n* [[Le plomb]]\n* [[Nouveau]]\n", 'Yves',
			'20240701120000');
	}

	// An edit that keeps the name, one that loses it, a page deleted, one new.
	private function night()
	{
		$name = self::NAME;
		$this->save('Article 1', "Au printemps, $name a fermé pour de bon
			l’atelier de la rue des Carmes, malgré la pétition.", 'Léa');
		say($this->versions('Article 1'));
		$this->save('Article 12', 'Le croquis n’est pas signé.', 'Léa');
		$page = $this->page('Article 2');
		$status = $page->doDeleteArticleReal('faux', $this->user('Marc'));
		if (!$status->isGood())
			throw new Exception('Article 2 was not deleted');
		$this->save('Nouveau', "On attendait $name : la voici.", 'Marc');
		$this->found('on a page of the second night', 'Nouveau', $name,
			['night1' => null]);
	}

	public function execute()
	{
		$this->{$this->getArg(0)}();
		DeferredUpdates::doUpdates();
	}
}

$maintClass = FillWiki::class;
require_once RUN_MAINTENANCE_IF_MAIN;
