// A setting: one restorable value with a stable id, where it lives, how its bytes are read and written, what Windows'
// own default is, and on which conditions it may travel. Pure data: the rest of Keepsake is derived from lists of these.

import type { RawValue } from '../../regf/raw-value.ts';
import type { Result } from '../../lib/result.ts';
import type { BuildRange } from '../device/windows-build.ts';

export type Setting = {
  /** Stable for ever, and never reused for another meaning: `personalization.darkMode.apps`. */
  readonly id: string;
  /** What Windows' own Settings app calls it. */
  readonly name: string;
  readonly at: Location;
  readonly codec: Codec;
  /** What Windows uses when nobody chose. Empty where nobody knows: then every present value counts as chosen. */
  readonly defaults: readonly Default[];
  /** The Windows builds that know this setting; all of them where left out. */
  readonly builds?: BuildRange;
  /** Settings of one group change together or not at all. */
  readonly group?: string;
  /** All must hold for the setting to be applied to a target; none means it is safe anywhere. */
  readonly conditions?: readonly Condition[];
  /** Captured only when an administrator asked for it by name. */
  readonly optIn?: true;
  /** A value of the machine: written only by an elevated agent, and only when an administrator asked for it. */
  readonly elevated?: true;
  /** Travels when another member of its group differs from Windows' default, never on its own account. */
  readonly onlyWithGroup?: true;
  /** Written again whenever the setting of this id changes, because it means that one. */
  readonly alwaysWith?: string;
  /**
   * Why Windows and not the person chooses it while the rest of the profile stands so; `undefined` where the person does. What
   * Windows chooses is neither captured nor restored.
   */
  readonly chosenByWindows?: (read: ReadLocation) => string | undefined;
};

export type Default = { readonly builds?: BuildRange; readonly value: SettingValue };

/** A value in a registry hive, a whole file under the profile folder, or what a running Windows hands out when it is asked. */
export type Location = RegistryLocation | FileLocation | WindowsLocation;

export type RegistryLocation = {
  readonly kind: 'registry';
  readonly hive: HiveName;
  /** From the hive's root, with backslashes: `Control Panel\Desktop`. In SYSTEM, the running set is `CurrentControlSet`. */
  readonly key: string;
  /** Empty for a key's default value. */
  readonly value: string;
};

export type FileLocation = {
  readonly kind: 'file';
  /** From the profile folder, with forward slashes. */
  readonly path: string;
};

/** What Windows keeps out of everybody's reach and gives and takes by its API alone, so that no profile on a disk has it. */
export type WindowsLocation = { readonly kind: 'windows'; readonly name: 'lockScreenPicture' };

/** The hives of a person, then those of the machine. `HKCU` is NTUSER.DAT, `HKCU\Software\Classes` is UsrClass.dat. */
export type HiveName = 'NTUSER.DAT' | 'UsrClass.dat' | 'SOFTWARE' | 'SYSTEM';

/**
 * What travels: JSON that a person can read. Bytes are standard base64; in a snapshot, many bytes are a file of their own,
 * named by their SHA-256 (`domain/snapshot/files.ts`). Codecs never meet a `file`.
 */
export type SettingValue =
  | number
  | string
  | boolean
  | readonly string[]
  | { readonly base64: string }
  | { readonly file: string };

/** The reasons a setting may have to stay behind; each is explained in `domain/restore/conditions.ts`. */
export type Condition =
  | 'sameRelease'
  | 'sameScaling'
  | 'neverWeaker:higherIsStricter'
  | 'neverWeaker:lowerIsStricter'
  | 'neverWeaker:denyIsStricter';

/** Bytes to value and back. Decoding is liberal in types; encoding writes the documented one. */
export type Codec = {
  readonly kind: string;
  /** An error says, in a sentence, why these bytes can not be this setting. */
  readonly decode: (raw: RawValue) => Result<SettingValue, string>;
  /**
   * `current` is what the target holds now: a setting that owns only a part of a value changes that part and keeps the rest.
   * `target` reads the rest of the target, for what must come from there and never from a snapshot, such as a path.
   * An error says why `value` can not be written there; snapshots are foreign data, so any JSON may come in.
   */
  readonly encode: (
    value: SettingValue,
    current: RawValue | undefined,
    target?: ReadLocation,
  ) => Result<RawValue, string>;
  /** The value in the words of the Settings app. */
  readonly describe: (value: SettingValue) => string;
  /** True when the setting owns only a part of the registry value, so that "absent" means nothing for it alone. */
  readonly shared: boolean;
};

/** What stands at a location: the three states of every setting. */
export type Reading =
  /** `because` where there is more to say than that it is not there. */
  | { readonly state: 'absent'; readonly because?: string }
  | { readonly state: 'present'; readonly raw: RawValue }
  | { readonly state: 'unreadable'; readonly reason: string };

export type ReadLocation = (location: Location) => Reading;

/** Equal for two locations exactly when they are the same place; Windows ignores case in both names and paths. */
export function locationKey(location: Location): string {
  if (location.kind === 'file') return `file:${location.path.toUpperCase()}`;
  if (location.kind === 'windows') return `windows:${location.name}`;
  return `${location.hive}\0${location.key.toUpperCase()}\0${location.value.toUpperCase()}`;
}

/** As an administrator writes it: `HKCU\Control Panel\Desktop : WallpaperStyle`. */
export function locationName(location: Location): string {
  if (location.kind === 'file') return `%UserProfile%\\${location.path.replaceAll('/', '\\')}`;
  if (location.kind === 'windows') return API_NAMES[location.name];
  return `${HIVE_ROOTS[location.hive]}\\${location.key} : ${location.value === '' ? '(Default)' : location.value}`;
}

const HIVE_ROOTS: Record<HiveName, string> = {
  'NTUSER.DAT': 'HKCU',
  'UsrClass.dat': 'HKCU\\Software\\Classes',
  SOFTWARE: 'HKLM\\SOFTWARE',
  SYSTEM: 'HKLM\\SYSTEM',
};

const API_NAMES: Record<WindowsLocation['name'], string> = {
  lockScreenPicture: 'Windows.System.UserProfile.LockScreen',
};
