'use strict';
// unshift(): where the chunk goes, empty and null, at the end, in object mode, with encodings.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  turn,
} = require('../prelude.cjs');

scenario('unshift puts bytes before the buffered ones', (log) => {
  const r = source(log);
  r.push('cd');
  log('unshift', r.unshift('ab'));
  log('read', r.read());
});

scenario('unshift of what read() gave', (log) => {
  const r = source(log);
  r.push('header\nbody');
  const all = r.read();
  const cut = all.indexOf('\n') + 1;
  r.unshift(all.subarray(cut));
  log('read', r.read());
});

scenario('unshift inside a data listener is delivered next', (log) => {
  const r = source(log);
  let done = false;
  r.on('data', (chunk) => {
    log('data', chunk);
    if (!done) {
      done = true;
      r.unshift('again');
    }
  });
  r.push('a');
  r.push('b');
});

scenario('unshift after the last chunk but before end', (log) => {
  const r = watch(log, source(log), ['end']);
  r.push('a');
  r.push(null);
  log('read', r.read());
  log('unshift', r.unshift('b'));
  setImmediate(() => log('read', r.read()));
});

scenario(
  'unshift after end is ERR_STREAM_UNSHIFT_AFTER_END_EVENT',
  async (log) => {
    const r = watch(log, source(log, { autoDestroy: false }), ['end', 'error']);
    r.push(null);
    r.resume();
    await turn();
    log('unshift', r.unshift('b'));
  },
);

scenario('unshift(null) and unshift of nothing', (log) => {
  const r = watch(log, source(log), ['end', 'error']);
  r.push('a');
  log('empty', r.unshift(''), r.unshift(Buffer.alloc(0)));
  log('null', r.unshift(null));
  log('state', state(r));
  r.resume();
});

scenario('unshift of the wrong type throws or errors', (log) => {
  const r = watch(log, source(log), ['error', 'close']);
  try {
    log('unshift', r.unshift(5));
  } catch (error) {
    log('threw', error);
  }
  log('state', state(r));
});

scenario('unshift in object mode', (log) => {
  const r = source(log, { objectMode: true });
  r.push(2);
  r.unshift(1);
  r.unshift(0);
  log('read', r.read(), r.read(), r.read());
});

scenario('unshift of a string when an encoding is set', (log) => {
  const r = source(log, { encoding: 'utf8' });
  r.push('b');
  r.unshift('ä', 'utf8');
  r.unshift('616263', 'hex');
  r.unshift(Buffer.from('ö'));
  log('length', r.readableLength);
  log('read', r.read());
});

scenario('unshift in the middle of a flow with readable listeners', (log) => {
  const r = new stream.Readable({
    read() {
      this.push(null);
    },
  });
  r.unshift('a');
  r.on('readable', () => {
    const chunk = r.read();
    log('readable', chunk);
    if (chunk?.toString() === 'a') r.unshift('b');
  });
  watch(log, r, ['end', 'error', 'close']);
});

scenario('unshift of bytes into decoded text', (log) => {
  for (const more of ['', 'xy']) {
    const r = new stream.Readable({ encoding: 'utf16le', read() {} });
    if (more) r.push(more);
    r.unshift(Buffer.from('c3a9', 'hex'));
    log('length', r.readableLength);
    log('one', r.read(1));
    log('rest', r.read());
  }
});
