// SPDX-License-Identifier: ISC
// Opens a page in Chromium, over its pipe, and waits until a text stands in it
// or in a frame of it, shadow trees included. Prints the text of all frames;
// fails when the words are not there in time. No name but loopback resolves.
//
//   replay.mjs CHROMIUM URL WORDS SECONDS
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [chromium, page, wanted, limit] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'replay-'));
const child = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu',
	'--remote-debugging-pipe', '--no-first-run', '--disable-extensions',
	'--disable-background-networking', '--disable-component-update',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
	`--user-data-dir=${profile}`, 'about:blank'],
	{ detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
let last = 0, rest = '';
const waiting = new Map();
child.stdio[4].on('data', (d) => {
	rest += d;
	const parts = rest.split('\0');
	rest = parts.pop();
	for (const p of parts) {
		const m = JSON.parse(p);
		if (m.id && waiting.has(m.id)) { waiting.get(m.id)(m.result); waiting.delete(m.id); }
	}
});
const call = (method, params = {}, sessionId) => new Promise((done) => {
	waiting.set(++last, done);
	child.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId }) + '\0');
});
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
// The text of every frame of the page's own origin, shadow trees included.
const gather = `(() => {
	const out = [];
	const look = (doc) => {
		out.push(doc.body ? doc.body.innerText : '');
		const walk = (root) => {
			for (const e of root.querySelectorAll('*')) {
				if (e.shadowRoot) walk(e.shadowRoot);
				if (e.tagName === 'IFRAME') {
					try { if (e.contentDocument) look(e.contentDocument); } catch { }
				}
			}
		};
		walk(doc);
	};
	look(document);
	return out.join('\\n');
})()`;
let text = '';
try {
	const { targetInfos } = await call('Target.getTargets');
	const { sessionId } = await call('Target.attachToTarget',
		{ targetId: targetInfos.find((t) => t.type === 'page').targetId, flatten: true });
	await call('Page.navigate', { url: page }, sessionId);
	for (const end = Date.now() + Number(limit) * 1000; Date.now() < end && !text.includes(wanted);) {
		await sleep(200);
		const r = await call('Runtime.evaluate', { expression: gather, returnByValue: true }, sessionId);
		text = r && r.result && r.result.value ? r.result.value : '';
	}
} finally {
	process.kill(-child.pid, 'SIGKILL'); // all of its processes
	await new Promise((r) => child.on('exit', r));
	rmSync(profile, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
}
console.log(text);
process.exit(text.includes(wanted) ? 0 : 1);
