'use strict';
// Child process of surface.mjs: writes as JSON, to standard output, every property of every object of the stream modules
// whose surface is compared. The argument is the module's name: 'node:stream' or 'tincan/stream'. Calls nothing it finds
// but constructors.

const name = process.argv[2];
const stream = require(name);

/** One own property: what kind it is, its attributes, and of a function its name and number of parameters. */
function property(descriptor) {
  const { enumerable, configurable, writable, get, set, value } = descriptor;
  const about = { enumerable, configurable };
  if (get || set) {
    return { ...about, kind: 'accessor', get: Boolean(get), set: Boolean(set) };
  }
  if (typeof value === 'function') {
    return {
      ...about,
      writable,
      kind: 'function',
      name: value.name,
      length: value.length,
    };
  }
  return { ...about, writable, kind: value === null ? 'null' : typeof value };
}

function properties(object) {
  return Object.fromEntries(
    Reflect.ownKeys(object).map((key) => [
      String(key),
      property(Object.getOwnPropertyDescriptor(object, key)),
    ]),
  );
}

/** Names only, for objects whose values change from one to the next. */
function names(object) {
  return Object.fromEntries(
    Object.keys(object).map((key) => [key, { kind: 'own' }]),
  );
}

/** What can be read of a state object: its own properties as they are described, its prototype's by name. */
function fields(object) {
  const described = Object.getOwnPropertyDescriptors(object);
  return Object.fromEntries([
    // Its own symbols stand for how Node packs the flags.
    ...Object.keys(described).map((key) => [key, property(described[key])]),
    ...Object.getOwnPropertyNames(Object.getPrototypeOf(object)).map((key) => [
      key,
      { kind: 'field' },
    ]),
  ]);
}

const surface = {
  "require('stream')": properties(stream),
  "require('stream/promises')": properties(require(`${name}/promises`)),
  "require('stream/consumers')": properties(require(`${name}/consumers`)),
  "require('stream/web')": names(require(`${name}/web`)),
};
for (const base of [
  'Stream',
  'Readable',
  'Writable',
  'Duplex',
  'Transform',
  'PassThrough',
]) {
  if (base !== 'Stream') surface[base] = properties(stream[base]);
  surface[`${base}.prototype`] = properties(stream[base].prototype);
  surface[`new ${base}()`] = names(new stream[base]());
}
const { ReadableState } = stream.Readable;
const { WritableState } = stream.Writable;
surface['new ReadableState()'] = fields(new ReadableState());
surface['new WritableState()'] = fields(new WritableState());
surface['ReadableState.prototype'] = properties(ReadableState.prototype);
surface['WritableState.prototype'] = properties(WritableState.prototype);

process.stdout.write(JSON.stringify(surface));
