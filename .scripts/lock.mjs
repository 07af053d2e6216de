// One build at a time in one work tree: `npm start` and `npm test` may run at once, two linkers on one file may not.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './shell.mjs';

const lockFile = path.join(root, 'build', '.lock');

function holder() {
  try {
    return Number(fs.readFileSync(lockFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock() {
  try {
    // link() of a finished file rather than open(): a lock without its pid is never seen.
    const own = `${lockFile}.${process.pid}`;
    fs.writeFileSync(own, String(process.pid));
    try {
      fs.linkSync(own, lockFile);
    } finally {
      fs.rmSync(own);
    }
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Runs `work` while holding the build lock; waits for another build, takes over the lock of a dead one. */
export async function withBuildLock(work) {
  fs.mkdirSync(path.dirname(lockFile), { recursive: true });
  let announced = false;
  while (!tryLock()) {
    const pid = holder();
    if (pid !== undefined && !isAlive(pid)) {
      fs.rmSync(lockFile, { force: true });
      continue;
    }
    if (!announced) {
      console.log(`Waiting for another build (process ${pid})`);
      announced = true;
    }
    await delay(100);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lockFile, { force: true });
  }
}
