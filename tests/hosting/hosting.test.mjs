// The recipe of web/hosting as it stands: nginx with its file, the relay with the unit's command line, a real browser over TLS.
// Only names, ports and paths are exchanged for ones that are free here. Skipped, and said to be, where nginx is not installed.
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { freePort } from '../helpers/free_port.mjs';
import { launch, openTab, Tab } from '../web/playground.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const recipe = (file) =>
  readFileSync(path.join(root, 'web/hosting', file), 'utf8');
const execute = promisify(execFile);

const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find((file) =>
  existsSync(file),
);
const has = (program) => spawnSync(program, ['--version']).error === undefined;
const skip = nginx === undefined && 'nginx is not installed';

/** Replaces what the recipe's README says to change; each must be there. */
function change(text, changes) {
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `the recipe has ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

let folder, ports, origin, proxy, relay, browser;

/** The command of the unit's ExecStart, with what is free here. */
function command() {
  const unit = recipe('tincan.service');
  const [program, ...args] = change(
    /^ExecStart=(.*)$/m.exec(unit)[0].slice('ExecStart='.length),
    [
      ['/usr/bin/node', process.execPath],
      ['/opt/tincan/current/relay', path.join(root, 'build/relay')],
      ['https://play.example', origin],
      ['9464', String(ports.metrics)],
      ['/run/tincan', folder],
    ],
  ).split(' ');
  return { program, args };
}

async function startRelay() {
  const { program, args } = command();
  const child = spawn(program, args, {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(ports.relay) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  await new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      log += chunk;
      if (log.includes('"listening"')) resolve();
    });
  });
  return child;
}

before(async () => {
  if (skip) return;
  folder = mkdtempSync(path.join(os.tmpdir(), 'tincan-hosting-'));
  ports = {
    relay: await freePort(),
    http: await freePort(),
    https: await freePort(),
    metrics: await freePort(),
  };
  origin = `https://play.example:${ports.https}`;
  await execute(
    'openssl',
    'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=play.example -keyout key.pem -out cert.pem'.split(
      ' ',
    ),
    { cwd: folder },
  );
  const site = change(recipe('nginx.conf'), [
    ['127.0.0.1:8080', `127.0.0.1:${ports.relay}`],
    ['  listen [::]:80;\n', ''],
    ['  listen [::]:443 ssl http2;\n', ''],
    ['listen 80;', `listen 127.0.0.1:${ports.http};`],
    ['listen 443 ssl', `listen 127.0.0.1:${ports.https} ssl`],
    ['/etc/letsencrypt/live/play.example/fullchain.pem', `${folder}/cert.pem`],
    ['/etc/letsencrypt/live/play.example/privkey.pem', `${folder}/key.pem`],
    ['/var/log/nginx/tincan.log', `${folder}/tincan.log`],
  ]);
  writeFileSync(path.join(folder, 'site.conf'), site);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${folder}/${name};`)
    .join('\n');
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log notice;
events {}
http {
${temporary}
  access_log off;
  include ${folder}/site.conf;
}
`,
  );
});

after(async () => {
  await browser?.close();
  for (const child of [proxy, relay]) {
    if (child === undefined || child.exitCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

/** A request through nginx; resolves with status, headers and body. */
function ask(target, headers = {}) {
  return new Promise((resolve, reject) => {
    https
      .get(
        {
          host: '127.0.0.1',
          port: ports.https,
          servername: 'play.example',
          path: target,
          rejectUnauthorized: false,
          headers: { Host: `play.example:${ports.https}`, ...headers },
        },
        async (response) => {
          let body = '';
          for await (const chunk of response) body += chunk;
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body,
          });
        },
      )
      .on('error', reject);
  });
}

test(
  'the unit is one that systemd takes',
  { skip: has('systemd-analyze') ? false : 'systemd is not installed' },
  async () => {
    const unit = path.join(
      mkdtempSync(path.join(os.tmpdir(), 'tincan-unit-')),
      'tincan.service',
    );
    const text = change(recipe('tincan.service'), [
      ['/usr/bin/node', process.execPath],
    ]);
    writeFileSync(unit, text);
    const { stderr } = await execute('systemd-analyze', ['verify', unit]);
    assert.equal(stderr, '');
    rmSync(path.dirname(unit), { recursive: true });
  },
);

test('nginx takes the site, and starts with it', { skip }, async () => {
  const args = ['-p', folder, '-e', `${folder}/error.log`, '-c'];
  const config = path.join(folder, 'nginx.conf');
  const { stderr } = await execute(nginx, ['-t', ...args, config]);
  assert.match(stderr, /test is successful/);
  assert.doesNotMatch(stderr, /warn/);
  relay = await startRelay();
  proxy = spawn(nginx, [...args, config], { stdio: 'inherit' });
  for (;;) {
    try {
      assert.equal((await ask('/')).status, 200);
      break;
    } catch (error) {
      if (error.code !== 'ECONNREFUSED') throw error;
    }
  }
});

test(
  'the page comes over TLS with its policies, and nothing else does',
  { skip },
  async () => {
    const page = await ask('/');
    assert.match(page.headers['content-security-policy'], /default-src 'none'/);
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
    assert.match(page.headers['strict-transport-security'], /max-age=/);
    assert.equal(page.headers.server, 'nginx');
    const sandbox = await ask('/sandbox.html');
    assert.match(sandbox.headers['content-security-policy'], /^sandbox /);
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page.body)[1];
    const packed = await ask(`/${script}`, { 'Accept-Encoding': 'gzip' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.equal((await ask('/metrics')).status, 404);
    const plain = await fetch(`http://127.0.0.1:${ports.http}/x`, {
      redirect: 'manual',
      headers: { Host: 'play.example' },
    });
    assert.equal(plain.status, 301);
    assert.match(plain.headers.get('location'), /^https:\/\/.*\/x$/);
    const metrics = await fetch(`http://127.0.0.1:${ports.metrics}/metrics`);
    assert.equal(metrics.status, 200);
  },
);

test(
  'two tabs greet over wss, and once more after an upgrade',
  { skip },
  async () => {
    browser = await launch([
      '--host-resolver-rules=MAP play.example 127.0.0.1',
      '--ignore-certificate-errors',
    ]);
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const a = await openTab(context, `${origin}/`, '#program=blank');
    await a.runCode(`require('net').createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => console.log(String(data)));
    socket.write('Hello I am A');
  }).listen(8000, () => console.log('listening'));`);
    await a.outputWith('listening');
    await a.status('Relay: connected');
    const [page] = await Promise.all([
      context.waitForEvent('page'),
      a.openB.click(),
    ]);
    const b = new Tab(page);
    await b.run.waitFor();
    const greet = `(function greet() {
    require('net').connect(8000).on('error', () => setTimeout(greet, 300))
      .on('data', (data) => {
        console.log(String(data));
        process.exit();
      }).write('Hello I am B');
  })();`;
    await b.runCode(greet);
    assert.equal(await b.outputWith('Hello I am A'), 'Hello I am A\n');
    await b.status(/^Ended/);
    await a.outputWith('Hello I am B\n');

    // systemctl restart: the old process is told to stop, the next one starts when it has.
    relay.kill('SIGTERM');
    const [code] = await once(relay, 'exit');
    assert.equal(code, 0);
    relay = await startRelay();
    // B asks until A, which comes back by itself, has its port again.
    await b.runCode(greet);
    assert.equal(await b.outputWith('Hello I am A'), 'Hello I am A\n');
    assert.doesNotMatch(await a.output(), /Error/);
  },
);

test('the log names addresses and rooms, and no secret', { skip }, () => {
  const log = readFileSync(path.join(folder, 'tincan.log'), 'utf8');
  assert.match(log, /^127\.0\.0\.1 \S+ "GET \/r\/[\w-]{22}\/ws" 101 /m);
  assert.doesNotMatch(log, /room=/);
});
