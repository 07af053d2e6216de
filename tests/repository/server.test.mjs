// The static server of build/relay: headers by kind of file, nothing outside its directory, the relay's door on the same port, and the
// program's one-line refusals. The relay itself: tests/relay.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startPlayground } from '../../build/relay/playground.js';

const program = fileURLToPath(
  new URL('../../build/relay/serve.js', import.meta.url),
);

let directory;
let playground;

before(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'tincan-server-'));
  const site = path.join(directory, 'site');
  mkdirSync(path.join(site, 'assets'), { recursive: true });
  writeFileSync(path.join(directory, 'secret.txt'), 'outside');
  writeFileSync(path.join(site, 'index.html'), '<!doctype html>page');
  writeFileSync(path.join(site, 'sandbox.html'), '<!doctype html>frame');
  writeFileSync(path.join(site, 'assets', 'worker-1a2b.js'), '0');
  writeFileSync(path.join(site, 'tincan.wasm'), '\0asm');
  const headers = {
    '/index.html': { 'content-security-policy': 'page policy' },
    '/sandbox.html': { 'content-security-policy': 'frame policy' },
  };
  writeFileSync(path.join(site, 'headers.json'), JSON.stringify(headers));
  playground = await startPlayground({
    directory: site,
    host: '127.0.0.1',
    port: 0,
  });
});

after(async () => {
  await playground.close();
  rmSync(directory, { recursive: true });
});

/** One request, its path sent as it stands (no normalising), headers added. */
function get(target, headers = {}, method = 'GET') {
  return new Promise((resolve, reject) => {
    const options = { port: playground.port, path: target, headers, method };
    const request = http.request({ host: '127.0.0.1', ...options });
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (text) => (body += text));
      const { statusCode, headers: answered } = response;
      response.on('end', () =>
        resolve({ statusCode, headers: answered, body }),
      );
    });
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response);
    });
    request.on('error', reject).end();
  });
}

test('each document carries the policy the build wrote for it', async () => {
  const policyOf = async (target) =>
    (await get(target)).headers['content-security-policy'];
  assert.equal(await policyOf('/'), 'page policy');
  assert.equal(await policyOf('/index.html'), 'page policy');
  assert.equal(await policyOf('/sandbox.html'), 'frame policy');
});

test("a worker's script carries the page's own policy", async () => {
  const { headers } = await get('/assets/worker-1a2b.js');
  assert.match(headers['content-security-policy'], /connect-src 'self'/);
  assert.equal(headers['content-type'], 'text/javascript');
});

test('hashed assets are immutable and documents are asked for again', async () => {
  const asset = await get('/assets/worker-1a2b.js');
  assert.match(asset.headers['cache-control'], /immutable/);
  const page = await get('/');
  assert.equal(page.headers['cache-control'], 'no-cache');
  const again = await get('/', { 'if-none-match': page.headers.etag });
  assert.equal(again.statusCode, 304);
});

test('Wasm has its type, and no type is guessed', async () => {
  const { headers } = await get('/tincan.wasm');
  assert.equal(headers['content-type'], 'application/wasm');
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

for (const target of [
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/%zz',
  '/%00',
]) {
  test(`nothing outside the directory is served: ${target}`, async () => {
    const { statusCode, body } = await get(target);
    assert.equal(statusCode, 404);
    assert.doesNotMatch(body, /outside/);
  });
}

test('only GET and HEAD are answered', async () => {
  const { statusCode, headers } = await get('/', {}, 'POST');
  assert.equal(statusCode, 405);
  assert.equal(headers.allow, 'GET, HEAD');
});

test('the relay stands on the same port and refuses a foreign origin', async () => {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    origin: 'http://evil.example',
  };
  const room = `/r/${'a'.repeat(22)}/ws`;
  assert.equal((await get(room, upgrade)).statusCode, 403);
});

/** Runs the program and resolves with what it printed and its exit code; `until` ends it at a line of stdout. */
function serve(env, until) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], {
      env: { ...process.env, ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      if (until?.test(stdout)) child.kill('SIGTERM');
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

test('a port in use is told in one line that says what to do', async () => {
  const { code, stderr } = await serve({
    PORT: String(playground.port),
    HOST: '127.0.0.1',
  });
  assert.equal(code, 1);
  assert.match(stderr, /^Port \d+ on 127\.0\.0\.1 is in use: .*PORT=\d+.*\n$/);
});

test('a PORT that is no port is told in one line', async () => {
  const { code, stderr } = await serve({ PORT: '70000' });
  assert.equal(code, 1);
  assert.equal(stderr, 'PORT must be a number from 0 to 65535, not 70000\n');
});

test('the URL is the last line, and SIGTERM ends the program', async () => {
  const { code, stdout } = await serve({ PORT: '0', HOST: '' }, /\/\n$/);
  assert.equal(code, 0);
  assert.match(stdout, /^http:\/\/127\.0\.0\.1:\d+\/\n$/);
});
