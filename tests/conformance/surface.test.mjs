// The surface of the stream modules is the oracle's: nothing is missing, and nothing differs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSurface, coverageTable, readmeWith } from './surface.mjs';

const { rows, differences } = compareSurface();

test('the oracle shows a surface worth comparing', () => {
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  assert.ok(total > 300, `${total} properties`);
});

for (const { object } of rows) {
  test(`${object} has the oracle's properties and no others`, () => {
    const found = differences.filter((each) => each.object === object);
    assert.deepEqual(found, []);
  });
}

test('the README shows the table of today', () => {
  const { text, updated } = readmeWith(coverageTable({ rows }));
  assert.equal(text, updated, 'node tests/conformance/surface.mjs --write');
});
