<?php
// SPDX-License-Identifier: ISC
// Fills a public-inbox by mail, as its MTA would, and prints the truth (truth.php).
//
//   publicinbox.php fill|night     PI_CONFIG and PI_URL from the environment
require __DIR__ . '/truth.php';

const NAME = 'Anne-Lise Tréguézan';
const LIST_ADDRESS = 'verrerie@liste.example';
const AUTHORS = ['Léa Béguin' => 'lea', 'Yves Le Gall' => 'yves'];

// A command that reads one mail.
function pipe($command, $mail)
{
	$in = popen("ORIGINAL_RECIPIENT=" . LIST_ADDRESS . " $command", 'w');
	fwrite($in, $mail);
	if (pclose($in) != 0)
		exit(1);
}

// Every second body in base64, the others quoted-printable, as mailers do.
function mail_of($id, $author, $date, $subject, $text)
{
	$base64 = crc32($id) % 2;
	$body = $base64 ? chunk_split(base64_encode($text))
		: quoted_printable_encode($text) . "\r\n";
	return str_replace("\r\n", "\n",
		'From: ' . mb_encode_mimeheader($author, 'UTF-8', 'Q') . ' <'
		. AUTHORS[$author] . "@liste.example>\nTo: " . LIST_ADDRESS
		. "\nMessage-ID: <$id@liste.example>\nDate: "
		. gmdate('D, d M Y H:i:s', strtotime("$date UTC")) . ' +0000'
		. "\nSubject: " . mb_encode_mimeheader($subject, 'UTF-8', 'Q')
		. "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8"
		. "\nContent-Transfer-Encoding: "
		. ($base64 ? 'base64' : 'quoted-printable') . "\n\n$body");
}

// An id as mailers make them: none begins like another.
function id_of($name)
{
	return substr(md5($name), 0, 16);
}

function send($id, $author, $date, $subject, $text)
{
	pipe('public-inbox-mda --no-precheck',
		mail_of($id, $author, $date, $subject, $text));
}

function url($id)
{
	return getenv('PI_URL') . "/$id@liste.example/";
}

function found($what, $id, $author, $date, $more = [])
{
	truth($what, $more + ['url' => url($id), 'author' => $author,
		'published' => gmdate('Y-m-d\TH:i:s\Z', strtotime("$date UTC")),
		'kind' => 'message', 'matched' => NAME]);
}

// Who wrote the i-th mail, and when: each later than the one before.
function author($i)
{
	return array_keys(AUTHORS)[$i % 3 ? 0 : 1];
}

function day($i)
{
	return sprintf('2024-%02d-%02d 10:%02d:30', 1 + $i / 4, 2 + $i % 4 * 7, $i);
}

function fill()
{
	$all = texts();
	foreach ($all as $i => $t) {
		$id = id_of('texte' . ($i + 1));
		send($id, author($i), day($i), 'Texte ' . ($i + 1),
			sentence($t, 'mail') . "\n");
		// The feed shows the newest mails.
		$feed = count($all) - $i < 20;
		if (isset($t['matched']))
			found($t['what'], $id, author($i), day($i),
				['matched' => $t['matched'], 'feed' => $feed,
				'night2' => $t['what'] === 'initials' ? 'gone' : 'online']
				+ (isset($t['match']) ? ['match' => $t['match']] : []));
		else
			untruth($t['what'], url($id));
	}
	send(id_of('titre'), author(1), '2024-11-20 09:00:00', 'Rencontre : ' . NAME,
		"Elle reçoit au bout du quai.\n");
	found('in the subject', id_of('titre'), author(1), '2024-11-20 09:00:00',
		['feed' => true]);
}

// One mail more; and one is taken out, as for a request to forget.
function night()
{
	send(id_of('nouveau'), author(3), '2024-12-01 08:00:00', 'Nouveau',
		'On attendait ' . NAME . " : la voici.\n");
	found('a mail of the second night', id_of('nouveau'), author(3),
		'2024-12-01 08:00:00', ['night1' => null, 'feed' => true]);
	foreach (texts() as $i => $t)
		if ($t['what'] === 'initials')
			pipe('public-inbox-learn rm >/dev/null',
				mail_of(id_of('texte' . ($i + 1)), author($i), day($i),
				'Texte ' . ($i + 1), sentence($t, 'mail') . "\n"));
}

$argv[1]();
