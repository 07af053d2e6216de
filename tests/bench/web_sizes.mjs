// What has to travel before the first program has run, and the engine with its façade: compressed sizes of the built files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  brotliCompressSync,
  constants,
  gzipSync,
} from 'node:zlib';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '../..');

const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const brotlied = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).length;

/**
 * Bytes of all files the page asked its own host for, gzipped; a path that is no file of the build counts nothing.
 * @param {Iterable<string>} paths of URLs
 */
export function gzippedBytes(paths) {
  const sizes = {};
  for (const asked of paths) {
    const name = asked === '/' ? 'index.html' : asked.slice(1);
    try {
      sizes[name] = gzipped(path.join(root, 'build/web', name));
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EISDIR') throw error;
    }
  }
  return sizes;
}

/** Bytes of the Wasm and of the stream façade as a bundler takes them into a page, by brotli. */
export async function engineBytes() {
  const build = await rolldown({
    input: path.join(root, 'wasm/js/stream.js'),
    platform: 'browser',
    external: ['buffer', 'events', /node-inspect/, /string_decoder/],
    logLevel: 'silent',
  });
  const { output } = await build.generate({ minify: true });
  await build.close();
  const wasm = readFileSync(path.join(root, 'build/web/assets', wasmName()));
  return {
    wasm: brotlied(wasm),
    facade: brotlied(output.map(({ code }) => code ?? '').join('')),
  };
}
