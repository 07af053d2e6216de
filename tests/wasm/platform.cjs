'use strict';
// Programs about what a browser's façade has in place of Node's own modules: emitter, Buffer and decoder. Each is a
// function of these three and of log; platform.test.mjs compares Node's with the kept libraries.

/** @typedef {{ EventEmitter: any, Buffer: any, StringDecoder: any, log: (...what: unknown[]) => void }} Scene */

const attempt = (log, label, action) => {
  try {
    log(label, action());
  } catch (error) {
    log(`${label} threw`, error);
    if (error && error.context !== undefined) log('context', error.context);
  }
};

const kTexts = ['', 'a', 'ab', 'abc', 'tin can ~?', 'é', '€', '😀ß', '\ufeffx'];
const kEncodings = [
  'utf8',
  'UTF-8',
  'utf16le',
  'ucs2',
  'latin1',
  'ascii',
  'hex',
  'base64',
  'base64url',
  'BASE64URL',
];

/** Bytes that make and break characters. */
const kBytes = [
  0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xed, 0xa0,
  0xc0, 0xf4, 0x90, 0xef, 0xbb, 0xbf, 0xd8, 0x00, 0xdc,
];

/** Random byte strings, each cut into random pieces; the same on every run. */
function* pieces(count) {
  let seed = 1;
  const random = (below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  for (let i = 0; i < count; ++i) {
    const bytes = Array.from(
      { length: random(9) },
      () => kBytes[random(kBytes.length)],
    );
    const cut = [];
    for (let at = 0; at < bytes.length;) {
      const length = 1 + random(3);
      cut.push(bytes.slice(at, at + length));
      at += length;
    }
    yield { bytes, cut };
  }
}

const emitterPrograms = {
  "an 'error' nobody hears": ({ EventEmitter, log }) => {
    const thrown = [
      new Error('mine'),
      new TypeError('typed'),
      'text',
      42,
      undefined,
      null,
      { code: 'X' },
      ['a', 1],
    ];
    for (const value of thrown) {
      const emitter = new EventEmitter();
      attempt(log, 'emit', () => emitter.emit('error', value));
    }
    attempt(log, 'without argument', () => new EventEmitter().emit('error'));
  },
  'errorMonitor hears first and stops nothing': ({ EventEmitter, log }) => {
    const emitter = new EventEmitter();
    emitter.on(EventEmitter.errorMonitor, (...all) => log('monitor', ...all));
    attempt(log, 'emit', () => emitter.emit('error', new Error('a'), 'more'));
    emitter.on('error', (...all) => log('error', ...all));
    attempt(log, 'emit', () => emitter.emit('error', new Error('b'), 'more'));
    log('symbol', String(EventEmitter.errorMonitor));
  },
  'captureRejections as an option': async ({ EventEmitter, log }) => {
    const emitter = new EventEmitter({ captureRejections: true });
    emitter.on('error', (error) => log('error', error));
    emitter.on('work', async (what) => {
      throw new Error(`rejected ${what}`);
    });
    emitter.on('work', () => log('second listener'));
    log('emit', emitter.emit('work', 1));
    await null;
    log('after a microtask');
  },
  'captureRejections with a method of its own': ({ EventEmitter, log }) => {
    const emitter = new EventEmitter({ captureRejections: true });
    emitter[EventEmitter.captureRejectionSymbol] = (...all) =>
      log('rejected', ...all);
    emitter.on('work', async () => {
      throw new Error('mine');
    });
    emitter.emit('work', 'a', 'b');
  },
  'captureRejections as the default': ({ EventEmitter, log }) => {
    log('default', EventEmitter.captureRejections);
    EventEmitter.captureRejections = true;
    const emitter = new EventEmitter();
    const without = new EventEmitter({ captureRejections: false });
    EventEmitter.captureRejections = false;
    emitter.on('error', (error) => log('error', error));
    emitter.on('work', () => ({
      then: (resolve, reject) => reject(new Error('thenable')),
    }));
    emitter.emit('work');
    without.on('work', () => ({ then: () => log('asked all the same') }));
    without.emit('work');
  },
  "a listener of 'error' that rejects": ({ EventEmitter, log }) => {
    const emitter = new EventEmitter({ captureRejections: true });
    let calls = 0;
    emitter.on('error', (error) => {
      log('error', error);
      calls += 1;
      return {
        then: (resolve, reject) => calls < 3 && reject(new Error('again')),
      };
    });
    emitter.emit('error', new Error('first'));
  },
  'arguments that are wrong': ({ EventEmitter, log }) => {
    const emitter = new EventEmitter();
    for (const method of [
      'on',
      'addListener',
      'prependListener',
      'once',
      'prependOnceListener',
      'removeListener',
      'off',
    ]) {
      for (const listener of [undefined, null, 'text', {}])
        attempt(log, method, () => emitter[method]('event', listener));
    }
    for (const captureRejections of [null, 1, 'yes'])
      attempt(log, 'option', () => new EventEmitter({ captureRejections }));
    attempt(log, 'default', () => (EventEmitter.captureRejections = 'yes'));
  },
  'listeners in order, and those that go meanwhile': ({
    EventEmitter,
    log,
  }) => {
    const emitter = new EventEmitter();
    const third = () => log('third');
    emitter.on('event', () => {
      log('first');
      emitter.removeListener('event', third);
      emitter.on('event', () => log('late'));
    });
    emitter.prependOnceListener('event', () => log('once'));
    emitter.on('event', third);
    log('emit', emitter.emit('event'));
    log('emit', emitter.emit('event'));
    log('emit', emitter.emit('other'));
  },
  'newListener, removeListener and counts': ({ EventEmitter, log }) => {
    const emitter = new EventEmitter();
    const f = () => {};
    emitter.on('newListener', (event, g) => log('new', event, g === f));
    emitter.on('removeListener', (event, g) => log('gone', event, g === f));
    emitter.once('a', f).on('a', f).on('b', f);
    log('count', emitter.listenerCount('a'), emitter.listenerCount('a', f));
    log('count', emitter.listenerCount('c'), emitter.listenerCount('b', log));
    log('names', emitter.eventNames());
    log(
      'listeners',
      emitter.listeners('a').map((g) => g === f),
    );
    log(
      'raw',
      emitter.rawListeners('a').map((g) => g === f),
    );
    log('static', EventEmitter.getEventListeners(emitter, 'b').length);
    emitter.off('a', f).off('a', f).removeAllListeners();
    log('names', emitter.eventNames());
  },
  'a subclass, and a function that inherits': ({ EventEmitter, log }) => {
    class Bell extends EventEmitter {}
    function Old() {
      EventEmitter.call(this);
    }
    Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
    for (const Class of [Bell, Old]) {
      const bell = new Class();
      bell.on('ring', function (...all) {
        log('ring', this === bell, ...all);
      });
      log('emit', bell.emit('ring', 1, 2, 3, 4, 5));
      log('is', bell instanceof EventEmitter, bell.constructor === Class);
    }
    log('name', EventEmitter.name, EventEmitter === EventEmitter.EventEmitter);
    log('constructor', EventEmitter.prototype.constructor === EventEmitter);
  },
  'once() as a promise': async ({ EventEmitter, log }) => {
    const emitter = new EventEmitter();
    queueMicrotask(() => emitter.emit('event', 1, 2));
    log('once', await EventEmitter.once(emitter, 'event'));
  },
};

/** What a decoder says of the character that is not whole yet: all of it, where it waits. */
const waiting = ({ lastChar, lastNeed, lastTotal }) =>
  `${lastNeed} of ${lastTotal} (${lastChar.toString('hex', 0, lastTotal - lastNeed)})`;

const bytePrograms = {
  'isEncoding and byteLength': ({ Buffer, log }) => {
    for (const encoding of [...kEncodings, 'binary', 'nope', '', 7]) {
      log('isEncoding', encoding, Buffer.isEncoding(encoding));
      for (const text of ['', 'YWI', 'YWI=', 'aGVs-G8_'])
        if (typeof encoding === 'string')
          log('byteLength', encoding, text, Buffer.byteLength(text, encoding));
    }
  },
  'text to bytes and back': ({ Buffer, log }) => {
    for (const encoding of kEncodings) {
      for (const text of kTexts) {
        const bytes = Buffer.from(text, 'utf8');
        const there = bytes.toString(encoding);
        log(encoding, there, [...Buffer.from(there, encoding)].join(' '));
      }
    }
    log('url', Buffer.from([0xfb, 0xff, 0xfe]).toString('base64url'));
    log('url', [...Buffer.from('-__-', 'base64url')].join(' '));
    log('plain', [...Buffer.from('+//+', 'base64url')].join(' '));
    log('url as base64', [...Buffer.from('-__-', 'base64')].join(' '));
  },
  'parts of a buffer': ({ Buffer, log }) => {
    const bytes = Buffer.from('äöü tin can');
    for (const encoding of ['utf8', 'base64url', 'latin1']) {
      for (const [start, end] of [
        [2],
        [-3],
        [0, 4],
        [1, 3],
        [4, 2],
        [0, 99],
        [0, -1],
        [NaN, NaN],
        [1.7, 4.2],
      ])
        log(encoding, start, end, bytes.toString(encoding, start, end));
    }
    const room = Buffer.alloc(12);
    log('write', room.write('aGVsbG8', 'base64url'), room.toString('hex'));
    log('write', room.write('-__-', 4, 'base64url'), room.toString('hex'));
    log('write', room.write('AAAA', 8, 2, 'base64url'), room.toString('hex'));
    log('write', room.write('text'), room.toString('hex'));
  },
  'encodings there are not': ({ Buffer, log }) => {
    for (const encoding of ['nope', null, 7, {}]) {
      attempt(log, 'from', () => Buffer.from('text', encoding).toString('hex'));
      attempt(log, 'toString', () => Buffer.from('text').toString(encoding));
    }
  },
  'broken UTF-8': ({ Buffer, log }) => {
    for (const { bytes } of pieces(3000))
      log(bytes.join(' '), Buffer.from(bytes).toString());
  },
  'decoders, piece by piece': ({ Buffer, StringDecoder, log }) => {
    for (const encoding of kEncodings) {
      for (const { cut } of pieces(500)) {
        const decoder = new StringDecoder(encoding);
        const texts = cut.flatMap((piece) => [
          decoder.write(Buffer.from(piece)),
          waiting(decoder),
        ]);
        const end = [decoder.end(), waiting(decoder)];
        log(encoding, cut.join(' | '), ...texts, ...end);
      }
    }
  },
  'decoders in other ways': ({ Buffer, StringDecoder, log }) => {
    for (const encoding of [...kEncodings, undefined, null]) {
      const decoder = new StringDecoder(encoding);
      log('encoding', decoder.encoding);
      log('a view', decoder.write(new Uint8Array([0x61, 0xc3])));
      log('end with a chunk', decoder.end(Buffer.from([0xa9, 0xe2])));
      log('used again', decoder.write(Buffer.from('again')), decoder.end());
    }
    for (const encoding of ['nope', 5, {}, 'UTF8', 'Ucs-2', 'BINARY', ''])
      attempt(log, 'named', () => new StringDecoder(encoding).encoding);
    const decoder = new StringDecoder();
    for (const value of [undefined, null, 5, {}, [1], new ArrayBuffer(2)]) {
      attempt(log, 'write', () => decoder.write(value));
      attempt(log, 'end', () => decoder.end(value));
    }
    log('text is text', decoder.write('as it is'), decoder.end('at the end'));
    log('a view', decoder.write(new Uint16Array([0x4142, 0x43])));
    decoder.write(Buffer.from([0xe2]));
    log('text', decoder.text(Buffer.from([0x82, 0xac, 0x41]), 2));
    log('after', decoder.end(), Object.keys(decoder));
    log(
      'a decoder of its own',
      new (class extends StringDecoder {})('hex').write(Buffer.from('a')),
    );
  },
};

module.exports = { programs: { ...emitterPrograms, ...bytePrograms } };
