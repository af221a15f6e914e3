// SPDX-License-Identifier: ISC
// Runs the script of a bundle's verifier.html over the bundle's own folder, as a
// browser would. Prints its lines; fails when one of them says no.
//
//   verifier.mjs FOLDER
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { webcrypto } from 'node:crypto';

const [root] = process.argv.slice(2);
const html = readFileSync(join(root, 'data/verifier/verifier.html'), 'utf8');
const script = /<script>([^]*)<\/script>/.exec(html)[1];
globalThis.crypto ??= webcrypto;
const verifyFolder = new Function(`${script}; return verifyFolder;`)();
const files = new Map();
const walk = (dir) => {
	for (const e of readdirSync(dir, { withFileTypes: true })) {
		const path = join(dir, e.name);
		if (e.isDirectory()) walk(path);
		else files.set(relative(root, path), async () => new Uint8Array(readFileSync(path)));
	}
};
let bad = 0;

walk(root);
await verifyFolder(files, (ok, what, why) => {
	console.log(ok ? 'OK' : 'FAIL', what, why ?? '');
	bad += !ok;
});
process.exit(bad > 0 ? 1 : 0);
