// The first module of the package's browser entries: fetches and compiles the engine while the module graph waits (top-level
// await), in a page or a worker. The playground never loads it: its worker is handed the bytes. Touches no global.
import { start } from './engine.js';
import { sweepByTimer } from './ticks.js';

/** Compiled while it arrives, if the server names its type; else once it is there. Null where there is none to be had. */
async function fetched() {
  try {
    const response = await fetch(new URL('./tincan.wasm', import.meta.url));
    const type = response.headers.get('content-type') ?? '';
    if (/^application\/wasm\b/.test(type))
      return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch {
    // No such file, a page of another kind in its place, or no way to fetch at all (file:).
    return null;
  }
}

/** The same engine from the package's own text, where a bundler has left tincan.wasm behind. */
async function carried() {
  const { default: text } = await import('tincan:wasm');
  const bytes = Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0));
  return WebAssembly.compile(bytes);
}

start((await fetched()) ?? (await carried()));
sweepByTimer();
