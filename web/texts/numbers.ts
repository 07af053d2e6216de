// How the page writes numbers, in every language alike.

const numbers = new Intl.NumberFormat('en', { useGrouping: true });

/** 65536 as 65 536, with a thin space that does not break. */
export function spaced(value: number): string {
  return numbers.format(value).replaceAll(',', '\u202f');
}
