// `npm start`: installs what is missing, builds what changed, serves. The last line printed is the URL, when it can be opened.
import { fork } from 'node:child_process';
import path from 'node:path';
import { build } from './build.mjs';
import { partsToBuild, setup } from './setup.mjs';
import { ambientNode, childEnv, main, root } from './shell.mjs';

/** Runs the server until it ends and resolves with its exit code. */
function serve(args) {
  return new Promise((resolve, reject) => {
    const server = fork(path.join(root, 'build/relay/serve.js'), args, {
      execPath: ambientNode,
      env: childEnv(),
    });
    server.on('error', reject);
    server.on('exit', (code) => resolve(code ?? 1));
    // Ctrl+C reaches both processes; the server closes its connections and this one waits for it.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => server.kill('SIGTERM'));
  });
}

await main(async (args) => {
  await setup(partsToBuild);
  await build();
  return serve(args);
});
