// Values to try on a setting, for laws over all of them: a codec says what it takes, so trying is how to find out.

import type { RawValue } from '../../src/regf/raw-value.ts';
import { REG_BINARY } from '../../src/regf/value-type.ts';
import type { Setting, SettingValue } from '../../src/domain/catalog/setting.ts';
import { toBase64 } from '../../src/lib/bytes.ts';

/** A place to write to: nothing, or for a bit without a base, a value long enough to hold it. */
export function emptyPlace(setting: Setting): RawValue | undefined {
  const zeros: RawValue = { type: REG_BINARY, data: new Uint8Array(64) };
  return setting.codec.shared && !setting.codec.encode(true, undefined).ok ? zeros : undefined;
}

/** Every candidate that the setting's codec accepts; never empty for an honest setting. */
export function acceptedValues(setting: Setting): readonly SettingValue[] {
  return CANDIDATES.filter((value) => setting.codec.encode(value, emptyPlace(setting)).ok);
}

const PINS_BEGIN = [0xe2, 0x7a, 0xe1, 0x4b, 0x01, 0xfc, 0x4d, 0x1b, 0x9c, 0x00, 0x81, 0x0b, 0xde, 0x6e, 0x51, 0x85];

const NUMBERS = [0, 1, 2, 3, 5, 10, 31, 48, 60, 100, 200, 500, 1000, 0xffff_ffff, -1];
const TEXTS = [
  '',
  'de-DE',
  'US',
  'Light',
  '.',
  'dd.MM.yyyy',
  'MSOpenFolder',
  'proxy.example:8080',
  'https://proxy.example/p',
];
const LISTS = [[], ['{2D34D5CE-FA5A-4543-82F2-22E6EAF7773C}']];
const BYTES = [new Uint8Array(32), new Uint8Array(44), Uint8Array.from(PINS_BEGIN)];

const CANDIDATES: readonly SettingValue[] = [
  ...NUMBERS,
  true,
  false,
  ...TEXTS,
  ...LISTS,
  ...BYTES.map((bytes) => ({ base64: toBase64(bytes) })),
];
