// The value of a setting in a snapshot, in the words of Windows' Settings app as far as the catalog knows them.

import { byteSize } from '../../lib/byte-size.ts';
import type { Setting, SettingValue } from '../catalog/setting.ts';
import { carried, fileOf, inlined } from './files.ts';
import type { Snapshot } from './snapshot.ts';

/** Of a file that was not fetched only the size is known; of a setting that nobody knows, the value as it is kept. */
export function valueWords(
  value: SettingValue,
  setting: Setting | undefined,
  { manifest, files }: Pick<Snapshot, 'manifest' | 'files'>,
): string {
  const whole = inlined(value, files);
  const size = manifest.files?.find((file) => file.sha256 === fileOf(whole))?.sizeBytes;
  if (size !== undefined) return `${byteSize(size)}, kept as a file`;
  return setting?.codec.describe(whole) ?? JSON.stringify(carried(whole).value);
}
