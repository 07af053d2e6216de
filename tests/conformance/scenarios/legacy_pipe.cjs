'use strict';
// Emitters that lack what EventEmitter has: a pipe's error listener still comes first, and an error is not swallowed.

const { scenario, stream, source } = require('../prelude.cjs');
const { Stream } = stream;

/** A destination with no more than pipe() must have. */
const bare = (log, events) => ({
  _events: events,
  on(event) {
    log('on', event);
    return this;
  },
  once(event) {
    log('once', event);
    return this;
  },
  emit: (event) => log('emit', event),
  removeListener() {},
  listenerCount: () => 0,
  write: () => true,
  end() {},
});

function first() {}
function second() {}
const lists = {
  'no list': () => undefined,
  'an empty list': () => ({}),
  'one listener': () => ({ error: first }),
  'two listeners': () => ({ error: [first, second] }),
};
for (const [name, list] of Object.entries(lists)) {
  scenario(`a destination without prependListener: ${name}`, async (log) => {
    for (const from of [new Stream(), source(log)]) {
      const events = list();
      from.pipe(bare(log, events));
      const { error } = events ?? {};
      log([error].flat().map((listener) => listener?.name));
    }
  });
}

for (const count of [undefined, null, () => 7, 5]) {
  scenario(`listenerCount that is ${count}`, async (log) => {
    const r = new Stream();
    const w = new Stream();
    r.listenerCount = count;
    w.listenerCount = count;
    r.pipe(w);
    for (const each of [r, w]) {
      try {
        log(each.emit('error', new Error('bad')));
      } catch (error) {
        log('thrown', error.name, error.code);
      }
    }
  });
}
