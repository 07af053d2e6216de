// Makes the package people install, build/package: the façade of wasm/js bundled once for Node (CommonJS, with thin wrappers for
// `require` and `import` around it, so both share one engine) and once for browsers (ES modules). No policy of the façade here.
import fs from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { wasmDirectory } from './cmake.mjs';
import { ambientNode, Failure, root, runQuietly } from './shell.mjs';

const published = path.join(root, 'build', 'package');
/** Built here and moved into place whole: who loads the package meanwhile sees the old one or the new one. */
const directory = path.join(root, 'build', '.package');
const sources = path.join(root, 'wasm', 'js');

/**
 * The public subpaths. `value: 'default'` entries are what `require()` returns itself, as in Node; the 'named' one is a plain
 * bag of exports. The file name is both the source's and the output's.
 */
const entries = [
  { subpath: '.', file: 'index', value: 'named' },
  { subpath: './stream', file: 'stream', value: 'default' },
  { subpath: './stream/promises', file: 'stream_promises', value: 'default' },
  {
    subpath: './stream/consumers',
    file: 'stream_consumers',
    value: 'default',
  },
  { subpath: './stream/web', file: 'stream_web', value: 'default' },
  { subpath: './net', file: 'net', value: 'default' },
];

/** The names Node itself must never lend us: a bundle that asks for one of these is refused. */
const forbidden = /^(node:)?((stream|net)(\/|$)|_stream_)/;

/** A module that re-exports every entry under its file name, so that one bundle holds them all. */
const allEntries = {
  name: 'all-entries',
  resolveId: (id) => (id === 'tincan:entries' ? id : null),
  load(id) {
    if (id !== 'tincan:entries') return null;
    const lines = entries.map(({ file, value }) => {
      const source = JSON.stringify(path.join(sources, `${file}.js`));
      const what =
        value === 'default' ? `{ default as ${file} }` : `* as ${file}`;
      return `export ${what} from ${source};`;
    });
    return lines.join('\n');
  },
};

const refuseForbidden = {
  name: 'no-node-streams',
  resolveId(id, importer) {
    if (!forbidden.test(id)) return null;
    throw new Failure(`${importer} imports Node's own ${id}`);
  },
};

async function bundle(input, plugins, platform, output) {
  const build = await rolldown({
    input,
    cwd: root,
    platform,
    plugins: [refuseForbidden, ...plugins],
    onLog(level, log) {
      throw new Failure(`bundling the package: ${level}: ${log.message}`);
    },
  });
  // The façade is made of modules: bundled, it stays strict code.
  await build.write({ strict: true, ...output });
  await build.close();
}

/** The names `import { … }` offers: the enumerable keys of what `require()` gives, as Node does for its own modules. */
async function namedExports(file) {
  const script = `const m = require(${JSON.stringify(path.join(directory, `${file}.cjs`))});
    process.stdout.write(JSON.stringify(Object.keys(m)));
    process.exit();`;
  const keys = JSON.parse(
    await runQuietly(`loading the package's ${file}.cjs`, ambientNode, [
      '-e',
      script,
    ]),
  );
  return keys.filter((key) => /^[A-Za-z_$][\w$]*$/.test(key));
}

/** `file.cjs` for require() and `file.mjs` for import: no code of their own, so both hand out the objects of the one bundle. */
async function writeWrappers(file) {
  const write = (name, lines) =>
    fs.writeFileSync(path.join(directory, name), `${lines.join('\n')}\n`);
  write(`${file}.cjs`, [
    "'use strict';",
    `module.exports = require('./tincan.cjs').${file};`,
  ]);
  const names = (await namedExports(file)).filter((key) => key !== 'default');
  write(`${file}.mjs`, [
    `import whole from './${file}.cjs';`,
    // Through a constant: an export may be named by a reserved word, a variable may not.
    ...names.map((key) => `const $${key} = whole.${key};`),
    `export { ${names.map((key) => `$${key} as ${key}`).join(', ')} };`,
    'export default whole;',
  ]);
}

function writeManifest() {
  const own = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const manifest = {
    name: 'tincan-streams',
    version: own.version,
    description:
      "Node 24's streams outside Node: the same behaviour from a C++ engine in WebAssembly.",
    license: own.license,
    engines: { node: '>=20' },
    sideEffects: false,
    exports: Object.fromEntries(
      entries.map(({ subpath, file }) => [
        subpath,
        {
          node: { import: `./${file}.mjs`, require: `./${file}.cjs` },
          browser: `./browser/${file}.js`,
          default: { import: `./${file}.mjs`, require: `./${file}.cjs` },
        },
      ]),
    ),
  };
  fs.writeFileSync(
    path.join(directory, 'package.json'),
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
}

/** Builds build/package from wasm/js and the built engine. Throws a Failure that says what does not resolve or load. */
export async function buildPackage() {
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(path.join(directory, 'browser'), { recursive: true });
  const wasm = path.join(wasmDirectory, 'tincan.wasm');
  fs.copyFileSync(wasm, path.join(directory, 'tincan.wasm'));
  fs.copyFileSync(wasm, path.join(directory, 'browser', 'tincan.wasm'));
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(directory, 'LICENSE'));
  await bundle('tincan:entries', [allEntries], 'node', {
    file: path.join(directory, 'tincan.cjs'),
    format: 'cjs',
  });
  const inputs = entries.map(({ file }) => [
    file,
    path.join(sources, `${file}.js`),
  ]);
  await bundle(Object.fromEntries(inputs), [], 'browser', {
    dir: path.join(directory, 'browser'),
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name].js',
  });
  writeManifest();
  for (const { file } of entries) await writeWrappers(file);
  fs.rmSync(published, { recursive: true, force: true });
  fs.renameSync(directory, published);
}
