// Builds everything under build/: wasm → package, relay, web. `npm run build -- relay` builds one step and what it needs.
// A step whose inputs are unchanged (by content) is skipped.
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { withBuildLock } from './lock.mjs';
import { partsToBuild, setup } from './setup.mjs';
import { Failure, main, root } from './shell.mjs';
import {
  contentHash,
  forgetStamp,
  recordedStamp,
  recordStamp,
} from './stamps.mjs';

/** Inputs of every step that bundles JavaScript. */
const toolInputs = ['package.json', 'package-lock.json'];
const engineOutputs = ['tincan', 'tincan_net'].flatMap((name) => [
  `build/wasm/${name}.js`,
  `build/wasm/${name}.wasm`,
]);

// Each builder is imported when its step runs: bundlers need the npm packages, which setup may only just have installed.
const steps = {
  wasm: {
    needs: [],
    inputs: ['CMakeLists.txt', '.scripts/cmake.mjs', 'core', 'wasm'],
    // The façade is bundled, not compiled.
    except: ['wasm/js', 'wasm/package'],
    outputs: engineOutputs,
    async build() {
      const { buildWasm } = await import('./cmake.mjs');
      await buildWasm(['tincan_wasm', 'tincan_net_wasm']);
    },
  },
  package: {
    needs: ['wasm'],
    inputs: [
      ...toolInputs,
      ...engineOutputs,
      'wasm/js',
      'wasm/package',
      'LICENSE',
      '.scripts/package.mjs',
    ],
    outputs: ['build/package/tincan.cjs', 'build/package/package.json'],
    async build() {
      const { buildPackage } = await import('./package.mjs');
      await buildPackage();
    },
  },
  relay: {
    needs: [],
    inputs: [
      ...toolInputs,
      'web/relay',
      'web/gateway',
      'web/lan.ts',
      'web/server.ts',
      'web/serve.ts',
      'web/policies.ts',
      '.scripts/bundle_relay.mjs',
    ],
    outputs: [
      'build/relay/server.js',
      'build/relay/playground.js',
      'build/relay/serve.js',
    ],
    async build() {
      const { buildRelay } = await import('./bundle_relay.mjs');
      await buildRelay();
    },
  },
  web: {
    needs: ['wasm'],
    inputs: [...toolInputs, ...engineOutputs, 'wasm/js', 'web'],
    outputs: ['build/web/index.html'],
    async build() {
      const { build } = await import('vite');
      await build({
        configFile: path.join(root, 'web', 'vite.config.ts'),
        root: path.join(root, 'web'),
        logLevel: 'warn',
      });
    },
  },
};

async function buildStep(name) {
  const step = steps[name];
  const hash = () => contentHash(step.inputs, { except: step.except });
  const before = hash();
  const built = step.outputs.every((file) =>
    fs.existsSync(path.join(root, file)),
  );
  if (built && recordedStamp(name) === before) return;
  console.log(`Building ${name}`);
  forgetStamp(name);
  try {
    await step.build();
  } catch (error) {
    // Bundlers colour their messages even for a file.
    const message = stripVTControlCharacters(error.message);
    throw new Failure(`Building ${name}: ${message}`, { cause: error });
  }
  // An input edited meanwhile must be seen as changed next time: record what the step started from.
  recordStamp(name, before);
}

function withNeeds(names) {
  const ordered = [];
  const add = (name) => {
    if (!steps[name]) {
      const known = Object.keys(steps).join(', ');
      throw new Failure(`There is no build step ${name}; steps: ${known}`);
    }
    steps[name].needs.forEach(add);
    if (!ordered.includes(name)) ordered.push(name);
  };
  names.forEach(add);
  return ordered;
}

/** Brings the named steps (all by default) and what they need up to date. Throws a Failure where one does not build. */
export async function build(names = Object.keys(steps)) {
  await withBuildLock(async () => {
    for (const name of withNeeds(names)) await buildStep(name);
  });
}

if (process.argv[1] === import.meta.filename) {
  await main(async (names) => {
    await setup(partsToBuild);
    await build(names.length > 0 ? names : undefined);
  });
}
