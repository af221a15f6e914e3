#!/bin/sh
# SPDX-License-Identifier: ISC
# vigie capture --browser: a page as a browser shows it, fed from the archive
# alone.
. "$(dirname "$0")/lib.sh"
plan 37
LIMIT=$((LIMIT > 240 ? LIMIT : 240))

chromium=
for path in /usr/lib/chromium/chromium-headless-shell /usr/lib/chromium/chromium; do
	[ -n "$chromium" ] || [ ! -x $path ] || chromium=$path
done

mkdir -p www/img
cat >www/index.html <<-'END'
	<!DOCTYPE html><html><head><title>On Anna</title><link rel=stylesheet href=style.css></head>
	<body><h1>Anna Quillfeather</h1><p id=said>no script ran</p><img src=img/near.png>
	<script src=app.js></script><div style="height:3000px"></div>
	<img loading=lazy src=img/far.png></body></html>
END
cat >www/app.js <<-'END'
	const said = document.getElementById('said');
	fetch('/data.json').then(r => r.json()).then(d => { said.textContent = 'a script fetched ' + d.word; });
	fetch('/told', { method: 'POST', body: document.cookie }).catch(() => { document.title += ' (refused)'; });
	new WebSocket('ws://' + location.host + '/socket');
	document.cookie = 'a=b';
	alert('a dialog');
	document.body.append('\ud83d half a character');
END
echo '{"word":"parchment"}' >www/data.json
echo 'h1 { color: #fff; background: #246 }' >www/style.css
pixel='iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
for name in near far; do echo $pixel | openssl base64 -d -A >www/img/$name.png; done
echo '<title>hang</title><p>Before.<script>for (;;);</script>' >www/hang.html
echo '<title>flood</title><p>Flood.<script>for (let i = 0; i < 1000; i++) fetch("/f" + i, { method: "POST" }).catch(() => 0)</script>' >www/flood.html
httpd www
export TMPDIR="$PWD"
export VIGIE_ARCHIVE=db

# Without a browser the page is captured, and one line says what is missing.
export VIGIE_BROWSER=/nonexistent/chromium
check_rc "without a browser something falls short" 1 vigie capture "$URL/data.json" --browser
check_err "which is said" '^vigie: capture: there is no browser .*\(apt-get install' \
	vigie capture "$URL/data.json" --browser
check_out "in one line" 1 sh -c 'vigie capture -q '"$URL/data.json"' --browser 2>&1 | wc -l'
check_json "and the page is captured all the same" 3 'scalar @r' vigie history "$URL/data.json" --json
export VIGIE_BROWSER=/bin/false
check_rc "with what is none something falls short" 1 vigie capture -q "$URL/data.json" --browser
check_out "which is one line too" "vigie: browser: /bin/false does not answer" \
	sh -c 'vigie capture -q '"$URL/data.json"' --browser 2>&1 | sed "s/ (.*//"'
unset VIGIE_BROWSER
if [ -z "$chromium" ]; then
	skip 30 "no chromium is installed"
	exit 0
fi

: >"$LOG"
check_rc "a page and its view" 0 vigie capture -q "$URL/" --browser
check_out "the page was asked for once, all else by the recorder" \
"GET /
GET /app.js
GET /data.json
GET /favicon.ico
GET /img/far.png
GET /img/near.png
GET /style.css" sh -c "$(command -v perl) -ne 'print \"\$1 \$2\n\" if /\"method\":\"(\w+)\",.*?\"path\":\"([^\"]+)\"/' $LOG | sort"
check_out "one at a time" 1 max_flying
piece() { vigie show "$(last "$URL/")" --piece "$1"; }
last() { vigie history "$1" --json | tail -n 1 | sed 's/.*"snapshot":\([0-9]*\).*/s\1/'; }
check_has "the DOM is what the scripts made of it" 'a script fetched parchment' piece dom
check_has "nor is there a live connection, which the list says" \
	'"url":"ws://[^"]*/socket","method":"GET","type":"WebSocket","answer":"refused","why":"a sealed page is given no live connection"' piece requests
check_has "what a page sends goes nowhere" '"method":"POST".*"answer":"refused"' piece requests
check_out "the picture is a whole page" "PNG 1280 tall" sh -c '
	vigie show '"$(last "$URL/")"' --piece png | perl -e "
		local \$/; \$_ = <STDIN>; my (\$w, \$h) = unpack(q(x16NN), \$_);
		print substr(\$_, 1, 3), qq( \$w ), (\$h > 3000 ? q(tall) : \$h), qq(\n)"'
check_has "there is a PDF" '^%PDF-1' piece pdf
check_has "and an MHTML" '^Content-Type: multipart/related' piece mhtml
view() { vigie show "s$(vigie show "$(last "$1")" --json | sed 's/.*"views":\[\([0-9]*\)\].*/\1/')" --record; }
view "$URL/" >view
check_json "the record says what it is" "view sealed 1 5" \
	'$r[0]{type}, $r[0]{recording}, $r[0]{derived}, scalar @{$r[0]{pieces}}' cat view
check_has "that a dialog was dismissed" 'opened a dialog' cat view
check_has "that it wanted a live connection" 'wanted a live connection' cat view
check_has "and how it was kept off the network" '"isolation":"(network-namespace|closed-proxy)"' cat view
check_out "each piece is named by its hash" same sh -c '
	hash=$(vigie show '"$(last "$URL/")"' --piece png | sha256sum | cut -c1-64)
	grep -q "\"piece\":\"png\",\"mime\":\"image/png\",\"bytes\":[0-9]*,\"sha256\":\"$hash\"" view && echo same'
check_rc "the archive is whole" 0 vigie verify -q

vigie watch add -q "Anna Quillfeather"
vigie capture -q "$URL/" --browser
check_rc "an export of what it shows" 0 vigie export -q --name "Anna Quillfeather" -o anna.zip
check_rc "is whole" 0 vigie verify -q anna.zip
unzip -q anna.zip
check_out "the picture is among the pieces" same sh -c '
	vigie show '"$(last "$URL/")"' --piece png | cmp - VIGIE-*/data/pieces/piece-01-ecran.png && echo same'
check_has "and on the sheet" '<img class="shot" src="piece-01-ecran.png"' cat VIGIE-*/data/pieces/piece-01.html
check_has "with what it wanted and was not given" 'demandait une connexion permanente' cat VIGIE-*/data/pieces/piece-01.html
warc() {
	unzip -p VIGIE-*/data/wacz/*.wacz archive/data.warc.gz | gzip -dc |
		grep -a -o -E '^WARC-Target-URI: (urn:vigie:view:(png|dom|mhtml|pdf|requests):|http.*/(app.js|data.json|img/far.png))' |
		sed 's/.*:\/\/[^/]*//; s/^WARC-Target-URI: //' | sort -u
}
check_out "its pieces are resources of the WARC, with all that was fed to it" \
"/app.js
/data.json
/img/far.png
urn:vigie:view:dom:
urn:vigie:view:mhtml:
urn:vigie:view:pdf:
urn:vigie:view:png:
urn:vigie:view:requests:" warc

# Another picture under the same name, and manifests made anew for it.
forge() {
	(
		cd VIGIE-* || exit 1
		printf x >>data/pieces/piece-01-ecran.png
		find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
		oxum=$(find data -type f -exec cat {} + | wc -c).$(find data -type f | wc -l)
		sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $oxum/" bag-info.txt
		ls *.txt | grep -v '^tagmanifest' | LC_ALL=C sort | xargs sha256sum >tagmanifest-sha256.txt
	)
	zip -qr0XD bad.zip VIGIE-*
}
forge
check_rc "another picture is found out" 1 vigie verify -q bad.zip
check_err "and named" 'piece-01-ecran.png: no record has its hash' vigie verify -q bad.zip

check_rc "a page that hangs is ended" 0 vigie capture -q "$URL/hang.html" --browser
check_has "and the view says so" 'scripts did not end' view "$URL/hang.html"
vigie capture -q "$URL/flood.html" --browser
check_has "one that floods is held" 'asked for more than a view may have' view "$URL/flood.html"
check_out "no profile is left" 0 sh -c 'ls -d "$TMPDIR"/vigie-view-* 2>/dev/null | wc -l'
# Interrupted in the middle of a view: the page stays, the profile does not.
vigie capture -q "$URL/hang.html" --browser &
pid=$!
for _ in $(seq 100); do
	pgrep -P $pid -f remote-debugging-pipe >/dev/null && break
	sleep 0.1
done
kill -TERM $pid
wait $pid
echo $? >status
check_out "an interrupted view ends as it should" 130 cat status
check_out "and leaves no profile either" 0 sh -c 'ls -d "$TMPDIR"/vigie-view-* 2>/dev/null | wc -l'
vigie capture -q "$URL/hang.html" --browser &
pid=$!
for _ in $(seq 100); do
	child=$(pgrep -P $pid -f remote-debugging-pipe) && break
	sleep 0.1
done
kill -KILL $pid
wait $pid 2>/dev/null
gone() {
	for _ in $(seq 100); do
		kill -0 "$child" 2>/dev/null || { echo gone; return; }
		sleep 0.1
	done
}
check_out "the browser dies with us" gone gone
# Its profile could not be removed then; the next view does, and leaves alone
# what a living process has.
mkdir "$TMPDIR/vigie-view-inuse1" "$TMPDIR/vigie-view-older"
flock "$TMPDIR/vigie-view-inuse1" sleep 60 &
holder=$!
vigie capture -q "$URL/flood.html" --browser
check_out "what a killed one left is removed by the next" \
	"vigie-view-inuse1 vigie-view-older" sh -c 'cd "$TMPDIR" && echo vigie-view-*'
kill $holder
wait $holder 2>/dev/null
rm -r "$TMPDIR/vigie-view-inuse1" "$TMPDIR/vigie-view-older"
