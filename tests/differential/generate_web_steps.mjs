// Arbitraries of the steps of web_steps.cjs, for the surface 'web'.

import fc from 'fast-check';
import {
  chunk,
  moment,
  partial,
  sometimes,
  target,
  weighted,
} from './generate_values.mjs';

const { array, boolean, constant, integer, record } = fc;

const step = (op, fields) => record({ op: constant(op), ...fields });
const of = fc.constantFrom('Readable', 'Writable', 'Duplex');
/** What a web stream gives or takes, and how. */
const web = {
  items: array(chunk, { maxLength: 3 }),
  fails: sometimes(25, true),
  room: sometimes(30, fc.constantFrom(0, 2)),
  when: sometimes(40, moment),
};

export const webSteps = [
  [
    3,
    step('fromWeb', {
      of,
      ...web,
      options: sometimes(
        40,
        partial({
          objectMode: boolean(),
          highWaterMark: fc.constantFrom(0, 1, 3),
          decodeStrings: boolean(),
          allowHalfOpen: boolean(),
        }),
      ),
    }),
  ],
  [
    3,
    step('toWeb', {
      s: target,
      of,
      ...web,
      stop: sometimes(30, integer({ min: 0, max: 2 })),
    }),
  ],
  [
    2,
    step('webPipeline', { s: target, at: integer({ min: 0, max: 1 }), ...web }),
  ],
  [
    1,
    step('consume', {
      s: target,
      name: fc.constantFrom(
        'arrayBuffer',
        'blob',
        'buffer',
        'bytes',
        'json',
        'text',
      ),
    }),
  ],
  [
    1,
    step('defaultHighWaterMark', {
      objects: boolean(),
      value: weighted([3, 1], [3, 4], [1, 0], [1, -1], [1, 1.5]),
    }),
  ],
  [
    1,
    step('assign', {
      s: target,
      name: fc.constantFrom('readable', 'writable', 'destroyed'),
      value: boolean(),
    }),
  ],
];
