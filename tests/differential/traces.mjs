// What two traces of one program say: whether they are equal, and if not, what sort of difference it is.

/** Error after which WebAssembly memory cannot be trusted. */
const kTrap = 'RuntimeError';
/** What is said where the stack is spent: how deep that is, and what it cuts short, is no behaviour. */
const kStackSpent = 'Maximum call stack size exceeded';

const says = (lines, text) => lines.some((line) => line.includes(text));

/**
 * Whether the module under test trapped or was cut short: its process is of no further use.
 * @param {string[]} lines
 */
export const isTrap = (lines) => says(lines, kTrap) || says(lines, kStackSpent);

/**
 * A message of V8 about Node's own fields, about an entry missing in its buffers, or about bytes it counted wrongly:
 * there the oracle itself fell over, and what follows is no behaviour.
 */
const kOracleFellOver =
  /TypeError: Cannot (?:.*\[k[A-Z]\w+\]|read properties of (?:undefined|null) \(reading 'length'\)|destructure property)|RangeError: offset is out of bounds/;

/**
 * Index of the first line in which two traces differ, or -1.
 * @param {string[]} expected
 * @param {string[]} actual
 */
export function firstDifference(expected, actual) {
  const length = Math.max(expected.length, actual.length);
  for (let i = 0; i < length; i++) {
    if (expected[i] === actual[i]) continue;
    if (says(expected, kStackSpent) || says(actual, kStackSpent)) return -1;
    return kOracleFellOver.test(expected[i]) ? -1 : i;
  }
  return -1;
}

/**
 * How two differing traces go on, as text: what they have in common, then a few lines of each.
 * @param {string[]} expected
 * @param {string[]} actual
 * @param {number} [before] common lines shown, at most
 */
export function excerpt(expected, actual, before = 6) {
  const at = firstDifference(expected, actual);
  const next = (lines) =>
    at < lines.length ? lines.slice(at, at + 4) : ['(end)'];
  return [
    ...expected.slice(Math.max(0, at - before), at).map((l) => `    ${l}`),
    ...next(expected).map((line) => `  - ${line}`),
    ...next(actual).map((line) => `  + ${line}`),
  ].join('\n');
}

/**
 * What sort of difference two traces show: their first differing lines without names, numbers and values, so that one
 * cause makes few kinds. Undefined if they are equal.
 * @param {string[]} expected
 * @param {string[]} actual
 */
export function kind(expected, actual) {
  const at = firstDifference(expected, actual);
  if (at === -1) return undefined;
  const was = expected[at]?.trim() ?? '(end)';
  const is = actual[at]?.trim() ?? '(end)';
  if (was.startsWith('. ') && is.startsWith('. ')) {
    return `. ${differingNames(was, is)}`;
  }
  return `${bare(was)} | ${bare(is)}`;
}

/** Names of the getters whose values differ between two lines of changes. */
function differingNames(was, is) {
  const before = was.split(' ');
  const after = is.split(' ');
  const lone = [
    ...before.filter((pair) => !after.includes(pair)),
    ...after.filter((pair) => !before.includes(pair)),
  ];
  return [...new Set(lone.map((pair) => pair.split('=')[0]))].sort().join(' ');
}

/** A line without its values; a line of changes keeps the names of the getters. */
function bare(line) {
  if (line.startsWith('. '))
    return line.replace(/^\. \w+/, '.').replace(/=\S+/g, '');
  return line
    .replace(/#\d+=(\w+)(?: \[(\w+)\])?: .*/, '$1 $2')
    .replace(/(?:b|u8)?"(?:[^"\\]|\\.)*"/g, '…')
    .replace(
      /\[…?\w*\]|\{v: \w+\}|\b(?:true|false|null|undefined)\b(?=[,)])/g,
      '…',
    )
    .replace(/\d+/g, '0');
}
