// The files of extras.ts, each fetched once, when a program first wants it.
import netWasmUrl from 'tincan-net.wasm?url';
import lexerUrl from '../worker/extra_lexer.ts?worker&url';
import netUrl from '../worker/extra_net.ts?worker&url';
import utilUrl from '../worker/extra_util.ts?worker&url';
import { wantedExtras, type ExtraName } from './extras';
import { load } from './load';
import type { Extra } from './protocol';

/** What `get` resolves with, asked again only where it has failed: the host may be found by then. */
function once<T>(get: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  return () => {
    found ??= get().catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
}

const script = (url: string) => () =>
  load(url).then((response) => response.text());

/** The network's module. */
export const netWasm = once(() =>
  load(netWasmUrl).then((response) => response.arrayBuffer()),
);

export const netParts = once(async (): Promise<Extra> => {
  const [text, wasm] = await Promise.all([script(netUrl)(), netWasm()]);
  return { script: text, wasm };
});

const extras: Record<ExtraName, () => Promise<Extra>> = {
  lexer: once(async () => ({ script: await script(lexerUrl)(), wasm: null })),
  net: netParts,
  util: once(async () => ({ script: await script(utilUrl)(), wasm: null })),
};

/** Those that this program wants. Rejects where one cannot be had. */
export function extraScripts(code: string, filename: string): Promise<Extra[]> {
  return Promise.all(
    wantedExtras(code, filename).map((name) => extras[name]()),
  );
}
