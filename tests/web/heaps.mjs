// How much memory a tab holds: its page, its sandbox frame and all their workers, asked over the browser's own
// debugging protocol (Chrome DevTools Protocol). It measures and never steers.
import { once } from 'node:events';
import { WebSocket } from 'ws';

export class Heaps {
  #socket;
  #calls = new Map();
  #count = 0;
  /** Session id of every thread attached to, and the id of the tab it belongs to. */
  #threads = new Map();

  /** @param {number} port the browser's --remote-debugging-port */
  static async at(port) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
    const { webSocketDebuggerUrl } = await answer.json();
    const heaps = new Heaps();
    heaps.#socket = new WebSocket(webSocketDebuggerUrl);
    heaps.#socket.on('message', (data) => heaps.#hear(JSON.parse(data)));
    await once(heaps.#socket, 'open');
    return heaps;
  }

  close() {
    this.#socket.close();
  }

  /** Watches a tab from now on. @returns its id for bytesOf() */
  async watch(page) {
    const session = await page.context().newCDPSession(page);
    const { targetInfo } = await session.send('Target.getTargetInfo');
    const { targetId } = targetInfo;
    const { sessionId } = await this.#call('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    await this.#adopt(sessionId, targetId);
    return targetId;
  }

  /** Watches the browser's one SharedWorker from now on. @returns its id for bytesOf() */
  async watchSharedWorker() {
    const targetId = await this.#sharedWorker();
    const { sessionId } = await this.#call('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    this.#threads.set(sessionId, targetId);
    return targetId;
  }

  /** Ends the browser's one SharedWorker as a crash does; it must not be watched. */
  async endSharedWorker() {
    const targetId = await this.#sharedWorker();
    await this.#call('Target.closeTarget', { targetId });
  }

  async #sharedWorker() {
    const { targetInfos } = await this.#call('Target.getTargets');
    return targetInfos.find(({ type }) => type === 'shared_worker').targetId;
  }

  /** Bytes alive in all threads of a tab after a garbage collection: objects and array buffers. */
  async bytesOf(tab) {
    let bytes = 0;
    let threads = 0;
    for (const [sessionId, owner] of this.#threads) {
      if (owner !== tab) continue;
      await this.#call('HeapProfiler.collectGarbage', {}, sessionId);
      const use = await this.#call('Runtime.getHeapUsage', {}, sessionId);
      bytes += use.usedSize + use.backingStorageSize;
      threads += 1;
    }
    return { bytes, threads };
  }

  async #adopt(sessionId, tab) {
    this.#threads.set(sessionId, tab);
    await this.#call(
      'Target.setAutoAttach',
      { autoAttach: true, waitForDebuggerOnStart: false, flatten: true },
      sessionId,
    );
  }

  #call(method, params = {}, sessionId = undefined) {
    const id = (this.#count += 1);
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
    });
  }

  #hear({ id, method, params, result, error, sessionId }) {
    if (id !== undefined) {
      const { resolve, reject } = this.#calls.get(id);
      this.#calls.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    } else if (method === 'Target.attachedToTarget') {
      void this.#adopt(params.sessionId, this.#threads.get(sessionId));
    } else if (method === 'Target.detachedFromTarget') {
      this.#threads.delete(params.sessionId);
    }
  }
}
