# SPDX-License-Identifier: ISC
# How run.sh starts the systems: for each NAME
#
#   NAME_start        sets NAME_url (no slash at its end), NAME_target and
#                     NAME_feed: what a seed of each kind is given
#   NAME_fill TASK    fill or night; prints the truth
#
# Each has an address of its own, so that one is not made to wait for another.

# ---- MediaWiki, on SQLite ----

mediawiki_start() {
	dir=$servers/mediawiki
	port=$(port_of 127.0.0.11)
	mediawiki_url=http://127.0.0.11:$port
	mediawiki_target=$mediawiki_url/api.php
	mediawiki_feed="$mediawiki_url/index.php?title=Special:NewPages&feed=atom&limit=200"
	export MW_CONFIG_FILE="$dir/LocalSettings.php"
	$as mkdir -p "$dir/data" "$dir/cache"
	quietly php /usr/share/mediawiki/maintenance/install.php \
		--confpath "$dir" --dbtype sqlite --dbpath "$dir/data" \
		--server "$mediawiki_url" --scriptpath '' --lang fr \
		--pass not-a-secret-1 Verrerie Admin
	# The search index and all counts are up to date when a page is saved.
	$as sh -c 'cat >>"$0"' "$MW_CONFIG_FILE" <<-EOT
		\$wgCacheDirectory = '$dir/cache';
		\$wgRunJobsAsync = false;
		\$wgLocaltimezone = 'Europe/Paris';
		\$wgRCMaxAge = 100 * 365 * 86400;
	EOT
	serve mediawiki php -S "127.0.0.11:$port" -t /usr/share/mediawiki
	up curl -sf "$mediawiki_target?action=query&meta=siteinfo&format=json"
}

mediawiki_fill() {
	attend $as timeout "$FILL_LIMIT" php "$servers/fill/mediawiki.php" "$1"
	# What a wiki's cron does: pages that link to a new one show that it exists.
	quietly php /usr/share/mediawiki/maintenance/runJobs.php
}

# ---- WordPress, on a MariaDB of its own that listens on a socket only ----

mariadb_start() {
	db=$servers/mariadb
	$as mkdir -p "$db/tmp"
	quietly mariadb-install-db --no-defaults --datadir="$db/data" \
		--tmpdir="$db/tmp" --auth-root-authentication-method=normal \
		--skip-test-db
	serve mariadb mariadbd --no-defaults --datadir="$db/data" \
		--tmpdir="$db/tmp" --socket="$db/socket" --skip-networking \
		--pid-file="$db/pid" --innodb-flush-log-at-trx-commit=0 \
		--innodb-buffer-pool-size=64M --innodb-log-file-size=16M
	up mariadb-admin --no-defaults --socket="$db/socket" -u root ping
	quietly mariadb --no-defaults --socket="$db/socket" -u root \
		-e 'CREATE DATABASE wordpress CHARACTER SET utf8mb4'
}

# Requests for what is no file go to index.php, as a server would rewrite them.
wordpress_files() {
	cp -rL /usr/share/wordpress "$servers/wordpress"
	rm -f "$servers/wordpress/.htaccess"
	cat >"$servers/wordpress/wp-config.php" <<-EOT
		<?php
		define('DB_NAME', 'wordpress');
		define('DB_USER', 'root');
		define('DB_PASSWORD', '');
		define('DB_HOST', 'localhost:$servers/mariadb/socket');
		define('DB_CHARSET', 'utf8mb4');
		define('DB_COLLATE', '');
		define('WP_HTTP_BLOCK_EXTERNAL', true);
		define('AUTOMATIC_UPDATER_DISABLED', true);
		define('DISABLE_WP_CRON', true);
		\$table_prefix = 'wp_';
		defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
		require_once ABSPATH . 'wp-settings.php';
	EOT
	cat >"$servers/wordpress-router.php" <<-'EOT'
		<?php
		$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
		$file = $_SERVER['DOCUMENT_ROOT'] . $path;
		if (is_file($file) || is_file("$file/index.php") && $path != '/')
			return false;
		$_SERVER['SCRIPT_NAME'] = '/index.php';
		require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
	EOT
	[ -z "$as" ] || chown -R nobody "$servers/wordpress"
}

wordpress_start() {
	port=$(port_of 127.0.0.12)
	wordpress_url=http://127.0.0.12:$port
	wordpress_target=$wordpress_url/
	wordpress_feed=$wordpress_url/feed/
	export WP_ROOT="$servers/wordpress"
	mariadb_start
	wordpress_files
	quietly php "$servers/fill/wordpress.php" install "$wordpress_url"
	serve wordpress php -S "127.0.0.12:$port" -t "$servers/wordpress" \
		"$servers/wordpress-router.php"
	up curl -sf "$wordpress_url/wp-json/"
}

wordpress_fill() {
	attend $as timeout "$FILL_LIMIT" php "$servers/fill/wordpress.php" "$1"
}

# ---- DokuWiki, on files ----

dokuwiki_start() {
	dir=$servers/dokuwiki
	port=$(port_of 127.0.0.13)
	dokuwiki_url=http://127.0.0.13:$port
	dokuwiki_target=$dokuwiki_url/
	dokuwiki_feed="$dokuwiki_url/feed.php?num=100&linkto=current&content=html"
	export DOKU_CONF="$dir/conf/" DOKU_URL="$dokuwiki_url"
	mkdir -p "$dir/conf" "$dir/data"
	for file in /etc/dokuwiki/*.conf /etc/dokuwiki/dokuwiki.php \
		/etc/dokuwiki/license.php /etc/dokuwiki/mediameta.php \
		/etc/dokuwiki/plugins*.php /etc/dokuwiki/manifest.json; do
		cp "$file" "$dir/conf/"
	done
	for sub in attic cache index locks log media media_attic media_meta meta \
		pages tmp; do
		mkdir "$dir/data/$sub"
	done
	cat >"$dir/conf/local.php" <<-EOT
		<?php
		\$conf['title'] = 'Verrerie';
		\$conf['lang'] = 'fr';
		\$conf['license'] = '0';
		\$conf['savedir'] = '$dir/data';
		\$conf['baseurl'] = '$dokuwiki_url';
		\$conf['basedir'] = '/';
		\$conf['useacl'] = 1;
		\$conf['superuser'] = '@admin';
		\$conf['hidepages'] = '^:?cache';
		\$conf['updatecheck'] = 0;
		\$conf['recent_days'] = 36500;
	EOT
	printf '%s\n' '*	@ALL	1' 'ferme:*	@ALL	0' >"$dir/conf/acl.auth.php"
	: >"$dir/conf/users.auth.php"
	echo "<?php define('DOKU_CONF', '$dir/conf/');" >"$dir/before.php"
	[ -z "$as" ] || chown -R nobody "$dir"
	serve dokuwiki php -d auto_prepend_file="$dir/before.php" \
		-S "127.0.0.13:$port" -t /usr/share/dokuwiki
	up curl -sf "$dokuwiki_url/doku.php"
}

dokuwiki_fill() {
	attend $as timeout "$FILL_LIMIT" php "$servers/fill/dokuwiki.php" "$1"
}

# ---- public-inbox, on git and Xapian; it is served once it holds mails ----

publicinbox_start() {
	dir=$servers/publicinbox
	port=$(port_of 127.0.0.14)
	publicinbox_url=http://127.0.0.14:$port/verrerie
	publicinbox_target=$publicinbox_url/
	publicinbox_feed=$publicinbox_url/new.atom
	publicinbox_address=127.0.0.14:$port
	export PI_CONFIG="$dir/config" PI_URL="$publicinbox_url"
	$as mkdir -p "$dir"
	quietly public-inbox-init -V2 verrerie "$dir/inbox" \
		"$publicinbox_url" verrerie@liste.example
	$as sh -c 'cat >>"$0"' "$PI_CONFIG" <<-EOT
		[publicinboxmda]
			spamcheck = none
	EOT
}

publicinbox_fill() {
	attend $as timeout "$FILL_LIMIT" php "$servers/fill/publicinbox.php" "$1"
	[ "$1" = fill ] || return 0
	serve publicinbox public-inbox-httpd -W0 -l "http://$publicinbox_address"
	up curl -sf "$publicinbox_feed"
}
