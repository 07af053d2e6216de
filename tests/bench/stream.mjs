// npm run bench -- stream: nanoseconds per chunk of three piped stages, against the other libraries, in Node and in
// Chromium.
// Interleaved, medians; only ratios mean anything on a shared machine.
import { createRequire } from 'node:module';
import nodeStream from 'node:stream';
import readableStream from 'readable-stream';
import streamx from 'streamx';
import { askInChromium } from './chromium.mjs';
import {
  interleave,
  loads,
  pipeNodeStyle,
  pipeStreamx,
  pipeWeb,
} from './pipe_three.mjs';

const tincan = createRequire(import.meta.url)('tincan/stream');

function report(where, name, medians) {
  const base = medians['readable-stream'];
  console.log(
    `\n${where}, ${name} (median ns per chunk; ratio to readable-stream)`,
  );
  for (const [library, time] of Object.entries(medians)) {
    const ratio = (time / base).toFixed(2);
    console.log(
      `  ${library.padEnd(16)} ${time.toFixed(0).padStart(7)}  ${ratio}`,
    );
  }
}

for (const [name, load] of Object.entries(loads)) {
  const medians = await interleave(
    {
      tincan: () => pipeNodeStyle(tincan, load),
      'readable-stream': () => pipeNodeStyle(readableStream, load),
      streamx: () => pipeStreamx(streamx, load),
      'node:stream': () => pipeNodeStyle(nodeStream, load),
      WHATWG: () => pipeWeb(load),
    },
    load.count,
  );
  report(`Node ${process.version}`, name, medians);
}

const names = Object.keys(loads);
const { version, answers } = await askInChromium('stream_worker.mjs', names);
names.forEach((name, i) => report(`Chromium ${version}`, name, answers[i]));
