// Stream, the old base class of all: an emitter with the pipe() of Node 0.4, for those who derive
// from it directly. (Node doc: "Stream" is not documented; behaviour taken from the oracle.)
import { EventEmitter } from '#platform';

export function Stream(options) {
  EventEmitter.call(/** @type {any} */ (this), options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

/** EventEmitter's prependListener, also for emitters that lack it: their list is changed under them. */
export function prependListener(emitter, event, listener) {
  const listeners = emitter._events?.[event];
  if (typeof emitter.prependListener === 'function') {
    emitter.prependListener(event, listener);
  } else if (!listeners) {
    emitter.on(event, listener);
  } else if (Array.isArray(listeners)) {
    listeners.unshift(listener);
  } else {
    emitter._events[event] = [listener, listeners];
  }
}

/** @this {any} */
Stream.prototype.pipe = function (destination, options) {
  const source = this;
  let ended = false;

  function ondata(chunk) {
    if (
      destination.writable &&
      destination.write(chunk) === false &&
      source.pause
    ) {
      source.pause();
    }
  }
  function ondrain() {
    if (source.readable && source.resume) source.resume();
  }
  function onend() {
    if (ended) return;
    ended = true;
    destination.end();
  }
  function onclose() {
    if (ended) return;
    ended = true;
    if (typeof destination.destroy === 'function') destination.destroy();
  }
  function onerror(error) {
    cleanup();
    // Nobody else listens: an error must not vanish here.
    if (this.listenerCount?.('error') === 0) this.emit('error', error);
  }
  function cleanup() {
    source.removeListener('data', ondata);
    destination.removeListener('drain', ondrain);
    source.removeListener('end', onend);
    source.removeListener('close', onclose);
    source.removeListener('error', onerror);
    destination.removeListener('error', onerror);
    source.removeListener('end', cleanup);
    source.removeListener('close', cleanup);
    destination.removeListener('close', cleanup);
  }

  source.on('data', ondata);
  destination.on('drain', ondrain);
  if (!destination._isStdio && (!options || options.end !== false)) {
    source.on('end', onend);
    source.on('close', onclose);
  }
  prependListener(source, 'error', onerror);
  prependListener(destination, 'error', onerror);
  source.on('end', cleanup);
  source.on('close', cleanup);
  destination.on('close', cleanup);
  destination.emit('pipe', source);
  return destination;
};

/** @this {any} */
Stream.prototype.eventNames = function eventNames() {
  const events = this._events ?? {};
  return Reflect.ownKeys(events).filter((name) => events[name] !== undefined);
};
