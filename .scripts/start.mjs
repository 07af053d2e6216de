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
    // Hanging up asks the server to close its connections and end; a second signal does not wait for them.
    const stop = () => {
      if (server.connected) server.disconnect();
      else server.kill('SIGKILL');
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

await main(async (args) => {
  await setup(partsToBuild);
  await build();
  return serve(args);
});
