// console.table: rows and columns of a value's own properties, as text. It prints nothing. (Node doc:
// "console.table(tabularData[, properties])"; the rest by probing.)
import { inspect } from 'node-inspect-extracted';

const indexHead = '(index)';
const iterationHead = '(iteration index)';
const keyHead = 'Key';
const valuesHead = 'Values';

/** Elements of an array in a cell, and keys of an object, that are still shown. */
const shownElements = 3;
const shownKeys = 2;

function cell(value: unknown): string {
  const crowded =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > shownKeys;
  return inspect(value, {
    maxArrayLength: shownElements,
    breakLength: Infinity,
    depth: crowded ? -1 : 0,
  });
}

/** Combining marks take no column; East Asian and emoji take two. (Unicode TR 11) */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

function widthOf(text: string): number {
  let width = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{M}|\p{Cf}|\p{Cc}/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

function draw(head: string[], columns: string[][]): string {
  const height = Math.max(...columns.map((column) => column.length));
  const widths = columns.map(
    (column, i) =>
      2 +
      column.reduce(
        (most, text) => Math.max(most, widthOf(text)),
        widthOf(head[i]!),
      ),
  );
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const row = (texts: string[]) =>
    `│${texts.map((text, i) => ` ${text}${' '.repeat(widths[i]! - widthOf(text) - 1)}`).join('│')}│`;
  const lines = [rule('┌', '┬', '┐'), row(head), rule('├', '┼', '┤')];
  for (let i = 0; i < height; i += 1)
    lines.push(row(columns.map((column) => column[i] ?? '')));
  lines.push(rule('└', '┴', '┘'));
  return lines.join('\n');
}

const count = (rows: unknown[]) => rows.map((_, i) => String(i));

type Pair = [unknown, unknown];

const isPair = (row: unknown): row is Pair =>
  Array.isArray(row) && row.length === 2;

function tableOfPairs(pairs: Pair[]): string {
  return draw(
    [iterationHead, keyHead, valuesHead],
    [
      count(pairs),
      pairs.map(([key]) => cell(key)),
      pairs.map((pair) => cell(pair[1])),
    ],
  );
}

const tagOf = (value: object) => Object.prototype.toString.call(value);

function tableOfIterated(data: object): string | null {
  if (data instanceof Map) return tableOfPairs([...data]);
  const [, kind] = /^\[object (Map|Set) Iterator\]$/.exec(tagOf(data)) ?? [];
  if (kind === undefined && !(data instanceof Set)) return null;
  let rows: unknown[] = [...(data as Iterable<unknown>)];
  // No iterator tells whether it gives entries; they look like it.
  const entries = kind !== undefined && rows.length > 0 && rows.every(isPair);
  if (entries && kind === 'Map') return tableOfPairs(rows as Pair[]);
  if (entries) rows = rows.flat();
  return draw([iterationHead, valuesHead], [count(rows), rows.map(cell)]);
}

/** @param properties the columns wanted, in order; all when it is undefined */
export function table(data: object, properties?: readonly string[]): string {
  const iterated = tableOfIterated(data);
  if (iterated !== null) return iterated;
  const columns = Object.create(null) as Record<string, string[]>;
  for (const name of properties ?? []) columns[name] = [];
  const values: string[] = [];
  const keys = Object.keys(data);
  keys.forEach((key, at) => {
    const row = (data as Record<string, unknown>)[key];
    const isObject =
      (typeof row === 'object' && row !== null) || typeof row === 'function';
    if (!isObject) {
      values[at] = cell(row);
      return;
    }
    for (const name of properties ?? Object.keys(row)) {
      if (!Object.hasOwn(row, name)) continue;
      const column = (columns[name] ??= []);
      column[at] = cell((row as Record<string, unknown>)[name]);
    }
  });
  const head = [indexHead, ...Object.keys(columns)];
  const drawn = [keys, ...Object.values(columns)];
  if (values.length > 0) {
    head.push(valuesHead);
    drawn.push(values);
  }
  return draw(head, drawn);
}
