// Arbitraries of what steps and hooks are given: chunks, encodings, errors, targets, moments, events. No steps here.

import fc from 'fast-check';

const { constant, integer, record } = fc;

/** Picks among `[weight, arbitrary or value]` pairs. */
export const weighted = (...pairs) =>
  fc.oneof(
    ...pairs.map(([weight, value]) => ({
      weight,
      arbitrary: value instanceof fc.Arbitrary ? value : constant(value),
    })),
  );

/** A record whose fields are present or not, like the arguments of a call. */
export const partial = (fields, required = []) =>
  record(fields, { requiredKeys: required });

/** `value` with probability `percent`, else the field's absence. */
export const sometimes = (percent, value) =>
  weighted([100 - percent, undefined], [percent, value]);

// --- values ----------------------------------------------------------------------------------------------------------

const hex = (bytes) => constant({ t: 'b', v: bytes });

/** Bytes, among them characters cut in the middle: é (c3 a9), € (e2 82 ac), 😀 (f0 9f 98 80). */
export const buffer = fc.oneof(
  hex('61'),
  hex('616263'),
  hex('c3'),
  hex('a9'),
  hex('e282'),
  hex('ac62'),
  hex('f09f'),
  hex('9880'),
  hex('62' + 'f09f9880'),
  hex('00ff80'),
  hex('6162636465666768'),
  hex(''),
);

export const string = fc
  .constantFrom(
    'a',
    'bc',
    'def',
    'é',
    '€uro',
    '😀',
    'abcdefgh',
    '616',
    'YWI=',
    '',
  )
  .map((v) => ({ t: 's', v }));

export const object = fc.oneof(
  integer({ min: 0, max: 9 }).map((v) => ({ t: 'o', v })),
  constant({ t: 'n', v: 0 }),
  constant({ t: 'n', v: 7 }),
  constant({ t: 'bool', v: false }),
  constant({ t: 'a', v: 1 }),
  string,
  buffer,
);

export const odd = fc.oneof(
  constant({ t: 'null' }),
  constant({ t: 'undefined' }),
  constant({ t: 'n', v: 1 }),
  constant({ t: 'o', v: 1 }),
  constant({ t: 'dv', v: '6162' }),
);

export const chunk = weighted(
  [12, buffer],
  [10, string],
  [2, fc.constantFrom('61', '6263').map((v) => ({ t: 'u8', v }))],
  [3, object],
  [1, odd],
);

export const encoding = weighted(
  [8, 'utf8'],
  [2, 'hex'],
  [2, 'base64'],
  [2, 'latin1'],
  [2, 'utf16le'],
  [1, 'UTF-8'],
  [1, 'ascii'],
  [1, 'base64url'],
  [1, 'buffer'],
  [1, 'nonsense'],
);

export const error = weighted(
  [6, undefined],
  [6, true],
  [1, 'null'],
  [1, 'string'],
);
export const target = weighted([3, -1], [5, 0], [3, 1], [1, 2]);
export const moment = fc.constantFrom(
  'tick',
  'microtask',
  'promise',
  'immediate',
  'timer',
);

export const event = weighted(
  [8, 'data'],
  [6, 'readable'],
  [4, 'end'],
  [4, 'error'],
  [4, 'close'],
  [4, 'drain'],
  [4, 'finish'],
  [1, 'prefinish'],
  [1, 'pause'],
  [1, 'resume'],
  [2, 'pipe'],
  [2, 'unpipe'],
  [1, 'newListener'],
  [1, 'removeListener'],
);
