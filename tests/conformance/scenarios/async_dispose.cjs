'use strict';
// Symbol.asyncDispose: when its promise settles, counted in microtasks after 'close', and with what.

const { scenario, stream, turn } = require('../prelude.cjs');
const { Duplex, Readable, Writable } = stream;

const asyncDispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');

/** Logs that so many microtasks have passed. */
function countMicrotasks(log, count, passed = 1) {
  if (passed > count) return;
  queueMicrotask(() => {
    log('microtask', passed);
    countMicrotasks(log, count, passed + 1);
  });
}

const failing = {
  destroy(error, callback) {
    callback(new Error('in _destroy'));
  },
};
const cases = {
  'a readable': () => new Readable({ read() {} }),
  'a writable': () => new Writable({ write() {} }),
  'a duplex': () => new Duplex({ read() {}, write() {} }),
  'a readable that has ended': async () => {
    const r = Readable.from([]).resume();
    await new Promise((resolve) => r.on('close', resolve));
    return r;
  },
  'a readable destroyed with an error': () =>
    new Readable({ read() {} }).on('error', () => {}).destroy(new Error('x')),
  'a readable that fails to destroy': () =>
    new Readable({ read() {}, ...failing }),
  'a writable that fails to destroy': () =>
    new Writable({ write() {}, ...failing }),
};
for (const [name, make] of Object.entries(cases)) {
  scenario(name, async (log) => {
    const s = await make();
    s.on('error', (error) => log('error', error));
    s.on('close', () => {
      log('close');
      countMicrotasks(log, 6);
    });
    await s[asyncDispose]().then(
      () => log('disposed'),
      (error) => log('refused', error),
    );
    await turn();
  });
}
