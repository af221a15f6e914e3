<?php
// SPDX-License-Identifier: ISC
// Fills a WordPress through its own functions and prints the truth (truth.php).
//
//   wordpress.php install URL      once, on an empty database
//   wordpress.php fill             the first night
//   wordpress.php night            what happens before the second
//
// WP_ROOT is the directory of the copy that is served. All times are given in
// the blog's own zone, two hours or one ahead of UTC.
require __DIR__ . '/truth.php';

$task = $argv[1];
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'REQUEST_METHOD' => 'GET',
	'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_URI' => '/'];
if ($task == 'install')
	define('WP_INSTALLING', true);
require getenv('WP_ROOT') . '/wp-load.php';

const NAME = 'Anne-Lise Tréguézan';

function install($url)
{
	require ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install('Le carnet', 'admin', 'admin@blog.example', true, '',
		'not-a-secret');
	foreach (['siteurl' => $url, 'home' => $url,
		'timezone_string' => 'Europe/Paris', 'posts_per_rss' => 50,
		'posts_per_page' => 10, 'comment_moderation' => 0,
		'close_comments_for_old_posts' => 0, 'show_avatars' => 1,
		'permalink_structure' => '/%year%/%monthnum%/%postname%/'] as $k => $v)
		update_option($k, $v);
	global $wp_rewrite;
	$wp_rewrite->init();
	$wp_rewrite->flush_rules(false);
	switch_theme('twentytwentythree');
	wp_delete_post(1, true); // what a new blog brings along
	wp_delete_post(2, true);
	wp_delete_post(3, true);
}

function author($login, $name)
{
	$id = wp_insert_user(['user_login' => $login, 'display_name' => $name,
		'user_pass' => wp_generate_password(), 'role' => 'author',
		'user_email' => "$login@blog.example"]);
	return $id;
}

// RFC 3339 in UTC of a time in the blog's zone.
function utc($local)
{
	return str_replace(' ', 'T', get_gmt_from_date($local)) . 'Z';
}

// More members for wp_insert_post(); its own dates and status by default.
function post($slug, $title, $html, $author, $date, $more = [])
{
	$id = wp_insert_post($more + ['post_name' => $slug, 'post_title' => $title,
		'post_content' => "<p>$html</p>", 'post_author' => $author,
		'post_date' => $date, 'post_status' => 'publish',
		'comment_status' => 'open'], true);
	if (is_wp_error($id))
		throw new Exception($id->get_error_message());
	return $id;
}

function comment($post, $author, $html, $date, $more = [])
{
	return wp_insert_comment($more + ['comment_post_ID' => $post,
		'comment_author' => $author, 'comment_content' => $html,
		'comment_author_email' => sanitize_title($author) . '@mail.example',
		'comment_author_url' => '', 'comment_approved' => 1,
		'comment_date' => $date,
		'comment_date_gmt' => get_gmt_from_date($date)]);
}

function true_post($what, $id, $more = [])
{
	$p = get_post($id);
	truth($what, $more + ['url' => get_permalink($id),
		'kind' => $p->post_type == 'page' ? 'page' : 'post',
		'author' => get_the_author_meta('display_name', $p->post_author),
		'published' => utc($p->post_date),
		'feed' => $p->post_type == 'post']);
}

function true_comment($what, $id, $more = [])
{
	$c = get_comment($id);
	truth($what, $more + ['url' => get_comment_link($id), 'kind' => 'comment',
		'author' => $c->comment_author, 'feed' => true,
		'published' => utc($c->comment_date)]);
}

// One post for each sentence; returns their ids by what they are.
function fill_texts($lea, $yves)
{
	$ids = [];
	foreach (texts() as $i => $t) {
		$n = $i + 1;
		$id = post("billet-$n", "Billet numéro $n", sentence($t, 'html'),
			$i % 2 ? $lea : $yves,
			sprintf('2024-%02d-%02d 23:%02d:00', 3 + $i % 8, 1 + $i, 10 + $i));
		$ids[$t['what']] = $id;
		$changes = ['as it is' => 'changed', 'accents lost' => 'gone',
			'initials' => 'gone'];
		if (isset($t['matched']))
			true_post($t['what'], $id, ['matched' => $t['matched'],
				'night2' => $changes[$t['what']] ?? 'online']
				+ (isset($t['match']) ? ['match' => $t['match']] : []));
		else
			untruth($t['what'], get_permalink($id));
	}
	return $ids;
}

function fill_posts($lea, $yves)
{
	true_post('in the title alone', post('portrait',
		'Portrait d’' . NAME, 'Elle reçoit dans son atelier, au bout du quai.',
		$lea, '2024-11-02 08:30:00'), ['matched' => NAME]);
	true_post('on a page', post('atelier', 'L’atelier',
		'Visites sur rendez-vous avec ' . NAME . ', sauf le lundi.', $yves,
		'2024-01-15 12:00:00', ['post_type' => 'page']),
		['matched' => NAME]);
	true_post('with its beginning in the feed', post('long',
		'Le vitrail et la lumière', 'Un vitrail ne se regarde pas, il se
		traverse.</p><!--more--><p>C’est ce que répète ' . NAME .
		' à ses visiteurs.', $yves, '2024-11-04 18:45:00'),
		['matched' => NAME]);
	$hidden = ['a draft' => ['post_status' => 'draft'],
		'a private post' => ['post_status' => 'private'],
		'a post with a password' => ['post_password' => 'secret'],
		'a post of tomorrow' => ['post_status' => 'future',
			'post_date' => '2099-01-01 00:00:00']];
	foreach ($hidden as $what => $more)
		untruth($what, get_permalink(post(sanitize_title($what),
			ucfirst($what), 'Ici aussi parle ' . NAME . '.', $lea,
			'2024-10-10 10:00:00', $more)));
}

function fill_comments($ids, $lea)
{
	$post = post('question', 'Une question',
		'Qui a restauré la rose du transept ? Répondez en commentaire.',
		$lea, '2024-11-05 09:00:00');
	$c = comment($post, 'Marc Abgrall',
		'C’est ' . NAME . ', avec deux compagnons de Nantes.',
		'2024-11-06 00:15:00', ['comment_author_url' => 'https://marc.example/']);
	true_comment('in a comment', $c, ['matched' => NAME]);
	true_comment('in a reply', comment($post, 'Odile & Fils',
		'Non, Treguezan Anne-Lise n’y était plus en 1998.',
		'2024-11-06 07:40:00', ['comment_parent' => $c]),
		['matched' => 'Treguezan Anne-Lise', 'match' => 'variant']);
	true_comment('in the signature of a comment', comment($post, NAME,
		'Merci à tous, j’y étais bien.', '2024-11-06 21:05:00'),
		['matched' => NAME]);
	$gone = comment($ids['in a link'], 'Sidonie',
		'J’ai entendu ' . NAME . ' dire le contraire.',
		'2024-11-07 10:00:00');
	true_comment('in a comment, deleted later', $gone,
		['matched' => NAME, 'night2' => 'gone']);
	$retracted = comment($ids['in a link'], 'Thibault',
		'Et moi, ' . NAME . ' m’a tout appris.', '2024-11-07 11:00:00');
	true_comment('in a comment, unapproved later', $retracted,
		['matched' => NAME, 'night2' => 'gone']);
	comment($post, 'Hervé', 'Le plan du transept est aux archives.',
		'2024-11-06 08:00:00');
	foreach (['a comment that waits' => 0, 'a comment marked as spam' => 'spam',
		'a comment in the bin' => 'trash'] as $what => $state)
		untruth($what, get_comment_link(comment($post, 'Personne',
			NAME . ' vous répondra.', '2024-11-06 12:00:00',
			['comment_approved' => $state])));
	update_option('real_ids', $ids + ['gone' => $gone,
		'retracted' => $retracted, 'post' => $post]);
}

// More posts than the API gives at once, older than all others.
function fill_others($author)
{
	for ($i = 1; $i <= 90; $i++)
		post("autre-$i", "Note $i", "Note numéro $i du carnet de bord, sans
			rien de neuf sur les verrières.", $author,
			sprintf('2023-%02d-%02d 12:00:00', 1 + $i % 12, 1 + $i % 28));
}

function fill()
{
	$lea = author('lea', 'Léa Morin');
	$yves = author('yves', 'Yves d’Arvor');
	fill_others($yves);
	$ids = fill_texts($lea, $yves);
	fill_posts($lea, $yves);
	fill_comments($ids, $lea);
}

// An edit that keeps the name, one that loses it, a post thrown away, comments
// deleted and withdrawn, new ones written.
function night()
{
	$ids = get_option('real_ids');
	wp_update_post(['ID' => $ids['as it is'],
		'post_content' => '<p>Au printemps, ' . NAME . ' a fermé pour de bon
		l’atelier de la rue des Carmes, malgré la pétition.</p>']);
	wp_update_post(['ID' => $ids['initials'],
		'post_content' => '<p>Le croquis n’est pas signé.</p>']);
	wp_trash_post($ids['accents lost']);
	wp_delete_comment($ids['gone'], true);
	wp_set_comment_status($ids['retracted'], 'hold');
	$later = ['night1' => null, 'matched' => NAME];
	true_comment('in a comment of the second night', comment($ids['post'],
		'Nadia', NAME . ' expose aussi à Brest.', '2024-11-20 19:00:00'),
		$later);
	true_post('in a post of the second night', post('retour', 'Le retour',
		'On attendait ' . NAME . ' : la voici, avec six panneaux neufs.',
		get_user_by('login', 'lea')->ID, '2024-11-20 20:00:00'), $later);
}

if ($task == 'install')
	install($argv[2]);
else
	$task();
