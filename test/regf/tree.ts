// A hive as plain data, to compare two readings of it.

import { toHex } from '../../src/lib/bytes.ts';
import type { Hive } from '../../src/regf/hive.ts';
import type { HiveKey } from '../../src/regf/hive-key.ts';

export type PlainValue = { readonly name: string; readonly type: number; readonly data: string };

export type PlainKey = {
  readonly name: string;
  readonly className: string | undefined;
  readonly lastWritten: bigint;
  readonly security: string;
  readonly values: readonly PlainValue[];
  readonly subkeys: readonly PlainKey[];
};

/** In the hive's own order; data in hexadecimal. */
export function plainHive(hive: Hive): PlainKey {
  return plainKey(hive.root);
}

export function plainKey(key: HiveKey): PlainKey {
  return {
    name: key.name,
    className: key.className,
    lastWritten: key.lastWritten,
    security: toHex(key.securityDescriptor()),
    values: key.values().map(({ name, type, data }) => ({ name, type, data: toHex(data) })),
    subkeys: key.subkeys().map(plainKey),
  };
}

export function countTree(key: PlainKey): { readonly keys: number; readonly values: number } {
  let keys = 1;
  let values = key.values.length;
  for (const subkey of key.subkeys) {
    const below = countTree(subkey);
    keys += below.keys;
    values += below.values;
  }
  return { keys, values };
}
