// Errors with a code, printed as Node prints its own: `TypeError [ERR_…]: …`. Those of streams and sockets are
// the façade's; these are of what the worker itself offers.
import { inspect } from 'node-inspect-extracted';

/** An error whose stack names its code, and which has it as a property. */
export function nodeError(
  Type: ErrorConstructor,
  code: string,
  message: string,
): Error {
  const error = new Type(message);
  const { name } = error;
  // The stack is made with the name it finds.
  const named = (value: string) =>
    Object.defineProperty(error, 'name', {
      value,
      configurable: true,
      writable: true,
      enumerable: false,
    });
  named(`${name} [${code}]`);
  void error.stack;
  Reflect.deleteProperty(error, 'name');
  return Object.assign(error, { code });
}

function received(value: unknown): string {
  if (value == null) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const name = value.constructor?.name;
    return name
      ? ` Received an instance of ${name}`
      : ` Received ${inspect(value, { depth: -1 })}`;
  }
  const text = inspect(value, { colors: false });
  const shown = text.length > 28 ? `${text.slice(0, 25)}...` : text;
  return ` Received type ${typeof value} (${shown})`;
}

/** @param wanted such as `of type number`, `an instance of Array` */
export function invalidArgType(
  name: string,
  wanted: string,
  value: unknown,
): Error {
  return nodeError(
    TypeError as unknown as ErrorConstructor,
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be ${wanted}.${received(value)}`,
  );
}
