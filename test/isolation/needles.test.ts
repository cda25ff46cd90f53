// A needle is found however it is written, wherever it lies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeNeedles } from './needles.ts';

const WRITTEN: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'in JSON': (text) => JSON.stringify(text),
  'in an address': encodeURIComponent,
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
};

test('a text is found in every form, with anything around it', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', minLength: 11 }), fc.uuid(), fc.constant('a "quoted"\n\\ näme'));
  fc.assert(
    fc.property(
      texts,
      fc.string(),
      fc.string(),
      fc.constantFrom(...Object.keys(WRITTEN)),
      (text, before, after, form) => {
        const needles = makeNeedles([text]);
        const write = WRITTEN[form] ?? String;
        assert.deepEqual(needles.findIn(Buffer.from(`${before}${write(text)}${after}`)), [text], 'around the form');
        const inside = write(`${before}${text}${after}`);
        assert.deepEqual(needles.findIn(Buffer.from(inside)), [text], `inside the form: ${inside}`);
      },
    ),
    { numRuns: 500 },
  );
});

test('bytes are found raw, in hex and in base64, and an identifier also as its bytes', () => {
  const uuid = '0190a000-0000-7000-8000-0000000000aa';
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  const needles = makeNeedles([uuid, `\\x${bytes.toString('hex')}`]);
  for (const text of [bytes, ...(['hex', 'base64', 'base64url'] as const).map((form) => bytes.toString(form))]) {
    assert.ok(needles.findIn(Buffer.from(text)).length > 0);
  }
  assert.deepEqual(needles.findIn(Buffer.from('0190a000-0000-7000-8000-0000000000ab')), []);
  assert.deepEqual(makeNeedles([uuid]).findIn(Buffer.from(uuid), new Set([uuid])), []);
});
