// A paused reader in another tab, over the server's relay: paused_reader.mjs says what must hold.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { pauseReader } from './paused_reader.mjs';

test('while B pauses A stands still and memory is flat; then all arrives in order', async (t) => {
  const server = fork(
    path.join(import.meta.dirname, 'playground_process.mjs'),
    { execArgv: ['--expose-gc'] },
  );
  t.after(() => server.disconnect());
  const [{ url }] = await once(server, 'message');
  await pauseReader(t, url, async () => {
    server.send('measure');
    const [{ rss }] = await once(server, 'message');
    return rss;
  });
});
