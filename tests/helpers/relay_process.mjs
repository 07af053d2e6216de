// A relay in a process of its own, for tests that measure its memory. Speaks IPC: first {port}, then for every message
// {rss, stats} after a garbage collection. Started with --expose-gc; it must do nothing but relay.
import { startRelay } from '../../build/relay/server.js';

const relay = await startRelay(JSON.parse(process.argv[2] ?? '{}'));
process.on('message', () => {
  globalThis.gc();
  process.send({ rss: process.memoryUsage.rss(), stats: relay.stats() });
});
process.on('disconnect', () => process.exit());
process.send({ port: relay.port });
