// The types of the installed package, checked by tsc on small programs, under each way TypeScript resolves modules.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { installPackage, root } from './install.mjs';

const execute = promisify(execFile);
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
before(async () => {
  installed = await installPackage(['@types/node', 'undici-types']);
});
after(() => installed.remove());

/** What tsc says of the files, or nothing. Together, since each run also checks all of @types/node. */
async function check(names, options) {
  const args = [tsc, '--noEmit', '--strict', ...options.split(' '), ...names];
  try {
    await execute(process.execPath, args, { cwd: installed.project });
    return '';
  } catch (error) {
    return error.stdout;
  }
}

const imported = `
import Stream, { Readable, Transform, pipeline, promises } from 'tincan-streams/stream';
import type { ReadableOptions, TransformCallback } from 'tincan-streams/stream';
import { pipeline as piped } from 'tincan-streams/stream/promises';
import { text } from 'tincan-streams/stream/consumers';
import { ReadableStream } from 'tincan-streams/stream/web';
import net, { Socket, createServer, configureRelay } from 'tincan-streams/net';
import type { AddressInfo } from 'tincan-streams/net';
import { Buffer, EventEmitter, net as alsoNet, stream, useCarrier } from 'tincan-streams';

class Upper extends Transform {
  override _transform(chunk: Buffer, encoding: BufferEncoding, callback: TransformCallback) {
    callback(null, chunk.toString(encoding).toUpperCase());
  }
}
const options: ReadableOptions = { highWaterMark: 3 };
const readable: Readable = new Readable(options);
const base: Stream = new Stream();
const node: import('node:stream').Readable = readable;
const emitter: EventEmitter = base;
pipeline(readable, new Upper(), (error) => {
  const code: string | undefined = error?.code;
  void code;
});
const web: ReadableStream = Readable.toWeb(readable);
const whole: Promise<string> = text(readable);
const address: AddressInfo | string | null = createServer().address();
const socket: net.Socket = new Socket();
configureRelay({ url: 'ws://localhost', room: 'x' });
net.configureRelay({ url: 'ws://localhost', room: 'x', maxWindow: 2 ** 20 });
useCarrier((events) => {
  events.opened();
  return { send(message) { void message.byteLength; }, close() {} };
});
await promises.pipeline(readable, new Upper());
await piped(Readable.from(['a']), new stream.PassThrough());
void [web, whole, address, socket, node, emitter, alsoNet.isIP('x')];
`;
const required = `
import stream = require('tincan-streams/stream');
import promises = require('tincan-streams/stream/promises');
import net = require('tincan-streams/net');
class Source extends stream.Readable {}
const base: stream = new stream();
base.pipe(new stream.PassThrough());
const address: net.AddressInfo | null = null;
void [new Source(), address, promises.finished(base as stream.Readable)];
`;
const wrong = `
import { Readable } from 'tincan-streams/stream';
new Readable({ highWaterMark: 'three' });
`;

/** Programs by the way they are resolved. */
const ways = [
  ['--module nodenext', ['imports.mts', 'requires.cts']],
  [
    '--module esnext --moduleResolution bundler --target es2022',
    ['imports.mts'],
  ],
  [
    '--module preserve --target es2022 --lib es2023,dom --customConditions browser',
    ['imports.mts'],
  ],
];
for (const [options, names] of ways) {
  test(`programs type-check with ${options}, but a wrong one`, async () => {
    await installed.write('imports.mts', imported);
    await installed.write('requires.cts', required);
    await installed.write('wrong.mts', wrong);
    const said = await check([...names, 'wrong.mts'], options);
    const errors = said.split('\n').filter((line) => /error TS/.test(line));
    assert.equal(errors.length, 1, said);
    assert.match(
      errors[0],
      /^wrong\.mts\(3,\d+\): error TS2322: Type 'string'/,
    );
  });
}
