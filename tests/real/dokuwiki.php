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
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'SERVER_PORT' => '80'];
require __DIR__ . '/truth.php';
require DOKU_INC . 'inc/init.php';

const NAME = 'Anne-Lise Tréguézan';

// One version of a page, as if it had been saved then; now without a date.
function save($id, $text, $user, $date = null)
{
	global $INPUT;
	$INPUT->server->set('REMOTE_USER', $user);
	if ($date === null) {
		saveWikiText($id, $text, '');
		p_get_metadata($id, 'date', METADATA_RENDER_UNLIMITED);
		return; // seen once, as by its author
	}
	$at = strtotime("$date UTC");
	io_writeWikiPage(wikiFN($id), $text, $id);
	touch(wikiFN($id), $at);
	addLogEntry($at, $id, DOKU_CHANGE_TYPE_CREATE);
	clearstatcache();
}

function url($id)
{
	return getenv('DOKU_URL') . "/doku.php?id=$id";
}

// Who saved the page, and when: what the wiki says of it.
function newest($id, $user)
{
	return ['url' => url($id), 'author' => $user,
		'published' => gmdate('Y-m-d\TH:i:s\Z', filemtime(wikiFN($id)))];
}

function found($what, $id, $user, $more = [])
{
	truth($what, $more + newest($id, $user) + ['kind' => 'page',
		'matched' => NAME, 'feed' => true]);
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
			found($t['what'], $id, $user, ['matched' => $t['matched'],
				'night2' => $changes[$t['what']] ?? 'online']
				+ (isset($t['match']) ? ['match' => $t['match']] : []));
		else
			untruth($t['what'], url($id));
	}
	return $list;
}

function fill()
{
	$list = fill_texts();
	save('portrait', '====== ' . NAME . " ======\n\nElle reçoit au bout du
quai.\n", 'lea', '2024-10-02 07:30:00');
	found('in the heading', 'portrait', 'lea');
	save('atelier:equipe', "====== Équipe ======\n\n^ Nom ^ Métier ^\n"
		. '| Yves | peintre |' . "\n| **" . NAME . "** | verrier |\n", 'yves',
		'2024-06-03 12:00:00');
	found('in a table', 'atelier:equipe', 'yves');
	save('cache', "====== Caché ======\n\n" . NAME . "\n", 'lea',
		'2024-06-04 12:00:00');
	untruth('a page that the wiki hides', url('cache'));
	save('ferme:note', "====== Fermé ======\n\n" . NAME . "\n", 'lea',
		'2024-06-05 12:00:00');
	untruth('a page for members only', url('ferme:note'));
	save('start', "====== Accueil ======\n\n$list  * [[portrait]]
  * [[atelier:equipe]]\n  * [[atelier:nouveau]]\n", 'yves', '2024-07-01 12:00:00');
}

// An edit that keeps the name, one that loses it, a page removed, one new. The
// feeds are kept for some minutes, and a night is longer.
function night()
{
	global $conf;

	save('carnet:notes:texte1', "====== Texte 1 ======\n\nAu printemps, " . NAME
		. " a fermé pour de bon l’atelier de la rue des Carmes, malgré la
pétition.\n", 'lea');
	say(newest('carnet:notes:texte1', 'lea'));
	save('atelier:texte12', "====== Texte 12 ======\n\nLe croquis n’est pas
signé.\n", 'lea');
	save('atelier:texte2', '', 'yves');
	save('atelier:nouveau', "====== Nouveau ======\n\nOn attendait " . NAME
		. " : la voici.\n", 'yves');
	found('on a page of the second night', 'atelier:nouveau', 'yves',
		['night1' => null]);
	array_map('unlink', glob("$conf[cachedir]/*/*.feed"));
}

$argv[1]();
