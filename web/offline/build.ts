// Writes offline.js, the Service Worker with the list of the files just built, into the folder. Last of all, for
// its version is a hash of everything there.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'vite';

/** Larger files are kept when they are first used: not everybody waits for what few need. */
const lazyBytes = 1024 * 1024;

/** The server's, and what articles load: they are read online. */
const notOfPage = new Set([
  'headers.json',
  'embed.js',
  'embed.html',
  'sandbox_embed.html',
  'example.html',
]);

export function serviceWorker(): Plugin {
  return {
    name: 'tincan-service-worker',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('the page is built into a folder');
      const hash = createHash('sha256');
      const files: string[] = [];
      const lazy: string[] = [];
      for (const file of Object.keys(bundle).sort()) {
        const bytes = readFileSync(path.join(dir, file));
        hash.update(`${file}\n${bytes.length}\n`).update(bytes);
        if (notOfPage.has(file)) continue;
        // A host may answer for index.html with a redirection to its folder.
        const name = file === 'index.html' ? '' : file;
        (bytes.length > lazyBytes ? lazy : files).push(name);
      }
      const headers = JSON.parse(
        readFileSync(path.join(dir, 'headers.json'), 'utf8'),
      ) as Record<string, Record<string, string>>;
      const sandboxPolicy =
        headers['/sandbox.html']!['content-security-policy'];
      const version = hash.digest('hex').slice(0, 16);
      const code = await bundleWorker({ version, files, lazy, sandboxPolicy });
      writeFileSync(path.join(dir, 'offline.js'), code);
    },
  };
}

async function bundleWorker(kept: object): Promise<string> {
  const result = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    define: { kept: JSON.stringify(kept) },
    build: {
      write: false,
      lib: {
        entry: path.join(import.meta.dirname, 'service_worker.ts'),
        formats: ['iife'],
        name: 'offline',
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !('output' in output))
    throw new Error('the Service Worker was not bundled');
  return output.output[0].code;
}
