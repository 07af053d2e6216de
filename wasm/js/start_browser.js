// The first module of the package's browser entries: fetches and compiles the engine while the module graph waits (top-level
// await), in a page or a worker. The playground never loads it: its worker is handed the bytes. Touches no global.
import { start } from './engine.js';
import { compiled } from './fetch_wasm.js';
import { sweepByTimer } from './ticks.js';

const url = new URL('./tincan.wasm', import.meta.url);
start(await compiled(url, () => import('tincan:wasm')));
sweepByTimer();
