'use strict';
// Which listeners finished() and toWeb() put on a stream and take off again, of streams in every state of ending.

const { scenario, stream, turn } = require('../prelude.cjs');
const { Duplex, PassThrough, Readable, finished } = stream;

/** Writes down each listener that comes or goes from now on. */
function listeners(s) {
  const seen = [];
  for (const [method, mark] of [
    ['on', ''],
    ['removeListener', '-'],
    ['pause', 'pause()'],
  ]) {
    const own = s[method];
    s[method] = function (event, ...rest) {
      seen.push(mark + (event ?? ''));
      return own.call(this, event, ...rest);
    };
  }
  return seen;
}

const sides = { read() {}, write() {} };
const ended = (s) => {
  s.push(null);
  return s;
};
const states = {
  'open readable': () => new Readable({ read() {} }),
  'open duplex': () => new Duplex(sides),
  'duplex, end not read': () => ended(new Duplex(sides)),
  'duplex, end not read, ended': () => ended(new Duplex(sides)).end(),
  'duplex without a readable side': () => new Duplex({ readable: false }),
  'readable, end not read': () => ended(new Readable({ read() {} })),
  'readable without close, end not read': () =>
    ended(new Readable({ read() {}, emitClose: false })),
  'data and end not read': () => {
    const d = new Duplex(sides);
    d.push('a');
    return ended(d);
  },
  'ended PassThrough': () => new PassThrough().end(),
  closed: () => new Readable({ read() {} }).destroy(),
  failed: () =>
    new Readable({ read() {} }).on('error', () => {}).destroy(new Error('x')),
};
const optionsOf = {
  none: () => ({}),
  'writable: false': () => ({ writable: false }),
  'error: false': () => ({ error: false }),
  signal: () => ({ signal: new AbortController().signal }),
  'an aborted signal': () => ({ writable: false, signal: AbortSignal.abort() }),
};

for (const [name, make] of Object.entries(states)) {
  scenario(`finished(): ${name}`, async (log) => {
    for (const [given, options] of Object.entries(optionsOf)) {
      const s = make();
      await turn();
      const seen = listeners(s);
      const cleanup = finished(s, options(), (error) => log('over', error));
      log(given, seen.splice(0));
      cleanup();
      log('cleaned up', seen.splice(0));
      s.on('error', () => {});
      s.destroy();
      await turn();
    }
  });

  scenario(`toWeb(): ${name}`, async (log) => {
    const s = make();
    await turn();
    const seen = listeners(s);
    const reader = Readable.toWeb(s).getReader();
    log(seen.splice(0), s.readableFlowing);
    reader.closed.then(
      () => log('closed'),
      (error) => log('failed', error),
    );
    reader.read().then(
      ({ done }) => log('read', done),
      (error) => log('not read', error),
    );
    await turn();
    log(seen.splice(0), s.readableFlowing, s.destroyed);
  });
}

scenario('toWeb() of bytes goes on while there is room', async (log) => {
  const s = new Readable({ read() {} });
  for (const event of ['pause', 'resume', 'end', 'close'])
    s.on(event, () => log(event));
  const reader = Readable.toWeb(s, { type: 'bytes' }).getReader();
  for (const chunk of ['abc', 'de', null]) {
    s.push(chunk);
    const { value, done } = await reader.read();
    log(done, value);
    await turn();
  }
});
