'use strict';
// Class, code and text of every error a user can meet. The moment they come is in the files of the classes.

const { scenario, stream, source, sink } = require('../prelude.cjs');

/** Logs what `attempt` throws or emits on `s`. */
function attempt(log, label, s, action) {
  s.on('error', (error) =>
    log(`${label} emitted`, error, error instanceof TypeError),
  );
  try {
    const value = action(s);
    log(`${label} returned`, typeof value);
  } catch (error) {
    log(`${label} threw`, error, error instanceof TypeError);
  }
}

scenario('Writable errors', (log) => {
  attempt(log, 'null', sink(log), (w) => w.write(null));
  attempt(log, 'number', sink(log), (w) => w.write(1));
  attempt(log, 'encoding', sink(log), (w) => w.write('a', 'nonsense'));
  attempt(log, 'default encoding', sink(log), (w) =>
    w.setDefaultEncoding('nonsense'),
  );
  attempt(log, 'not implemented', new stream.Writable(), (w) => w.write('a'));
  attempt(log, 'after end', sink(log), (w) => w.end() && w.write('a'));
  attempt(log, 'callback', sink(log), (w) =>
    w.write('a', 'utf8', 'no function'),
  );
  attempt(log, 'end callback', sink(log), (w) =>
    w.end('a', 'utf8', 'no function'),
  );
  attempt(log, 'destroyed', sink(log), (w) => w.destroy() && w.write('a'));
  attempt(log, 'end destroyed', sink(log), (w) => w.destroy() && w.end('a'));
});

scenario('Readable errors', (log) => {
  attempt(log, 'number', source(log), (r) => r.push(1));
  attempt(log, 'after eof', source(log), (r) => r.push(null) || r.push('a'));
  attempt(log, 'not implemented', new stream.Readable(), (r) => r.read());
  attempt(log, 'encoding', source(log), (r) => r.setEncoding('nonsense'));
  attempt(log, 'pipe to nothing', source(log), (r) => r.pipe());
  attempt(log, 'pipe to number', source(log), (r) => r.pipe(5));
  attempt(log, 'push encoding', source(log), (r) => r.push('a', 'nonsense'));
});

scenario('errors of the hooks that are missing', (log) => {
  attempt(log, 'transform', new stream.Transform(), (t) => t.write('a'));
  attempt(log, 'duplex write', new stream.Duplex(), (d) => d.write('a'));
  attempt(log, 'duplex read', new stream.Duplex(), (d) => d.read());
});

scenario('hooks that are no functions', (log) => {
  for (const options of [
    { read: 5 },
    { write: 'x' },
    { transform: {} },
    { final: true },
    { construct: 1 },
  ]) {
    for (const kind of ['Readable', 'Writable', 'Transform']) {
      try {
        log(kind, options, typeof new stream[kind](options));
      } catch (error) {
        log(kind, error);
      }
    }
  }
});

scenario('an error emitted by hand', (log) => {
  const r = source(log);
  r.on('error', (error) => log('error', error));
  r.emit('error', new Error('by hand'));
  log('state', r.destroyed, r.errored);
});

scenario('an error without a listener', (log) => {
  const r = source(log);
  try {
    r.emit('error', new Error('unheard'));
  } catch (error) {
    log('threw', error);
  }
  source(log).destroy(new Error('unheard by destroy'));
});

scenario('options of the wrong type', (log) => {
  for (const options of [null, undefined, 5, 'text', true]) {
    for (const kind of ['Readable', 'Writable', 'Duplex']) {
      try {
        log(kind, String(options), typeof new stream[kind](options));
      } catch (error) {
        log(kind, String(options), error);
      }
    }
  }
});

scenario('getters of the prototypes alone', (log) => {
  for (const kind of ['Readable', 'Writable', 'Duplex']) {
    const { prototype } = stream[kind];
    for (const name of Object.getOwnPropertyNames(prototype).sort()) {
      const { get } = Object.getOwnPropertyDescriptor(prototype, name);
      if (get === undefined) continue;
      try {
        log(`${kind}.${name}`, prototype[name]);
      } catch (error) {
        log(`${kind}.${name}`, error.name);
      }
    }
  }
});
