#!/bin/sh
# SPDX-License-Identifier: ISC
# The rules of the house that a compiler does not see: which part may include
# which, which calls are not used, how long files and functions may be.
set -u
cd "$(dirname "$0")/.."
bad=0

say() {
	echo "rules: $*" >&2
	bad=1
}

found() { # WHAT, then grep's output on stdin
	while IFS= read -r line; do say "$1: $line"; done
}

tmp=$(mktemp -d "${TMPDIR:-/tmp}/vigie-rules.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
git ls-files -co --exclude-standard '*.c' '*.h' >"$tmp/all"
grep -v '^tests/' "$tmp/all" >"$tmp/product"

# tools -> crawler -> store, and nothing points back.
grep -nE '^#include "(crawler|tools|tests)/' $(grep '^store/' "$tmp/product") >"$tmp/out"
grep -nE '^#include "(tools|tests)/' $(grep '^crawler/' "$tmp/product") >>"$tmp/out"
found 'points back' <"$tmp/out"
# A part is seen from outside by its one public header; everyone stands on base.
# vigie-probe and the tests look inside: it is what they are for.
grep -nE '^#include "store/' $(grep '^crawler/' "$tmp/product") |
	grep -vE '"store/(store\.h|base/)' >"$tmp/out"
grep -nE '^#include "(store|crawler)/' $(grep '^tools/' "$tmp/product" | grep -v '^tools/probe/') |
	grep -vE '"(store/(store\.h|base/)|crawler/crawl\.h)' >>"$tmp/out"
found 'looks inside another part' <"$tmp/out"
grep -nE '^#include "[^/"]*"' $(cat "$tmp/all") >"$tmp/out"
found 'include not written from the root' <"$tmp/out"

# Calls that are not used.
grep -nE '(^|[^a-zA-Z0-9_>.])(strcpy|strcat|sprintf|strncpy|strtok|atoi|atol|sscanf|gets|system|localtime|alloca)\(' \
	$(cat "$tmp/all") | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(\*|/\*)' >"$tmp/out"
found 'banned call' <"$tmp/out"

# The head of a file; no word of a workplace.
awk '
FNR == 1 && $0 != "/* SPDX-License-Identifier: ISC */" { print FILENAME }
FNR == 1 { nextfile }
' $(cat "$tmp/all") >"$tmp/out"
found 'no SPDX line' <"$tmp/out"
grep -nIE '/work/|\.library|/root/|anthropic|claude' $(git ls-files -co --exclude-standard |
	grep -v '^tests/rules\.sh$') >"$tmp/out"
found 'a path or word of a workplace' <"$tmp/out"

# Sizes. Files of data (NAME_table.c, NAME_words.c) may be long, and the rows of
# a table do not count: "static const ... name[] = {" down to "};".
awk '
FNR == 1 { if (n > 500) print file ": " n " lines (500)"; n = 0; table = 0; file = FILENAME }
!table { n++ }
/^[^ \t].*\[[^]]*\] = \{$/ { table = 1 }
/^\};/ { table = 0 }
END { if (n > 500) print file ": " n " lines (500)" }
' $(grep '\.c$' "$tmp/all" | grep -vE '_(table|words|data)\.c$') >"$tmp/out"
found 'size' <"$tmp/out"
# A function begins at "name(" in the first column and ends at "}" there.
awk '
FNR == 1 { name = "" }
/^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name); start = FNR }
/^}/ && name != "" {
	if (FNR - start > 80) printf "%s: %s: %d lines (80)\n", FILENAME, name, FNR - start
	name = ""
}' $(grep '\.c$' "$tmp/all") >"$tmp/out"
found 'function' <"$tmp/out"

# External symbols begin with their file or folder, in the order of STYLE; or
# with the struct or enum of a header that they act upon (mem.c: arena_alloc);
# or with the header that declares them, where it has several files (grammar.h:
# grammar_leads in anchor.c); or with a family of a public header (store.h:
# log_inclusion, crawl.h: crawl_sweep).
if [ -n "${B:-}" ] && [ -f "$B/libcrawler.a" ]; then
	sed -n 's/\.c$/.o/p' "$tmp/product" | grep -v '^tools/' >"$tmp/objects"
	(cd "$B" && nm -A -g --defined-only $(cat "$tmp/objects")) >"$tmp/symbols"
	grep '\.h$' "$tmp/product" | xargs sed -nE \
		's/^(struct|enum|union) ([a-z_0-9]+)( \{|;).*/\2/p' >"$tmp/types"
	awk -v types="$tmp/types" '
	# Does the header, if there is one, declare the symbol?
	function declared(header, sym,   line) {
		while ((getline line < header) > 0)
			if (line ~ ("(^|[^a-z0-9_])" sym "($|[^a-z0-9_])")) break
		close(header)
		return line ~ ("(^|[^a-z0-9_])" sym "($|[^a-z0-9_])")
	}
	function begins(s, with) { return index(s, with) == 1 }
	BEGIN {
		while ((getline t < types) > 0) known[t] = 1
		known["crawl"] = known["log"] = 1
	}
	$2 !~ /[TDBR]/ || $3 ~ /^__/ { next }
	{
		sym = $3
		word = sym; sub(/_.*/, "", word)
		object = $1; sub(/:.*/, "", object)
		n = split(object, part, "/")
		dir = part[n - 1]; sub(/s$/, "", dir)
		stem = part[n]; sub(/\.o$/, "", stem)
		first = stem; sub(/_.*/, "", first)
		if (begins(sym, first) || begins(sym, dir) || begins(stem, word)) next
		header = object; sub(/[^\/]*$/, word ".h", header)
		if (declared(header, sym)) next
		# Every beginning of the name that ends before an underscore.
		s = sym
		while (sub(/_[^_]*$/, "", s)) if (s in known) next
		print object ": " sym
	}' "$tmp/symbols" >"$tmp/out"
	found 'prefix' <"$tmp/out"
fi

# What stands at the top.
for f in $(git ls-files -co --exclude-standard | sed 's,/.*,,' | sort -u); do
	case $f in
	crawler | store | tools | tests | Makefile | seeds.txt | README.md | LICENSE | .*) ;;
	*) say "$f: does not belong at the top" ;;
	esac
done
[ $bad = 0 ] && echo 'rules: kept'
exit $bad
