// The lock screen's picture between running devices. Windows' part is played by a recorder behind the command port: it keeps a
// picture as Windows would, and notes every command line. That the scripts do on Windows what they say is not shown here.

import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import fc from 'fast-check';
import { realDisk } from '../../src/agent/apply/disk.ts';
import { captureProfile } from '../../src/agent/capture/capture-profile.ts';
import { planFor } from '../../src/agent/restore/restore-profile.ts';
import { type CommandEnd, type CommandLine, runCommand } from '../../src/agent/schedule/command.ts';
import { applyLive, finishLive, type LiveContext, undoLive } from '../../src/agent/windows/apply-live.ts';
import { type LiveProfile, liveProfile } from '../../src/agent/windows/live-profile.ts';
import { lockScreen } from '../../src/agent/windows/lock-screen.ts';
import { ANSWER, ASK, INPUT, SET } from '../../src/agent/windows/lock-screen-scripts.ts';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { LOCK_SCREEN_BYTES_MAX } from '../../src/domain/catalog/categories/personalization/lock-screen.ts';
import { PINS_MAX_BYTES } from '../../src/domain/catalog/categories/personalization/start.ts';
import { IMAGE_BYTES_MAX } from '../../src/domain/catalog/categories/personalization/wallpaper.ts';
import { writeDword } from '../../src/domain/catalog/codecs/number.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import { CONTENT_DELIVERY, CURRENT_VERSION, LOCK_SCREEN_PICTURE, user } from '../../src/domain/catalog/places.ts';
import type { Plan } from '../../src/domain/restore/plan.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import { FILES_BYTES_MAX } from '../../src/protocol/limits.ts';
import { readSnapshot } from '../../src/protocol/snapshot-format.ts';
import { REG_EXPAND_SZ } from '../../src/regf/value-type.ts';
import { type FakeRegistry, fakeRegistry } from './fake-registry.ts';

const IMAGE = 'personalization.lockScreen.image';
const SPOTLIGHT = user(CONTENT_DELIVERY, 'RotatingLockScreenEnabled');
const SLIDESHOW = user(`${CURRENT_VERSION}\\Lock Screen`, 'SlideshowEnabled');
const WINDOWS = 'C:\\Windows';
const FIRST_PICTURE = `${WINDOWS}\\Web\\Screen\\img100.jpg`;
const FACTS = { windowsBuild: 26100 };
const CHOICES = { selection: {}, exact: false, optedIn: new Set<string>() };
const OWN = picture(1, 100_000);
const OTHER = picture(2, 200);
const CONTEXT: LiveContext = { disk: realDisk, isCatalogued: () => true };

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

test('a picture of their own arrives, is read back, and undo gives back what the next device showed before', () => {
  const from = device({ spotlight: 0, shows: { path: 'D:\\Bilder\\Katze.png', bytes: OWN } });
  const snapshot = sent(capture(from));
  assert.deepEqual(filesOf(snapshot), [OWN]);
  assert.ok(!documentTexts(snapshot).join().includes('Katze'), 'the path of the source does not travel');
  for (const before of [
    { spotlight: 0, shows: { path: 'C:\\Users\\Ben\\old.bmp', bytes: OTHER } },
    { spotlight: 0, shows: { path: FIRST_PICTURE, bytes: OTHER } },
    { spotlight: undefined, shows: { bytes: OTHER } },
    { spotlight: 1, shows: {} },
  ]) {
    const onto = device(before);
    const plan = planFor(onto.profile, snapshot, catalog, CHOICES);
    assert.ok(plan.changes.some(({ setting }) => setting.id === IMAGE));
    assert.deepEqual(plan.writes.at(-1)?.location, LOCK_SCREEN_PICTURE, 'after the settings that choose another');
    assert.ok(apply(onto, plan).every(({ state }) => state === 'restored'));
    assert.deepEqual(onto.windows.shown(), OWN);
    assert.deepEqual(planFor(onto.profile, snapshot, catalog, CHOICES).writes, []);
    assert.deepEqual(filesOf(capture(onto)), [OWN], 'the next backup is the same');
    assert.ok(undoLive(onto.profile, false, CONTEXT).ok);
    if (before.shows.bytes !== undefined) assert.deepEqual(onto.windows.shown(), before.shows.bytes);
    assert.deepEqual(onto.registry.read(SPOTLIGHT), dword(before.spotlight));
    assert.deepEqual(
      readdirSync(onto.stateFolder).filter((name) => name.startsWith('picture-')),
      [],
    );
  }
});

test('what Windows chooses is not taken, and not asked for; it is said why', () => {
  for (const [how, because] of [
    [{ spotlight: undefined }, /Spotlight/],
    [{ spotlight: 1 }, /Spotlight/],
    [{ spotlight: 0, slideshow: 1 }, /slideshow/],
  ] as const) {
    const from = device({ ...how, shows: { path: 'C:\\x.png', bytes: OWN } });
    const { snapshot, observed } = captured(from);
    const observation = observed.find(({ setting }) => setting.id === IMAGE)?.observation;
    assert.equal(observation?.state, 'absent');
    assert.match((observation?.state === 'absent' && observation.because) || '', because);
    assert.equal(snapshot.manifest.files, undefined);
    assert.deepEqual(from.windows.commands, []);
  }
});

test('a picture that Windows comes with stays at home, and its path never leaves', () => {
  const from = device({ spotlight: 0, shows: { path: FIRST_PICTURE, bytes: OWN } });
  const snapshot = sent(capture(from));
  assert.equal(snapshot.manifest.files, undefined);
  const document = snapshot.documents.find(({ category }) => category === 'personalization');
  assert.ok(document?.atDefault.includes(IMAGE));
});

test('where Spotlight goes on here, or no Windows runs, the picture stays behind in the preview already', () => {
  const snapshot = sent(capture(device({ spotlight: 0, shows: { path: 'D:\\x.png', bytes: OWN } })));
  const onto = device({ spotlight: 1, shows: { bytes: OTHER } });
  const plan = planFor(onto.profile, snapshot, catalog, { ...CHOICES, selection: { settings: new Set([IMAGE]) } });
  assert.deepEqual(plan.writes, []);
  assert.match(plan.exclusions.find(({ settingId }) => settingId === IMAGE)?.detail ?? '', /Spotlight/);
  const folders = { name: 'on a disk', folder: onto.stateFolder, stateFolder: onto.stateFolder };
  const without = planFor(liveProfile(fakeRegistry(), folders, FACTS), snapshot, catalog, CHOICES);
  assert.match(without.exclusions.find(({ settingId }) => settingId === IMAGE)?.detail ?? '', /Only a running Windows/);
});

test('too large an original is taken as Windows prepared it; too large for both, it is said', () => {
  const shows = { path: 'D:\\x.png', bytes: picture(3, LOCK_SCREEN_BYTES_MAX + 1) };
  assert.deepEqual(filesOf(capture(device({ spotlight: 0, shows: { ...shows, prepared: OWN } }))), [OWN]);
  const { observed } = captured(device({ spotlight: 0, shows }));
  const observation = observed.find(({ setting }) => setting.id === IMAGE)?.observation;
  assert.match((observation?.state === 'unreadable' && observation.reason) || '', /more than \d+ bytes/);
});

test('the largest files that a profile can hold fit into one snapshot together', () => {
  assert.ok(IMAGE_BYTES_MAX + LOCK_SCREEN_BYTES_MAX + PINS_MAX_BYTES <= FILES_BYTES_MAX);
});

test('a script that fails, says nothing or is forbidden is an outcome with its words, and the settings stay', () => {
  const snapshot = sent(capture(device({ spotlight: 0, shows: { path: 'D:\\x.png', bytes: OWN } })));
  const onto = device({ spotlight: 0, shows: { path: 'C:\\old.bmp', bytes: OTHER } });
  const plan = planFor(onto.profile, snapshot, catalog, CHOICES);
  onto.windows.refuse({ status: 1, output: '\n  Access is denied.\u0007\n  at line 1' });
  const failed = apply(onto, plan).filter(({ state }) => state === 'failed');
  assert.deepEqual(
    failed.map(({ settingId }) => settingId),
    [IMAGE],
  );
  assert.match(failed[0]?.detail ?? '', /Windows PowerShell says: Access is denied\.$/);
  onto.windows.refuse({ status: 0, output: '' });
  assert.match(reasonIn(onto.profile.read(LOCK_SCREEN_PICTURE)), /gave no answer/);
});

test('a kill before or after the picture was set is mended at the next start', () => {
  const snapshot = sent(capture(device({ spotlight: 0, shows: { path: 'D:\\x.png', bytes: OWN } })));
  for (const when of ['before', 'after'] as const) {
    const onto = device({ spotlight: 1, shows: { bytes: OTHER } });
    const plan = planFor(onto.profile, snapshot, catalog, CHOICES);
    onto.windows.kill(when);
    assert.equal(applyLive(onto.profile, plan, session(), CONTEXT).ok, false);
    assert.equal(finishLive(onto.profile, CONTEXT)[0]?.refused.length, 0);
    assert.deepEqual(onto.windows.shown(), OWN);
    assert.ok(undoLive(onto.profile, false, CONTEXT).ok);
    assert.deepEqual(onto.windows.shown(), OTHER);
  }
});

test('no path and no picture becomes a part of a command line, and nothing but a picture is given to Windows', () => {
  const hostile = fc.oneof(
    fc.constantFrom("'; Start-Process calc; '", '$(calc)', '`calc`', '\\\\evil\\x.jpg', '%SystemRoot%\\Web\\..\\x.jpg'),
    fc.string(),
  );
  const bytes = fc.oneof(fc.uint8Array(), fc.constantFrom(OWN, OTHER));
  fc.assert(
    fc.property(hostile, bytes, bytes, (path, original, given) => {
      const { profile, windows, stateFolder } = device({ spotlight: 0, shows: { path, bytes: original } });
      profile.read(LOCK_SCREEN_PICTURE);
      profile.write(LOCK_SCREEN_PICTURE, { type: 3, data: given });
      profile.write(LOCK_SCREEN_PICTURE, { type: REG_EXPAND_SZ, data: writeText(path) });
      for (const { program, arguments: words, environment } of windows.commands) {
        assert.equal(program, 'WindowsPowerShell\\v1.0\\powershell.exe');
        assert.deepEqual(words.slice(0, 3), ['-NoProfile', '-NonInteractive', '-Command']);
        assert.ok(words[3] === ASK || words[3] === SET);
        assert.ok(!ASK.includes('"') && !SET.includes('"'), 'nothing that quoting could break');
        const place = environment?.[INPUT.folder] ?? environment?.[INPUT.picture] ?? '';
        assert.ok(place.startsWith(stateFolder), place);
      }
      assert.ok(windows.commands.filter(({ arguments: [, , , script] }) => script === SET).length <= 1);
      assert.ok(Buffer.from(windows.shown() ?? []).equals(original) || [OWN, OTHER].some((it) => it.equals(given)));
    }),
    { numRuns: 60 },
  );
});

test('the port itself runs a program with what it was given, and tells of its end', {
  skip: process.platform === 'win32',
}, () => {
  const root = newRoot();
  const system = join(root, 'System32');
  mkdirSync(system);
  const program = join(system, 'WindowsPowerShell\\v1.0\\powershell.exe');
  const answer = `printf '%s' "$4" > "$${INPUT.folder}/${ANSWER.path}"; : > "$${INPUT.folder}/${ANSWER.done}"`;
  writeFileSync(program, `#!/bin/sh\n[ -n "$${INPUT.picture}" ] && { echo "no such file" >&2; exit 3; }\n${answer}\n`);
  chmodSync(program, 0o755);
  const before = process.env['SystemRoot'];
  process.env['SystemRoot'] = root;
  try {
    const stateFolder = join(root, 'state');
    const port = lockScreen({ run: runCommand, stateFolder, systemRoot: WINDOWS });
    assert.deepEqual(port.read(), { state: 'absent', because: 'Windows hands out no lock screen picture' });
    const refused = port.write({ type: 3, data: OWN });
    assert.match((!refused.ok && refused.error.detail) || '', /says: no such file/);
    assert.deepEqual(readdirSync(join(stateFolder, 'lock-screen')), [], 'a picture that was not taken is not kept');
  } finally {
    if (before === undefined) delete process.env['SystemRoot'];
    else process.env['SystemRoot'] = before;
  }
});

type Shown = { readonly path?: string; readonly bytes?: Uint8Array; readonly prepared?: Uint8Array };

type RecordedWindows = {
  readonly run: (command: CommandLine) => CommandEnd;
  readonly commands: readonly CommandLine[];
  readonly shown: () => Uint8Array | undefined;
  readonly refuse: (end: CommandEnd) => void;
  readonly kill: (when: 'before' | 'after') => void;
};

/** What Windows keeps of a lock screen, answering as the scripts' comments say. */
function recordedWindows(begin: Shown): RecordedWindows {
  const commands: CommandLine[] = [];
  let shown = begin;
  let refusal: CommandEnd | undefined;
  let killed: 'before' | 'after' | undefined;
  const die = (when: 'before' | 'after'): void => {
    if (killed !== when) return;
    killed = undefined;
    throw new Error('the process was killed');
  };
  return {
    commands,
    shown: () => shown.bytes,
    refuse: (end) => (refusal = end),
    kill: (when) => (killed = when),
    run: (command) => {
      commands.push(command);
      const { [INPUT.folder]: folder, [INPUT.picture]: given, [INPUT.maxBytes]: most } = command.environment ?? {};
      if (given !== undefined) {
        die('before');
        if (refusal !== undefined) return refusal;
        shown = { path: given, bytes: existsSync(given) ? readFileSync(given) : (begin.bytes ?? OTHER) };
        die('after');
        return { status: 0, output: '' };
      }
      if (refusal?.output === '') return refusal;
      assert.ok(folder !== undefined);
      const { path, bytes, prepared } = shown;
      if (path !== undefined) writeFileSync(join(folder, ANSWER.path), path);
      const isLarge = (bytes?.length ?? 0) > Number(most);
      const answer = isLarge ? (prepared ?? bytes?.subarray(0, Number(most) + 1)) : bytes;
      if (answer !== undefined) writeFileSync(join(folder, ANSWER.picture), answer);
      writeFileSync(join(folder, ANSWER.done), '');
      return { status: 0, output: '' };
    },
  };
}

type Device = {
  readonly profile: LiveProfile;
  readonly registry: FakeRegistry;
  readonly windows: RecordedWindows;
  readonly stateFolder: string;
};

function device(state: {
  readonly spotlight: number | undefined;
  readonly slideshow?: number;
  readonly shows: Shown;
}): Device {
  const stateFolder = join(newRoot(), 'state');
  const registry = fakeRegistry();
  if (state.spotlight !== undefined) registry.write(SPOTLIGHT, writeDword(state.spotlight));
  if (state.slideshow !== undefined) registry.write(SLIDESHOW, writeDword(state.slideshow));
  const windows = recordedWindows(state.shows);
  const port = lockScreen({ run: windows.run, stateFolder, systemRoot: WINDOWS });
  const folders = { name: 'test', folder: join(stateFolder, 'profile'), stateFolder };
  return { profile: liveProfile(registry, folders, FACTS, port), registry, windows, stateFolder };
}

function captured({ profile }: Device): ReturnType<typeof captureProfile> {
  return captureProfile(profile, catalog, { excluded: [], optedIn: new Set(), capturedAt: '2026-01-01T00:00:00Z' });
}

function capture(from: Device): Snapshot {
  return captured(from).snapshot;
}

/** As another device gets it. */
function sent(snapshot: Snapshot): Snapshot {
  const read = readSnapshot(snapshot.manifest, documentTexts(snapshot), [...snapshot.files.values()]);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function filesOf({ files }: Snapshot): readonly Uint8Array[] {
  return [...files.values()].map((bytes) => Buffer.from(bytes));
}

function apply({ profile }: Device, plan: Plan): readonly { settingId: string; state: string; detail?: string }[] {
  const applied = applyLive(profile, plan, session(), CONTEXT);
  assert.ok(applied.ok);
  return applied.value.outcomes;
}

let sessions = 0;

function session(): { sessionId: string; startedAt: string; description: string } {
  sessions += 1;
  const sessionId = `00000000-0000-7000-8000-${String(sessions).padStart(12, '0')}`;
  return { sessionId, startedAt: '2026-01-01T00:00:00Z', description: 'test' };
}

function dword(number: number | undefined): object {
  return number === undefined ? { state: 'absent' } : { state: 'present', raw: writeDword(number) };
}

function reasonIn(reading: { readonly state: string; readonly reason?: string }): string {
  return reading.reason ?? '';
}

function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'keepsake-lock-'));
  roots.push(root);
  return root;
}

/** The header of a BMP, and bytes after it. */
function picture(height: number, sizeBytes: number): Buffer {
  const header = [0x42, 0x4d, ...new Uint8Array(12), 40, 0, 0, 0, 1, 0, 0, 0, height, 0, 0, 0];
  return Buffer.concat([Uint8Array.from(header), new Uint8Array(sizeBytes).fill(height)]);
}
