// Random names, values and edits for hives.

import fc from 'fast-check';

const ODD_NAMES = [
  'A',
  'a',
  'Straße',
  'STRASSE',
  'é\u00ff',
  'É\u0178',
  'nul\0inside',
  '\0',
  'slash/and\\backslash',
  'tab\tnew\nline',
  '\ud800',
  'x\udc00\ud83d\ude00',
  'ключ',
  'КЛЮЧ',
  'k'.repeat(255),
  'ї'.repeat(255),
  '.',
  ' ',
];

/** From a small pool half of the time, so that names meet again in other cases. */
export const keyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ODD_NAMES),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.stringMatching(/^[a-cA-C]{1,2}$/),
);

export const valueName: fc.Arbitrary<string> = fc.oneof(
  fc.constant(''),
  keyName,
  fc.constantFrom('v'.repeat(16383), 'ж'.repeat(300)),
);

export const keyPath: fc.Arbitrary<readonly string[]> = fc.array(keyName, { maxLength: 4 });

const SIZES = [0, 1, 2, 3, 4, 5, 8, 255, 4092, 4096, 16343, 16344, 16345, 32688, 32689, 70000];

export const valueData: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...SIZES), fc.nat())
      .map(([size, seed]) => Uint8Array.from({ length: size }, (_, i) => Math.imul(i + seed, 0x9e3779b1) >>> 24)),
  },
);

export const valueType: fc.Arbitrary<number> = fc.oneof(
  fc.nat({ max: 11 }),
  fc.constantFrom(0x5f5e105, 0x5f5e10e, 0xffff0012, 0xffffffff),
  fc.nat({ max: 0xffffffff }),
);

export type Edit =
  | { readonly do: 'createKey'; readonly path: readonly string[]; readonly className: string }
  | { readonly do: 'deleteKey'; readonly path: readonly string[] }
  | {
      readonly do: 'setValue';
      readonly path: readonly string[];
      readonly name: string;
      readonly type: number;
      readonly data: Uint8Array;
    }
  | { readonly do: 'deleteValue'; readonly path: readonly string[]; readonly name: string };

export const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('createKey' as const),
      path: keyPath,
      className: fc.string({ maxLength: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deleteKey' as const), path: keyPath }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('setValue' as const),
      path: keyPath,
      name: valueName,
      type: valueType,
      data: valueData,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deleteValue' as const), path: keyPath, name: valueName }) },
);
