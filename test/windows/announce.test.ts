// What Windows is told after a restore: derived from places, each thing once, in order, Explorer only with consent.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announce, type WindowsShell } from '../../src/agent/windows/announce.ts';
import { type Announcement, announcementsFor } from '../../src/agent/windows/announcements.ts';
import {
  ACCESSIBILITY,
  CURSORS,
  DESKTOP,
  EXPLORER,
  file,
  INTERNATIONAL,
  MOUSE,
  PERSONALIZE,
  user,
} from '../../src/domain/catalog/places.ts';
import type { Location, RegistryLocation } from '../../src/domain/catalog/setting.ts';
import { toUtf16le } from '../../src/lib/bytes.ts';
import { fakeRegistry } from './fake-registry.ts';

test('nothing written, nothing said; places that are read when they are needed say nothing either', () => {
  assert.deepEqual(told([]), []);
  assert.deepEqual(told([[user('Software\\Microsoft\\Narrator\\NoRoam', 'WinEnterLaunchEnabled'), '1']]), []);
});

test('everything is said once, parameters before broadcasts before restarts before the sign-out', () => {
  const announcements = told([
    [user(`${DESKTOP}\\WindowMetrics`, 'ScrollWidth'), '-255'],
    [user(`${EXPLORER}\\StuckRects3`, 'Settings'), ''],
    [user(`${EXPLORER}\\CabinetState`, 'FullPath'), '1'],
    [user(PERSONALIZE, 'AppsUseLightTheme'), '0'],
    [user(PERSONALIZE, 'SystemUsesLightTheme'), '0'],
    [user(INTERNATIONAL, 'sShortDate'), 'd.M.yyyy'],
    [user(MOUSE, 'MouseSensitivity'), '14'],
    [user(MOUSE, 'DoubleClickSpeed'), '400'],
    [user(CURSORS, 'Arrow'), 'arrow.cur'],
    [user(CURSORS, 'Wait'), 'wait.cur'],
  ]);
  assert.deepEqual(announcements, [
    { kind: 'systemParameter', action: 0x71, uiParam: 0, pvParam: 14 },
    { kind: 'systemParameter', action: 0x20, uiParam: 400, pvParam: 0 },
    { kind: 'systemParameter', action: 0x57, uiParam: 0, pvParam: 0 },
    { kind: 'settingChange', area: 'intl' },
    { kind: 'settingChange', area: 'WindowMetrics' },
    { kind: 'settingChange', area: 'ImmersiveColorSet' },
    { kind: 'restartExplorer' },
    { kind: 'signOut' },
  ]);
});

test('a parameter takes the value that stands there now, and a group of numbers is told as a whole', () => {
  const places: readonly (readonly [RegistryLocation, string])[] = [
    [user(MOUSE, 'MouseSpeed'), '1'],
    [user(MOUSE, 'MouseThreshold1'), '6'],
    [user(MOUSE, 'MouseThreshold2'), '10'],
  ];
  assert.deepEqual(told(places), [{ kind: 'systemParameter', action: 4, uiParam: 0, pvParam: [6, 10, 1] }]);
  assert.deepEqual(told([[user(MOUSE, 'DoubleClickSpeed'), 'fast']]), []);
  const wallpaper = 'C:\\Users\\Anna\\Pictures\\море.jpg';
  assert.deepEqual(told([[user(DESKTOP, 'Wallpaper'), wallpaper]]), [
    { kind: 'systemParameter', action: 0x14, uiParam: 0, pvParam: wallpaper },
  ]);
});

test('a filter of keys is told with its size, and one whose numbers are not all there waits for the next sign-in', () => {
  const at = (value: string): RegistryLocation => user(`${ACCESSIBILITY}\\Keyboard Response`, value);
  const names = ['Flags', 'DelayBeforeAcceptance', 'AutoRepeatDelay', 'AutoRepeatRate', 'BounceTime'];
  const whole = names.map((name, i) => [at(name), String(100 + i)] as const);
  assert.deepEqual(told(whole), [
    { kind: 'systemParameter', action: 0x33, uiParam: 24, pvParam: [24, 100, 101, 102, 103, 104] },
  ]);
  assert.deepEqual(told(whole.slice(0, 2)), [{ kind: 'signOut' }]);
});

test('flashes in place of sounds are told in the layout of 64-bit Windows, the time of the aids in its own', () => {
  const at = (key: string, value: string): RegistryLocation => user(`${ACCESSIBILITY}\\${key}`, value);
  const sentry = [
    [at('SoundSentry', 'Flags'), '3'],
    [at('SoundSentry', 'WindowsEffect'), '2'],
  ] as const;
  const layout = [56, 3, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0];
  assert.deepEqual(told(sentry), [{ kind: 'systemParameter', action: 0x41, uiParam: 56, pvParam: layout }]);
  assert.equal(Int32Array.from(layout).byteLength, 56);
  const timeout = [
    [at('TimeOut', 'Flags'), '3'],
    [at('TimeOut', 'TimeToWait'), '60000'],
  ] as const;
  assert.deepEqual(told(timeout), [{ kind: 'systemParameter', action: 0x3d, uiParam: 12, pvParam: [12, 3, 60000] }]);
  assert.deepEqual(told([[at('MouseKeys', 'MaximumSpeed'), '80']]), [{ kind: 'signOut' }]);
});

test("every switch of the preferences' mask that Windows can be told is told as it stands", () => {
  const location = user(DESKTOP, 'UserPreferencesMask');
  const data = Uint8Array.of(0x9e, 0x1e, 0x07, 0x80, 0x12, 0, 0, 0);
  const announcements = announcementsFor([location], () => ({ state: 'present', raw: { type: 3, data } }));
  const values = new Map(announcements.map((it) => (it.kind === 'systemParameter' ? [it.action, it.pvParam] : [0, 0])));
  assert.deepEqual(
    [0x1001, 0x1003, 0x1013, 0x103f, 0x1041, 0x1043, 0x1051].map((action) => values.get(action)),
    [0, 1, 1, 1, 0, 1, 0],
  );
  assert.equal(values.size, 23);
});

test('a Start layout in a file has Start begin again', () => {
  const location = file('AppData/Local/Packages/Start/start2.bin');
  assert.deepEqual(
    announcementsFor([location], () => ({ state: 'absent' })),
    [{ kind: 'endProcess', image: 'StartMenuExperienceHost.exe' }],
  );
});

test('Explorer is restarted at most once and only with consent; without it the person is told to sign out', () => {
  const announcements = told([
    [user(`${EXPLORER}\\StuckRects3`, 'Settings'), ''],
    [user(`${EXPLORER}\\CabinetState`, 'FullPath'), '1'],
  ]);
  const calls: string[] = [];
  assert.deepEqual(announce(recording(calls), announcements, true).signOutFor, []);
  assert.deepEqual(calls, ['restartExplorer']);
  assert.equal(announce(recording(calls), announcements, false).signOutFor.length, 1);
  assert.deepEqual(calls, ['restartExplorer']);
});

test('what Windows refuses to take up at once is left for the next sign-in, and the rest is still said', () => {
  const calls: string[] = [];
  const shell = { ...recording(calls), setSystemParameter: () => false };
  const announcements = told([
    [user(MOUSE, 'MouseSensitivity'), '14'],
    [user(PERSONALIZE, 'AppsUseLightTheme'), '0'],
  ]);
  assert.equal(announce(shell, announcements, true).signOutFor.length, 1);
  assert.deepEqual(calls, ['settingChange ImmersiveColorSet']);
});

function told(written: readonly (readonly [RegistryLocation, string])[]): readonly Announcement[] {
  const registry = fakeRegistry();
  for (const [location, text] of written) registry.write(location, { type: 1, data: toUtf16le(`${text}\0`) });
  const read = (location: Location): ReturnType<typeof registry.read> =>
    location.kind === 'registry' ? registry.read(location) : { state: 'absent' };
  return announcementsFor(
    written.map(([location]) => location),
    read,
  );
}

function recording(calls: string[]): WindowsShell {
  const record = (call: string): boolean => calls.push(call) > 0;
  return {
    setSystemParameter: (action, uiParam, pvParam) => record(`${action} ${uiParam} ${JSON.stringify(pvParam)}`),
    settingChange: (area) => record(`settingChange ${area}`),
    associationsChanged: () => record('associationsChanged'),
    endProcess: (image) => record(`endProcess ${image}`),
    restartExplorer: () => record('restartExplorer'),
  };
}
