// What a list hands to a spreadsheet: whatever names hold, the file says them again, and none of them runs as a formula.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from '../../src/console/shared/csv.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '＝', '"', ',', '\r', '\n', '\t', ' ', 'a') }),
);

test('every line reads back as what it was made from, but for the mark that takes a formula its force', () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const read = parse(rows.map(csvLine).join(''), { record_delimiter: '\r\n' });
      assert.deepEqual(
        read.map((row) => row.map((cell) => (/^'(?:\s|\s*[=+\-@＝＋－＠])/u.test(cell) ? cell.slice(1) : cell))),
        rows.map((row) => row.map((cell) => (/^'(?:\s|\s*[=+\-@＝＋－＠])/u.test(cell) ? cell.slice(1) : cell))),
      );
    }),
  );
});

test('no cell begins as a formula does, in any form', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '＝', '＋', '－', '＠'),
      text,
      (start, rest) => {
        assert.match(csvLine([`${start}${rest}`]), /^"?'/);
      },
    ),
  );
  assert.equal(csvLine([-5, 1.5]), '-5,1.5\r\n', 'numbers are numbers');
});
