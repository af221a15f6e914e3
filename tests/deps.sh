#!/bin/sh
# SPDX-License-Identifier: ISC
# What vigie needs beside a C compiler, and how to get it.
#
#   deps.sh name SET      says what is missing, and fails if something is
#   deps.sh install SET   installs it (apt; elsewhere as name)
#   deps.sh flags         prints the libraries' flags for the Makefile
#
# SET is build, check (what the tests need beside), real or bench.
set -u

libraries='libcurl icu-uc icu-i18n libpsl jansson libcrypto libssl
	zlib libbrotlidec libzstd libzip libcares libseccomp libjpeg libpng libwebp
	libwebpdemux'
# vigie verify is quicker with it, and right without.
optional=libdeflate

# The last line is for the demonstration, whose bundle stock tools check.
build='gcc make pkg-config libcurl4-openssl-dev libicu-dev
	libpsl-dev libjansson-dev libssl-dev liblmdb-dev zlib1g-dev
	libbrotli-dev libzstd-dev libzip-dev libc-ares-dev libseccomp-dev
	libjpeg-dev libpng-dev libwebp-dev
	ca-certificates unzip openssl'
optional_package=libdeflate-dev
check='libcmocka-dev perl curl procps lmdb-utils zip'
ci='clang libclang-rt-14-dev clang-format clang-tidy cppcheck valgrind gcovr
	mandoc git chromium nodejs npm'
# Web server and PHP come first, so that apt chooses none that serves by itself
# where the three only ask for any; of MariaDB the programs, not the service.
real='nginx-light php-cgi php-cli php-curl php-gd php-intl php-mbstring php-mysql
	php-sqlite3 php-xml mariadb-server-core mariadb-client-core
	wordpress-theme-twentytwentythree mediawiki wordpress dokuwiki
	public-inbox libsearch-xapian-perl curl perl'
bench='nginx-light curl wget wget2 perl procps'

die() {
	echo "vigie: $*" >&2
	exit 1
}

set_of() {
	case $1 in
	build) echo "$build" ;;
	check) echo "$build $check" ;;
	ci) echo "$build $check $ci" ;;
	real) echo "$build $real" ;;
	bench) echo "$build $bench" ;;
	*) die "deps: $1: no such set" ;;
	esac
}

is_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Debian's packages of the set that are not installed. npm comes with Node.js
# where that is not Debian's own, whose npm would then be refused.
missing_packages() {
	for p in $(set_of "$1"); do
		[ "$p" = npm ] && command -v npm >/dev/null && continue
		is_installed "$p" || echo "$p"
	done
}

# Without dpkg: the libraries and commands that cannot be found.
missing_parts() {
	for c in cc make pkg-config; do
		command -v $c >/dev/null || echo "$c"
	done
	for l in $libraries; do
		pkg-config --exists "$l" 2>/dev/null || echo "$l"
	done
	echo '#include <lmdb.h>' | cc -E -x c - >/dev/null 2>&1 || echo lmdb.h
	[ "$1" = build ] && return
	for c in perl curl openssl; do
		command -v $c >/dev/null || echo "$c"
	done
}

missing() {
	if command -v dpkg-query >/dev/null; then
		missing_packages "$1"
	else
		missing_parts "$1"
	fi
}

# How to become root; fails where that cannot be.
root() {
	[ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && echo sudo; }
}

# Not worth an update of the index, nor a long wait.
install_optional() {
	command -v apt-get >/dev/null && sudo=$(root) || return 0
	is_installed $optional_package ||
		$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y \
			-o Acquire::Retries=0 -o Acquire::http::Timeout=10 \
			--no-install-recommends $optional_package >/dev/null 2>&1 ||
		echo "vigie: going without $optional_package" >&2
}

# The words in one line.
line() {
	echo $*
}

case ${1:-} in
flags)
	pkg-config --exists $optional && libraries="$libraries $optional" &&
		defined=-DVIGIE_LIBDEFLATE
	echo "PKG_CFLAGS := ${defined:-} $(pkg-config --cflags $libraries)"
	echo "PKG_LIBS := $(pkg-config --libs $libraries)"
	;;
name)
	lacking=$(line $(missing "$2"))
	[ -z "$lacking" ] || die "missing: $lacking (make deps installs them)"
	;;
install)
	lacking=$(line $(missing "$2"))
	[ "$2" = build ] && [ -z "$lacking" ] && install_optional
	[ -z "$lacking" ] && exit 0
	command -v apt-get >/dev/null ||
		die "missing: $lacking (install them with this system's own tool)"
	sudo=$(root) ||
		die "missing: $lacking (install them as root: apt-get install $lacking)"
	echo "vigie: installing $lacking" >&2
	# One of them missing from the index, or an old index: once more after an update.
	export DEBIAN_FRONTEND=noninteractive
	$sudo apt-get install -y --no-install-recommends $lacking >/dev/null 2>&1 || {
		$sudo apt-get update >/dev/null || die 'deps: apt-get update failed'
		$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y \
			--no-install-recommends $lacking >&2 ||
			die "missing: $lacking (apt-get install failed)"
	}
	[ "$2" = build ] && install_optional
	exit 0
	;;
*)
	die 'usage: deps.sh name|install SET, or flags'
	;;
esac
