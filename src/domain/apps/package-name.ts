// The names of packages. Windows writes five parts with underscores between them:
//
//   Microsoft.WindowsCalculator_10.1803.711.0_x64__8wekyb3d8bbwe
//   name                        version      arch │ publisher id
//                                                 └ resource id, usually empty
//
// Name and publisher id make the family name, which stays the same through versions and architectures. No part may hold an
// underscore, so that splitting is exact (Microsoft's "Package identity" page names the alphabets and lengths).

import type { Architecture } from './app-list.ts';

export type PackageName = {
  readonly name: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly resourceId: string;
  readonly publisherId: string;
  readonly familyName: string;
};

/** `undefined` when it is no such name. */
export function parsePackageFullName(text: string): PackageName | undefined {
  const parts = text.split('_');
  const [name = '', version = '', architecture = '', resourceId = '', publisherId = ''] = parts;
  if (parts.length !== 5 || !NAME.test(name) || !PUBLISHER_ID.test(publisherId)) return undefined;
  if (!VERSION.test(version) || !isArchitecture(architecture) || !RESOURCE_ID.test(resourceId)) return undefined;
  return { name, version, architecture, resourceId, publisherId, familyName: `${name}_${publisherId}` };
}

export function parsePackageFamilyName(text: string): Pick<PackageName, 'name' | 'publisherId'> | undefined {
  const parts = text.split('_');
  const [name = '', publisherId = ''] = parts;
  return parts.length === 2 && NAME.test(name) && PUBLISHER_ID.test(publisherId) ? { name, publisherId } : undefined;
}

/** The package family of an application's id, `Family_publisher!App`; `undefined` for the id of a desktop program. */
export function familyOfAppId(applicationId: string): string | undefined {
  const [family = '', application = ''] = applicationId.split('!', 2);
  return application !== '' && parsePackageFamilyName(family) !== undefined ? family : undefined;
}

/** Below zero when the left version is older. */
export function compareVersions(left: string, right: string): number {
  const [ours, theirs] = [left.split('.').map(Number), right.split('.').map(Number)];
  const at = ours.findIndex((part, i) => part !== theirs[i]);
  return at === -1 ? 0 : (ours[at] ?? 0) - (theirs[at] ?? 0);
}

function isArchitecture(text: string): text is Architecture {
  return (ARCHITECTURES as readonly string[]).includes(text);
}

const NAME = /^[A-Za-z0-9.-]{3,50}$/;
const VERSION = /^\d{1,5}(\.\d{1,5}){3}$/;
const ARCHITECTURES: readonly Architecture[] = ['x86', 'x64', 'arm', 'arm64', 'x86a64', 'neutral'];
const RESOURCE_ID = /^[A-Za-z0-9.~-]{0,30}$/;
/** Thirteen digits of Crockford's base 32, in lower case. */
const PUBLISHER_ID = /^[0-9a-hjkmnp-tv-z]{13}$/;
