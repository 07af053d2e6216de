// Two texts line by line: what is the same, what went and what came. Pure.

export interface DiffLine {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Comparisons of lines that are made; texts that differ in more are shown one after the other. */
const mostComparisons = 4_000_000;

export function lineDiff(before: string, after: string): DiffLine[] {
  const from = before.split('\n');
  const to = after.split('\n');
  let start = 0;
  while (start < Math.min(from.length, to.length) && from[start] === to[start])
    start += 1;
  let end = 0;
  while (
    end < Math.min(from.length, to.length) - start &&
    from.at(-1 - end) === to.at(-1 - end)
  )
    end += 1;
  const same = (lines: string[]) => lines.map(line('same'));
  return [
    ...same(from.slice(0, start)),
    ...between(
      from.slice(start, from.length - end),
      to.slice(start, to.length - end),
    ),
    ...same(end === 0 ? [] : from.slice(-end)),
  ];
}

const line =
  (kind: DiffLine['kind']) =>
  (text: string): DiffLine => ({ kind, text });

/** By the longest common subsequence. */
function between(from: string[], to: string[]): DiffLine[] {
  if (from.length * to.length > mostComparisons)
    return [...from.map(line('gone')), ...to.map(line('new'))];
  const width = to.length + 1;
  /** Lines in common from `i` and `j` on. */
  const common = new Uint32Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        from[i] === to[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      lines.push(line('same')(from[i]!));
      i += 1;
      j += 1;
    } else if (
      j === to.length ||
      (i < from.length &&
        common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      lines.push(line('gone')(from[i]!));
      i += 1;
    } else {
      lines.push(line('new')(to[j]!));
      j += 1;
    }
  }
  return lines;
}
