// Takes in the parts of this worker that the page hands over with a program that wants them (run/extras.ts). Each is a
// classic script that gives one value. Nothing of the program runs before.
import type { parse } from 'es-module-lexer/minimal/js';

export interface Extras {
  lexer: { parse: typeof parse };
  util: { util: Record<string, unknown>; assert: object & { strict: object } };
}

const slot = '__tincanExtra';
const scope = globalThis as unknown as { [slot]?: Partial<Extras> };

const given: Partial<Extras> = {};

/** @param scripts of extra_*.ts, as text */
export function takeExtras(scripts: string[]): void {
  for (const script of scripts) {
    const url = URL.createObjectURL(
      new Blob([script], { type: 'text/javascript' }),
    );
    importScripts(url);
    URL.revokeObjectURL(url);
    Object.assign(given, scope[slot]);
    delete scope[slot];
  }
}

/** What an extra's script ends with. */
export function give(extra: Partial<Extras>): void {
  scope[slot] = extra;
}

export const extras: Readonly<Partial<Extras>> = given;
