// Profiles as they are found on disks: in another case, with logs, compressed, damaged, as a lone file.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { undoRestore } from '../../src/agent/apply/sessions.ts';
import { captureProfile } from '../../src/agent/capture/capture-profile.ts';
import { type OfflineProfile, openProfile } from '../../src/agent/offline/offline-profile.ts';
import { applyAndVerify, planFor } from '../../src/agent/restore/restore-profile.ts';
import { makeProfile } from '../../src/demo/make-profile.ts';
import { ANNAS_CHOICES, ANNAS_SECRETS } from '../../src/demo/people.ts';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import { decideSnapshot } from '../../src/domain/snapshot/decide-snapshot.ts';
import { diffSnapshots } from '../../src/domain/snapshot/diff-snapshots.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { createHive } from '../../src/regf/edit.ts';
import { REG_SZ } from '../../src/regf/value-type.ts';
import { sha256 } from '../../src/lib/hash.ts';

let folder = '';
let anna = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-test-'));
  anna = join(folder, 'anna');
  makeProfile({ folder: anna, windowsBuild: 19045, chosen: ANNAS_CHOICES, extras: ANNAS_SECRETS });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('what a person chose is captured, all of it, and nothing else', () => {
  const snapshot = capture(anna);
  const chosen = Object.assign({}, ...snapshot.documents.map((document) => document.chosen)) as Record<string, unknown>;
  const optIn = Object.keys(ANNAS_CHOICES).filter((id) => id.startsWith('network.proxy'));
  for (const [id, value] of Object.entries(ANNAS_CHOICES)) {
    if (optIn.includes(id)) assert.ok(!(id in chosen), `${id} travels only when it is asked for`);
    else assert.deepEqual(chosen[id], value, id);
  }
  const text = JSON.stringify(snapshot);
  assert.deepEqual(
    ANNAS_SECRETS.filter(([, , secret]) => text.includes(secret)),
    [],
  );
  const asked = capture(anna, new Set(optIn));
  assert.equal(asked.documents.find((it) => it.category === 'network-internet')?.chosen['network.proxy.enable'], 1);
});

test('names in another case, and a compressed lone hive, read the same', () => {
  const shouting = join(folder, 'shouting');
  makeProfile({ folder: shouting, windowsBuild: 19045, chosen: ANNAS_CHOICES, extras: [] });
  renameSync(join(shouting, 'NTUSER.DAT'), join(shouting, 'ntuser.dat'));
  renameSync(join(shouting, 'AppData'), join(shouting, 'APPDATA'));
  assert.deepEqual(diffSnapshots(capture(anna), capture(shouting)), []);

  const lone = join(folder, 'rescued.DAT.gz');
  writeFileSync(lone, gzipSync(readFileSync(join(anna, 'NTUSER.DAT'))));
  assert.deepEqual(diffSnapshots(capture(anna), capture(lone)), []);
  assert.equal(refusal(lone, capture(anna), { 'explorer.hiddenFiles': 2 }), 'profile-read-only');
});

test('the build comes from the Windows around the profile, else from the profile, else from nobody', () => {
  assert.equal(open(anna).facts.windowsBuild, 19045);
  const users = join(folder, 'disk', 'Users', 'bo');
  makeProfile({ folder: users, windowsBuild: 19045, chosen: {}, extras: [] });
  const software = createHive({ fileName: 'SOFTWARE' });
  const build = { type: REG_SZ, data: writeText('26100') };
  software.setValue('Microsoft\\Windows NT\\CurrentVersion', 'CurrentBuildNumber', build);
  mkdirSync(join(folder, 'disk', 'Windows/System32/config'), { recursive: true });
  writeFileSync(join(folder, 'disk', 'Windows/System32/config/SOFTWARE'), software.toBytes());
  assert.equal(open(users).facts.windowsBuild, 26100);
  const bare = join(folder, 'bare.DAT');
  writeFileSync(bare, createHive({}).toBytes());
  assert.equal(open(bare).facts.windowsBuild, undefined);
});

test('damage is unreadable, never absent, and too much of it is refused', () => {
  const bytes = readFileSync(join(anna, 'NTUSER.DAT'));
  const needle = Buffer.from('Control Panel');
  const at = bytes.indexOf(needle) - 76;
  assert.equal(bytes.toString('latin1', at, at + 2), 'nk', 'the key node of Control Panel');
  bytes.writeUInt32LE(0x7fff_fff0, at + 28);
  const damaged = join(folder, 'damaged.DAT');
  writeFileSync(damaged, bytes);
  const profile = openProfile(damaged);
  if (!profile.ok) {
    assert.equal(profile.error.code, 'profile-unreadable');
    return;
  }
  const { snapshot } = captureProfile(profile.value, catalog, choices());
  const good = capture(anna);
  const lost = Object.keys(allChosen(good)).filter((id) => !(id in allChosen(snapshot)));
  const unreadable = new Set(snapshot.documents.flatMap((document) => Object.keys(document.unreadable)));
  assert.ok(lost.length > 0);
  assert.deepEqual(
    lost.filter((id) => !unreadable.has(id)),
    [],
  );
  const decision = decideSnapshot(snapshot.manifest, good.manifest, false);
  assert.equal(!decision.ok && decision.error.code, 'capture-half-read');
});

test('a restore changes what was planned, keeps everything else, and undo gives every byte back', () => {
  const target = join(folder, 'fresh');
  makeProfile({ folder: target, windowsBuild: 26100, chosen: {}, extras: [['Software\\Other', 'kept', 'as it was']] });
  const old = hashes(target);
  const snapshot = capture(anna);
  const profile = open(target);
  const plan = planFor(profile, snapshot, catalog, { selection: {}, exact: false, optedIn: new Set() });
  assert.ok(plan.changes.length > 20);
  const applied = applyAndVerify(profile, plan, 'test', 0);
  assert.ok(applied.ok, applied.ok ? '' : applied.error.detail);
  assert.deepEqual(
    applied.value.outcomes.filter((outcome) => outcome.state !== 'restored'),
    [],
  );
  assert.equal(applied.value.outcomes.length, plan.changes.length);
  const again = planFor(open(target), snapshot, catalog, { selection: {}, exact: false, optedIn: new Set() });
  assert.deepEqual(again.changes, []);
  const other = open(target).hives.get('NTUSER.DAT')?.hive.find('Software\\Other')?.value('kept');
  assert.equal(Buffer.from(other?.data ?? []).toString('utf16le'), 'as it was\0');

  const late = applyAndVerify(profile, plan, 'test', 0);
  assert.equal(!late.ok && late.error.code, 'profile-changed', 'a plan is good for one profile in one state');
  assert.ok(undoRestore(target, false).ok);
  assert.deepEqual(hashes(target), old);
  const nothing = undoRestore(target, false);
  assert.equal(!nothing.ok && nothing.error.code, 'nothing-to-undo');
});

test('what is no profile is refused with what to give instead', () => {
  for (const path of [join(folder, 'nowhere'), folder]) {
    const profile = openProfile(path);
    assert.equal(!profile.ok && profile.error.code, 'profile-not-found');
  }
  const text = join(folder, 'letter.txt');
  writeFileSync(text, 'Dear Sir or Madam');
  const profile = openProfile(text);
  assert.equal(!profile.ok && profile.error.code, 'profile-unreadable');
});

function open(path: string): OfflineProfile {
  const profile = openProfile(path);
  assert.ok(profile.ok, profile.ok ? '' : profile.error.detail);
  return profile.value;
}

function capture(path: string, optedIn: ReadonlySet<string> = new Set()): Snapshot {
  return captureProfile(open(path), catalog, { ...choices(), optedIn }).snapshot;
}

function choices(): { excluded: string[]; optedIn: Set<string>; capturedAt: string } {
  return { excluded: [], optedIn: new Set(), capturedAt: '2026-01-01T00:00:00Z' };
}

function refusal(path: string, snapshot: Snapshot, chosen: Record<string, number>): string | undefined {
  const document = snapshot.documents.find((it) => it.category === 'file-explorer');
  assert.ok(document);
  const wanted = { ...snapshot, documents: [{ ...document, chosen }] };
  const profile = open(path);
  const plan = planFor(profile, wanted, catalog, { selection: {}, exact: false, optedIn: new Set() });
  const applied = applyAndVerify(profile, plan, 'test', 0);
  return applied.ok ? undefined : applied.error.code;
}

function allChosen(snapshot: Snapshot): Record<string, unknown> {
  return Object.assign({}, ...snapshot.documents.map((document) => document.chosen)) as Record<string, unknown>;
}

function hashes(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('.keepsake'),
  );
  const files = names.filter((name) => /\.[a-z]+$/i.test(name));
  return Object.fromEntries(files.map((name) => [name, sha256(readFileSync(join(path, name)))]));
}
