// Makes the worker's global scope look like a CommonJS program's in Node: what Node has is put in,
// what only a worker has is taken out. This is for fidelity; the sandbox is what protects.
import type { Runtime } from './runtime';

const workerOnly = [
  'self',
  'postMessage',
  'importScripts',
  'close',
  'location',
  'name',
  'onmessage',
  'onmessageerror',
  'onerror',
  'onunhandledrejection',
  'onrejectionhandled',
  'addEventListener',
  'removeEventListener',
  'dispatchEvent',
  'WorkerGlobalScope',
  'DedicatedWorkerGlobalScope',
  'WorkerLocation',
  'WorkerNavigator',
  'Worker',
  'XMLHttpRequest',
  'indexedDB',
  'caches',
];

export function installGlobals(
  runtime: Runtime,
  process: object,
  console: object,
): void {
  const names: Record<string, unknown> = {
    global: globalThis,
    process,
    console,
    Buffer: runtime.Buffer,
    setTimeout: runtime.setTimeout,
    setInterval: runtime.setInterval,
    setImmediate: runtime.setImmediate,
    clearTimeout: runtime.clearTimeout,
    clearInterval: runtime.clearInterval,
    clearImmediate: runtime.clearImmediate,
  };
  for (const [name, value] of Object.entries(names)) {
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  for (const name of workerOnly) removeGlobal(name);
}

/** Some of these are accessors of the prototype chain: there, too, they go, unless others share it. */
function removeGlobal(name: string): void {
  for (
    let scope: object | null = globalThis;
    scope !== null && scope !== EventTarget.prototype;
    scope = Object.getPrototypeOf(scope) as object | null
  ) {
    const found = Object.getOwnPropertyDescriptor(scope, name);
    if (found?.configurable) Reflect.deleteProperty(scope, name);
  }
  if (name in EventTarget.prototype)
    Object.defineProperty(globalThis, name, {
      value: undefined,
      writable: true,
      configurable: true,
      enumerable: false,
    });
}
