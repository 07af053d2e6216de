// What a program can see of a realm's globals, before and after something was loaded. Self-contained functions: they are also
// sent as text into Node programs, pages and workers.

/** Every property of every global function or object, of its prototype, and of the global object. */
export function takeSnapshot() {
  const seen = new Map();
  const note = (name, object) => {
    if (object === null || !/^(object|function)$/.test(typeof object)) return;
    if (seen.has(object)) return;
    seen.set(object, {
      name,
      properties: Object.getOwnPropertyDescriptors(object),
    });
  };
  note('globalThis', globalThis);
  for (const [name, { value }] of Object.entries(
    Object.getOwnPropertyDescriptors(globalThis),
  )) {
    if (typeof value !== 'function' && typeof value !== 'object') continue;
    note(name, value);
    const prototype =
      typeof value === 'function' &&
      Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
    if (prototype) note(`${name}.prototype`, prototype);
  }
  return seen;
}

/** Names of properties that came, went or changed since. */
export function changedSince(snapshot) {
  const changed = [];
  for (const [object, { name, properties }] of snapshot) {
    const now = Object.getOwnPropertyDescriptors(object);
    for (const key of new Set([
      ...Reflect.ownKeys(properties),
      ...Reflect.ownKeys(now),
    ])) {
      const before = properties[key];
      const after = now[key];
      const same =
        before !== undefined &&
        after !== undefined &&
        ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'].every(
          (each) => Object.is(before[each], after[each]),
        );
      if (!same) changed.push(`${name}.${String(key)}`);
    }
  }
  return changed;
}

/** Both functions as source text. */
export const globalsSource = `${takeSnapshot}\n${changedSince}`;
