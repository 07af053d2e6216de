// The served program as a user starts it, and programs in a room that stand for tabs; all are ended with the test file.
// It knows nothing of what is tested.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after } from 'node:test';

export const root = path.resolve(import.meta.dirname, '../..');
const programs = [];
after(() => programs.forEach((program) => program.kill('SIGKILL')));

/** Starts the served program; resolves with what it printed up to its URL, or with its failure. */
export const serve = (...args) => serveFrom(path.join(root, 'build'), ...args);

/** The same on a port of the caller's. */
export const serveAt = (port, ...args) =>
  start(path.join(root, 'build'), port, args);

/** The same from a copy of the built folders. */
export const serveFrom = (folder, ...args) => start(folder, 0, args);

async function start(folder, port, args) {
  const program = spawn(
    process.execPath,
    [path.join(folder, 'relay/serve.js'), ...args],
    { env: { ...process.env, PORT: String(port) } },
  );
  programs.push(program);
  let printed = '';
  let complaints = '';
  program.stderr.on('data', (chunk) => (complaints += chunk));
  program.stdout.setEncoding('utf8');
  return new Promise((resolve) => {
    program.stdout.on('data', (chunk) => {
      printed += chunk;
      const url = /^(?:\{.*)?(http:[^\s"]+)/m.exec(printed)?.[1];
      if (url) resolve({ program, url, printed });
    });
    // Not 'exit': what it wrote last may come after that.
    program.on('close', (code) => resolve({ code, complaints }));
  });
}

/** A program in the room that stands for a tab: `code` has `net` and `port`. */
export async function tab(url, room, port, code) {
  const source = `
    const net = require('tincan/net');
    const port = ${port};
    net.configureRelay({ url: ${JSON.stringify(url.replace('http', 'ws'))}, room: '${room}',
      WebSocket: class extends require('ws').WebSocket {
        constructor(address, protocols, options) {
          super(address, protocols, { ...options, origin: ${JSON.stringify(new URL(url).origin)} });
        }
      } });
    ${code}`;
  const program = spawn(process.execPath, ['-e', source], { cwd: root });
  programs.push(program);
  program.stderr.pipe(process.stderr);
  const lines = [];
  let wake = () => {};
  program.stdout.setEncoding('utf8').on('data', (chunk) => {
    lines.push(...chunk.trim().split('\n'));
    wake();
  });
  return {
    program,
    lines,
    async says(line) {
      while (!lines.includes(line))
        await new Promise((resolve) => (wake = resolve));
    },
  };
}
