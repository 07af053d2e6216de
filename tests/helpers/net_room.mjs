// A relay and processes in its room, for one test; all are ended when the test is. Waits are for what the processes tell.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { randomKey, startRelay } from '../../build/relay/server.js';

const program = fileURLToPath(new URL('./net_peer.cjs', import.meta.url));
const kToken = 'token-of-this-test';

/** A process that runs net_peer.cjs. What it tells is kept until somebody waits for it. */
class Peer {
  constructor(options) {
    this.child = fork(program, [JSON.stringify(options)], {
      execArgv: ['--expose-gc'],
    });
    this.told = [];
    this.wake = () => {};
    this.child.on('message', (message) => {
      this.told.push(message);
      this.wake();
    });
    this.exited = once(this.child, 'exit');
  }

  order(name, args = {}) {
    this.child.send({ program: name, ...args });
  }

  /** The next thing told of `name`, which must be `event`; things told of others stay. */
  async hears(name, event) {
    for (;;) {
      const at = this.told.findIndex((message) => message.name === name);
      if (at >= 0) {
        const [message] = this.told.splice(at, 1);
        if (message.event !== event) {
          throw new Error(
            `waited for ${name} ${event}, heard ${JSON.stringify(message)}`,
          );
        }
        return message;
      }
      await new Promise((resolve) => (this.wake = resolve));
    }
  }

  async measured() {
    this.order('measure');
    return this.hears('process', 'measured');
  }
}

/** Runs `body` with {relay, join, leave}: `join()` starts a process in the room. */
export async function withRoom(body, { relayOptions = {} } = {}) {
  const relay = await startRelay({
    port: 0,
    host: '127.0.0.1',
    token: kToken,
    ...relayOptions,
  });
  const room = randomKey();
  const peers = [];
  const join = async (options = {}) => {
    const peer = new Peer({
      url: `ws://127.0.0.1:${relay.port}`,
      room,
      token: kToken,
      ...options,
    });
    peers.push(peer);
    await peer.hears('process', 'ready');
    return peer;
  };
  /** The process must end by itself, in order. */
  const leaves = async (peer) => {
    peer.order('leave');
    const [code, signal] = await peer.exited;
    if (code !== 0) throw new Error(`the process ended with ${code ?? signal}`);
  };
  try {
    await body({ relay, join, leaves });
  } finally {
    for (const { child } of peers) child.kill('SIGKILL');
    await relay.close();
  }
}
