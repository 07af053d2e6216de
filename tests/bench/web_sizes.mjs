// What has to travel before the first program has run, and the engine with its façade: compressed sizes of the built files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '../..');

const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const brotlied = (bytes) => brotliCompressSync(bytes).length;

/**
 * Bytes of files of the page, gzipped, by name.
 * @param {Iterable<string>} paths of their URLs
 */
export function gzippedBytes(paths) {
  const sizes = {};
  for (const asked of paths) {
    const name = asked === '/' ? 'index.html' : asked.slice(1);
    sizes[name] = gzipped(path.join(root, 'build/web', name));
  }
  return sizes;
}

/**
 * The engine and the façade over it, as a bundler takes them into a page, by brotli: bytes of the Wasm, and of the JavaScript that
 * `require('stream')` and `require('net')` stand for, without the kept libraries below it (Buffer, events, inspect).
 */
export async function engineBytes() {
  const facade = async (file) => {
    const build = await rolldown({
      input: path.join(root, 'wasm/js', file),
      cwd: root,
      platform: 'browser',
      external: [/^buffer$/, /^events$/, /^node-inspect/, /wasm\/tincan\.js$/],
    });
    const { output } = await build.generate({ minify: true });
    await build.close();
    return brotlied(output[0].code);
  };
  return {
    wasm: brotlied(readFileSync(path.join(root, 'build/wasm/tincan.wasm'))),
    stream: await facade('stream.js'),
    net: await facade('net.js'),
  };
}
