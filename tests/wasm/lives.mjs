// Short lives of streams, for the test that they are given back. Each makes new ones and uses them; nothing is asserted here.
import { EventEmitter } from 'node:events';
import { net, stream } from '../helpers/border.mjs';

const { Duplex, PassThrough, Readable, Transform, Writable } = stream;

/** In a turn of its own, after the program's. */
const later = (action) => setImmediate(action);

export const sink = (options) =>
  new Writable({
    write: (chunk, encoding, callback) => callback(),
    ...options,
  });
export const source = (...chunks) =>
  new Readable({
    read() {
      this.push(chunks.length > 0 ? chunks.shift() : null);
    },
  });
export const quiet = (s) => s.on('error', () => {});

/** What can become of a stream; each makes new ones, uses them and drops them. */
export const lives = {
  'never used': () => new Duplex(),
  'read to its end': () => source('a', 'b').resume(),
  'ended and finished': () => sink().end('a'),
  destroyed: () => new Duplex().destroy(),
  'destroyed with an error': () => quiet(new Duplex()).destroy(new Error('x')),
  'dropped with chunks to read': () => {
    const s = new Readable({ read() {} });
    s.push('a');
    s.setEncoding('utf8').push('b');
    s.unshift('c');
    s.read(1);
  },
  paused: () =>
    source('a', 'b')
      .on('data', () => {})
      .pause(),
  'listening for readable': () => source('a').on('readable', () => {}),
  'dropped with writes waiting': () => {
    const s = new Writable({ write() {} });
    s.write('a', () => {});
    s.write('b', () => {});
  },
  corked: () => {
    const s = sink();
    s.cork();
    s.write('a');
  },
  'waiting for _construct': () => new Duplex({ construct() {} }).write('a'),
  'waiting for _destroy': () => new Duplex({ destroy() {} }).destroy(),
  'waiting for _final': () => sink({ final() {} }).end(),
  'a chunk that holds its stream': () => {
    const s = new Duplex({ objectMode: true, read() {}, write() {} });
    s.push({ s });
    s.write({ s }, () => s);
    s.write({ s }, () => s);
    s.held = s;
  },
  'an error that holds its stream': () => {
    const s = quiet(new Duplex());
    s.destroy(Object.assign(new Error('x'), { s }));
  },
  'piped to its end': () =>
    source('a', 'b').pipe(new PassThrough()).pipe(sink()),
  'piped in a loop': () => {
    const a = new PassThrough();
    a.pipe(new PassThrough()).pipe(a);
  },
  'piped and full': () =>
    source('a'.repeat(1 << 17), 'b').pipe(new Writable({ write() {} })),
  unpiped: () => {
    const s = source('a', 'b');
    const destination = sink();
    s.pipe(destination);
    s.unpipe(destination);
  },
  'piped to a foreign emitter': () => {
    const foreign = new EventEmitter();
    foreign.write = () => true;
    foreign.end = () => {};
    source('a').pipe(foreign);
  },
  'a Transform held back': () => {
    const s = new Transform({
      readableHighWaterMark: 1,
      transform: (chunk, encoding, callback) => callback(null, chunk),
    });
    s.write('abc');
    s.write('def');
  },
  'finished() waiting': () => stream.finished(sink(), () => {}),
  'finished() done': () => stream.finished(sink().end(), () => {}),
  'a pipeline to its end': () =>
    stream.pipeline(source('a'), new PassThrough(), sink(), () => {}),
  'a pipeline that stands still': () =>
    stream.pipeline(
      new Readable({ read() {} }),
      new PassThrough(),
      sink(),
      () => {},
    ),
  'a pipeline that fails': () =>
    stream.pipeline(
      source('a'),
      new Transform({
        transform: (c, e, callback) => callback(new Error('x')),
      }),
      sink(),
      () => {},
    ),
  composed: () => quiet(stream.compose(new PassThrough(), new PassThrough())),
  'iterated and left': async () => {
    for await (const chunk of source('a', 'b')) if (chunk) break;
  },
  'from a generator': () =>
    Readable.from(
      (function* () {
        yield 1;
      })(),
    ).resume(),
  'an operator': () =>
    Readable.from([1, 2, 3])
      .map((x) => x)
      .toArray(),
  'a pair': () => {
    const [a, b] = stream.duplexPair();
    a.write('x');
    b.read();
  },
  'Duplex.from': () => quiet(Duplex.from(sink())),
  'as web streams': () => Readable.toWeb(source('a')).cancel(),
  'a socket never connected': () => new net.Socket(),
  'subclass with a hook that holds this': () => {
    class Held extends Transform {
      constructor() {
        super();
        this.again = () => this;
      }
      _transform(chunk, encoding, callback) {
        callback(null, this.again() && chunk);
      }
    }
    new Held().resume().end('a');
  },
};

/** Streams whose life will soon be over, by what they live through. */
export const over = {
  'read through': () => source('a', 'b', 'c').resume(),
  decoded: () => source('é', 'ß').setEncoding('utf8').resume(),
  'read in pieces': () => {
    const s = source('abc', 'defg', 'h');
    s.on('readable', () => {
      while (s.read(2) !== null);
    });
    return s;
  },
  unshifted: () => {
    const s = source('b');
    s.unshift('a');
    return s.resume();
  },
  'written through': () => {
    const s = sink();
    for (let i = 0; i < 5; ++i) s.write('x', () => {});
    s.end('last', () => {});
    return s;
  },
  'written in batches': () => {
    const s = sink({ writev: (chunks, callback) => setImmediate(callback) });
    for (let i = 0; i < 5; ++i) s.write('x', i % 2 ? () => {} : undefined);
    s.end();
    return s;
  },
  'written late': () => {
    const s = sink({ write: (chunk, encoding, callback) => later(callback) });
    for (let i = 0; i < 5; ++i) s.write('x', () => {});
    s.end();
    return s;
  },
  transformed: () => {
    const s = new PassThrough({ highWaterMark: 2 });
    for (let i = 0; i < 5; ++i) s.write('xyz', () => {});
    s.end();
    return s.resume();
  },
  'piped from': () => {
    const s = source('a', 'b');
    s.pipe(new PassThrough()).resume();
    return s;
  },
  'piped to': () => source('a', 'b').pipe(sink()),
  'in a pipeline': () => stream.pipeline(source('a'), sink(), () => {}),
  'waited for': () => {
    const s = sink();
    stream.finished(s, () => {});
    stream.finished(s, () => {})();
    return s.end();
  },
  'destroyed with a callback': () => {
    const s = new Duplex();
    s.destroy(null, () => {});
    return s;
  },
  'refused a write': () => {
    const s = new Duplex().destroy();
    s.write('a', () => {});
    s.write('b');
    return s;
  },
  'failed in _write': () => {
    const s = quiet(
      sink({ write: (chunk, encoding, callback) => callback(new Error('x')) }),
    );
    for (let i = 0; i < 3; ++i) s.write('x', () => {});
    return s;
  },
};
