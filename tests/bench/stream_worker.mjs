// The stream bench in a browser: the worker that runs it. Each library as its users would bundle it, Tincan from its
// browser build, hosted as in the playground. Answers one message, which names a load, with medians.
import readableStream from 'readable-stream';
import streamx from 'streamx';
import {
  createRuntime,
  stream as tincan,
} from '../../build/package/browser/index.js';
import {
  interleave,
  loads,
  pipeNodeStyle,
  pipeStreamx,
  pipeWeb,
} from './pipe_three.mjs';

const answer = await fetch('/tincan.wasm');
createRuntime({
  wasmBinary: await answer.arrayBuffer(),
  onUncaught: (error) => globalThis.postMessage({ failed: String(error) }),
});

globalThis.onmessage = async ({ data }) => {
  const load = loads[data];
  const medians = await interleave(
    {
      tincan: () => pipeNodeStyle(tincan, load),
      'readable-stream': () => pipeNodeStyle(readableStream, load),
      streamx: () => pipeStreamx(streamx, load),
      WHATWG: () => pipeWeb(load),
    },
    load.count,
  );
  globalThis.postMessage(medians);
};
globalThis.postMessage('ready');
