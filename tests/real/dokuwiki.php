<?php
// SPDX-License-Identifier: ISC
// Fills a DokuWiki through its own functions and prints the truth (truth.php).
// A page of a past date is written as DokuWiki's own import scripts do: the
// file, its time, and its line in the list of changes.
//
//   dokuwiki.php fill|night        DOKU_CONF and DOKU_URL from the environment
define('DOKU_INC', '/usr/share/dokuwiki/');
define('DOKU_CONF', getenv('DOKU_CONF'));
define('NOSESSION', 1);
require __DIR__ . '/truth.php';
require DOKU_INC . 'inc/init.php';

const NAME = 'Anne-Lise Tréguézan';

function save($id, $text, $user, $date, $summary = '')
{
	global $INPUT, $USERINFO;
	$at = strtotime($date . ' UTC');
	$new = !page_exists($id);
	$_SERVER['REMOTE_USER'] = $user;
	$INPUT->server->set('REMOTE_USER', $user);
	io_writeWikiPage(wikiFN($id), $text, $id);
	touch(wikiFN($id), $at);
	addLogEntry($at, $id, $new ? DOKU_CHANGE_TYPE_CREATE : DOKU_CHANGE_TYPE_EDIT,
		$summary, '', ['ExternalRevision' => false]);
	p_set_metadata($id, ['date' => ['created' => $at, 'modified' => $at],
		'creator' => $user, 'user' => $user,
		'last_change' => ['date' => $at, 'user' => $user, 'type' => 'C',
			'id' => $id, 'ip' => '127.0.0.1', 'sum' => $summary]], true);
	clearstatcache();
}

function url($id)
{
	return getenv('DOKU_URL') . "/doku.php?id=$id";
}

function found($what, $id, $user, $date, $matched, $more = [])
{
	truth($what, $more + ['url' => url($id), 'kind' => 'page',
		'author' => $user, 'published' => str_replace(' ', 'T', $date) . 'Z',
		'matched' => $matched, 'feed' => true]);
}

function write_true($what, $id, $text, $user, $date, $more = [])
{
	save($id, $text, $user, $date);
	found($what, $id, $user, $date, $more['matched'] ?? NAME, $more);
}

function fill_texts()
{
	$changes = ['as it is' => 'changed', 'accents lost' => 'gone',
		'initials' => 'gone'];
	$list = '';
	foreach (texts() as $i => $t) {
		$id = ($i % 2 ? 'atelier' : 'carnet:notes') . ':texte' . ($i + 1);
		$user = $i % 3 ? 'lea' : 'yves';
		$date = sprintf('2024-%02d-%02d 10:%02d:30', 3 + $i % 8, 1 + $i, $i);
		$list .= "  * [[:$id|texte " . ($i + 1) . "]]\n";
		save($id, "====== Texte " . ($i + 1) . " ======\n\n"
			. sentence($t, 'doku') . "\n", $user, $date);
		if (isset($t['matched']))
			found($t['what'], $id, $user, $date, $t['matched'],
				['night2' => $changes[$t['what']] ?? 'online']
				+ (isset($t['match']) ? ['match' => $t['match']] : []));
		else
			untruth($t['what'], url($id));
	}
	return $list;
}

function fill()
{
	$list = fill_texts();
	write_true('in the heading', 'portrait',
		'====== ' . NAME . " ======\n\nElle reçoit au bout du quai.\n", 'lea',
		'2024-10-02 07:30:00');
	write_true('in a table', 'atelier:equipe', "====== Équipe ======\n\n"
		. "^ Nom ^ Métier ^\n| Yves | peintre |\n| **" . NAME . "** | verrier |\n",
		'yves', '2024-06-03 12:00:00');
	save('cache', "====== Caché ======\n\n" . NAME . "\n", 'lea',
		'2024-06-04 12:00:00');
	untruth('a page that the wiki hides', url('cache'));
	save('ferme:note', "====== Fermé ======\n\n" . NAME . "\n", 'lea',
		'2024-06-05 12:00:00');
	untruth('a page for members only', url('ferme:note'));
	save('start', "====== Accueil ======\n\n$list  * [[portrait]]
  * [[atelier:equipe]]\n  * [[atelier:nouveau]]\n", 'yves', '2024-07-01 12:00:00');
}

// An edit that keeps the name, one that loses it, a page removed, one new.
function night()
{
	save('carnet:notes:texte1', "====== Texte 1 ======\n\nAu printemps, " . NAME
		. " a fermé pour de bon l’atelier de la rue des Carmes, malgré la
pétition.\n", 'yves', '2024-11-20 19:00:00');
	save('atelier:texte12', "====== Texte 12 ======\n\nLe croquis n’est pas
signé.\n", 'lea', '2024-11-20 19:10:00');
	saveWikiText('atelier:texte2', '', 'faux');
	write_true('on a page of the second night', 'atelier:nouveau',
		"====== Nouveau ======\n\nOn attendait " . NAME . " : la voici.\n",
		'yves', '2024-11-20 20:00:00', ['night1' => null]);
}

$argv[1]();
