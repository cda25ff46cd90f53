// Bytes that are too many for a category document, such as a picture, travel beside it as a file named by its SHA-256, so
// that they are sent and stored once. In a snapshot the value is then `{"file": …}`; everywhere else it is `{"base64": …}`.

import { fromBase64, toBase64 } from '../../lib/bytes.ts';
import { sha256 } from '../../lib/hash.ts';
import type { SettingValue } from '../catalog/setting.ts';

/** More bytes than this become a file; fewer stay in their document. */
export const INLINE_BYTES_MAX = 64 * 1024;

/** The value as a snapshot carries it, and its bytes if they became a file. */
export function carried(value: SettingValue): { readonly value: SettingValue; readonly bytes?: Uint8Array } {
  const bytes = typeof value === 'object' && 'base64' in value ? fromBase64(value.base64) : undefined;
  if (bytes === undefined || bytes.length <= INLINE_BYTES_MAX) return { value };
  return { value: { file: sha256(bytes) }, bytes };
}

/** The value as codecs know it. One whose file is not at hand stays as it is, and no codec takes that. */
export function inlined(value: SettingValue, files: ReadonlyMap<string, Uint8Array>): SettingValue {
  const bytes = files.get(fileOf(value) ?? '');
  return bytes === undefined ? value : { base64: toBase64(bytes) };
}

/** The hash of the file that a value refers to. */
export function fileOf(value: SettingValue): string | undefined {
  return typeof value === 'object' && 'file' in value ? value.file : undefined;
}
