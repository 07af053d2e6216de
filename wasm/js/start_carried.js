// The first module of what a bundler gets for a browser by require(): the engine out of the package's own text, at once. Who can
// should import, and get start_browser.js: this compiles on the spot, which browsers allow a page up to some megabytes.
import text from 'tincan:wasm';
import { start } from './engine.js';
import { sweepByTimer } from './ticks.js';

start(Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0)));
sweepByTimer();
