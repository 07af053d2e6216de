// Takes in the parts of this worker that the page hands over with a program that wants them (run/extras.ts). Each is a
// classic script that gives one value. Nothing of the program runs before.
import type { parse } from 'es-module-lexer/minimal/js';
import * as netBase from '../../wasm/js/net_base.js';
import type { Extra } from '../run/protocol';
import { extraSlot } from './give_extra';
import type { join } from './joined';
import type { Network } from './network';

export interface Extras {
  lexer: { parse: typeof parse };
  net: Network & { join: typeof join };
  util: { util: Record<string, unknown>; assert: object & { strict: object } };
}

/** What extra_net.ts stands on, under the name that vite.config.ts gives it there. */
const baseSlot = '__tincanNetBase';
const scope = globalThis as unknown as {
  [extraSlot]?: Partial<Extras>;
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
    Object.assign(given, scope[extraSlot]);
    delete scope[extraSlot];
    if (wasm !== null) given.net?.startNetwork(wasm);
  }
  delete scope[baseSlot];
}

export const extras: Readonly<Partial<Extras>> = given;
