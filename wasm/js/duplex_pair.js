// duplexPair(): two Duplexes, each of which reads what the other is written; a chunk counts as written
// when the other end has asked for more. (Node doc: stream.duplexPair.)
import { Duplex } from './duplex.js';
import { nextTick } from './ticks.js';

/** Where a side keeps the write callback of the other that waits for this side's reader. */
const kCallback = Symbol('Callback');

/** @type {WeakMap<any, any>} */
const others = new WeakMap();

class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    /** @type {(() => void) | null} */
    this[kCallback] = null;
  }

  _read() {
    const callback = this[kCallback];
    if (!callback) return;
    this[kCallback] = null;
    callback();
  }

  _write(chunk, encoding, callback) {
    // An empty chunk would never be read, so nobody could call back for it.
    if (chunk.length === 0) {
      nextTick(callback);
      return;
    }
    const other = others.get(this);
    other.push(chunk);
    other[kCallback] = callback;
  }

  _final(callback) {
    const other = others.get(this);
    other.on('end', callback);
    other.push(null);
  }

  _destroy(error, callback) {
    const other = others.get(this);
    // An error stays on its own side; the other only learns that nobody is there any more.
    nextTick(() => {
      if (error) other.destroy();
      else if (!other.destroyed) other.push(null);
    });
    callback(error);
  }
}

/** Two connected Duplexes, both made with `options`. */
export function duplexPair(options) {
  const first = new DuplexSide(options);
  const second = new DuplexSide(options);
  others.set(first, second);
  others.set(second, first);
  return [first, second];
}
