// Builds the page into build/web: hashed assets, the sandbox document with its script inside, and
// headers.json, which tells the static server what to send with which document or worker.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { bundleScript } from './bundle.ts';
import { embedFiles } from './embed/build.ts';
import { declarationsModule } from './language/declarations.ts';
import { serviceWorker } from './offline/build.ts';
import {
  languagePolicy,
  meetingPolicy,
  framedBySelf,
  pagePolicy,
  sandboxPolicy,
  stripPolicy,
} from './policies.ts';
import { en, type TextKey } from './texts/en.ts';

const here = import.meta.dirname;

/** The page is English until its script is there, and where it never comes. */
function withTexts(html: string): string {
  const textOf = (key: string) => {
    if (!Object.hasOwn(en, key)) throw new Error(`there is no text ${key}`);
    return en[key as TextKey].replace(
      /[&<>"]/g,
      (c) => `&#${c.charCodeAt(0)};`,
    );
  };
  return html
    .replace('%ABOUT%', textOf('page.about'))
    .replace(
      /(data-text="([^"]+)"[^>]*>)/g,
      (_, tag: string, key: string) => tag + textOf(key),
    )
    .replace(
      /data-label="([^"]+)"/g,
      (label, key: string) => `${label} aria-label="${textOf(key)}"`,
    )
    .replace(
      /data-title="([^"]+)"/g,
      (title, key: string) => `${title} title="${textOf(key)}"`,
    );
}

async function bundleFrame(): Promise<string> {
  const code = await bundleScript('sandbox/frame.ts', 'frame');
  if (code.includes('</script')) throw new Error('the frame closes its script');
  return code;
}

/** Emits sandbox.html, its script inline and named by hash, and headers.json. */
function sandboxDocument(): Plugin {
  return {
    name: 'tincan-sandbox-document',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const bundled = (worker: string) => {
        const found = Object.keys(bundle).find((file) =>
          new RegExp(`\\b${worker}-[^/]*\\.js$`).test(file),
        );
        if (found === undefined) throw new Error(`${worker} was not bundled`);
        return found;
      };
      const script = await bundleFrame();
      const hash = createHash('sha256').update(script).digest('base64');
      const policy = sandboxPolicy(`'sha256-${hash}'`);
      const template = await readFile(
        path.join(here, 'sandbox/sandbox.html'),
        'utf8',
      );
      // A meta policy cannot carry these two; the header does.
      const metaPolicy = policy.filter(
        (rule) => !/^(sandbox|frame-ancestors)\b/.test(rule),
      );
      this.emitFile({
        type: 'asset',
        fileName: 'sandbox.html',
        source: template
          .replace('%POLICY%', metaPolicy.join('; '))
          .replace(
            /<script>\s*%SCRIPT%\s*<\/script>/,
            () => `<script>${script}</script>`,
          ),
      });
      this.emitFile({
        type: 'asset',
        fileName: 'headers.json',
        source: JSON.stringify(
          {
            '/index.html': {
              'content-security-policy': framedBySelf(pagePolicy).join('; '),
            },
            '/side_by_side.html': {
              'content-security-policy': pagePolicy.join('; '),
            },
            '/sandbox.html': { 'content-security-policy': policy.join('; ') },
            [`/${bundled('strip_worker')}`]: {
              'content-security-policy': stripPolicy.join('; '),
            },
            [`/${bundled('meeting_worker')}`]: {
              'content-security-policy': meetingPolicy.join('; '),
            },
            [`/${bundled('language_worker')}`]: {
              'content-security-policy': languagePolicy.join('; '),
            },
          },
          null,
          2,
        ),
      });
    },
    transformIndexHtml: (html) =>
      withTexts(html).replace(
        '%POLICY%',
        pagePolicy
          .filter((rule) => !rule.startsWith('frame-ancestors'))
          .join('; '),
      ),
  };
}

/** amaro's require('util') and require('node:buffer'), and nobody else's. */
function partsForAmaro(): Plugin {
  return {
    name: 'tincan-parts-for-amaro',
    enforce: 'pre',
    resolveId(id, importer) {
      const asks = importer?.includes('/node_modules/amaro/') ?? false;
      return asks && /^(?:util|node:buffer)$/.test(id)
        ? path.join(here, 'typescript/node_parts.ts')
        : null;
    },
  };
}

/** In extra_net.ts what net stands on is the run worker's, which has it in this global while it takes the script in. */
function netOverStreams(): Plugin {
  let isExtra = false;
  return {
    name: 'tincan-net-over-streams',
    enforce: 'pre',
    buildStart({ input }) {
      isExtra = /\/extra_net\.ts"/.test(JSON.stringify(input));
    },
    resolveId: (id) =>
      isExtra && /\/net_base\.js$/.test(id)
        ? { id: netBase, external: true }
        : null,
  };
}
const netBase = 'tincan-net-base';

export default defineConfig({
  root: here,
  base: './',
  publicDir: false,
  plugins: [sandboxDocument(), embedFiles(), serviceWorker()],
  define: { 'process.env.NODE_DEBUG': 'undefined', global: 'globalThis' },
  resolve: {
    // By name, so that no source of the page reaches past wasm/js by a path.
    alias: [
      {
        find: /^tincan-engine\.wasm/,
        replacement: path.join(here, '../build/wasm/tincan.wasm'),
      },
      {
        find: /^tincan-net\.wasm/,
        replacement: path.join(here, '../build/wasm/tincan_net.wasm'),
      },
      {
        find: /^\.\/ws_carrier\.js$/,
        replacement: path.join(here, 'worker/no_sockets.ts'),
      },
    ],
  },
  worker: {
    format: 'iife',
    plugins: () => [partsForAmaro(), declarationsModule(), netOverStreams()],
    // Programs see class names: in stacks, in console.log(stream), in 'Emitted … on Duplex instance'.
    rolldownOptions: {
      output: { keepNames: true, globals: { [netBase]: '__tincanNetBase' } },
    },
  },
  build: {
    outDir: path.join(here, '../build/web'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: [
        path.join(here, 'index.html'),
        path.join(here, 'side_by_side.html'),
      ],
    },
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
