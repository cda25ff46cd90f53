// In a node.exe: writes the values of a JSON file, a list of `{location, raw: {type, base64}}`, to the running profile.

import { readFileSync } from 'node:fs';
import { openLiveProfile } from '../../../src/agent/windows/live-profile.ts';
import { placeOf, type StoredPlace } from './stored-place.ts';

const profile = await openLiveProfile({});
if (!profile.ok) throw new Error(profile.error.detail);
const places = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly StoredPlace[];
for (const { location, raw } of places.map(placeOf)) {
  const written = profile.value.write(location, raw);
  if (!written.ok) throw new Error(`${JSON.stringify(location)}: ${written.error.detail}`);
}
