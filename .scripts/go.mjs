// Builds the one Go program of the tests, hashicorp/yamux as a peer, from Debian's packages: no module is downloaded.
import fs from 'node:fs';
import path from 'node:path';
import { root, runQuietly, which } from './shell.mjs';

const gopath = '/usr/share/gocode';

/** Builds the peer where Go and the package are; where not, takes an older one away, so that its tests are skipped. */
export async function buildHashicorpYamux() {
  const program = path.join(root, 'build', 'yamuxspec', 'hashicorp_yamux');
  const source = path.join(gopath, 'src', 'github.com', 'hashicorp', 'yamux');
  if (!which('go') || !fs.existsSync(source)) {
    fs.rmSync(program, { force: true });
    return;
  }
  await runQuietly(
    'compiling hashicorp/yamux',
    'go',
    ['build', '-o', program],
    {
      cwd: path.join(root, 'tests', 'yamuxspec', 'peers', 'hashicorp'),
      env: {
        GOPATH: gopath,
        GO111MODULE: 'off',
        GOCACHE: path.join(root, 'build', 'go'),
        GOFLAGS: '-trimpath',
      },
    },
  );
}
