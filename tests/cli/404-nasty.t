#!/bin/sh
# SPDX-License-Identifier: ISC
# Every adapter against every server that is not what it should be: the sweep
# ends soon and well, each seed in one line, and no mention is made twice.
. "$(dirname "$0")/lib.sh"
bodies='empty null type html login loop wall years cut binary endless bomb'
plan $((5 * $(echo $bodies | wc -w) + 2))

# Each adapter has a server of its own, so that none visits what another did;
# some targets say more than the server.
target_of() {
	here=http://127.0.3.$2:$PORT
	case $1 in
	stackexchange) echo "$here/2.3/?site=x" ;;
	hyperkitty) echo "$here/archives/list/a@b.example/" ;;
	wayback) echo "$here/web/cdx/search/cdx?url=x" ;;
	commoncrawl) echo "$here/collinfo.json" ;;
	*) echo "$here/" ;;
	esac
}

# One object that has what any adapter looks for; VALUE is what each member is.
members='id uri url title name text content body link account author post posts
	topics comments items results list hits data response articles feed
	actors accounts statuses query pages latest_posts topic_list thread
	events type links subject ldhName message orderedItems namespaces search'
object() {
	for m in $members; do
		printf '"%s":%s,' "$m" "$1"
	done
}

json='type="application/json"'
mkdir www
say() {
	printf '/robots.txt status=404\n/* %s\n' "$1" >www/behave
}
serve() {
	case $1 in
	empty) say 'text=""' ;;
	null) say "text=\"null\" $json" ;;
	type) # every member a list of what is none, then a number, then an object
		printf '{%s"has_more":1}' "$(object '[7,null,[],{},"x",{"id":[],"post":7}]')" >www/body
		say "body=body $json" ;;
	html) say 'text="<!DOCTYPE html><html><title>Just a moment...</title><p>Jane Doe</p></html>" type="text/html"' ;;
	login) say 'text="<!DOCTYPE html><html><form>Jane Doe <input type=password></form></html>" type="text/html"' ;;
	loop) # the same items for ever, each twice, with a next page of every kind
		i='{"id":"1","uri":"'$URL'/p/1","url":"'$URL'/p/1","html_url":"'$URL'/p/1","title":"Jane Doe","content":"Jane Doe","body":"Jane Doe"}'
		printf '{%s"has_more":true,"next":"%s/p?page=2","next_page":"2","cursor":"x","nbPages":99,"continue":{"c":"x"}}' \
			"$(object "[$i,$i]")" "$URL" >www/body
		say "body=body $json" ;;
	wall) say 'status=403 text="<html><title>Attention Required!</title>Jane Doe</html>" type="text/html"' ;;
	years) # two items of impossible dates
		for y in 0000 9999; do
			printf '{"id":"%s","url":"%s/p/%s","html_url":"%s/p/%s","title":"Jane Doe","created_at":"%s-01-01T00:00:00Z","published":"%s-12-31","date":"%s-02-30","created_time":-9e99},' \
				$y "$URL" $y "$URL" $y $y $y $y
		done >www/items
		printf '{%s"has_more":false}' "$(object "[$(sed 's/,$//' www/items)]")" >www/body
		say "body=body $json" ;;
	cut) say "text=\"{\\\"items\\\":[{\\\"id\\\":1,\\\"title\\\":\\\"Jane Do\" length=400 close=mid $json" ;;
	binary) say 'text="\0\xff\xfe\x1f\x8b\x08\0PK\x03\x04" type="application/json"' ;;
	endless) say "endless=yes $json" ;;
	bomb) say "bomb=gzip size=70000000 $json" ;;
	esac
}

httpd www --listen 127.0.3.1..99
adapters=$(vigie sources --all --json | perl -MJSON::PP -ne '
	my $n = decode_json($_); print "$n->{network}\n" if $n->{built}')
n=0
for a in $adapters; do
	n=$((n + 1))
	echo "$a $(target_of "$a" $n) delay=0 pages=8"
done >all.txt
# What is large is met by one of each kind.
sed -nE 's/^((mastodon|feed|site|pipermail) .*pages=)8/\11/p' all.txt >few.txt

for body in $bodies; do
	serve "$body"
	seeds=all.txt
	case $body in endless | bomb) seeds=few.txt ;; esac
	vigie watch add -q -a "$body" "Jane Doe" --handle janedoe
	timeout "$((2 * LIMIT))" vigie sweep -q -a "$body" --seeds $seeds 2>said
	rc=$?
	check "$body: the sweep ends well ($rc)" [ $rc -le 1 ]
	check "$body: in one line a seed, and not more" sh -c '
		! grep -vE "^vigie: (all|few)\.txt:[0-9]+: |is recorded, not read" said && \
		! sed -n "s/^vigie: \([a-z]*\.txt:[0-9]*:\).*/\1/p" said | sort | uniq -d | grep .'
	check_json "$body: no mention twice" "" '
		my %n; $n{"$_->{network} $_->{url} $_->{name}"}++ for @r; grep { $n{$_} > 1 } keys %n' \
		vigie mentions -a "$body" --json
	check_json "$body: no date that cannot be" "" '
		grep { defined && /^(?:0000|9999|-)/ } map { $_->{published} } @r' vigie mentions -a "$body" --json
	check_rc "$body: the archive is sound" 0 vigie verify -q -a "$body"
done

# What cannot be read is said of each seed, once all guesses were wrong.
sed 's/pages=6/pages=40/' all.txt >all && mv all all.txt
for body in null cut; do
	serve $body
	vigie watch add -q -a loud-$body "Jane Doe" --handle janedoe
	vigie sweep -a loud-$body --seeds all.txt 2>said
	grep -oE 'all\.txt:[0-9]+:' said | sort -u >lines
	check_out "$body: every seed has its line" "" sh -c '
		grep -n "" all.txt | sed "s/^\([0-9]*\):\([a-z]*\) .*/all.txt:\1: \2/" | \
		grep -vFf lines | cut -d" " -f2 | tr "\n" " " | sed "s/ $//"'
done
