// The way of a person's settings between two running Windows registries: device A, a real service, device B. Every value
// is written and read by Windows' own functions, in processes of a Windows Node; Wine stands for Windows.

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DESKTOP, MOUSE } from '../../../src/domain/catalog/places.ts';
import { type Location, locationKey, type Setting } from '../../../src/domain/catalog/setting.ts';
import { sameValue } from '../../../src/domain/catalog/setting-value.ts';
import { fromBase64, fromUtf16le } from '../../../src/lib/bytes.ts';
import type { RawValue } from '../../../src/regf/raw-value.ts';
import { begunByWindows, chosenValues, ordinarySettings, type Place } from '../../fixtures/chosen-values.ts';
import { settings } from '../../fixtures/memory-profile.ts';
import { runKeepsake, startKeepsake } from '../../fixtures/program.ts';
import { storedPlace } from './stored-place.ts';
import { type Ended, startWine, WHY_NO_WINE, type Wine, windowsPath, type WineDevice } from './wine.ts';

/** Of a device that may back up and restore; Wine's Windows is none. */
const FACTS = {
  windowsBuild: 26100,
  updateRevision: 8000,
  displayVersion: '24H2',
  edition: 'Enterprise',
  sku: 4,
  scalingPercent: 100,
  joinState: 'entraJoined',
  cloudPc: 'none',
  virtualDesktop: 'none',
  usage: 'singleUser',
  account: 'organizational',
};
const PROGRAM = 'src/bin/keepsake.ts';
const skip = WHY_NO_WINE ?? false;
const ordinary = ordinarySettings(FACTS.windowsBuild);

type Dump = Readonly<Record<string, string>>;
type PlanJson = {
  readonly changes: readonly { readonly settingId: string }[];
  readonly exclusions: readonly { readonly settingId: string; readonly code: string }[];
};

let folder = '';
let service: ChildProcess | undefined;
let wine: Wine | undefined;
let a: WineDevice;
let b: WineDevice;

before(async () => {
  if (skip !== false) return;
  folder = mkdtempSync(join(tmpdir(), 'keepsake-live-'));
  chmodSync(folder, 0o711);
  const environment = { KEEPSAKE_DATA: join(folder, 'service') };
  wine = startWine(FACTS);
  [a, b] = [wine.newDevice('a'), wine.newDevice('b')];
  const started = await startKeepsake(['serve', '--port', '0', '--json'], environment);
  service = started.child;
  runKeepsake(['tenant', 'create', 'Contoso', '--json'], environment);
  for (const device of ['a', 'b']) {
    const who = ['--tenant', 'Contoso', '--user', 'anna@contoso.example', '--device', device];
    const out = ['--service', started.url, '--out', credential(device), '--json'];
    runKeepsake(['enroll', ...who, ...out], environment);
  }
});

after(async () => {
  wine?.close();
  if (service !== undefined) {
    const ended = new Promise((resolve) => service?.once('exit', resolve));
    service.kill('SIGTERM');
    await ended;
  }
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

test('tokens are sealed for the person; a key store that makes no such keys says so, and a file takes its place', {
  skip,
}, () => {
  const { platform, software, sealing } = JSON.parse(a.run('test/windows/wine/key-store.ts', []).stdout) as Record<
    string,
    string
  >;
  assert.equal(sealing, 'works');
  // Wine 8 answers NTE_NOT_SUPPORTED for keys on the curve P-256; another Windows may well make them.
  for (const store of [platform, software]) assert.match(store ?? '', /^works$|can not make a key \(0x80090029\)/);
});

test("the registry's contract holds on a running Windows", { skip }, () => {
  const { status, stdout, stderr } = a.run('test/windows/wine/registry-on-windows.ts', ['--test-reporter=tap']);
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /pass (9|[1-9]\d+)/);
  assert.match(a.run('test/windows/wine/sku.ts', []).stdout, /^[1-9]\d*$/);
  // Wine 8 keeps no times of sessions; a Windows does.
  assert.match(a.run('test/windows/wine/signed-in-at.ts', []).stdout, /^(unknown|1\d{12})$/);
});

test('a person moves from A to B: every value arrives, a second run changes nothing, undo leaves no trace', {
  skip,
}, () => {
  const chosen = chosenValues(FACTS.windowsBuild);
  set(a, chosen);
  const backUp = ['backup', '--live', '--credential', windowsPath(credential('a'))];
  assert.match(attempt(a, backUp).stdout, /backup-policy-not-configured/);
  set(a, policyPlaces([['EnableWindowsBackup', 1]]));
  const stored = keepsake(a, backUp) as { outcome: string };
  assert.equal(stored.outcome, 'stored');

  set(b, begunByWindows(FACTS.windowsBuild));
  assert.match(
    attempt(b, ['restore', '--live', '--yes', '--credential', windowsPath(credential('b'))]).stdout,
    /not-eligible/,
  );
  set(b, policyPlaces([['EnableWindowsRestore', 1]]));
  const fresh = dump(b);
  const { plan } = restore(b);
  const settled = dump(b);
  const left = new Set(plan.exclusions.map(({ settingId }) => settingId));
  const [valuesOfA, valuesOfB] = [valuesOf(dump(a)), valuesOf(settled)];
  const compared = ordinary.filter((setting) => chosen.has(locationKey(setting.at)) && !left.has(setting.id));
  const wrong = compared.filter((setting) => !agree(setting, valuesOfA, valuesOfB)).map((setting) => setting.id);
  assert.deepEqual(wrong, []);
  assert.ok(compared.length > 100, `${compared.length} settings were compared`);
  assert.ok(plan.changes.length > 100, `${plan.changes.length} settings were restored`);
  assert.deepEqual(
    plan.exclusions.filter(
      ({ code }) => !['condition', 'group-incomplete', 'opt-in', 'unreadable-at-source'].includes(code),
    ),
    [],
  );

  const told = markerOf(b);
  assert.deepEqual([told['LastOutcome'], told['LastPhase'], told['SourceDevice']], ['completed', 'inUse', 'a']);
  assert.match(told['LastSessionId'] ?? '', /^[0-9a-f-]{36}$/);

  assert.deepEqual(restore(b).plan.changes, []);
  assert.deepEqual(dump(b), settled);
  assert.equal(attempt(b, ['verify', '--live', '--credential', windowsPath(credential('b'))]).status, 0);

  keepsake(b, ['undo', '--live']);
  assert.deepEqual(dump(b), fresh);
  assert.equal(markerOf(b)['LastOutcome'], 'undone');
});

test('ended by Windows in the middle of applying: the next start brings the restore to its end, and undo still works', {
  skip,
}, () => {
  const fresh = dump(b);
  for (const survived of ['0', '7', '40']) {
    const died = b.run('test/windows/wine/apply-and-die.ts', [windowsPath(credential('b')), survived]);
    assert.notEqual(died.status, 0);
    assert.equal(died.stdout, '', died.stderr);
    const verified = attempt(b, ['verify', '--live', '--credential', windowsPath(credential('b'))]);
    assert.equal(verified.status, 0, verified.stdout + verified.stderr);
    keepsake(b, ['undo', '--live']);
    assert.deepEqual(dump(b), fresh);
  }
});

test('a key that Windows protects: its settings fail with the reason, all others arrive, and undo finds its way', {
  skip,
}, () => {
  const fresh = dump(b);
  const { status: protectedKey } = b.run('test/windows/wine/protect-key.ts', [MOUSE]);
  assert.equal(protectedKey, 0);
  const asked = b.run('test/windows/wine/may-write.ts', [
    MOUSE,
    `${MOUSE}\\not\\there`,
    DESKTOP,
    `${DESKTOP}\\not\\there`,
  ]);
  assert.equal(asked.stdout, '[false,false,true,true]', asked.stderr);
  const { status, stdout } = attempt(b, ['restore', '--live', '--yes', '--credential', windowsPath(credential('b'))]);
  assert.equal(status, 3, stdout);
  const { outcomes } = JSON.parse(stdout) as {
    outcomes: readonly { settingId: string; state: string; detail: string }[];
  };
  const failed = outcomes.filter(({ state }) => state === 'failed');
  const inMouse = settings.filter(({ at }) => at.kind === 'registry' && at.key === MOUSE).map(({ id }) => id);
  assert.deepEqual(
    failed.map(({ settingId }) => settingId).toSorted(),
    outcomes
      .map(({ settingId }) => settingId)
      .filter((id) => inMouse.includes(id))
      .toSorted(),
  );
  assert.ok(failed.length > 3);
  for (const { detail } of failed) assert.match(detail, /access is denied \(Windows error 5\)/);
  keepsake(b, ['undo', '--live']);
  assert.deepEqual(dump(b), fresh);
});

test('the policies of the machine decide: without one nothing is backed up, and what one forbids is left out', {
  skip,
}, () => {
  const words = ['agent', 'backup', '--now', '--credential', windowsPath(credential('a'))];
  set(a, policyPlaces([['EnableWindowsBackup', 0]]));
  const off = attempt(a, words);
  assert.equal(off.status, 1, off.stdout + off.stderr);
  assert.match(off.stdout, /policy-off/);
  const policies = policyPlaces([
    ['EnableWindowsBackup', 1],
    ['DisableAccessibilitySettingSync', 2],
  ]);
  set(a, policies);
  keepsake(a, words);
  const shown = runKeepsake(['show', '--credential', credential('a'), '--json'], {}) as {
    readonly categories: readonly { readonly category: string }[];
  };
  const categories = shown.categories.map(({ category }) => category);
  assert.ok(categories.includes('personalization'));
  assert.ok(!categories.includes('accessibility'));
});

function policyPlaces(policies: readonly (readonly [string, number])[]): ReadonlyMap<string, Place> {
  const places = policies.map(([value, number]): readonly [string, Place] => {
    const key = 'Policies\\Microsoft\\Windows\\SettingSync';
    const location: Location = { kind: 'registry', hive: 'SOFTWARE', key, value };
    return [value, { location, raw: { type: 4, data: Uint8Array.of(number, 0, 0, 0) } }];
  });
  return new Map(places);
}

function agree(setting: Setting, left: ReadonlyMap<string, RawValue>, right: ReadonlyMap<string, RawValue>): boolean {
  const [one, other] = [left, right].map((values) => {
    const raw = values.get(locationKey(setting.at));
    const decoded = raw && setting.codec.decode(raw);
    return decoded?.ok === true ? decoded.value : undefined;
  });
  if (setting.at.kind === 'file') return true;
  return one !== undefined && other !== undefined && sameValue(one, other);
}

/** Both hives of the person: the classes are seen under `Software\Classes`. */
function valuesOf(dumped: Dump): ReadonlyMap<string, RawValue> {
  const values = new Map<string, RawValue>();
  for (const [place, content] of Object.entries(dumped)) {
    const [path, value] = place.split('\0');
    if (path === undefined || value === undefined) continue;
    const [type = '', base64 = ''] = content.split(':');
    const raw = { type: Number(type), data: fromBase64(base64) ?? new Uint8Array() };
    const key = path.replace(/\\$/, '');
    values.set(locationKey({ kind: 'registry', hive: 'NTUSER.DAT', key, value }), raw);
    const inClasses = key.replace(/^Software\\Classes\\/i, '');
    if (inClasses !== key)
      values.set(locationKey({ kind: 'registry', hive: 'UsrClass.dat', key: inClasses, value }), raw);
  }
  return values;
}

function set(device: WineDevice, places: ReadonlyMap<string, Place>): void {
  const file = join(folder, 'places.json');
  writeFileSync(file, JSON.stringify([...places.values()].map(storedPlace)));
  const { status, stderr } = device.run('test/windows/wine/set-values.ts', [windowsPath(file)]);
  assert.equal(status, 0, stderr);
}

/** All but what the agent leaves for other programs, which says that a restore was undone. */
function dump(device: WineDevice): Dump {
  return Object.fromEntries(Object.entries(everythingOn(device)).filter(([place]) => !place.startsWith(MARKER)));
}

/** The text values of the marker. */
function markerOf(device: WineDevice): Dump {
  const values = Object.entries(everythingOn(device)).flatMap(([place, content]) => {
    const [key = '', name] = place.split('\0');
    const [type, base64 = ''] = content.split(':');
    if (!key.startsWith(`${MARKER}\\Restore`) || name === undefined || type !== '1') return [];
    return [[name, fromUtf16le(fromBase64(base64) ?? new Uint8Array()).replace(/\0$/, '')] as const];
  });
  return Object.fromEntries(values);
}

const MARKER = 'Software\\Keepsake';

function everythingOn(device: WineDevice): Dump {
  const { status, stdout, stderr } = device.run('test/windows/wine/dump.ts', []);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Dump;
}

function restore(device: WineDevice): { readonly plan: PlanJson } {
  const words = ['restore', '--live', '--yes', '--credential', windowsPath(credential('b'))];
  const answer = keepsake(device, words) as {
    readonly plan: PlanJson;
    readonly outcomes: readonly { state: string }[];
  };
  assert.deepEqual(
    answer.outcomes.filter(({ state }) => state !== 'restored'),
    [],
  );
  return answer;
}

function keepsake(device: WineDevice, words: readonly string[]): unknown {
  const { status, stdout, stderr } = attempt(device, words);
  assert.equal(status, 0, `keepsake ${words.join(' ')}\n${stdout}${stderr}`);
  return JSON.parse(stdout);
}

function attempt(device: WineDevice, words: readonly string[]): Ended {
  return device.run(PROGRAM, [...words, '--json']);
}

function credential(device: string): string {
  return join(folder, `${device}.json`);
}
