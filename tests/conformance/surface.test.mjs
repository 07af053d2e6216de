// The surface of the stream modules is the oracle's: nothing is missing, and every difference is one that surface.mjs
// lists with its reason.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSurface, known } from './surface.mjs';

const { rows, differences } = compareSurface();

test('the oracle shows a surface worth comparing', () => {
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  assert.ok(total > 300, `${total} properties`);
});

for (const { object } of rows) {
  test(`${object} has the oracle's properties and no others`, () => {
    const unexplained = differences.filter(
      (each) => each.object === object && each.reason === undefined,
    );
    assert.deepEqual(unexplained, []);
  });
}

test('every known difference still exists', () => {
  const found = new Set(
    differences.map(({ object, property }) => `${object} ${property}`),
  );
  const gone = Object.entries(known)
    .flatMap(([object, properties]) =>
      Object.keys(properties).map((property) => `${object} ${property}`),
    )
    .filter((each) => !found.has(each));
  assert.deepEqual(gone, []);
});
