// Bundles what runs in Node to serve the playground: build/relay/server.js (the relay alone, a library), playground.js (static files
// and relay on one port, a library), serve.js (the program around it), gateway.js (the program behind --gateway-in) and outside.js
// (what --gateway-out loads). They stand alone, no node_modules beside them; but the gateway takes the engine from build/package,
// and a hosted instance goes without it.
import path from 'node:path';
import { rolldown } from 'rolldown';
import { Failure, root } from './shell.mjs';

/** Native packages that ws tries to load: our own stands for the one, ws does without the other. */
const masking = path.join(root, 'web/relay/masking.ts');
const absent = ['utf-8-validate'];

export async function buildRelay() {
  const build = await rolldown({
    cwd: root,
    input: {
      server: path.join(root, 'web/relay/server.ts'),
      playground: path.join(root, 'web/server.ts'),
      serve: path.join(root, 'web/serve.ts'),
      gateway: path.join(root, 'web/gateway/gateway.ts'),
      outside: path.join(root, 'web/gateway/outside.ts'),
    },
    platform: 'node',
    resolve: { alias: { bufferutil: masking } },
    external: absent,
    onLog(level, log) {
      throw new Failure(`bundling the relay: ${level}: ${log.message}`);
    },
  });
  await build.write({
    dir: path.join(root, 'build/relay'),
    format: 'es',
    sourcemap: true,
    cleanDir: true,
    chunkFileNames: 'chunk-[name].js',
  });
  await build.close();
}
