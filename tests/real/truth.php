<?php
// SPDX-License-Identifier: ISC
// What the fillers share: the sentences of texts.json, and the truth that
// each filler prints on stdout as it goes, one JSON object a line:
//
//   what       words for the report
//   url        the address that the system itself gives the item
//   kind, author, published, match, matched   as `vigie mentions` must say them;
//              a member that is not there may be anything
//   night1, night2   the state that is due; null: it must not be found that night
//   site, feed       true where the item is to be found that way too
//   first      author and published of the first version, where the feed tells
//              these
//
// A later row of the same address replaces those members that it has.

function texts()
{
	return json_decode(file_get_contents(__DIR__ . '/texts.json'), true,
		512, JSON_THROW_ON_ERROR);
}

// The sentence in the markup of a system: html, wiki or doku; mail has none.
function sentence($text, $markup)
{
	if ($markup === 'mail' && !isset($text['text']))
		return preg_replace('{\[\[[^|\]]*\||]]|\*\*|//|__}', '',
			$text['doku']);
	return $text[$markup] ?? $text['text'];
}

function truth($what, $row)
{
	say($row + ['what' => $what, 'night1' => 'online', 'night2' => 'online',
		'site' => true, 'feed' => false]);
}

function say($row)
{
	echo json_encode($row, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES
		| JSON_THROW_ON_ERROR), "\n";
}

// What must never be reported.
function untruth($what, $url)
{
	truth($what, ['url' => $url, 'night1' => null, 'night2' => null]);
}
