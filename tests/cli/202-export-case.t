#!/bin/sh
# SPDX-License-Identifier: ISC
# A bundle holds one case and nothing of another (EVIDENCE.md B11); addresses and
# titles that mean harm stay text; an export that is killed leaves no file.
. "$(dirname "$0")/lib.sh"
plan 36

LIMIT=$((LIMIT > 60 ? LIMIT : 60))
mkdir -p www/a www/b
page() { # FILE TITLE TEXT
	printf '<!DOCTYPE html><html><head><title>%s</title></head><body><article><h1>%s</h1><p>%s</p></article></body></html>\n' \
		"$2" "$2" "$3" >"www/$1"
}
page a/one.html 'On Anna' 'Yesterday Anna Quillfeather spoke at length in the town hall of the matter.'
page 'a/..%2f..%2fetc%2fpasswd.html' '<script>alert(1)</script>' 'Again Anna Quillfeather was there, and said nothing of the matter at all.'
page a/index.html 'A' '<a href="one.html">one</a> <a href="..%252f..%252fetc%252fpasswd.html">two</a>'
page b/secret-affair.html 'On Bruno' 'Nobody knows what Bruno Zanderglass did with the papers of the matter.'
page b/index.html 'B' '<a href="secret-affair.html">it</a>'
httpd www
export VIGIE_ARCHIVE=archive
vigie watch add -q "Anna Quillfeather"
vigie watch add -q "Bruno Zanderglass"
printf 'site %s/a/ delay=0\nsite %s/b/ delay=0\n' "$URL" "$URL" >seeds.txt
vigie sweep -q --seeds seeds.txt
vigie sweep -q --all --seeds seeds.txt

check_rc "the case of Anna" 0 vigie export -q --name "Anna Quillfeather" -o anna.zip
check_rc "is whole" 0 vigie verify -q anna.zip
mkdir anna && (cd anna && unzip -q ../anna.zip)
check_has "speaks of Anna" "Anna Quillfeather" cat anna/*/data/report-en.html
everything() {
	cat $(find anna -type f ! -name '*.wacz')
	find anna -name '*.wacz' -exec unzip -p {} ';' | gzip -dcq 2>/dev/null
	find anna -name '*.wacz' -exec unzip -p {} archive/data.warc.gz ';' | gzip -dc
	find anna
}
# "/b/" alone stands in one Base64 text of ten.
others() {
	everything | grep -a -c -i -E 'bruno|zanderglass|secret-affair|(:[0-9]+| )/b/'
}
check_out "and of nobody else" 0 others
# A hash that somebody who guesses could try: of the name, address or page.
guesses() {
	for text in "Bruno Zanderglass" "$URL/b/secret-affair.html" "$URL/b/" /b/secret-affair.html; do
		hash=$(printf '%s' "$text" | sha256sum | cut -c1-64)
		everything | grep -a -q "$hash" && echo "hash of $text"
	done
	hash=$(sha256sum <www/b/secret-affair.html | cut -c1-64)
	everything | grep -a -q "$hash" && echo "hash of the page"
	return 0
}
check_out "nor any hash that could be guessed" "" guesses

check_out "names of files are plain" "" sh -c '
	unzip -Z1 anna.zip | grep -v -E "^VIGIE-[A-Za-z0-9.-]+/([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$"
	unzip -Z1 anna.zip | grep -F ..; true'
# The bytes of the site itself (-brut) are what they are.
check_out "no page runs" "" sh -c 'ls anna/*/data/*.html anna/*/data/pieces/*.html |
	grep -v -e -brut | xargs grep -l -i "<script"'
check_out "no cell is a formula" "" sh -c 'grep -E "(^|,)\"?[=+@-][A-Za-z(]" anna/*/data/chronologie.csv'

id=$(vigie mentions --name "Anna Quillfeather" --json | head -n 1 |
	perl -MJSON::PP -ne 'print decode_json($_)->{id}')
check_rc "an id of hers, beside her name" 0 vigie export -q "$id" --name "Anna Quillfeather" -o id.zip
check_rc "beside another name it is refused" 1 vigie export -q "$id" --name "Bruno Zanderglass" -o no.zip
check_err "and named" "^vigie: $id: not one of those" \
	vigie export -q "$id" --since 2199-01-01 -o no.zip

check_rc "the case of Bruno" 0 vigie export -q --name "Bruno Zanderglass" -o bruno.zip
check_out "holds him, and not her" "yes 0" sh -c '
	mkdir bruno && cd bruno && unzip -q ../bruno.zip
	grep -q "Bruno Zanderglass" */data/report-en.html && printf "yes "
	grep -r -a -c -i -E "anna.quill|quillfeather" . | awk -F: "{ n += \$2 } END { print n }"'

# The path to a page may lead through another case: a page on Bruno that links to
# one on Anna.
mkdir -p way
way() { # FILE TEXT
	printf '<!DOCTYPE html><html><head><title>Way</title></head><body><article><p>%s</p></article></body></html>\n' \
		"$2" >"way/$1"
}
way index.html '<a href="affair.html">the affair</a>'
way affair.html 'What Bruno Zanderglass did with the papers <a href="anna.html">is told here</a>, <a href="dead">not here</a>.'
way anna.html 'Last Monday Anna Quillfeather read the papers aloud and went home.'
echo "/dead close=before" >way/behave
httpd way
echo "site $URL/ delay=0" >way.txt
vigie watch add -q -a way.db "Anna Quillfeather"
vigie watch add -q -a way.db "Bruno Zanderglass"
vigie sweep -q -a way.db --seeds way.txt
check_json "her page was found" "/anna.html" \
	'map { $_->{url} =~ m{(/\w+\.html)$} } @r' \
	vigie mentions -a way.db --json --name "Anna Quillfeather"
check_rc "her case" 0 vigie export -q -a way.db --name "Anna Quillfeather" -o way.zip
check_rc "is whole" 0 vigie verify -q way.zip
rm -rf anna && mkdir anna && (cd anna && unzip -q ../way.zip)
paths() {
	everything | grep -a -c -i -E 'bruno|zanderglass|affair\.html'
}
check_out "and does not tell by which way it was found" 0 paths
check_has "but that there was one" 'belongs to another case' cat anna/*/data/report-en.html
check_has "which the log has the hash of" '"path_sha256":"[0-9a-f]{64}"' \
	sh -c 'cat anna/*/data/journal/leaf-*.json'
check_has "and the user is told" '"via":"http.*affair.html"' sh -c '
	id=$(vigie mentions -a way.db --json | sed -n "/anna.html/s/.*\"id\":\"\([0-9a-f]*\)\".*/\1/p")
	vigie history -a way.db --json $id'
check_out "nor does the record of what did not answer" 0 sh -c '
	s=$(vigie history -a way.db --json "'"$URL"'/dead" | sed -n "s/.*\"snapshot\":\([0-9]*\).*/\1/p" | head -n 1)
	vigie show -a way.db "s$s" --record | grep -c "affair"'
vigie export -q -a way.db -o both.zip
rm -rf both && mkdir both && (cd both && unzip -q ../both.zip)
check_has "a case of both tells it" 'affair.html' sh -c 'cat both/*/data/journal/path-s*.json'
check_rc "and proves it" 0 sh -c 'cd both/* && sh data/verifier/verifier.sh all'
check_out "a reindex goes by it" "same" sh -c '
	vigie mentions -a way.db --json >before; vigie reindex -q -a way.db
	vigie mentions -a way.db --json | cmp - before && echo same'

# A list made for another name that showed this one too.
mkdir -p lists
cat >lists/anna.html <<'H'
<!DOCTYPE html><html><head><title>L</title></head><body><article><p>At noon Anna Quillfeather left for the harbour, they say.</p></article></body></html>
H
feed() {
	printf '<?xml version="1.0"?><rss version="2.0"><channel><title>L</title><link>%s/</link><item><title>Noon</title><link>%s/anna.html</link><description>At noon Anna Quillfeather left for the harbour, they say.</description></item></channel></rss>\n' "$URL" "$URL"
}
httpd lists
feed >lists/bruno-zanderglass.xml
feed >lists/all.xml
printf 'feed %s/bruno-zanderglass.xml delay=0\nfeed %s/all.xml delay=0\n' "$URL" "$URL" >lists.txt
vigie watch add -q -a lists.db "Anna Quillfeather"
vigie watch add -q -a lists.db "Bruno Zanderglass"
vigie sweep -q -a lists.db --seeds lists.txt
check_err "a list made for another name is left out" 'it speaks of Bruno Zanderglass.*left out' \
	vigie export -a lists.db --name "Anna Quillfeather" -o lists.zip
rm -rf anna && mkdir anna && (cd anna && unzip -q ../lists.zip)
check_has "the list of all is there" 'all.xml' cat anna/*/data/chronologie.csv
check_out "and nothing of him" 0 others
check_rc "it is whole" 0 vigie verify -q lists.zip

# A list of all that speaks of him too: its body is withheld, its record is not.
sed 's#</channel>#<item><title>Papers</title><link>'"$URL"'/bruno.html</link><description>The papers of Bruno Zanderglass are lost.</description></item></channel>#' \
	lists/all.xml >new.xml && mv new.xml lists/all.xml
echo '<html><title>Eve</title><p>On the eve Anna Quillfeather left for the harbour.</p></html>' >lists/eve.html
sed -i 's#<item><title>Papers#<item><title>Eve</title><link>'"$URL"'/eve.html</link><description>On the eve Anna Quillfeather left for the harbour.</description></item>&#' lists/all.xml
echo "feed $URL/all.xml delay=0" >all.txt
vigie watch add -q -a all.db "Anna Quillfeather"
vigie watch add -q -a all.db "Bruno Zanderglass"
vigie sweep -q -a all.db --seeds all.txt
check_rc "a case that a list of all shows" 0 vigie export -q -a all.db --name "Anna Quillfeather" -o all.zip
rm -rf anna && mkdir anna && (cd anna && unzip -q ../all.zip)
check_out "has nothing of another case" 0 others
check_has "the record of the list is there, with its hash" '"requested_url":"[^"]*all.xml".*"payload_sha256"' \
	sh -c 'cat anna/*/data/journal/leaf-*.json'
check_has "the report says that its body is withheld" 'bodies or views withheld, because they name another case.*: 1' \
	cat anna/*/data/report-en.html
check_rc "it is whole" 0 vigie verify -q all.zip
vigie export -q -a all.db -o alls.zip
rm -rf both && mkdir both && (cd both && unzip -q ../alls.zip)
check_has "a case of both has it" 'Bruno Zanderglass' \
	sh -c "unzip -p both/*/data/wacz/*.wacz archive/data.warc.gz | gzip -dcq"

# Killed at any instant: either there is no file, or a whole one.
killed() {
	for ms in 0.001 0.003 0.006 0.01 0.02 0.03 0.05 0.08; do
		rm -f k.zip
		vigie export -q --name "Anna Quillfeather" -o k.zip &
		pid=$!
		sleep $ms
		kill -9 $pid 2>/dev/null
		wait $pid 2>/dev/null
		[ ! -e k.zip ] || vigie verify -q k.zip || echo "$ms: not whole"
	done
}
check_out "an export that is killed" "" killed
check_rc "leaves an archive that is whole" 0 vigie verify -q
