// In a node.exe: writes the values of a JSON file, a list of `{location, raw: {type, base64}}`, to the running profile.

import { readFileSync } from 'node:fs';
import { openLiveProfile } from '../../../src/agent/windows/live-profile.ts';
import type { Location } from '../../../src/domain/catalog/setting.ts';
import { fromBase64 } from '../../../src/lib/bytes.ts';

export type StoredPlace = {
  readonly location: Location;
  readonly raw: { readonly type: number; readonly base64: string };
};

const profile = await openLiveProfile({});
if (!profile.ok) throw new Error(profile.error.detail);
const places = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly StoredPlace[];
for (const { location, raw } of places) {
  const data = fromBase64(raw.base64) ?? new Uint8Array();
  const written = profile.value.write(location, { type: raw.type, data });
  if (!written.ok) throw new Error(`${JSON.stringify(location)}: ${written.error.detail}`);
}
