// Values of a registry as what they say: text, a number. Anything else, and what is not there, is `undefined`.

import { readDword } from '../../domain/catalog/codecs/number.ts';
import type { HiveName } from '../../domain/catalog/setting.ts';
import { fromUtf16le } from '../../lib/bytes.ts';
import { REG_EXPAND_SZ, REG_SZ } from '../../regf/value-type.ts';
import type { Registry } from './registry.ts';

/** Without spaces at its ends; empty text is no text. */
export function textAt(
  registry: Pick<Registry, 'read'>,
  hive: HiveName,
  key: string,
  value: string,
): string | undefined {
  const reading = registry.read({ kind: 'registry', hive, key, value });
  if (reading.state !== 'present' || ![REG_SZ, REG_EXPAND_SZ].includes(reading.raw.type)) return undefined;
  const text = fromUtf16le(reading.raw.data).replace(/\0.*$/s, '').trim();
  return text === '' ? undefined : text;
}

export function numberAt(
  registry: Pick<Registry, 'read'>,
  hive: HiveName,
  key: string,
  value: string,
): number | undefined {
  const reading = registry.read({ kind: 'registry', hive, key, value });
  const number = reading.state === 'present' ? readDword(reading.raw) : undefined;
  return number?.ok === true ? number.value : undefined;
}
