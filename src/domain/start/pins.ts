// What a person pinned to Start or to the taskbar, in a form that any release can be given: applications and shortcuts by
// name. Pins carry no program: whoever restores one needs the app on the target, and what lacks it is named with a reason.

import { familyOfAppId } from '../apps/package-name.ts';

export type Pin =
  /** An application of a package: `Microsoft.WindowsCalculator_8wekyb3d8bbwe!App`. */
  | { readonly kind: 'packagedApp'; readonly appId: string }
  /** A desktop program by the id it registered: `MSEdge`. */
  | { readonly kind: 'desktopApp'; readonly appId: string }
  /** A shortcut: `%APPDATA%\Microsoft\Windows\Start Menu\Programs\File Explorer.lnk`. */
  | { readonly kind: 'desktopLink'; readonly path: string }
  /** A tile that an app made for a part of itself. */
  | { readonly kind: 'secondaryTile'; readonly tileId: string; readonly appId?: string; readonly displayName?: string };

export type PinTarget = {
  /** Families of the installed packages, in lower case. */
  readonly families: ReadonlySet<string>;
  /** Whether the target has the shortcut; `undefined` where nobody can tell. */
  readonly hasLink: (path: string) => boolean | undefined;
};

export type PinMatch = { readonly pin: Pin; readonly state: 'there' | 'missing' | 'unknown'; readonly detail?: string };

/** Each pin once, in order. */
export function matchPins(pins: readonly Pin[], target: PinTarget): readonly PinMatch[] {
  return pins.map((pin) => {
    if (pin.kind === 'desktopLink') return matchLink(pin, target.hasLink(pin.path));
    const family = pin.appId === undefined ? undefined : familyOfAppId(pin.appId);
    if (family === undefined)
      return { pin, state: 'unknown', detail: 'Only Windows knows whether this program is there.' };
    if (!target.families.has(family.toLowerCase())) {
      return { pin, state: 'missing', detail: `The app ${family} is not installed; the pin can follow once it is.` };
    }
    if (pin.kind === 'secondaryTile') {
      return { pin, state: 'unknown', detail: 'The app has to offer this part of itself again.' };
    }
    return { pin, state: 'there' };
  });
}

/** The families of the packaged apps among the pins, in lower case. */
export function pinnedFamilies(pins: readonly Pin[]): ReadonlySet<string> {
  const ids = pins.flatMap((pin) => (pin.kind === 'packagedApp' ? [familyOfAppId(pin.appId)] : []));
  return new Set(ids.filter((family) => family !== undefined).map((family) => family.toLowerCase()));
}

export function pinName(pin: Pin): string {
  if (pin.kind === 'desktopLink') return pin.path.replace(/^.*[\\/]/, '').replace(/\.lnk$/i, '');
  return pin.kind === 'secondaryTile' ? (pin.displayName ?? pin.tileId) : pin.appId;
}

/** An id with `!` belongs to a package, any other to a desktop program. */
export function pinOfAppId(appId: string): Pin {
  return { kind: familyOfAppId(appId) === undefined ? 'desktopApp' : 'packagedApp', appId };
}

function matchLink(pin: Pin, isThere: boolean | undefined): PinMatch {
  if (isThere === undefined) return { pin, state: 'unknown', detail: 'The shortcut lies outside of this profile.' };
  return isThere ? { pin, state: 'there' } : { pin, state: 'missing', detail: 'The target has no such shortcut.' };
}

/** More pins than anybody has; a file with more is no layout. */
export const PINS_MAX = 1000;
/** UTF-16 units of an id or a path. */
export const PIN_TEXT_MAX = 1024;
