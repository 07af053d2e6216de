// The first module of what a bundler gets for a browser by require(): both modules of the engine out of the package's own text, at
// once. Who can should import, and get start_browser.js: this compiles on the spot, which browsers allow a page up to some megabytes.
import netText from 'tincan:net_wasm';
import text from 'tincan:wasm';
import { start } from './engine.js';
import { bytesOf } from './fetch_wasm.js';
import { startNetwork } from './net_engine.js';
import { sweepByTimer } from './ticks.js';

start(bytesOf(text));
startNetwork(bytesOf(netText));
sweepByTimer();
