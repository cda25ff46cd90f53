// The desktop's background from one profile on a disk to another, and back.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { undoRestore } from '../../src/agent/apply/sessions.ts';
import { captureProfile } from '../../src/agent/capture/capture-profile.ts';
import { type OfflineProfile, openProfile } from '../../src/agent/offline/offline-profile.ts';
import { applyAndVerify, planFor } from '../../src/agent/restore/restore-profile.ts';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import { RESTORED_PICTURE } from '../../src/domain/catalog/codecs/wallpaper-path.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import { readSnapshot } from '../../src/protocol/snapshot-format.ts';
import { createHive } from '../../src/regf/create.ts';
import { REG_SZ } from '../../src/regf/value-type.ts';

const DESKTOP = 'Control Panel\\Desktop';
const SHELL_FOLDERS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders';
const WINDOWS_PICTURE = 'C:\\Windows\\web\\wallpaper\\Windows\\img0.jpg';
const OWN = picture(1, 100_000);
const OTHER = picture(2, 200);

test('a background of their own comes along: the picture, how it fits, and a path inside of the new profile', () => {
  withProfiles(
    { path: 'E:\\Bilder\\Katze.png', style: '6', bytes: OWN },
    { path: WINDOWS_PICTURE, bytes: OTHER },
    (from, onto) => {
      const snapshot = sent(capture(from()));
      assert.deepEqual(
        [...snapshot.files.values()].map((bytes) => Buffer.from(bytes)),
        [OWN],
      );
      assert.ok(!documentTexts(snapshot).join().includes('Katze'), 'the path of the source does not travel');
      const target = onto();
      const plan = planFor(target, snapshot, catalog, CHOICES);
      const applied = applyAndVerify(target, plan, 'test', Date.UTC(2026, 0, 1));
      assert.ok(applied.ok && applied.value.outcomes.every((it) => it.state === 'restored'));
      assert.deepEqual(pictureOf(target), OWN);
      assert.equal(
        textOf(onto(), 'WallPaper'),
        'C:\\Users\\Ben\\AppData\\Roaming\\Microsoft\\Windows\\Themes\\TranscodedWallpaper',
      );
      assert.equal(textOf(onto(), 'WallpaperStyle'), '6');
      assert.equal(planFor(onto(), snapshot, catalog, CHOICES).writes.length, 0);
      assert.ok(undoRestore(target.files.folder ?? '', false).ok);
      assert.deepEqual(pictureOf(target), OTHER);
      assert.equal(textOf(onto(), 'WallPaper'), WINDOWS_PICTURE);
    },
  );
});

test('where the target shows a picture of its own already, its path still follows the new picture', () => {
  withProfiles({ path: 'E:\\new.png', bytes: OWN }, { path: 'C:\\old.png', bytes: OTHER }, (from, onto) => {
    const plan = planFor(onto(), sent(capture(from())), catalog, CHOICES);
    assert.deepEqual(
      plan.changes.map((it) => it.setting.id),
      ['personalization.wallpaper.image'],
    );
    assert.equal(plan.writes.length, 2);
  });
});

test('the picture that Windows comes with stays at home, and so does one that is no picture', () => {
  withProfiles({ path: WINDOWS_PICTURE, bytes: OWN }, { path: 'C:\\old.png', bytes: OTHER }, (from, onto) => {
    const snapshot = sent(capture(from()));
    assert.equal(snapshot.manifest.files, undefined);
    assert.equal(planFor(onto(), snapshot, catalog, CHOICES).writes.length, 0);
  });
  withProfiles({ path: 'E:\\x.png', bytes: Buffer.from('MZ') }, { path: 'C:\\old.png', bytes: OTHER }, (from, onto) => {
    const plan = planFor(onto(), sent(capture(from())), catalog, CHOICES);
    const excluded = plan.exclusions.find((it) => it.settingId === 'personalization.wallpaper.image');
    assert.match(excluded?.detail ?? '', /no JPEG, PNG or BMP picture/);
    assert.deepEqual(plan.changes, []);
  });
});

type Background = { readonly path: string; readonly style?: string; readonly bytes: Uint8Array };

const CHOICES = { selection: {}, exact: false, optedIn: new Set<string>() };

function withProfiles(
  source: Background,
  target: Background,
  work: (from: () => OfflineProfile, onto: () => OfflineProfile) => void,
): void {
  const folder = mkdtempSync(join(tmpdir(), 'background-'));
  try {
    const opened = [source, target].map((background, i) => {
      const at = join(folder, String(i));
      makeProfile(at, background, i === 0 ? 'Anna' : 'Ben');
      return () => {
        const profile = openProfile(at, { windowsBuild: 26100 });
        assert.ok(profile.ok);
        return profile.value;
      };
    });
    const [from, onto] = opened;
    assert.ok(from !== undefined && onto !== undefined);
    work(from, onto);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function makeProfile(folder: string, { path, style = '10', bytes }: Background, person: string): void {
  const hive = createHive();
  const put = (key: string, value: string, text: string) =>
    hive.setValue(key, value, { type: REG_SZ, data: writeText(text) });
  put(DESKTOP, 'WallPaper', path);
  put(DESKTOP, 'WallpaperStyle', style);
  put(SHELL_FOLDERS, 'AppData', `C:\\Users\\${person}\\AppData\\Roaming`);
  mkdirSync(dirname(join(folder, RESTORED_PICTURE)), { recursive: true });
  writeFileSync(join(folder, 'NTUSER.DAT'), hive.toBytes());
  writeFileSync(join(folder, RESTORED_PICTURE), bytes);
}

function capture(profile: OfflineProfile): Snapshot {
  return captureProfile(profile, catalog, { excluded: [], optedIn: new Set(), capturedAt: '2026-01-01T00:00:00Z' })
    .snapshot;
}

/** As another device gets it. */
function sent(snapshot: Snapshot): Snapshot {
  const read = readSnapshot(snapshot.manifest, documentTexts(snapshot), [...snapshot.files.values()]);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function pictureOf({ files }: OfflineProfile): Uint8Array | undefined {
  const path = join(files.folder ?? '', RESTORED_PICTURE);
  return existsSync(path) ? readFileSync(path) : undefined;
}

function textOf(profile: OfflineProfile, value: string): string {
  const reading = profile.read({ kind: 'registry', hive: 'NTUSER.DAT', key: DESKTOP, value });
  return reading.state === 'present'
    ? Buffer.from(reading.raw.data).toString('utf16le').replace(/\0$/, '')
    : reading.state;
}

/** The header of a BMP, and bytes after it. */
function picture(height: number, sizeBytes: number): Uint8Array {
  const header = [0x42, 0x4d, ...new Uint8Array(12), 40, 0, 0, 0, 1, 0, 0, 0, height, 0, 0, 0];
  return Buffer.concat([Uint8Array.from(header), new Uint8Array(sizeBytes).fill(height)]);
}
