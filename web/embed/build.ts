// Adds to the built page what articles load: embed.js, and the page and its sandbox once more as documents that may
// be framed by anybody. The page itself and its sandbox may not, which stays so.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import { bundleScript } from '../bundle.ts';
import { framedAnywhere } from '../policies.ts';

const here = import.meta.dirname;

type Headers = Record<string, Record<string, string>>;

export function embedFiles(): Plugin {
  return {
    name: 'tincan-embed-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const source = (name: string) => {
          const file = bundle[name];
          if (file?.type !== 'asset') throw new Error(`${name} was not built`);
          return String(file.source);
        };
        const emit = (fileName: string, text: string) =>
          this.emitFile({ type: 'asset', fileName, source: text });
        emit('embed.js', await bundleScript('embed/embed.ts', 'tincanEmbed'));
        emit(
          'embed.html',
          source('index.html').replace('<html ', '<html data-embed '),
        );
        emit('sandbox_embed.html', source('sandbox.html'));
        emit(
          'example.html',
          await readFile(path.join(here, 'example.html'), 'utf8'),
        );
        const headers = JSON.parse(source('headers.json')) as Headers;
        const policyOf = (name: string) =>
          framedAnywhere(headers[name]!['content-security-policy']!);
        headers['/embed.html'] = {
          'content-security-policy': policyOf('/index.html'),
        };
        headers['/sandbox_embed.html'] = {
          'content-security-policy': policyOf('/sandbox.html'),
        };
        const file = bundle['headers.json'];
        if (file?.type === 'asset')
          file.source = JSON.stringify(headers, null, 2);
      },
    },
  };
}
