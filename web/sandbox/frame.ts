// The sandbox frame: an opaque origin between the page and the programs. It owns the run workers
// and nothing else. It must never touch payload, and never listen to anyone but its own page.
import { endingMs } from '../run/limits';
import type { Boot, FromFrame, StartRun, ToFrame } from '../run/protocol';

const pageOrigin = new URL(location.href).origin;

/** Why this document must not run programs, or null. */
function refusal(): string | null {
  if (self.origin !== 'null') return 'This frame only works inside a sandbox.';
  if (window.parent === window) return 'This frame only works inside its page.';
  return null;
}

function tell(message: FromFrame): void {
  window.parent.postMessage(message, pageOrigin);
}

let boot: Boot | null = null;
let runtimeUrl = '';
/** A worker that has already read its script and waits for the next run. */
let spare: Worker | null = null;
let current: { run: number; worker: Worker } | null = null;

function createWorker(): Worker {
  const worker = new Worker(runtimeUrl);
  const broken = (message: string) => {
    tell({ tincan: 'broken', run: current?.run ?? 0, message });
  };
  worker.onerror = (event) => {
    event.preventDefault();
    broken(event.message);
  };
  worker.onmessageerror = () => broken('a message could not be delivered');
  return worker;
}

/**
 * A program that still listens gets a moment to close its connections, as a dying process's kernel
 * does; one that does not is ended all the same.
 */
function stop(): void {
  if (current === null) return;
  const { worker } = current;
  current = null;
  worker.onerror = null;
  worker.postMessage('ending');
  setTimeout(() => worker.terminate(), endingMs);
}

function start(message: StartRun): void {
  stop();
  if (boot === null)
    throw new Error('a run was asked for before the runtime was given');
  const worker = spare ?? createWorker();
  const { run, code, filename, options, lockstep, port, carrier, extras } =
    message;
  const { engine } = boot;
  current = { run, worker };
  worker.postMessage(
    { run, code, filename, options, lockstep, engine, port, carrier, extras },
    [port, carrier],
  );
  spare = createWorker();
}

const reason = refusal();
if (reason !== null) {
  document.body.textContent = reason;
} else {
  const announcing = setInterval(() => tell({ tincan: 'announce' }), 50);
  tell({ tincan: 'announce' });
  addEventListener('message', (event: MessageEvent<ToFrame>) => {
    if (event.source !== window.parent || event.origin !== pageOrigin) return;
    const message = event.data;
    if (message.tincan === 'boot') {
      if (boot !== null) return;
      clearInterval(announcing);
      boot = message;
      runtimeUrl = URL.createObjectURL(
        new Blob([message.runtime], { type: 'text/javascript' }),
      );
      spare = createWorker();
      tell({ tincan: 'ready' });
    } else if (message.tincan === 'run') {
      start(message);
    } else if (current?.run === message.run) {
      stop();
    }
  });
}
