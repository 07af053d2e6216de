// The playground in a process of its own, for tests that measure the relay's memory. Speaks IPC: first {url}, then
// for every message {rss}, in bytes, after a garbage collection. Started with --expose-gc; it only serves.
import path from 'node:path';
import { startPlayground } from '../../build/relay/playground.js';

const { url } = await startPlayground({
  directory: path.resolve(import.meta.dirname, '../../build/web'),
  host: '127.0.0.1',
  port: 0,
});
process.on('message', () => {
  globalThis.gc();
  process.send({ rss: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());
process.send({ url });
