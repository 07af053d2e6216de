// Durations in words, from a microsecond to days. Text only.

const units: [ms: number, name: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/** @param ms of a clock, 0 or more */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return parts(ms, Math.round(ms / 1000) * 1000).join(' ');
}

/** For the column of a log: exact to a tenth of a millisecond while that is worth its place. */
export function timeWords(ms: number): string {
  if (ms < 60_000) return `${ms.toFixed(1)} ms`;
  return parts(ms, ms).join(' ');
}

/** The two largest units. */
function parts(ms: number, rest: number): string[] {
  const words: string[] = [];
  for (const [unit, name] of units) {
    if (ms < unit) continue;
    words.push(`${Math.floor(rest / unit)} ${name}`);
    rest %= unit;
    if (words.length === 2 || rest < 1) return words;
  }
  return rest >= 1 ? [...words, `${+(rest / 1000).toFixed(3)} s`] : words;
}
