// The readable list of Start's pins in a snapshot: what Windows' own backup keeps of Start. It is restored as it is on the same
// release; on any other it can still be compared with what the target has.

import { fromBase64 } from '../../lib/bytes.ts';
import { inlined } from '../snapshot/files.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { readPinnedList } from './layout-json.ts';
import type { Pin } from './pins.ts';

export const PINS_SETTING = 'start.pins.config';

/** `undefined` where the snapshot holds none, or none that can be read. */
export function pinsOfSnapshot({ documents, files }: Snapshot): readonly Pin[] | undefined {
  const chosen = documents.map((document) => document.chosen[PINS_SETTING]).find((value) => value !== undefined);
  const value = chosen === undefined ? undefined : inlined(chosen, files);
  const bytes = typeof value === 'object' && 'base64' in value ? fromBase64(value.base64) : undefined;
  const pins = bytes && readPinnedList(bytes);
  return pins?.ok === true ? pins.value : undefined;
}
