// One end of the tcp bench in a browser's tab: the worker of its page. Asked first {kind, role, options}, then {size, count} as
// tcp_peer.mjs is; answers every question with one message.
import { createRuntime, net } from '../../build/package/browser/index.js';
import { rawEnd, tincanEnd } from './tcp_ends.mjs';

const answer = await fetch('/tincan.wasm');
createRuntime({
  wasmBinary: await answer.arrayBuffer(),
  onUncaught: (error) => globalThis.postMessage({ failed: String(error) }),
});

let end;
const say = (message) => globalThis.postMessage(message);

globalThis.onmessage = async ({ data }) => {
  const { kind, role, options, size, count } = data;
  if (kind !== undefined) {
    end = await (kind === 'raw'
      ? rawEnd(role, globalThis.WebSocket, options)
      : tincanEnd(role, net, options));
    say('ready');
  } else if (typeof end === 'function') {
    end(new Uint8Array(size).fill(1), count);
    say('sending');
  } else {
    end.expect(size * count, () => say('arrived'));
  }
};
say('ready');
