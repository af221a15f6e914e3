#!/bin/sh
# SPDX-License-Identifier: ISC
# Every date that a page states of itself stands on its exhibit's sheet, with
# where it was read (EVIDENCE.md 4.1).
. "$(dirname "$0")/lib.sh"
plan 9

mkdir www
cat >www/one.html <<'END'
<!DOCTYPE html><html><head><title>On Anna</title>
<meta property="article:published_time" content="2026-03-14T09:00:00+01:00">
<meta property="article:modified_time" content="2026-05-02T10:00:00+02:00">
<meta name="date" content="not a date"><meta name="dc.date" content="1789-07-14">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"On Anna",
"datePublished":"2026-03-13T23:30:00Z","dateModified":"2026-05-02"}</script>
</head><body><article><h1>On Anna</h1>
<time datetime="2026-03-14">14 March <b>2026</b></time>
<p>Anna Quillfeather spoke at length of the matter, and those who heard her took notes of all that she said there.</p>
<p>Nobody else did so, for the hall was small, and the evening long, as evenings are in that town.</p></article>
<p>Updated <time>3 May 2026 &lt;script&gt;</time></p></body></html>
END
{
	echo '<!DOCTYPE html><html><head><title>Many</title></head><body><article><p>Anna Quillfeather was seen on many days, and on each of them by somebody else.</p>'
	for day in $(seq 10 28); do
		echo "<p><time datetime=2026-01-$day>d</time> <time datetime=2026-02-$day>d</time></p>"
	done
	echo '</article></body></html>'
} >www/many.html
echo 'Anna Quillfeather, 14 March 2026' >www/plain.txt
echo '<a href=one.html>1</a> <a href=many.html>2</a> <a href=plain.txt>3</a>' >www/index.html
httpd www
export VIGIE_ARCHIVE=db
vigie watch add -q "Anna Quillfeather"
echo "site $URL/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt
check_rc "an export" 0 vigie export -q --unstamped --name "Anna Quillfeather" -o b.zip
unzip -q b.zip
sheet() { # the sheet of the exhibit at this address
	grep -l "$1" VIGIE-*/data/pieces/piece-*[0-9].html
}
dates() {
	sed -n 's/.*<th>All dates that the page bears, and where<\/th><td>\(.*\)<\/td>.*/\1/p' "$(sheet "$1")" |
		sed 's/<br>/\n/g; s/<[^>]*>//g'
}
check_out "every date of the page, in its own words, and where" \
"2026-03-14T09:00:00+01:00 (meta article:published_time)
2026-05-02T10:00:00+02:00 (meta article:modified_time)
2026-03-13T23:30:00Z (json-ld datePublished)
2026-05-02 (json-ld dateModified)
2026-03-14 (time)
3 May 2026 &lt;script&gt; (time)" dates one.html
check_has "in French as well" 'Toutes les dates que la page porte, et où' cat "$(sheet one.html)"
check_out "that which is believed is one of them" 1 sh -c \
	"grep -c 'Date claimed</th><td>.*2026-03-14T09:00:00+01:00' '$(sheet one.html)'"
many() { dates many.html | grep -c '(time)'; }
check_out "of thirty-eight dates thirty-two" 32 many
check_out "a text has none that is marked" "3 0" sh -c "echo $(ls VIGIE-*/data/pieces/piece-*[0-9].html | wc -l) \$(grep -c 'All dates' '$(sheet plain.txt)')"
check_has "the report has them too" 'json-ld datePublished' cat VIGIE-*/data/report-en.html
check_out "both reports the same" same sh -c '
	figures() { sed "s/<[^>]*>//g" "$1" | grep -o "[0-9][0-9-]*T[0-9:+Z]*"; }
	figures VIGIE-*/data/report-en.html >en; figures VIGIE-*/data/rapport-fr.html >fr; cmp en fr && echo same'
check_rc "the bundle is whole" 0 vigie verify -q b.zip
