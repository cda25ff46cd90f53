// In a node.exe: capture, plan and apply on the running registry, and reg.exe's export and import of the same person.
// Prints `{name: [milliseconds…]}` as JSON. Values that are nobody's business are written first.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { realDisk } from '../src/agent/apply/disk.ts';
import { captureProfile } from '../src/agent/capture/capture-profile.ts';
import { planFor } from '../src/agent/restore/restore-profile.ts';
import { applyLive, undoLive } from '../src/agent/windows/apply-live.ts';
import { openLiveProfile } from '../src/agent/windows/live-profile.ts';
import { catalog } from '../src/domain/catalog/catalog.ts';
import { toUtf16le } from '../src/lib/bytes.ts';
import { placeOf, type StoredPlace } from '../test/windows/wine/stored-place.ts';

const RUNS = 5;
const NOTHING = new Set<string>();
const [placesFile = '', valueCount = '0'] = process.argv.slice(2);

const opened = await openLiveProfile({ windowsBuild: 26100, scalingPercent: 100 });
if (!opened.ok) throw new Error(opened.error.detail);
const profile = opened.value;
const places = (JSON.parse(readFileSync(placesFile, 'utf8')) as readonly StoredPlace[]).map(placeOf);
for (let i = 0; i < Number(valueCount); i += 1) {
  const key = `Software\\Vendor ${i % 100}\\Product ${Math.floor(i / 100) % 40}`;
  const raw = { type: 1, data: toUtf16le(`text number ${i}\0`) };
  profile.write({ kind: 'registry', hive: 'NTUSER.DAT', key, value: `Value ${i}` }, raw);
}
for (const { location, raw } of places) profile.write(location, raw);

const times: Record<string, number[]> = {};
const choices = { excluded: [], optedIn: NOTHING, capturedAt: '2026-01-01T00:00:00Z' };
const snapshot = captureProfile(profile, catalog, choices).snapshot;
const file = join(process.env.LOCALAPPDATA ?? '', 'person.reg');
for (let i = 0; i < RUNS; i += 1) {
  timed('capture', () => captureProfile(profile, catalog, choices));
  timed('reg.exe export', () => spawnSync('reg.exe', ['export', 'HKCU', file, '/y'], { stdio: 'ignore' }));
}
for (const { location } of places) profile.write(location, undefined);
const context = { disk: realDisk, isCatalogued: () => true };
for (let i = 0; i < RUNS; i += 1) {
  const plan = timed('plan', () =>
    planFor(profile, snapshot, catalog, { selection: {}, exact: false, optedIn: NOTHING }),
  );
  const session = { sessionId: crypto.randomUUID(), startedAt: new Date().toISOString(), description: 'bench' };
  const applied = timed(`apply ${plan.writes.length} values`, () => applyLive(profile, plan, session, context));
  if (!applied.ok || applied.value.outcomes.some(({ state }) => state === 'failed')) throw new Error('not confirmed');
  if (!undoLive(profile, false, context).ok) throw new Error('not undone');
  timed('reg.exe import', () => spawnSync('reg.exe', ['import', file], { stdio: 'ignore' }));
  for (const { location } of places) profile.write(location, undefined);
}
process.stdout.write(JSON.stringify(times));

function timed<T>(name: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  (times[name] ??= []).push(performance.now() - start);
  return result;
}
