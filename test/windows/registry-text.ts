// Values as Windows writes them into a registry, for tests that fill one.

import assert from 'node:assert/strict';
import type { Registry } from '../../src/agent/registry/registry.ts';
import { writeDword } from '../../src/domain/catalog/codecs/number.ts';
import type { HiveName } from '../../src/domain/catalog/setting.ts';
import { toUtf16le } from '../../src/lib/bytes.ts';

export function putValue(
  registry: Pick<Registry, 'write'>,
  hive: HiveName,
  key: string,
  value: string,
  content: string | number,
): void {
  const raw = typeof content === 'number' ? writeDword(content) : { type: 1, data: toUtf16le(`${content}\0`) };
  assert.ok(registry.write({ kind: 'registry', hive, key, value }, raw).ok);
}
