// What keeps a program alive: open sockets and servers do, unless unref() gave them up. Each program runs on the oracle with
// its own net and on Tincan; both must end by themselves and print the same.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { oraclePath } from '../helpers/oracle.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** Ends what would hang; far beyond what a busy machine takes. */
const kHangAfter = 120_000;

/** A timer that keeps nothing alive: it prints only if something else did. */
const kAlive =
  "const alive = (then) => setTimeout(() => { console.log('alive'); then(); }, 100).unref();";

const programs = {
  'a listening server': `
    const server = net.createServer().listen(0, () => alive(() => server.close()));
    server.on('close', () => console.log('close'));`,
  'a server that was unref()ed': `
    net.createServer().listen(0, () => alive(() => {})).unref();`,
  'a server that was unref()ed before it listens, then ref()ed': `
    const server = net.createServer().unref();
    server.listen(0, () => { server.ref(); alive(() => server.close()); });`,
  'an idle connection': `
    const server = net.createServer((socket) => { server.close(); alive(() => socket.end()); socket.resume(); });
    server.listen(0, () => net.connect(server.address().port).resume().on('close', () => console.log('close')));`,
  'a connection both ends of which were unref()ed': `
    const server = net.createServer((socket) => { socket.unref(); alive(() => {}); }).unref();
    server.listen(0, () => net.connect(server.address().port).unref());`,
  'a dial': `
    const server = net.createServer((socket) => { console.log('connection'); socket.destroy(); }).unref();
    server.listen(0, () => net.connect(server.address().port, '127.0.0.1', () => console.log('connect')));`,
  'a socket that never connected': `
    new net.Socket(); alive(() => {});`,
  'a socket nobody has read from yet': `
    const server = net.createServer({ pauseOnConnect: true }, (socket) => { socket.on('close', () => console.log('never')); });
    server.unref();
    server.listen(0, () => { const client = net.connect(server.address().port); client.on('connect', () => client.unref()); });`,
  'an uncaught error ends the program': `
    process.on('exit', (code) => { console.log('exit', code); process.exitCode = 0; });
    process.on('uncaughtException', (error) => { console.log('uncaught', error.message); process.exit(); });
    const server = net.createServer((socket) => { throw new Error('in the listener'); });
    server.listen(0, () => net.connect(server.address().port));`,
};

for (const [name, program] of Object.entries(programs)) {
  test(name, async () => {
    const output = async (module) => {
      const source = `const net = require('${module}'); ${kAlive} ${program}`;
      const { stdout } = await run(oraclePath(), ['-e', source], {
        cwd: root,
        timeout: kHangAfter,
      });
      return stdout;
    };
    assert.equal(await output('tincan/net'), await output('node:net'));
  });
}
