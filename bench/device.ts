// How long a device is busy: capture, plan and apply of a profile with 28,000 values, beside programs that read or write
// the same hive. The profile is made by our own writer; every ordinary setting of the catalog is chosen in the old one.
//
// Ours are measured warm, files read and written for good (synced) each time. hivexml prints every value of the old hive;
// hivexregedit merges the values that the plan writes, both as whole processes. None of them plans, verifies or can undo.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { undoRestore } from '../src/agent/apply/sessions.ts';
import { captureProfile } from '../src/agent/capture/capture-profile.ts';
import { type OfflineProfile, openProfile } from '../src/agent/offline/offline-profile.ts';
import { applyAndVerify, planFor } from '../src/agent/restore/restore-profile.ts';
import { catalog, settingsById } from '../src/domain/catalog/catalog.ts';
import type { HiveName } from '../src/domain/catalog/setting.ts';
import type { Plan } from '../src/domain/restore/plan.ts';
import { toUtf16le } from '../src/lib/bytes.ts';
import { createHive, type HiveEditor } from '../src/regf/edit.ts';
import { openHive } from '../src/regf/hive.ts';
import { begunByWindows, chosenValues } from '../test/fixtures/chosen-values.ts';

const RUNS = 7;
const WARM_UP_RUNS = 3;
const VALUES = 28_000;
const FACTS = { windowsBuild: 26100, scalingPercent: 100 };
const NOTHING = new Set<string>();

export function benchDevice(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-device-'));
  try {
    const [old, fresh] = [join(folder, 'old'), join(folder, 'fresh')];
    makeProfile(old, true);
    makeProfile(fresh, false);
    const hive = join(old, 'NTUSER.DAT');
    const sizeMegabytes = (statSync(hive).size / 1e6).toFixed(1);
    process.stdout.write(`device: ${VALUES} values, ${sizeMegabytes} MB, ${RUNS} runs each, milliseconds\n\n`);
    const plan = measureOurs(old, fresh);
    print('hivexml prints the old hive', measureProcess('hivexml', [hive]));
    print(`hivexregedit merges ${plan.writes.length} values`, measureMerge(folder, fresh, plan));
    const program = [join(import.meta.dirname, '../src/bin/keepsake.ts'), 'backup', '--dry-run', '--profile', old];
    print('ours: backup --dry-run, a cold process', measureProcess(process.execPath, program));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureOurs(old: string, fresh: string): Plan {
  const capture = (): ReturnType<typeof captureProfile>['snapshot'] =>
    captureProfile(opened(old), catalog, { excluded: [], optedIn: NOTHING, capturedAt: '2026-01-01T00:00:00Z' })
      .snapshot;
  const snapshot = capture();
  const choices = { selection: {}, exact: false, optedIn: NOTHING };
  const plan = (): { profile: OfflineProfile; plan: Plan } => {
    const profile = opened(fresh);
    return { profile, plan: planFor(profile, snapshot, catalog, choices) };
  };
  let planned = plan();
  const apply = (): void => {
    const applied = applyAndVerify(planned.profile, planned.plan, 'bench', Date.now());
    const broken = !applied.ok || applied.value.outcomes.some((outcome) => outcome.state !== 'restored');
    if (broken) throw new Error('the restore was not confirmed');
  };
  print(`ours: capture ${settingsById(catalog).size} settings`, measure(capture));
  print(
    `ours: plan ${planned.plan.changes.length} changes`,
    measure(() => {
      planned = plan();
    }),
  );
  const undo = (): void => {
    undoRestore(fresh, false);
    planned = plan();
    if (planned.plan.changes.length === 0) throw new Error('the restore was not undone');
  };
  print('ours: apply, synced, and verify', measure(apply, undo));
  return planned.plan;
}

/** A profile with 28,000 values that are nobody's business, and every ordinary setting chosen or absent. */
function makeProfile(folder: string, isLivedIn: boolean): void {
  const hives = new Map<HiveName, HiveEditor>([
    ['NTUSER.DAT', createHive()],
    ['UsrClass.dat', createHive()],
  ]);
  for (let i = 0; i < VALUES; i += 1) {
    const key = `Software\\Vendor ${i % 100}\\Product ${Math.floor(i / 100) % 40}`;
    hives.get('NTUSER.DAT')?.setValue(key, `Value ${i}`, { type: 1, data: toUtf16le(`text number ${i}\0`) });
  }
  const places = isLivedIn ? chosenValues(FACTS.windowsBuild) : begunByWindows(FACTS.windowsBuild);
  for (const { location, raw } of places.values()) {
    if (location.kind === 'registry') hives.get(location.hive)?.setValue(location.key, location.value, raw);
  }
  const paths: Partial<Record<HiveName, string>> = {
    'NTUSER.DAT': 'NTUSER.DAT',
    'UsrClass.dat': 'AppData/Local/Microsoft/Windows/UsrClass.dat',
  };
  for (const [name, editor] of hives) {
    const path = join(folder, paths[name] ?? '');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, editor.toBytes());
  }
}

function opened(folder: string): OfflineProfile {
  const profile = openProfile(folder, FACTS);
  if (!profile.ok) throw new Error(profile.error.detail);
  return profile.value;
}

/** The same values as the plan's, as a .reg file with every parent key named; the merged hive is a copy. */
function measureMerge(folder: string, fresh: string, plan: Plan): readonly number[] | undefined {
  const lines = ['Windows Registry Editor Version 5.00'];
  const keys = new Map<string, string[]>();
  for (const { location, after } of plan.writes) {
    if (location.kind !== 'registry' || location.hive !== 'NTUSER.DAT' || after === undefined) continue;
    const steps = location.key.split('\\');
    for (const [i] of steps.entries()) {
      const key = steps.slice(0, i + 1).join('\\');
      if (!keys.has(key.toUpperCase())) keys.set(key.toUpperCase(), [`\n[\\${key}]`]);
    }
    const hex = [...after.data].map((byte) => byte.toString(16).padStart(2, '0')).join(',');
    const name = location.value === '' ? '@' : `"${location.value}"`;
    keys.get(location.key.toUpperCase())?.push(`${name}=hex(${after.type}):${hex}`);
  }
  const file = join(folder, 'plan.reg');
  const copy = join(folder, 'merged');
  writeFileSync(file, `${[...lines, ...[...keys.values()].flat()].join('\n')}\n`);
  const renew = (): void => copyFileSync(join(fresh, 'NTUSER.DAT'), copy);
  renew();
  const merge = ['--merge', '--encoding', 'UTF-8', copy, file];
  const first = spawnSync('hivexregedit', merge, { encoding: 'utf8' });
  if (first.error !== undefined) return undefined;
  if (first.status !== 0 || !openHive(readFileSync(copy)).ok) throw new Error(`hivexregedit: ${first.stderr}`);
  return measureProcess('hivexregedit', merge, renew);
}

function measureProcess(
  program: string,
  words: readonly string[],
  prepare?: () => void,
): readonly number[] | undefined {
  const sink = openSync('/dev/null', 'w');
  const run = (): boolean => spawnSync(program, words, { stdio: ['ignore', sink, sink] }).error === undefined;
  return run() ? measure(run, prepare) : undefined;
}

/** Sorted milliseconds; `prepare` comes before every run and is not timed. */
function measure(work: () => unknown, prepare?: () => void): readonly number[] {
  const times: number[] = [];
  for (let i = -WARM_UP_RUNS; i < RUNS; i += 1) {
    prepare?.();
    const start = performance.now();
    work();
    if (i >= 0) times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b);
}

function print(what: string, times: readonly number[] | undefined): void {
  const [low, middle, high] = [0, RUNS >> 1, RUNS - 1].map((i) => (times?.[i] ?? 0).toFixed(0).padStart(6));
  const cells = times === undefined ? '  MISSING: not installed, not measured' : `${low} ${middle} ${high}`;
  process.stdout.write(`${what.padEnd(48)}${cells}\n`);
}
