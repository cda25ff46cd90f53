// Fuzzing the hive engine: hives and logs are damaged at random and must end in an error or a partial reading, soon and
// within bounds; what still opens for editing must stay sound when it is edited.
//
// Seeds are hives made here and, where the test data is present, the collected ones. Every run is named by the seed and
// its number, which are enough to repeat it.

import { createHive } from '../src/regf/create.ts';
import { editHive } from '../src/regf/edit.ts';
import { type Hive, openHive } from '../src/regf/hive.ts';
import { HiveError } from '../src/regf/problem.ts';
import { verifyHive, walkHive } from '../src/regf/walk.ts';
import { collectedHives } from './regf/collected.ts';
import { interrupted, makeNewLog, makeOldLog } from './regf/make-log.ts';

export type FuzzOptions = {
  readonly seconds: number;
  readonly seed?: number;
  readonly log: (line: string) => void;
};

type Seed = { readonly name: string; readonly hive: Uint8Array; readonly logs: readonly Uint8Array[] };

/** A run on a small hive that takes longer than this has hung for all that matters. */
const RUN_LIMIT_MILLISECONDS = 1000;
const SEED_SIZE_MAX = 600_000;
const FAILURES_MAX = 20;

export async function fuzzRegf(options: FuzzOptions): Promise<{ runs: number; failures: string[] }> {
  const seed = options.seed ?? Date.now() % 0x7fffffff;
  const seeds = [...ownSeeds(), ...collectedSeeds()];
  options.log(`seed ${seed}, ${seeds.length} hives`);
  const failures: string[] = [];
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < options.seconds * 1000 && failures.length < FAILURES_MAX) {
    const random = randomFrom(seed + runs);
    const one = seeds[Math.floor(random() * seeds.length)] as Seed;
    const failure = runOnce(one, random);
    if (failure !== undefined) {
      failures.push(`seed ${seed} run ${runs} on ${one.name}: ${failure}`);
      options.log(failures.at(-1) as string);
    }
    runs += 1;
    // Timers and signals get their turn.
    if (runs % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  options.log(`${runs} runs, ${failures.length} failures`);
  return { runs, failures };
}

function runOnce(seed: Seed, random: () => number): string | undefined {
  const bytes = random() < 0.85 ? damage(seed.hive, random) : seed.hive;
  const logs = seed.logs.map((log) => (random() < 0.5 ? damage(log, random) : log));
  const start = performance.now();
  try {
    const failure = exercise(bytes, logs);
    const milliseconds = performance.now() - start;
    if (failure !== undefined) return failure;
    return milliseconds > RUN_LIMIT_MILLISECONDS ? `took ${Math.round(milliseconds)} ms` : undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** What is wrong, if anything is; throws only what nothing may throw. */
function exercise(bytes: Uint8Array, logs: readonly Uint8Array[]): string | undefined {
  const lenient = openHive(bytes, { mode: 'lenient', logs });
  const strict = openHive(bytes, { logs });
  if (strict.ok && !lenient.ok) return 'strict opens what lenient refuses';
  if (!lenient.ok) return undefined;
  const bounds = readAll(lenient.value);
  if (bounds !== undefined) return bounds;
  if (!strict.ok) return undefined;
  const sound = verifyHive(strict.value) === undefined;
  const noted = lenient.value.problems.length;
  if (sound !== (noted === 0)) return `strict finds it ${sound ? 'sound' : 'damaged'}, lenient notes ${noted} problems`;
  return editSound(strict.value);
}

/** Keys are distinct cells; values and data may be shared, but only small ones. */
function readAll(hive: Hive): string | undefined {
  let keys = 0;
  let dataBytes = 0;
  for (const key of walkHive(hive)) {
    keys += 1;
    void [key.name, key.path, key.className, key.lastWritten, key.securityDescriptor()];
    for (const value of key.values()) dataBytes += value.name.length + value.data.length;
  }
  if (keys > hive.bytes.length / 80) return `${keys} keys in ${hive.bytes.length} bytes`;
  if (dataBytes > hive.bytes.length * 80) return `${dataBytes} bytes of data in ${hive.bytes.length}`;
  return undefined;
}

function editSound(hive: Hive): string | undefined {
  const editor = editHive(hive);
  if (!editor.ok) return undefined;
  const names = hive.root.subkeys().map(({ name }) => name);
  editor.value.setValue(['fuzz', 'added'], 'value', { type: 3, data: new Uint8Array(20_000).fill(7) });
  if (names[0] !== undefined) editor.value.deleteKey([names[0]]);
  const after = openHive(editor.value.toBytes());
  if (!after.ok) return `an edited hive does not open: ${after.error.detail}`;
  const problem = verifyHive(after.value);
  if (problem !== undefined) return `an edited hive is damaged: ${new HiveError(problem).message}`;
  const data = after.value.find('FUZZ\\ADDED')?.value('VALUE')?.data;
  return data?.length === 20_000 && data.every((byte) => byte === 7) ? undefined : 'an edited value reads differently';
}

const INTERESTING = [
  0, 1, 2, 7, 8, 16, 32, 255, 0x7fff, 0xffff, 0x1000, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff,
];

function damage(source: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number): number => Math.floor(random() * limit);
  if (random() < 0.1) return source.slice(0, below(source.length + 1));
  const bytes = source.slice();
  if (bytes.length < 8) return bytes;
  const view = new DataView(bytes.buffer);
  // Half of the changes fall where records are, not in the padding that may fill most of a file.
  const used = Math.min(bytes.length, 4096 + below(2) * bytes.length + 4096);
  const word = (): number => 4 * below(Math.floor(used / 4));
  for (let count = 1 + below(8); count > 0; count -= 1) {
    const kind = below(5);
    if (kind === 0) bytes[below(used)] = below(256);
    else if (kind === 1) view.setUint32(word(), INTERESTING[below(INTERESTING.length)] as number, true);
    else if (kind === 2) view.setUint32(word(), view.getUint32(word(), true), true);
    else if (kind === 3) view.setUint16(2 * below(Math.floor(used / 2)), below(0x10000), true);
    else bytes.copyWithin(8 * below(Math.floor(used / 8)), 8 * below(Math.floor(used / 8)), used);
  }
  if (random() < 0.7) reseal(view);
  return bytes;
}

/** Otherwise most damage to a base block would only ever meet its checksum. */
function reseal(view: DataView): void {
  if (view.byteLength < 512) return;
  let checksum = 0;
  for (let at = 0; at < 508; at += 4) checksum ^= view.getUint32(at, true);
  view.setUint32(508, checksum, true);
}

function ownSeeds(): Seed[] {
  const seeds: Seed[] = [];
  for (const version of [3, 4, 5, 6] as const) {
    const editor = createHive({ version, lastWritten: 3n });
    editor.setValue('Software\\App', '', { type: 1, data: new Uint8Array(30) });
    for (const size of [0, 3, 5, 300, 17_000, 40_000]) {
      editor.setValue('Software\\App', `value ${size}`, { type: 3, data: new Uint8Array(size).fill(size) });
    }
    for (let i = 0; i < 700; i += 1) editor.createKey(['Many', `key ${i}`]);
    editor.createKey(['имя', 'п'.repeat(200)], { className: 'a class' });
    for (let i = 0; i < 12; i += 1) editor.createKey(Array.from({ length: i }, (_, j) => `level ${j}`));
    const before = editor.toBytes();
    editor.setValue('Software\\App', 'value 300', { type: 3, data: new Uint8Array(9000) });
    editor.deleteKey('Many\\key 13');
    const after = editor.toBytes();
    const name = `own 1.${version}`;
    seeds.push({ name, hive: before, logs: [] });
    seeds.push({ name: `${name} old log`, hive: interrupted(before), logs: [makeOldLog(before, after)] });
    seeds.push({ name: `${name} new log`, hive: interrupted(before), logs: [makeNewLog([before, after])] });
  }
  return seeds;
}

/** The small ones among the collected hives. */
function collectedSeeds(): Seed[] {
  return collectedHives('{edge,malformed,dirty,user,appsettings}')
    .filter(({ bytes }) => bytes.length <= SEED_SIZE_MAX)
    .map(({ name, bytes, logs }) => ({ name, hive: bytes, logs }));
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}
