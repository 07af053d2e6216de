// Child process of platform.test.mjs: runs every program of platform.cjs with the modules of the file named (Node's own
// without one) and writes one JSON line a trace.

import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { programs } = require('./platform.cjs');
const { render } = require('../conformance/render.cjs');

const [file] = process.argv.slice(2);
const { EventEmitter, Buffer, StringDecoder, deferEmitted } = file
  ? await import(pathToFileURL(file).href)
  : {
      ...require('node:events'),
      ...require('node:buffer'),
      ...require('node:string_decoder'),
    };
// As in the playground, where the façade has a tick queue.
deferEmitted?.((callback) => process.nextTick(callback));

for (const [name, program] of Object.entries(programs)) {
  const lines = [];
  const log = (label, ...what) =>
    lines.push([label, ...what.map((each) => render(each))].join(' '));
  await program({ EventEmitter, Buffer, StringDecoder, log });
  await new Promise((resolve) => setImmediate(resolve));
  writeSync(1, `${JSON.stringify({ name, lines })}\n`);
}
