// What a profile says of the pins it could show: its packages, and the shortcuts in its own folder.

import { file } from '../../domain/catalog/places.ts';
import type { PinTarget } from '../../domain/start/pins.ts';
import { registeredFamilies } from '../apps/read-app-list.ts';
import { type CaptureSource, registryOf } from '../capture/capture-profile.ts';

/** `undefined` where the profile does not say which packages it has. */
export function pinTarget(profile: CaptureSource): PinTarget | undefined {
  const families = registeredFamilies(registryOf(profile));
  if (families === undefined) return undefined;
  return { families, hasLink: (path) => hasLink(profile, path) };
}

/** Only paths inside of the profile can be looked up; `..` leaves it. */
function hasLink({ read, covers }: CaptureSource, path: string): boolean | undefined {
  const inside = path
    .replace(/^%APPDATA%/i, 'AppData/Roaming')
    .replace(/^%LOCALAPPDATA%/i, 'AppData/Local')
    .replaceAll('\\', '/');
  const at = file(inside);
  if (!inside.startsWith('AppData/') || inside.split('/').includes('..') || !covers(at)) return undefined;
  return read(at).state !== 'absent';
}
