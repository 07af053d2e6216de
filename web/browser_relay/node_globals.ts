// What web/relay expects of Node and a browser has not. Imported before anything of web/relay, for it uses
// them as it loads.
import { Buffer } from 'buffer';

Object.assign(globalThis, {
  Buffer,
  process: { nextTick: (callback: () => void) => queueMicrotask(callback) },
  setImmediate: (callback: () => void) => setTimeout(callback),
});
