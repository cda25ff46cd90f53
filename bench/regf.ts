// How fast a hive is parsed and walked: ours beside hivexml and reglookup, on the same files in one run.
//
// Ours is measured warm (in this process, after warming up) and cold (a new process per run, start-up included); the C
// programs are whole processes, writing to /dev/null. All of them touch every key, name, value and its data; hivexml
// and reglookup also format it as text, which they cannot be told to leave out. MB/s are of the hive file, 1 MB = 10^6.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createHive } from '../src/regf/create.ts';
import { openHive } from '../src/regf/hive.ts';
import { walkHive } from '../src/regf/walk.ts';

const RUNS = 7;
const WARM_UP_RUNS = 5;
const COLLECTED = ['system/win10-1709.SYSTEM.gz', 'usrclass/win81-bperry.UsrClass.dat.gz'];

type Speed = { readonly minimum: number; readonly median: number; readonly maximum: number };

export async function benchRegf(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-regf-'));
  try {
    const rows = benchFiles(folder).flatMap((file) => benchFile(file));
    process.stdout.write(`regf: parse and walk, MB/s of file (${RUNS} runs each)\n\n`);
    printTable(rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function benchFile(file: string): string[][] {
  const sizeBytes = readFileSync(file).length;
  const name = `${path.basename(file)} (${(sizeBytes / 1e6).toFixed(1)} MB)`;
  const warm = measureWarm(file);
  const measured: [string, Speed | undefined][] = [
    ['ours, warm', warm],
    ['ours, cold process', measureProcess(process.execPath, [import.meta.filename, file], sizeBytes)],
    ['hivexml process', measureProcess('hivexml', [file], sizeBytes)],
    ['reglookup process', measureProcess('reglookup', [file], sizeBytes)],
  ];
  const memory = measureMemory(file);
  const cold = measured[1]?.[1];
  return measured.map(([what, speed], index) =>
    speed === undefined
      ? [name, what, 'MISSING: not installed, not measured']
      : [name, what].concat(columns(speed, warm, cold), index === 1 ? [memory] : []),
  );
}

function columns(speed: Speed, warm: Speed, cold: Speed | undefined): string[] {
  return [
    speed.minimum.toFixed(0),
    speed.median.toFixed(0),
    speed.maximum.toFixed(0),
    `±${(((speed.maximum - speed.minimum) / 2 / speed.median) * 100).toFixed(0)}%`,
    (warm.median / speed.median).toFixed(2),
    ((cold?.median ?? 0) / speed.median).toFixed(2),
  ];
}

/** Everything a reader could want is touched; the sum keeps it from being optimized away. */
function walkEverything(bytes: Uint8Array, sample?: () => void): number {
  const opened = openHive(bytes);
  if (!opened.ok) throw new Error(opened.error.detail);
  let sum = 0;
  let keys = 0;
  for (const key of walkHive(opened.value)) {
    keys += 1;
    if (sample !== undefined && keys % 200 === 0) sample();
    sum += key.name.length + Number(key.lastWritten & 1n);
    for (const value of key.values()) sum += value.name.length + value.type + value.data.length;
  }
  return sum;
}

function measureWarm(file: string): Speed {
  const bytes = readFileSync(file);
  for (let i = 0; i < WARM_UP_RUNS; i += 1) walkEverything(bytes);
  return speedOf(bytes.length, () => {
    const start = performance.now();
    walkEverything(bytes);
    return performance.now() - start;
  });
}

function measureProcess(program: string, parameters: readonly string[], sizeBytes: number): Speed | undefined {
  const sink = openSync('/dev/null', 'w');
  if (spawnSync(program, ['-V'], { stdio: 'ignore' }).error !== undefined) return undefined;
  return speedOf(sizeBytes, () => {
    const start = performance.now();
    spawnSync(program, parameters, { stdio: ['ignore', sink, sink] });
    return performance.now() - start;
  });
}

function speedOf(sizeBytes: number, run: () => number): Speed {
  const speeds = Array.from({ length: RUNS }, () => sizeBytes / 1000 / run()).toSorted((a, b) => a - b);
  const at = (index: number): number => speeds[index] ?? 0;
  return { minimum: at(0), median: at(RUNS >> 1), maximum: at(RUNS - 1) };
}

/** In a process of its own: what reading, opening and walking adds at most, the file's own bytes included. */
function measureMemory(file: string): string {
  const parameters = ['--expose-gc', import.meta.filename, file, 'memory'];
  return spawnSync(process.execPath, parameters, { encoding: 'utf8' }).stdout.trim();
}

function reportMemory(file: string): void {
  globalThis.gc?.();
  const before = process.memoryUsage();
  let residentPeak = 0;
  let heapPeak = 0;
  const sample = (): void => {
    const now = process.memoryUsage();
    residentPeak = Math.max(residentPeak, now.rss - before.rss);
    heapPeak = Math.max(heapPeak, now.heapUsed - before.heapUsed);
  };
  const bytes = readFileSync(file);
  walkEverything(bytes, sample);
  sample();
  const times = (value: number): string =>
    `+${(value / 1e6).toFixed(1)} MB = ${(value / bytes.length).toFixed(2)}x file`;
  process.stdout.write(`resident ${times(residentPeak)}, heap ${times(heapPeak)}\n`);
}

/** The large collected hives where they are present, and a 10 MB one of our own making, which always is. */
function benchFiles(folder: string): string[] {
  const files: string[] = [];
  for (const name of COLLECTED) {
    const source = path.join(import.meta.dirname, '../../shared/data/hives', name);
    if (!existsSync(source)) {
      process.stdout.write(`MISSING: ${name} is not present, not measured\n`);
      continue;
    }
    const file = path.join(folder, path.basename(name, '.gz'));
    writeFileSync(file, gunzipSync(readFileSync(source)));
    files.push(file);
  }
  const own = path.join(folder, 'generated');
  writeFileSync(own, generateHive());
  return [...files, own];
}

/** About as many keys and values per megabyte as a SOFTWARE hive has. */
function generateHive(): Uint8Array {
  const editor = createHive({ lastWritten: 133_000_000_000_000_000n });
  for (let i = 0; i < 215; i += 1) {
    for (let j = 0; j < 90; j += 1) {
      const key = ['Software', `Vendor ${i}`, `Product ${j}`];
      editor.setValue(key, '', { type: 1, data: new Uint8Array(20 + (j % 40)) });
      editor.setValue(key, 'Enabled', { type: 4, data: Uint8Array.of(j & 1, 0, 0, 0) });
      editor.setValue(key, 'InstallLocation', { type: 2, data: new Uint8Array(80 + (i % 50)) });
    }
    editor.setValue(['Software', `Vendor ${i}`], 'Cache', { type: 3, data: new Uint8Array(200 * (i % 100)) });
  }
  return editor.toBytes();
}

function printTable(rows: readonly (readonly string[])[]): void {
  const head = [
    'file',
    'what',
    'min',
    'median',
    'max',
    'noise',
    'warm ÷ this',
    'cold ÷ this',
    'peak memory of walking',
  ];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  for (const row of all) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

// The same file is the process that is measured cold.
if (process.argv[1] === import.meta.filename) {
  const [, , file, what] = process.argv;
  if (file !== undefined && what === 'memory') reportMemory(file);
  else if (file !== undefined) walkEverything(readFileSync(file));
  else await benchRegf();
}
