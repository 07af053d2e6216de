// Remembers which emitter an 'error' without a listener was emitted on, so that its text can say so as
// Node's does. It changes nothing about what is thrown.
import type { Origin } from './errors';
import type { Emitter } from './runtime';

const origins = new WeakMap<object, Origin>();

/** For the runtime to call with every such error, while it is being emitted. */
export function rememberOrigin(emitter: Emitter, error: unknown): void {
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
