// How `_readableState` and `_writableState` print: with the fields Node's own state objects hold, though
// here they are accessors, which inspect() leaves out.
import { inspect } from '#platform';

const kCustomInspect = Symbol.for('nodejs.util.inspect.custom');

/** @param {Function} State the class  @param {string[]} fields in the order they print */
export function printFields(State, fields) {
  Object.defineProperty(State.prototype, kCustomInspect, {
    configurable: true,
    writable: true,
    value(depth, options) {
      if (depth < 0) return options.stylize(`[${State.name}]`, 'special');
      const shown = Object.create(State.prototype, {
        [kCustomInspect]: { value: undefined },
      });
      for (const name of fields) {
        const property = { value: this[name], enumerable: true };
        Object.defineProperty(shown, name, property);
      }
      return inspect(shown, { ...options, depth });
    },
  });
}
