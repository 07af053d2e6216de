// Encodings as numbers: what crosses the border with a written string. Spelling is kept, since
// `_write` gets the encoding as the user wrote it.

/** Object mode lets any falsy value through. @type {any[]} */
const names = ['buffer', 'utf8', undefined];
/** @type {Map<any, number>} */
const numbers = new Map(names.map((name, i) => [name, i]));

export function encodingNumber(name) {
  let number = numbers.get(name);
  if (number === undefined) {
    number = names.push(name) - 1;
    numbers.set(name, number);
  }
  return number;
}

export function encodingName(number) {
  return names[number];
}

/** A default encoding as the stream says it: of the many spellings of utf8 this one is changed. */
export const defaultEncodingOf = (encoding) =>
  encoding === 'utf-8' ? 'utf8' : encoding;
