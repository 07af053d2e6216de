// What `_readableState` and `_writableState` are made of: objects whose own fields look like data, to those who list, copy, print
// or describe them, while each lives in the engine. They hold nothing themselves. Which fields there are: the two states' files.
import { inspect } from '#platform';
import { kBorder } from './border.js';
import { tables, wasm, readList } from './engine.js';
import { attachSides } from './sides.js';

const kCustomInspect = Symbol.for('nodejs.util.inspect.custom');

/** The Border of the stream a view shows. @returns {import('./border.js').Border} */
export const borderOfView = (view) => view[kBorder];

/** Options given by user code to a state's constructor: the state of a side that belongs to no stream. */
export function detached(options, isDuplex, kind) {
  const holder = /** @type {any} */ ({});
  attachSides(holder, options, isDuplex ? 'duplex' : kind);
  return holder[kBorder];
}

/**
 * A maker of views. `fields` are accessors, named in Node's order; they read and write through `this[kBorder]`. One that reads
 * undefined is not there yet.
 * @param {Function} State whose instances the views are
 * @param {object} fields
 */
export function viewMaker(State, fields) {
  const names = Object.keys(fields);
  // Between a view and its class stand the fields, which reflection is not shown.
  const live = Object.create(
    State.prototype,
    Object.getOwnPropertyDescriptors(fields),
  );
  const property = (target, name) => {
    const value = target[name];
    if (value === undefined) return undefined;
    return { value, writable: true, enumerable: true, configurable: true };
  };
  Object.defineProperty(live, kCustomInspect, {
    value(depth, options) {
      if (depth < 0) return options.stylize(`[${State.name}]`, 'special');
      const shown = Object.create(
        State.prototype,
        Object.getOwnPropertyDescriptors(this),
      );
      return inspect(shown, { ...options, depth });
    },
  });
  const reflection = {
    getPrototypeOf: () => State.prototype,
    // A deleted field is hidden behind an own property without a value, until it is assigned again.
    has: (target, key) =>
      Object.hasOwn(fields, key)
        ? target[key] !== undefined
        : Reflect.has(target, key),
    deleteProperty(target, key) {
      if (!Object.hasOwn(fields, key))
        return Reflect.deleteProperty(target, key);
      return Reflect.defineProperty(target, key, {
        value: undefined,
        writable: true,
        configurable: true,
      });
    },
    ownKeys: (target) => [
      ...names.filter((name) => target[name] !== undefined),
      ...Reflect.ownKeys(target).filter(
        (key) => key !== kBorder && !Object.hasOwn(fields, key),
      ),
    ],
    getOwnPropertyDescriptor(target, key) {
      if (key === kBorder) return undefined;
      if (Object.hasOwn(fields, key)) return property(target, key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    defineProperty(target, key, descriptor) {
      if (Object.hasOwn(fields, key) && 'value' in descriptor) {
        delete target[key];
        target[key] = descriptor.value;
        return true;
      }
      return Reflect.defineProperty(target, key, descriptor);
    },
  };
  return (border) => {
    const target = Object.create(live);
    target[kBorder] = border;
    return new Proxy(target, reflection);
  };
}

/** The engine's field `name` of the stream a view shows. */
export const fieldOf = (view, name) =>
  wasm.tc_get(borderOfView(view).id, tables.field[name]);
export const setField = (view, name, value) =>
  wasm.tc_set(borderOfView(view).id, tables.field[name], value);

/** An accessor for a number of the engine's. */
export function numberField(field) {
  return {
    get() {
      return fieldOf(this, field);
    },
    set(value) {
      // Of what is no number, as much as the engine can count with.
      setField(this, field, Number(value) || 0);
    },
    enumerable: true,
    configurable: true,
  };
}

/** Gives `prototype` accessors for flags of the engine's: Node's names to the engine's. */
export function defineFlags(prototype, flags) {
  for (const [name, field] of Object.entries(flags)) {
    Object.defineProperty(prototype, name, {
      get() {
        return fieldOf(this, field) !== 0;
      },
      set(value) {
        setField(this, field, value ? 1 : 0);
      },
      configurable: true,
    });
  }
}

/** Flags of the stream that both of its states show. */
export const sharedFlags = {
  constructed: 'constructed',
  destroyed: 'destroyed',
  closed: 'closed',
  closeEmitted: 'closeEmitted',
  errorEmitted: 'errorEmitted',
  autoDestroy: 'autoDestroy',
  emitClose: 'emitClose',
};

/** What was assigned as a list, or no items. */
export const listOf = (value) => (Array.isArray(value) ? value : []);

/** Values of the slots that an export lists. */
export const valuesOf = ({ id, slots }, fill) =>
  readList(fill, id).map((slot) => slots.get(slot));

/** Sets what a getter works out from the engine, until the side's next step. */
export function assign(view, name, value) {
  borderOfView(view).assignedState = { name, value, at: stepOf(view) };
}

/** What was assigned to `name` since the side's last step, else `otherwise()`. */
export function assignedOr(view, name, otherwise) {
  const { assignedState } = borderOfView(view);
  if (assignedState === undefined || assignedState.name !== name)
    return otherwise();
  return assignedState.at === stepOf(view) ? assignedState.value : otherwise();
}

const stepOf = (view) =>
  `${fieldOf(view, 'rLength')} ${fieldOf(view, 'wLength')} ${fieldOf(view, 'wPendingcb')}`;
