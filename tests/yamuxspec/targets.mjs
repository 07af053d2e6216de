// The peers the cases are run against: how each is started and connected to. A target's connect() gives a carrier,
// `{send, close, onBytes, onClose}`, with `opening` where a stream needs words of its own before it echoes.
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';
import {
  randomKey,
  roomPathOf,
  startRelay,
  subprotocolsOf,
} from '../../build/relay/server.js';
import { connectRequest, MuxClient } from '../helpers/mux_client.mjs';
import { oraclePath } from '../helpers/oracle.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const built = (...names) => path.join(root, 'build', ...names);

/** A carrier over a byte stream of Node's; what comes before anybody listens is kept by the stream. */
function overStreams(readable, writable, close) {
  writable.on('error', () => {});
  readable.on('error', () => {});
  return {
    send: (bytes) => writable.write(bytes),
    close,
    onBytes: (listener) => readable.on('data', listener),
    onClose: (listener) => readable.on('close', listener),
  };
}

/** The engine as a native program: a process for each session. */
function native() {
  return {
    name: 'engine, native',
    async connect() {
      const child = spawn(built('native', 'clang++', 'tincan_yamux_echo'), {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      await once(child, 'spawn');
      return overStreams(child.stdout, child.stdin, () => child.kill());
    },
    close() {},
  };
}

/** The engine as Wasm, in this process. */
async function wasm() {
  const load = createRequire(import.meta.url)(built('wasm', 'yamux_echo.cjs'));
  const module = await load();
  return {
    name: 'engine, Wasm',
    async connect() {
      const events = new EventEmitter();
      const peer = module._peer_new();
      let open = true;
      const end = () => {
        if (!open) return;
        open = false;
        module._peer_delete(peer);
        queueMicrotask(() => events.emit('close'));
      };
      const send = (bytes) => {
        if (!open) return;
        const at = module._malloc(Math.max(bytes.length, 1));
        module.HEAPU8.set(bytes, at);
        module._peer_receive(peer, at, bytes.length);
        module._free(at);
        const out = [];
        for (let size; (size = module._peer_next(peer)) > 0;) {
          const from = module._peer_output(peer);
          out.push(Buffer.from(module.HEAPU8.subarray(from, from + size)));
        }
        if (module._peer_over(peer)) end();
        // Not from inside send(): a peer elsewhere answers later, too.
        setImmediate(() => out.forEach((bytes) => events.emit('bytes', bytes)));
      };
      return {
        send,
        close: end,
        onBytes: (listener) => events.on('bytes', listener),
        onClose: (listener) =>
          events.on('close', () => setImmediate(() => setImmediate(listener))),
      };
    },
    close() {},
  };
}

/** A program that prints its port and serves a session for each connection until its stdin ends. */
async function server(name, program, args) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${name} ended with ${code} before it listened`);
    }),
  ]);
  return {
    name,
    async connect() {
      const socket = net.connect(Number(line), '127.0.0.1');
      await once(socket, 'connect');
      return overStreams(socket, socket, () => socket.destroy());
    },
    async close() {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}

/** The relay, with a tab in the room that echoes: a stream begins with SOCKS there. */
async function relay() {
  const running = await startRelay();
  const secret = randomKey();
  const tab = await MuxClient.open(running.port, secret);
  const listener = await tab.listen(7);
  const serve = async (stream) => {
    try {
      for (let piece; (piece = await stream.read()) !== null;)
        await stream.write(piece);
      stream.end();
    } catch {
      // The case reset its stream or lost its session: nothing is left to echo.
    }
  };
  (async () => {
    for (;;) serve(await listener.accept());
  })().catch(() => {});
  return {
    name: 'relay',
    async connect() {
      const host = `127.0.0.1:${running.port}`;
      const socket = new WebSocket(
        `ws://${host}${roomPathOf(secret)}`,
        subprotocolsOf(secret),
        { origin: `http://${host}` },
      );
      await once(socket, 'open');
      socket.on('error', () => {});
      return {
        send: (bytes) => socket.send(bytes),
        close: () => socket.terminate(),
        onBytes: (listener) => socket.on('message', listener),
        onClose: (listener) => socket.on('close', listener),
        opening: dialEcho,
      };
    },
    async close() {
      tab.socket.terminate();
      await running.close();
    },
  };
}

/** CONNECT to the echo; the 12 bytes of the answer are no content and their credit goes back. */
async function dialEcho(session, stream) {
  const request = connectRequest(7);
  const replyBytes = 12;
  let answer = Buffer.alloc(0);
  stream.prelude = (payload) => {
    answer = Buffer.concat([answer, payload]);
    if (answer.length < replyBytes) return Buffer.alloc(0);
    stream.prelude = null;
    stream.replied = true;
    session.grant(stream.id, replyBytes);
    return answer.subarray(replyBytes);
  };
  session.request(stream.id, request);
  await session.until(() => stream.replied || stream.reset);
}

/** Every target, in order. Those that cannot be had here have `missing` instead of connect(). */
export async function allTargets() {
  const hashicorp = built('yamuxspec', 'hashicorp_yamux');
  return [
    native(),
    await wasm(),
    await relay(),
    await server('@chainsafe/libp2p-yamux', oraclePath(), [
      path.join(import.meta.dirname, 'peers', 'libp2p.mjs'),
    ]),
    existsSync(hashicorp)
      ? await server('hashicorp/yamux', hashicorp, [])
      : {
          name: 'hashicorp/yamux',
          missing:
            'Go is not here (Debian: golang-go, golang-github-hashicorp-yamux-dev)',
          close() {},
        },
  ];
}
