'use strict';
// Subclasses of every age: class, util.inherits with .call(this), prototypes set by hand, methods overridden.

const util = require('util');
const {
  scenario,
  stream,
  watch,
  state,
  kQuietEvents,
} = require('../prelude.cjs');

scenario('util.inherits and Duplex.call(this)', (log) => {
  function Old(options) {
    if (!(this instanceof Old)) return new Old(options);
    stream.Duplex.call(this, options);
    this.heard = [];
  }
  util.inherits(Old, stream.Duplex);
  Old.prototype._read = function () {
    this.push('from old');
    this.push(null);
  };
  Old.prototype._write = function (chunk, encoding, callback) {
    this.heard.push(String(chunk));
    callback();
  };
  const old = Old({ allowHalfOpen: true });
  log(
    'instance',
    old instanceof Old,
    old instanceof stream.Duplex,
    old instanceof stream.Writable,
  );
  watch(log, old, ['data', ...kQuietEvents]);
  old.on('close', () => log('heard', old.heard));
  old.end('to old');
});

scenario('util.inherits of each class', (log) => {
  for (const kind of [
    'Readable',
    'Writable',
    'Duplex',
    'Transform',
    'PassThrough',
  ]) {
    function Sub() {
      stream[kind].call(this);
    }
    util.inherits(Sub, stream[kind]);
    const s = new Sub();
    log(kind, s instanceof stream[kind], s.constructor === Sub, state(s));
  }
});

scenario('a class that extends each class', (log) => {
  class R extends stream.Readable {
    _read() {
      this.push(this.count++ < 2 ? `r${this.count}` : null);
    }
    count = 0;
  }
  class W extends stream.Writable {
    _write(chunk, encoding, callback) {
      log('W', chunk);
      callback();
    }
  }
  class T extends stream.Transform {
    _transform(chunk, encoding, callback) {
      callback(null, `${chunk}!`);
    }
    _flush(callback) {
      callback(null, 'flushed');
    }
  }
  new R().pipe(new T()).pipe(watch(log, new W(), ['finish', 'close']));
});

scenario('a subclass of a subclass that calls super', (log) => {
  class Base extends stream.Transform {
    _transform(chunk, encoding, callback) {
      callback(null, `<${chunk}>`);
    }
  }
  class Sub extends Base {
    _transform(chunk, encoding, callback) {
      super._transform(chunk, encoding, (error, value) =>
        callback(error, `${value}${value}`),
      );
    }
    push(chunk, encoding) {
      log('push', chunk);
      return super.push(chunk, encoding);
    }
    destroy(error) {
      log('destroy', error);
      return super.destroy(error);
    }
  }
  watch(log, new Sub(), ['data', ...kQuietEvents]).end('a');
});

scenario('an overridden emit sees every event', (log) => {
  class Loud extends stream.Duplex {
    emit(event, ...args) {
      if (typeof event === 'string') log('emit', event, args.length);
      return super.emit(event, ...args);
    }
    _read() {
      this.push('a');
      this.push(null);
    }
    _write(chunk, encoding, callback) {
      callback();
    }
  }
  const d = new Loud();
  d.resume();
  d.end('b');
});

scenario('an overridden write, end and read are used', (log) => {
  class Own extends stream.PassThrough {
    write(...args) {
      log('write', args.length);
      return super.write(...args);
    }
    end(...args) {
      log('end', args.length);
      return super.end(...args);
    }
    read(n) {
      log('read', n);
      return super.read(n);
    }
  }
  const source = new stream.PassThrough();
  const own = watch(log, new Own(), ['data', 'end']);
  source.pipe(own);
  source.end('a');
});

scenario('Object.create and setPrototypeOf', (log) => {
  function Hand() {
    stream.Readable.call(this, { highWaterMark: 1 });
  }
  Hand.prototype = Object.create(stream.Readable.prototype);
  Object.setPrototypeOf(Hand, stream.Readable);
  Hand.prototype._read = function () {
    this.push(null);
  };
  log('from', typeof Hand.from);
  watch(log, new Hand(), ['end', 'close']).resume();
});

scenario('hooks called before the constructor ends', (log) => {
  class Early extends stream.Readable {
    constructor() {
      super();
      this.name = 'early';
      this.push('a');
      this.on('data', (chunk) => log('data', chunk, this.name));
    }
    _read() {
      this.push(null);
    }
  }
  watch(log, new Early(), ['end']);
});

scenario('instanceof Writable works for objects with writable state', (log) => {
  log('Duplex', new stream.Duplex() instanceof stream.Writable);
  log('plain', {} instanceof stream.Writable, null instanceof stream.Writable);
  class Sub extends stream.Writable {}
  log('subclass', new stream.Duplex() instanceof Sub, new Sub() instanceof Sub);
  const [symbol] = [Symbol.hasInstance];
  log('hasInstance', typeof stream.Writable[symbol]);
});

scenario('a mixin of EventEmitter methods', (log) => {
  const r = new stream.Readable({ read() {} });
  log('addListener is on', r.addListener === r.on, r.removeListener === r.off);
  log('names', r.eventNames());
  r.on('data', () => {});
  log('names', r.eventNames(), r.listenerCount('data'), r.getMaxListeners());
  r.removeAllListeners();
  log('names', r.eventNames(), r.readableFlowing);
});
