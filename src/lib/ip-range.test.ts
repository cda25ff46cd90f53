import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isInRange, parseIpAddress, parseIpRange } from './ip-range.ts';

const INSIDE: readonly (readonly [range: string, inside: readonly string[], outside: readonly string[]])[] = [
  ['203.0.113.0/24', ['203.0.113.0', '203.0.113.255', '::ffff:203.0.113.7'], ['203.0.112.255', '203.0.114.0', '::1']],
  ['203.0.113.77/24', ['203.0.113.0'], ['203.0.114.0']],
  ['198.51.100.4/32', ['198.51.100.4'], ['198.51.100.5']],
  ['198.51.100.4', ['198.51.100.4'], ['198.51.100.3']],
  ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255'], ['2001:db8::1']],
  ['198.51.100.4-198.51.100.9', ['198.51.100.4', '198.51.100.9'], ['198.51.100.3', '198.51.100.10']],
  ['2001:db8::/32', ['2001:db8::', '2001:DB8:ffff::1'], ['2001:db9::', '1.2.3.4']],
  ['2001:db8:0:0:0:0:0:1/128', ['2001:db8::1'], ['2001:db8::2']],
  ['::/0', ['::', 'ffff::'], ['1.2.3.4']],
  ['::ffff:203.0.113.0/120', ['203.0.113.9'], ['203.0.114.9']],
  ['2001:db8::5-2001:db8::a', ['2001:db8::a'], ['2001:db8::b']],
];

test('ranges hold exactly their addresses', () => {
  for (const [text, inside, outside] of INSIDE) {
    const range = parseIpRange(text);
    assert.ok(range, text);
    const holds = (address: string): boolean => {
      const parsed = parseIpAddress(address);
      assert.ok(parsed, address);
      return isInRange(parsed, range);
    };
    assert.deepEqual(
      inside.filter((address) => !holds(address)),
      [],
      text,
    );
    assert.deepEqual(outside.filter(holds), [], text);
  }
});

test('what is neither an address nor a range is refused', () => {
  const addresses = [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    'g::',
    '12345::',
    '1:2:3:4:5:6:7:8:9',
    'fe80::1%eth0',
    '1.2.3.4::',
  ];
  assert.deepEqual(
    addresses.filter((text) => parseIpAddress(text) !== undefined),
    [],
  );
  const ranges = [
    '1.2.3.4/33',
    '::/129',
    '1.2.3.4/-1',
    '1.2.3.4/',
    '1.2.3.4/08',
    '1.2.3.4/24/2',
    '1.2.3.9-1.2.3.4',
    '1.2.3.4-::1',
    '::ffff:1.2.3.4/64',
  ];
  assert.deepEqual(
    ranges.filter((text) => parseIpRange(text) !== undefined),
    [],
  );
});

test('every address is alone in its own range, however IPv6 is written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.oneof(fc.ipV4(), fc.ipV6()), (one, other) => {
      const [left, right, range] = [parseIpAddress(one), parseIpAddress(other), parseIpRange(one)];
      assert.ok(left && right && range);
      assert.ok(isInRange(left, range));
      assert.equal(isInRange(right, range), left.bits === right.bits && left.value === right.value);
    }),
  );
});

test('any text gives a range or nothing, never an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:./-]{0,50}$/)), (text) => void parseIpRange(text)),
  );
});
