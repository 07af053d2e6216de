// The program behind `npm start` and of a hosted instance: reads PORT and HOST, serves, prints the URL as its last line once it can
// be opened, stops on SIGINT and SIGTERM. Everything else is web/server.ts.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArguments, type Arguments } from './arguments.ts';
import { takeHandover, writeHandover } from './handover.ts';
import { lineLog } from './log.ts';
import { isLoopback, startPlayground } from './server.ts';

const defaultPort = 8080;

/** A port number from text; undefined where it is none. */
function parsePort(text: string): number | undefined {
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65535 ? port : undefined;
}

/** One line a user can act on for what listen() refuses. */
function listenAdvice(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use: stop what listens there, or choose another with PORT=${port + 1} npm start`;
    case 'EACCES':
      return `Port ${port} on ${host} needs more rights than this user has: choose one above 1023 with PORT=${defaultPort} npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine: set HOST to one that is (127.0.0.1 by default)`;
    default:
      return `Cannot listen on ${host} port ${port}: ${error.message}`;
  }
}

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}

const directory = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../web',
);
let closing = false;
const host = process.env.HOST || '127.0.0.1';
const port = parsePort(process.env.PORT || String(defaultPort));
if (port === undefined)
  fail(`PORT must be a number from 0 to 65535, not ${process.env.PORT}`);

let given: Arguments;
try {
  given = parseArguments(process.argv.slice(2));
} catch (error) {
  fail((error as Error).message);
}
const { profile, entrances, exits, origins, behindProxy, handover } = given;
const hosted = profile === 'hosted';

if (!existsSync(path.join(directory, 'headers.json'))) {
  fail(
    `The page is not built: nothing at ${directory}; run npm run build first`,
  );
}

if (exits.length > 0 && !isLoopback(host)) {
  fail(
    `--gateway-out lets whoever opens the page reach ${exits[0]!.host}: it wants a HOST of this machine alone, not ${host}`,
  );
}
// Loaded only here: an instance without a way out does not have its code.
const outside =
  exits.length === 0
    ? undefined
    : await import('./gateway/outside.ts').then(({ openOutside }) =>
        openOutside(exits).catch((error: Error) => fail(error.message)),
      );

// Known to this process and its gateway alone; without a gateway no client but a page gets in.
const token =
  entrances.length > 0 ? randomBytes(24).toString('base64url') : undefined;
const line = hosted ? lineLog(process.stdout) : undefined;
const metrics =
  given.metrics === undefined
    ? undefined
    : await import('./metrics.ts').then(({ makeMetrics }) => makeMetrics());
const playground = await startPlayground({
  directory,
  host,
  port,
  profile,
  origins,
  behindProxy,
  keptPorts: handover === undefined ? [] : takeHandover(handover),
  log(record) {
    line?.(record);
    metrics?.count(record);
  },
  ...(token === undefined ? {} : { token }),
  ...(outside === undefined ? {} : { outside }),
}).catch((error: NodeJS.ErrnoException) =>
  fail(listenAdvice(error, host, port)),
);
await metrics
  ?.serve(given.metrics!, playground)
  .catch((error: NodeJS.ErrnoException) =>
    fail(listenAdvice(error, '127.0.0.1', given.metrics!)),
  );
if (token !== undefined) {
  // Loaded only here: an instance without a gateway does not have its code.
  const { startGateway } = await import('./gateway/start.ts');
  const url = playground.url.replace(/^http/, 'ws');
  const ended = (line: string): void => {
    if (!closing) console.error(line);
  };
  await startGateway(entrances, { url, token }, ended).catch((error: Error) =>
    fail(error.message),
  );
  for (const entrance of entrances) {
    console.log(
      entrance.kind === 'in'
        ? `127.0.0.1:${entrance.port} leads to port ${entrance.port} of the room`
        : `127.0.0.1:${entrance.port} is a SOCKS5 server into the room`,
    );
  }
}
for (const { host: name, port: number } of exits)
  console.log(`Tabs may connect to ${name}:${number}`);
async function stop(): Promise<void> {
  // A second signal does not wait for connections to end.
  if (closing) process.exit(1);
  closing = true;
  line?.({ event: 'stopping', ...playground.stats() });
  if (handover !== undefined) writeHandover(handover, playground.handover());
  await playground.close({ drainMs: given.drainMs });
  await metrics?.close();
  process.exit(0);
}
if (process.connected) {
  // Started by `npm start`: that process hears the signals (Ctrl+C reaches both) and ends this one by hanging up, however it ends.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.once('disconnect', () => void stop());
} else {
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

// Last: whoever reads the URL may already open it, or stop this program.
if (line === undefined) console.log(playground.url);
else line({ event: 'listening', url: playground.url });
