// What net stands on: all that its files take of the rest of the façade, and from nowhere else. So net can be a script of its
// own, loaded by who asks for it, over streams that are there already.
export {
  Buffer,
  EventEmitter,
  emitWarning,
  hostNextTick,
  hostSetImmediate,
  inspect,
  netDefaults,
  readWasm,
} from '#platform';
export { addAbortSignalNoValidate } from './abort.js';
export { kBorder } from './border.js';
export { clock } from './clock.js';
export { Duplex } from './duplex.js';
export { tables, wasm } from './engine.js';
export {
  invalidArgType,
  invalidArgValue,
  nodeError,
  outOfRange,
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInteger,
  validateObject,
} from './errors.js';
export { eventLoop } from './runtime.js';
export { getDefaultHighWaterMark } from './sides.js';
export { Slots } from './slots.js';
export { nextTick } from './ticks.js';
export { keepPlace } from './trace.js';
export { instantiate } from './instance.js';
