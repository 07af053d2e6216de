// The kept `events` library with the parts of Node's EventEmitter that streams and their users rely on
// and it lacks: the error of an 'error' nobody hears, errorMonitor, captureRejections, argument errors.
// README.md lists what is still missing. (Node doc: "Events"; texts taken from the oracle.)
import { EventEmitter as KeptEmitter } from 'events';
import { inspect } from 'node-inspect-extracted';
import { invalidArgType, nodeError, validateBoolean } from './errors.js';

const kept = /** @type {any} */ (KeptEmitter);
const { prototype } = kept;

const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');
/** Whether this emitter catches what its listeners reject. Both names are what a printed emitter shows. */
const kCapture = Symbol('kCapture');
/** Whether it was born with the names of its events (emitter_shape.js). */
const kShapeMode = Symbol('shapeMode');
let captureByDefault = false;

/** process.nextTick, where there is one; in a foreign page a microtask. */
let defer = (callback) => queueMicrotask(callback);
export function deferEmitted(nextTick) {
  defer = nextTick;
}

/** Told of every 'error' that nobody hears, before it is thrown. */
let tellUnheard = (_emitter, _error) => {};
export function watchUnheard(watch) {
  tellUnheard = watch;
}

/** What is thrown when nobody hears an 'error'. */
function unheard(error) {
  if (error instanceof Error) return error;
  let said;
  try {
    said = inspect(error);
  } catch {
    said = error;
  }
  const thrown = /** @type {any} */ (
    nodeError('Error', 'ERR_UNHANDLED_ERROR', `Unhandled error. (${said})`)
  );
  thrown.context = error;
  return thrown;
}

function rejected(emitter, error, event, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, event, ...args);
    return;
  }
  // A listener of 'error' that rejects must not bring its own rejection back.
  const before = emitter[kCapture];
  emitter[kCapture] = false;
  try {
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

function capture(emitter, result, event, args) {
  if (result === undefined || result === null) return;
  if (typeof result.then !== 'function') return;
  result.then(undefined, (error) =>
    defer(() => rejected(emitter, error, event, args)),
  );
}

prototype.emit = function emit(event, ...args) {
  const events = this._events;
  if (event === 'error') {
    if (events?.[kErrorMonitor] !== undefined)
      this.emit(kErrorMonitor, ...args);
    if (events?.error === undefined) {
      tellUnheard(this, args[0]);
      throw unheard(args[0]);
    }
  }
  const listeners = events?.[event];
  if (listeners === undefined) return false;
  const captures = this[kCapture] === true;
  if (typeof listeners === 'function') {
    const result = Reflect.apply(listeners, this, args);
    if (captures) capture(this, result, event, args);
    return true;
  }
  for (const listener of listeners.slice()) {
    const result = Reflect.apply(listener, this, args);
    if (captures) capture(this, result, event, args);
  }
  return true;
};

for (const name of [
  'addListener',
  'prependListener',
  'once',
  'prependOnceListener',
  'removeListener',
]) {
  const own = prototype[name];
  prototype[name] = {
    [name](event, listener) {
      if (typeof listener !== 'function')
        throw invalidArgType('listener', 'Function', listener);
      return own.call(this, event, listener);
    },
  }[name];
}
prototype.on = prototype.addListener;
prototype.off = prototype.removeListener;

const { listenerCount } = prototype;
prototype.listenerCount = function (event, listener) {
  if (typeof listener !== 'function') return listenerCount.call(this, event);
  const all = this.rawListeners(event);
  return all.filter((each) => (each.listener ?? each) === listener).length;
};

/** @this {any} */
function EventEmitter(options) {
  const own = this._events;
  this[kShapeMode] =
    own !== undefined && own !== Object.getPrototypeOf(this)._events;
  kept.init.call(this);
  // An option of false does not go against the default.
  this[kCapture] = captureByDefault;
  if (options?.captureRejections) {
    validateBoolean(options.captureRejections, 'options.captureRejections');
    this[kCapture] = true;
  }
}
EventEmitter.prototype = prototype;
Object.defineProperty(prototype, 'constructor', { value: EventEmitter });

Object.defineProperties(
  EventEmitter,
  Object.getOwnPropertyDescriptors({
    EventEmitter,
    once: kept.once,
    listenerCount: (emitter, event) => emitter.listenerCount(event),
    getEventListeners: (emitter, event) => emitter.listeners(event),
    errorMonitor: kErrorMonitor,
    captureRejectionSymbol: kRejection,
    get captureRejections() {
      return captureByDefault;
    },
    set captureRejections(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      captureByDefault = value;
    },
    get defaultMaxListeners() {
      return kept.defaultMaxListeners;
    },
    set defaultMaxListeners(count) {
      kept.defaultMaxListeners = count;
    },
  }),
);

const typed = /** @type {typeof KeptEmitter} */ (
  /** @type {any} */ (EventEmitter)
);
export { typed as EventEmitter };
