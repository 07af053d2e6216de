// The program's Date and performance.now() by the clock of its event loop, so that with a virtual one a run is the
// same whenever it is run. What else tells the time is taken away, or made to wait.
import type { Clock, Runtime } from './runtime';

/** What Date says when virtual time begins: the same for everybody. */
const virtualStart = Date.UTC(2026, 0, 1);

/** Clocks of browsers that Node has not, or not as globals. */
const others = ['Temporal', 'scheduler', 'requestAnimationFrame'];

/** @param moment at which the program begins; virtual milliseconds */
export function installTime(runtime: Runtime, moment: number): void {
  const { clock } = runtime;
  replaceDate(clock, virtualStart + moment);
  define(performance, 'now', function now() {
    return clock.advance();
  });
  for (const name of others) Reflect.deleteProperty(globalThis, name);
  define(AbortSignal, 'timeout', function timeout(delay: number) {
    const controller = new AbortController();
    const timer = runtime.setTimeout(() => {
      const message = 'The operation was aborted due to timeout';
      controller.abort(new DOMException(message, 'TimeoutError'));
    }, delay) as { unref(): void };
    timer.unref();
    return controller.signal;
  });
  waitForPromises(runtime);
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

function replaceDate(clock: Clock, start: number): void {
  // By the host's time the host's own is right.
  if (!clock.virtual) return;
  const HostDate = Date;
  const began = clock.now();
  const now = () => Math.floor(start + clock.advance() - began);
  HostDate.now = now;
  const ProgramDate = new Proxy(HostDate, {
    apply: () => new HostDate(now()).toString(),
    construct: (target, given, newTarget) =>
      Reflect.construct(
        target,
        given.length === 0 ? [now()] : given,
        newTarget,
      ) as Date,
  });
  HostDate.prototype.constructor = ProgramDate;
  Object.defineProperty(globalThis, 'Date', {
    value: ProgramDate,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Promises that the browser keeps, on threads of its own: a timer must not overtake them in virtual time. */
function waitForPromises(runtime: Runtime): void {
  const holders: [object | undefined, string[]][] = [
    [
      globalThis.SubtleCrypto?.prototype,
      'decrypt deriveBits deriveKey digest encrypt exportKey generateKey importKey sign unwrapKey verify wrapKey'.split(
        ' ',
      ),
    ],
    [Blob.prototype, ['arrayBuffer', 'bytes', 'text']],
  ];
  for (const [prototype, names] of holders) {
    if (prototype === undefined) continue;
    const methods = prototype as Record<string, unknown>;
    for (const name of names) {
      const own = methods[name];
      if (typeof own !== 'function') continue;
      methods[name] = function (this: unknown, ...given: unknown[]) {
        const promise = Reflect.apply(own, this, given) as Promise<unknown>;
        const release = runtime.hold();
        promise.then(release, release);
        return promise;
      };
      Object.defineProperty(methods[name], 'name', { value: name });
    }
  }
}
