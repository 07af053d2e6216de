// Makes the package people install, build/package: the façade of wasm/js bundled once for Node (CommonJS, with thin wrappers for
// `require` and `import` around it, so both share one engine) and once for browsers (ES modules that start the engine with top-level
// await), with its types and README from wasm/package. `npm pack ./build/package` makes the tarball. No policy of the façade here.
import fs from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { wasmDirectory } from './cmake.mjs';
import { ambientNode, Failure, root, runQuietly } from './shell.mjs';

const published = path.join(root, 'build', 'package');
/** Built here and moved into place whole: who loads the package meanwhile sees the old one or the new one. */
const directory = path.join(root, 'build', '.package');
const sources = path.join(root, 'wasm', 'js');
/** What is copied as it is: types and README. */
const written = path.join(root, 'wasm', 'package');

/**
 * The public subpaths. `value: 'default'` entries are what `require()` returns itself, as in Node; the 'named' one is a plain
 * bag of exports. The file name is both the source's and the output's. Those that `dial` want the network's module, too.
 */
const entries = [
  { subpath: '.', file: 'index', value: 'named', dials: true },
  { subpath: './stream', file: 'stream', value: 'default' },
  { subpath: './stream/promises', file: 'stream_promises', value: 'default' },
  {
    subpath: './stream/consumers',
    file: 'stream_consumers',
    value: 'default',
  },
  { subpath: './stream/web', file: 'stream_web', value: 'default' },
  { subpath: './net', file: 'net', value: 'default', dials: true },
];

/** The engine's two modules. */
const wasmFiles = ['tincan.wasm', 'tincan_net.wasm'];

/** The names Node itself must never lend us: a bundle that asks for one of these is refused. */
const forbidden = /^(node:)?((stream|net)(\/|$)|_stream_)/;

const quoted = (file) => JSON.stringify(path.join(sources, file));

/** Modules that exist as text alone, by name. */
const virtual = (modules) => ({
  name: 'virtual-modules',
  resolveId: (id) => (Object.hasOwn(modules, id) ? id : null),
  load: (id) => (Object.hasOwn(modules, id) ? modules[id] : null),
});

/** Re-exports every entry under its file name, so that one bundle holds them all. */
const allEntries = entries
  .map(({ file, value }) => {
    const what =
      value === 'default' ? `{ default as ${file} }` : `* as ${file}`;
    return `export ${what} from ${quoted(`${file}.js`)};`;
  })
  .join('\n');

/** `export`s of `names` as properties of the variable `whole`. */
const exportsOf = (names) => [
  // Through a constant: an export may be named by a reserved word, a variable may not.
  ...names.map((key) => `const $${key} = whole.${key};`),
  `export { ${names.map((key) => `$${key} as ${key}`).join(', ')} };`,
  'export default whole;',
];

/** A browser's entry: the engine first, then what Node's entry of that name exports. */
function browserEntry({ file, value, dials }, names) {
  const source = quoted(`${file}.js`);
  const lines = [];
  if (dials) lines.push(`import ${quoted('fetch_net.js')};`);
  lines.push(`import ${quoted('start_browser.js')};`);
  if (dials) lines.push(`import ${quoted('start_net_browser.js')};`);
  if (value === 'named') lines.push(`export * from ${source};`);
  else lines.push(`import whole from ${source};`, ...exportsOf(names));
  return lines.join('\n');
}

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
  const required = [
    "'use strict';",
    `module.exports = require('./tincan.cjs').${file};`,
  ];
  write(`${file}.cjs`, required);
  write(`browser/${file}.cjs`, required);
  const names = (await namedExports(file)).filter((key) => key !== 'default');
  write(`${file}.mjs`, [
    `import whole from './${file}.cjs';`,
    ...exportsOf(names),
  ]);
  return names;
}

/** Of one entry, by condition. An unknown host gets what needs nothing of Node. */
function exportsEntry(file) {
  const browser = {
    import: `./browser/${file}.js`,
    require: `./browser/${file}.cjs`,
  };
  return {
    types: `./${file}.d.ts`,
    node: { import: `./${file}.mjs`, require: `./${file}.cjs` },
    browser,
    default: browser,
  };
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
    keywords: ['stream', 'streams', 'readable', 'net', 'wasm', 'browser'],
    license: own.license,
    engines: { node: '>=20' },
    main: './index.cjs',
    types: './index.d.ts',
    exports: {
      ...Object.fromEntries(
        entries.map(({ subpath, file }) => [subpath, exportsEntry(file)]),
      ),
      ...Object.fromEntries(
        wasmFiles.map((name) => [`./${name}`, `./${name}`]),
      ),
      './package.json': './package.json',
    },
    // Neither is needed to use streams: types, and Node's way to a relay.
    peerDependencies: { '@types/node': '>=24', ws: '>=8' },
    peerDependenciesMeta: {
      '@types/node': { optional: true },
      ws: { optional: true },
    },
  };
  fs.writeFileSync(
    path.join(directory, 'package.json'),
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
}

/** For browsers: ES modules, and CommonJS for bundlers alone; `names` are the exports of each entry. */
async function bundleForBrowsers(names) {
  const carried = (name) => {
    const bytes = fs.readFileSync(path.join(directory, name));
    return `export default '${bytes.toString('base64')}';`;
  };
  const modules = {
    'tincan:wasm': carried('tincan.wasm'),
    'tincan:net_wasm': carried('tincan_net.wasm'),
    'tincan:entries': `import ${quoted('start_carried.js')};\n${allEntries}`,
  };
  for (const entry of entries) {
    const id = `tincan:browser/${entry.file}`;
    modules[id] = browserEntry(entry, names[entry.file]);
  }
  const inputs = entries.map(({ file }) => [file, `tincan:browser/${file}`]);
  // A file of its own, so that it runs before what waits for the streams.
  inputs.push(['fetch_net', path.join(sources, 'fetch_net.js')]);
  await bundle(Object.fromEntries(inputs), [virtual(modules)], 'browser', {
    dir: path.join(directory, 'browser'),
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name].js',
  });
  await bundle('tincan:entries', [virtual(modules)], 'browser', {
    file: path.join(directory, 'browser', 'tincan.cjs'),
    format: 'cjs',
  });
}

/** Builds build/package from wasm/js and the built engine. Throws a Failure that says what does not resolve or load. */
export async function buildPackage() {
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(path.join(directory, 'browser'), { recursive: true });
  fs.cpSync(written, directory, { recursive: true });
  for (const name of wasmFiles) {
    for (const place of [name, path.join('browser', name)]) {
      fs.copyFileSync(
        path.join(wasmDirectory, name),
        path.join(directory, place),
      );
      // The linker marks it as a program.
      fs.chmodSync(path.join(directory, place), 0o644);
    }
  }
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(directory, 'LICENSE'));
  const once = { 'tincan:entries': allEntries };
  await bundle('tincan:entries', [virtual(once)], 'node', {
    file: path.join(directory, 'tincan.cjs'),
    format: 'cjs',
  });
  writeManifest();
  const names = {};
  for (const { file } of entries) names[file] = await writeWrappers(file);
  await bundleForBrowsers(names);
  fs.rmSync(published, { recursive: true, force: true });
  fs.renameSync(directory, published);
}
