// Remembers which emitter an 'error' without a listener was emitted on, so that its text can say so as
// Node's does. It changes nothing about what is thrown.
import type { Origin } from './errors';
import type { Emitter } from './runtime';

const origins = new WeakMap<object, Origin>();

/** Watches every emitter of the runtime: streams, sockets and the program's own. */
export function watchUnhandled(EventEmitter: new () => Emitter): void {
  const prototype = EventEmitter.prototype as Emitter;
  const { emit } = prototype;
  function watched(this: Emitter, event: string): boolean {
    // eslint-disable-next-line prefer-rest-params -- emit() is hot: no array per event
    const all = arguments as unknown as [string, ...unknown[]];
    if (event === 'error' && this.listenerCount('error') === 0)
      remember(all[1], this);
    return emit.apply(this, all);
  }
  prototype.emit = watched;
}

function remember(error: unknown, emitter: Emitter): void {
  if (typeof error !== 'object' || error === null) return;
  const stack = new Error().stack ?? '';
  const from = stack.indexOf('\n    at ');
  origins.set(error, {
    kind: 'emitted',
    emitter: nameOf(emitter),
    frames: from < 0 ? '' : stack.slice(from),
  });
}

/** The constructor is the program's: it may be anything, and throw. */
function nameOf(emitter: Emitter): string {
  try {
    const { name } = emitter.constructor as { name: unknown };
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}

export function originOf(error: unknown): Origin {
  const known =
    typeof error === 'object' && error !== null
      ? origins.get(error)
      : undefined;
  return known ?? { kind: 'thrown' };
}
