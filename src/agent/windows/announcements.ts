// What Windows has to be told after values changed, because it reads them only once: derived from the places that were
// written, each thing said once, in the order that works. Pure; `announce.ts` says it.
//
// Places without a rule need nothing: whoever uses them reads them when it starts, or watches the key. What can only be
// taken up at the next sign-in is said so, never pretended.

import { readText } from '../../domain/catalog/codecs/text.ts';
import { readDword } from '../../domain/catalog/codecs/number.ts';
import {
  ACCESSIBILITY,
  CURSORS,
  DESKTOP,
  DWM,
  EXPLORER,
  INTERNATIONAL,
  MOUSE,
  PERSONALIZE,
  START,
} from '../../domain/catalog/places.ts';
import type { Location, ReadLocation, RegistryLocation } from '../../domain/catalog/setting.ts';
import type { RawValue } from '../../regf/raw-value.ts';

export type Announcement =
  /** SystemParametersInfo: the running value follows the stored one. */
  | { readonly kind: 'systemParameter'; readonly action: number; readonly uiParam: number; readonly pvParam: Parameter }
  /** WM_SETTINGCHANGE to every window, with the name of what changed. */
  | { readonly kind: 'settingChange'; readonly area: SettingArea }
  /** Icons and folder windows look again. */
  | { readonly kind: 'associationsChanged' }
  /** Windows starts it again by itself, and it reads its settings then. */
  | { readonly kind: 'endProcess'; readonly image: string }
  | { readonly kind: 'restartExplorer' }
  | { readonly kind: 'signOut' };

/** What `pvParam` points at or is: a number, text, or whole numbers in a row. */
export type Parameter = number | string | readonly number[];

export type SettingArea = 'intl' | 'WindowMetrics' | 'ImmersiveColorSet' | 'TraySettings';

/** `read` sees the values as they are now, after writing. */
export function announcementsFor(written: readonly Location[], read: ReadLocation): readonly Announcement[] {
  const needed = written.flatMap((location) => announcementsOf(location, read));
  const once = new Map(needed.map((announcement) => [JSON.stringify(announcement), announcement]));
  return [...once.values()].toSorted((a, b) => rank(a) - rank(b));
}

/** What Windows took by its API it knows already. */
function announcementsOf(location: Location, read: ReadLocation): readonly Announcement[] {
  if (location.kind === 'windows') return [];
  return location.kind === 'file' ? [START_MENU] : [...parametersOf(location, read), ...rulesOf(location)];
}

const ORDER: readonly Announcement['kind'][] = [
  'systemParameter',
  'settingChange',
  'associationsChanged',
  'endProcess',
  'restartExplorer',
  'signOut',
];

const AREAS: readonly SettingArea[] = ['intl', 'WindowMetrics', 'ImmersiveColorSet', 'TraySettings'];

function rank(announcement: Announcement): number {
  const area = announcement.kind === 'settingChange' ? AREAS.indexOf(announcement.area) : 0;
  return ORDER.indexOf(announcement.kind) * AREAS.length + area;
}

const START_MENU: Announcement = { kind: 'endProcess', image: 'StartMenuExperienceHost.exe' };
const TOUCH_KEYBOARD: Announcement = { kind: 'endProcess', image: 'TextInputHost.exe' };
const LOOK_AGAIN: Announcement = { kind: 'associationsChanged' };
const RESTART_EXPLORER: Announcement = { kind: 'restartExplorer' };
const SIGN_OUT: Announcement = { kind: 'signOut' };

type Rule = {
  /** This key and all below it. */
  readonly key: string;
  /** Only these values; all of them where left out. */
  readonly values?: RegExp;
  readonly say: readonly Announcement[];
};

const RULES: readonly Rule[] = [
  { key: INTERNATIONAL, say: [changed('intl')] },
  // SPI_SETNONCLIENTMETRICS takes them in pixels and with all fonts at once, of which a profile holds only those that were changed.
  { key: `${DESKTOP}\\WindowMetrics`, say: [changed('WindowMetrics'), SIGN_OUT] },
  { key: DESKTOP, values: /^(LogPixels|Win8DpiScaling|PreferredUILanguages)$/i, say: [SIGN_OUT] },
  { key: ACCESSIBILITY, values: /^On$/i, say: [SIGN_OUT] },
  { key: `${ACCESSIBILITY}\\HighContrast`, say: [SIGN_OUT] },
  // SPI_SETMOUSEKEYS takes the speed of the Ctrl key along, which stands nowhere in the registry.
  { key: `${ACCESSIBILITY}\\MouseKeys`, say: [SIGN_OUT] },
  { key: 'Control Panel\\Keyboard', values: /^InitialKeyboardIndicators$/i, say: [SIGN_OUT] },
  { key: 'Keyboard Layout', say: [SIGN_OUT] },
  { key: PERSONALIZE, say: [changed('ImmersiveColorSet')] },
  { key: DWM, say: [changed('ImmersiveColorSet')] },
  { key: `${EXPLORER}\\Accent`, say: [changed('ImmersiveColorSet')] },
  {
    key: `${EXPLORER}\\Advanced`,
    values: /^(Taskbar|MMTaskbar|Show(TaskView|Cortana|Copilot)|Start_)/i,
    say: [changed('TraySettings')],
  },
  { key: `${EXPLORER}\\Advanced`, values: /^(?!Taskbar|MMTaskbar|Start_)/i, say: [LOOK_AGAIN] },
  { key: `${EXPLORER}\\HideDesktopIcons`, say: [LOOK_AGAIN] },
  { key: `${EXPLORER}\\CabinetState`, say: [RESTART_EXPLORER] },
  {
    key: EXPLORER,
    values: /^(ShellState|ShowRecent|ShowFrequent|ShowCloudFilesInQuickAccess)$/i,
    say: [RESTART_EXPLORER],
  },
  { key: `${EXPLORER}\\StuckRects3`, say: [RESTART_EXPLORER] },
  { key: `${EXPLORER}\\Taskband`, say: [RESTART_EXPLORER] },
  { key: START, say: [START_MENU] },
  { key: 'Software\\Microsoft\\TabletTip', say: [TOUCH_KEYBOARD] },
  { key: 'Software\\Microsoft\\Input', say: [TOUCH_KEYBOARD] },
];

function changed(area: SettingArea): Announcement {
  return { kind: 'settingChange', area };
}

function rulesOf({ hive, key, value }: RegistryLocation): readonly Announcement[] {
  if (hive !== 'NTUSER.DAT') return [];
  return RULES.filter((rule) => isWithin(key, rule.key) && (rule.values?.test(value) ?? true)).flatMap(
    ({ say }) => say,
  );
}

function isWithin(key: string, top: string): boolean {
  return `${key}\\`.toUpperCase().startsWith(`${top}\\`.toUpperCase());
}

/** Where a system parameter takes its value: as the first argument, or as (or behind) the second. */
type ParameterRule = {
  readonly key: string;
  readonly value: string;
  readonly action: number;
  readonly as: 'ui' | 'pv';
};

function mouse(value: string, action: number, as: 'ui' | 'pv' = 'ui'): ParameterRule {
  return { key: MOUSE, value, action, as };
}

function desktop(value: string, action: number, as: 'ui' | 'pv' = 'ui'): ParameterRule {
  return { key: DESKTOP, value, action, as };
}

/** The SPI_SET… numbers of winuser.h. */
const PARAMETERS: readonly ParameterRule[] = [
  mouse('DoubleClickSpeed', 0x20),
  mouse('SwapMouseButtons', 0x21),
  mouse('MouseTrails', 0x5d),
  mouse('SnapToDefaultButton', 0x60),
  mouse('MouseHoverTime', 0x67),
  mouse('MouseSensitivity', 0x71, 'pv'),
  { key: 'Control Panel\\Keyboard', value: 'KeyboardSpeed', action: 0x0b, as: 'ui' },
  { key: 'Control Panel\\Keyboard', value: 'KeyboardDelay', action: 0x17, as: 'ui' },
  { key: ACCESSIBILITY, value: 'MessageDuration', action: 0x2017, as: 'pv' },
  desktop('ScreenSaveTimeOut', 0x0f),
  desktop('ScreenSaveActive', 0x11),
  desktop('DragFullWindows', 0x25),
  desktop('FontSmoothing', 0x4b),
  desktop('WheelScrollLines', 0x69),
  desktop('MenuShowDelay', 0x6b),
  desktop('WheelScrollChars', 0x6d),
  desktop('ScreenSaverIsSecure', 0x77),
  desktop('WindowArrangementActive', 0x83, 'pv'),
  desktop('DragFromMaximize', 0x8d, 'pv'),
  desktop('SnapSizing', 0x8f, 'pv'),
  desktop('DockMoving', 0x91, 'pv'),
  desktop('ForegroundLockTimeout', 0x2001, 'pv'),
  desktop('ForegroundFlashCount', 0x2005, 'pv'),
  desktop('CaretWidth', 0x2007, 'pv'),
  desktop('ClickLockTime', 0x2009, 'pv'),
  desktop('FontSmoothingType', 0x200b, 'pv'),
  desktop('FontSmoothingGamma', 0x200d, 'pv'),
  desktop('FocusBorderWidth', 0x200f, 'pv'),
  desktop('FocusBorderHeight', 0x2011, 'pv'),
  desktop('MouseWheelRouting', 0x201d, 'pv'),
];

const SET_WALLPAPER = 0x14;
const SET_CURSORS = 0x57;

/** A parameter that is told as several numbers in a row: `layout` puts those of the registry in their places. */
type Structure = {
  readonly key: string;
  readonly values: readonly string[];
  readonly action: number;
  readonly layout: (numbers: readonly number[]) => readonly number[];
};

const STRUCTURES: readonly Structure[] = [
  { key: MOUSE, values: ['MouseThreshold1', 'MouseThreshold2', 'MouseSpeed'], action: 0x04, layout: (all) => all },
  { key: `${ACCESSIBILITY}\\StickyKeys`, values: ['Flags'], action: 0x3b, layout: sized },
  { key: `${ACCESSIBILITY}\\ToggleKeys`, values: ['Flags'], action: 0x35, layout: sized },
  { key: `${ACCESSIBILITY}\\TimeOut`, values: ['Flags', 'TimeToWait'], action: 0x3d, layout: sized },
  { key: `${ACCESSIBILITY}\\SoundSentry`, values: ['Flags', 'WindowsEffect'], action: 0x41, layout: soundSentry },
  {
    key: `${ACCESSIBILITY}\\Keyboard Response`,
    values: ['Flags', 'DelayBeforeAcceptance', 'AutoRepeatDelay', 'AutoRepeatRate', 'BounceTime'],
    action: 0x33,
    layout: sized,
  },
];

/** Most structures begin with their own size in bytes. */
function sized(numbers: readonly number[]): readonly number[] {
  return [BYTES_EACH * (numbers.length + 1), ...numbers];
}

/** SOUNDSENTRYW of 64-bit Windows: after the flags six reserved numbers, then the effect, its time, no library, no function. */
function soundSentry([flags = 0, effect = 0]: readonly number[]): readonly number[] {
  return sized([flags, 0, 0, 0, 0, 0, 0, effect, 0, ...NULL_POINTER, 0, PADDING]);
}

const BYTES_EACH = 4;
const NULL_POINTER = [0, 0];
const PADDING = 0;

/** The switches of `UserPreferencesMask` that have a system parameter: bit n is set by 0x1001 + 2n. */
const MASK_BITS = [...Array(8).keys(), 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 31, 32, 33, 36, 40];
const SET_FIRST_MASK_BIT = 0x1001;

function parametersOf(location: RegistryLocation, read: ReadLocation): readonly Announcement[] {
  const { hive, key, value } = location;
  if (hive !== 'NTUSER.DAT') return [];
  const isAt = (otherKey: string, otherValue: string): boolean =>
    key.toUpperCase() === otherKey.toUpperCase() && value.toUpperCase() === otherValue.toUpperCase();
  if (isWithin(key, CURSORS)) return [parameter(SET_CURSORS, 0, 0)];
  if (isAt(DESKTOP, 'Wallpaper')) {
    const path = textAt(read, location);
    return path === undefined ? [] : [parameter(SET_WALLPAPER, 0, path)];
  }
  if (isAt(DESKTOP, 'UserPreferencesMask')) return maskParameters(rawAt(read, location)?.data);
  const structure = STRUCTURES.find((candidate) => candidate.values.some((name) => isAt(candidate.key, name)));
  if (structure !== undefined) {
    const numbers = structure.values.map((name) => numberAt(read, { ...location, value: name }));
    if (!numbers.every((number) => number !== undefined)) return [SIGN_OUT];
    const told = structure.layout(numbers);
    return [parameter(structure.action, told === numbers ? 0 : BYTES_EACH * told.length, told)];
  }
  const rule = PARAMETERS.find((candidate) => isAt(candidate.key, candidate.value));
  const number = rule && numberAt(read, location);
  if (rule === undefined || number === undefined) return [];
  return [rule.as === 'ui' ? parameter(rule.action, number, 0) : parameter(rule.action, 0, number)];
}

function maskParameters(mask: Uint8Array = new Uint8Array()): readonly Announcement[] {
  if (mask.length < 8) return [SIGN_OUT];
  return MASK_BITS.map((bit) => {
    const isOn = ((mask[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
    return parameter(SET_FIRST_MASK_BIT + 2 * bit, 0, isOn ? 1 : 0);
  });
}

function parameter(action: number, uiParam: number, pvParam: Parameter): Announcement {
  return { kind: 'systemParameter', action, uiParam, pvParam };
}

/** Most of these values are numbers in decimal text. */
function numberAt(read: ReadLocation, location: Location): number | undefined {
  const raw = rawAt(read, location);
  const number = raw && readDword(raw);
  return number?.ok === true ? number.value : undefined;
}

function textAt(read: ReadLocation, location: Location): string | undefined {
  const raw = rawAt(read, location);
  const text = raw && readText(raw);
  return text?.ok === true ? text.value : undefined;
}

function rawAt(read: ReadLocation, location: Location): RawValue | undefined {
  const reading = read(location);
  return reading.state === 'present' ? reading.raw : undefined;
}
