#!/usr/bin/env node
// Any Node may start this file; the command line itself is TypeScript and needs the Node 24 that npm installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const installed = new URL('../../node_modules/.bin/node', import.meta.url).pathname;
const modern = Number(process.versions.node.split('.')[0]) >= 24;
const node = modern || !existsSync(installed) ? process.execPath : installed;
const main = new URL('../src/main.ts', import.meta.url).pathname;

const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches the child by itself (same terminal); it decides how to end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 2 : (code ?? 2);
});
