// What a run depends on beside its program, as text for links and back. Anything that is none of it is as usual.
import type { RunOptions } from './protocol';

/** KiB; the first is what yamux begins with, which no side can make smaller. (hashicorp/yamux spec.md, "Flow Control") */
export const windows = [256, 1024, 4096, 16384] as const;

const usualOptions: RunOptions = {
  time: 'virtual',
  seed: 1,
  cut: false,
  window: 4096,
};

/** Fields of a link's view; what is as usual is left out. */
export function optionFields(options: RunOptions): Record<string, string> {
  const { time, seed, cut, window } = options;
  return {
    ...(time === usualOptions.time ? {} : { time }),
    ...(seed === usualOptions.seed ? {} : { seed: String(seed) }),
    ...(cut === usualOptions.cut ? {} : { cut: String(cut) }),
    ...(window === usualOptions.window ? {} : { window: String(window) }),
  };
}

export function readOptions(fields: Record<string, string>): RunOptions {
  return {
    time: fields['time'] === 'wall' ? 'wall' : 'virtual',
    seed: readSeed(fields['seed']) ?? usualOptions.seed,
    cut: fields['cut'] === 'true',
    window:
      windows.find((kib) => String(kib) === fields['window']) ??
      usualOptions.window,
  };
}

/** A whole number below 2 ** 32, or null. */
export function readSeed(text: string | undefined): number | null {
  const seed = /^\d{1,10}$/.test(text ?? '') ? Number(text) : -1;
  return seed >= 0 && seed < 2 ** 32 ? seed : null;
}
