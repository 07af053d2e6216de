// Takes in the parts of this worker that the page hands over with a program that wants them (run/extras.ts). Each is a
// classic script that gives one value. Nothing of the program runs before.
import type { parse } from 'es-module-lexer/minimal/js';
import * as netBase from '../../wasm/js/net_base.js';
import type { Extra } from '../run/protocol';
import type { join } from './joined';
import type { Network } from './network';

export interface Extras {
  lexer: { parse: typeof parse };
  net: Network & { join: typeof join };
  util: { util: Record<string, unknown>; assert: object & { strict: object } };
}

const slot = '__tincanExtra';
/** What extra_net.ts stands on, under the name that vite.config.ts gives it there. */
const baseSlot = '__tincanNetBase';
const scope = globalThis as unknown as {
  [slot]?: Partial<Extras>;
  [baseSlot]?: typeof netBase;
};

const given: Partial<Extras> = {};

export function takeExtras(parts: Extra[]): void {
  scope[baseSlot] = netBase;
  for (const { script, wasm } of parts) {
    const url = URL.createObjectURL(
      new Blob([script], { type: 'text/javascript' }),
    );
    importScripts(url);
    URL.revokeObjectURL(url);
    Object.assign(given, scope[slot]);
    delete scope[slot];
    if (wasm !== null) given.net?.startNetwork(wasm);
  }
  delete scope[baseSlot];
}

/** What an extra's script ends with. */
export function give(extra: Partial<Extras>): void {
  scope[slot] = extra;
}

export const extras: Readonly<Partial<Extras>> = given;
