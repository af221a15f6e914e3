#!/bin/sh
# SPDX-License-Identifier: ISC
# The command line of CLI.md: options anywhere, help, exit status, errors that
# are one line.
. "$(dirname "$0")/lib.sh"
plan 40

one_line() {
	"$@" >out.one 2>err.one
	rc_one=$?
	wc -l <err.one | tr -d ' '
	return $rc_one
}

check_rc "no command" 2 vigie
check_rc "help" 0 vigie --help
check_rc "version" 0 vigie --version
check_rc "a command there is not" 2 vigie frobnicate
check_err "says so in one line" '^vigie: frobnicate: no such command' vigie frobnicate
for c in capture checkpoint history mentions reindex seeds show stats sweep verify watch; do
	check_has "help of $c" '^  vigie ' vigie $c --help
done
check_rc "an option there is not" 2 vigie sweep --frob
check_rc "an option without its value" 2 vigie sweep --seeds
check_rc "a value that is none" 2 vigie sweep --limit many
check_rc "a state there is not" 2 vigie mentions -a db --state lost
check_rc "an age that is none" 2 vigie mentions -a db --since soon
check_rc "a language there is not" 2 vigie --lang de stats
check_out "an error is one line" 1 one_line vigie stats --archive "$PWD/nowhere"

check_rc "no archive yet" 3 vigie mentions -a nowhere
check_rc "watch makes it" 0 vigie watch add -a db "Jane Doe"
check_rc "globals before the command" 0 vigie -a db --json stats
check_rc "and after" 0 vigie stats --json --archive=db
check_rc "no mention is no failure" 0 vigie mentions -a db
check_json "the register" "Jane Doe person" '@{$r[0]}{qw(name kind)}' vigie watch list -a db --json
check_rc "said again, it changes" 0 vigie watch add -a db "Jane Doe" --handle jdoe --with violin
check_out "once more, it does not" "as before: Jane Doe" vigie watch add -a db "Jane Doe" --handle jdoe --with violin
check_json "the options" "1 jdoe violin" 'scalar(@r), $r[0]{handles}[0], $r[0]{with}[0]' \
	vigie watch list -a db --json
check_rc "removed" 0 vigie watch remove -a db "Jane Doe"
check_rc "twice is a mistake" 1 vigie watch remove -a db "Jane Doe"
vigie watch add -q -a db -- " -dash name"
check_rc "removed as it was typed, blanks and all" 0 vigie watch remove -a db -- " -dash name "
check_rc "nothing is left of it" 1 vigie watch remove -a db -- "-dash name"
check_rc "a file is no archive" 3 sh -c 'echo x >file; vigie stats -a file'
check_has "French where it is asked for" 'aucune mention' vigie mentions -a db --lang fr
check_has "or where the locale says so" 'aucune mention' env LANG=fr_FR.UTF-8 LC_ALL= LC_MESSAGES= vigie mentions -a db
check_rc "the archive by its variable" 0 env VIGIE_ARCHIVE=db vigie stats
