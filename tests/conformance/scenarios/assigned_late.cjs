'use strict';
// What is assigned to a stream or its state after construction takes effect from then on: objectMode, a decoder, methods.

const { StringDecoder } = require('node:string_decoder');
const { scenario, stream, turn } = require('../prelude.cjs');
const { PassThrough, Readable, Transform } = stream;

const chunks = (log, s) => {
  for (const event of ['data', 'error', 'end'])
    s.on(event, (...args) => log(event, ...args));
};
const halves = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];

const states = {
  'objectMode of both sides': (log) => {
    const t = new Transform({
      transform(chunk, encoding, callback) {
        callback(null, chunk);
      },
    });
    t._readableState.objectMode = true;
    t._writableState.objectMode = true;
    log(t.readableObjectMode, t.writableObjectMode);
    chunks(log, t);
    t.write({ a: 1 });
  },
  'objectMode of a readable': (log) => {
    const r = new Readable({ read() {} });
    r._readableState.objectMode = true;
    chunks(log, r);
    r.push({ a: 1 });
  },
  'objectMode taken away': (log) => {
    const r = new Readable({ read() {}, objectMode: true });
    r._readableState.objectMode = false;
    chunks(log, r);
    r.push('s');
  },
  'a decoder': (log) => {
    const r = new Readable({ read() {} });
    r._readableState.decoder = new StringDecoder('utf8');
    chunks(log, r);
    halves.forEach((half) => r.push(half));
    r.push(null);
  },
  'no decoder any more': (log) => {
    const r = new Readable({ read() {}, encoding: 'utf8' });
    r._readableState.decoder = null;
    r._readableState.encoding = null;
    chunks(log, r);
    r.push('abc');
    r.push(null);
  },
  '_read of a PassThrough': (log) => {
    const t = new PassThrough();
    t._read = () => log('_read');
    t.read(0);
  },
};
for (const [name, program] of Object.entries(states)) {
  scenario(`assigned: ${name}`, async (log) => {
    program(log);
    await turn();
  });
}

scenario('read() wrapped while the stream flows', async (log) => {
  const r = new Readable({ read() {} });
  r.on('data', (chunk) => log('data', chunk));
  await turn();
  const { read } = r;
  r.read = function (...args) {
    log('read', args);
    return read.apply(this, args);
  };
  for (const chunk of ['a', 'b']) {
    r.push(chunk);
    await turn();
  }
});
