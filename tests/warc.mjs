// SPDX-License-Identifier: ISC
// Reads a WARC with warcio.js, by other hands than ours: every record parses to
// its end, the digest of each block holds, transfer and content codings come
// off. Prints "TYPE URL STATUS SHA-256-OF-DECODED-BODY" a record; the number of
// records last.
//
//   warc.mjs MODULES FILE.warc.gz
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/x.js`));
const { WARCParser } = require('warcio');
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const open = (options) => new WARCParser(
	Readable.toWeb(createReadStream(file)), options);
let n = 0, bad = 0;

for await (const r of open({ parseHttp: false })) {
	const block = await r.readFully(false);
	const want = r.warcHeader('WARC-Block-Digest');

	if (want !== `sha256:${sha256(block)}`) {
		console.log(`bad block: ${r.warcType} ${r.warcTargetURI}`);
		bad++;
	}
}
for await (const r of open({ parseHttp: true })) {
	const body = await r.readFully(true);
	const status = r.httpHeaders && r.warcType !== 'request' ?
		r.httpHeaders.statusCode : '-';

	n++;
	console.log(r.warcType, r.warcTargetURI, status, sha256(body));
}
console.log(`${n} records, ${bad} bad`);
process.exit(bad > 0 ? 1 : 0);
