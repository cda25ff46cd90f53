// A wave: an organization gives everybody a new device at once. Each asks for an offer within the same minute, the person takes
// the newest backup, it is fetched, planned onto an empty profile, and the end is reported: the agent's own session driver and
// client, with keys and proofs, against the program in a process of its own on its PostgreSQL. Writing to the device is left
// out: it costs the service nothing. Beside it, in the same seconds, somebody asks whether the service is healthy: the anchor.
//
// `npm run bench -- wave [devices] [seconds]`

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROBLEMS } from '../src/protocol/problem.ts';
import { type Measured, measuredDoor, restoreOnce } from './wave/device.ts';
import { type Fleet, makeFleet } from './wave/fleet.ts';
import { summary, table } from './wave/tell.ts';

const DEVICES = 300;
const SECONDS = 60;
const ANCHOR_EVERY_MILLISECONDS = 100;
/** What an agent does when a restore breaks off for a passing cause, sooner than its task would. */
const AGAIN_AFTER_MILLISECONDS = 5000;
const TRIES_MAX = 10;

export async function benchWave(): Promise<void> {
  const [devices = DEVICES, seconds = SECONDS] = process.argv.slice(3).map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'bench-wave-'));
  process.env['KEEPSAKE_DATA'] = folder;
  const { child, url } = await serve();
  try {
    const fleet = await makeFleet(folder, url, devices);
    const idle = await anchor(url, sleep(5000));
    const load = loadavg()[0] ?? 0;
    const begun = performance.now();
    const wave = ride(fleet, seconds);
    const busy = await anchor(url, wave);
    tell({ devices, seconds, load, idle, busy, ridden: await wave, tookMilliseconds: performance.now() - begun });
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

type Ridden = { readonly measured: Measured; readonly restores: readonly number[]; readonly lost: readonly string[] };

/** Everybody at a moment of their own within the time that the wave takes to come. */
async function ride({ devices }: Fleet, seconds: number): Promise<Ridden> {
  const measured: Measured = { requests: [], failures: new Map(), pauses: 0 };
  const restores: number[] = [];
  const lost: string[] = [];
  await Promise.all(
    devices.map(async (device, index) => {
      await sleep((index / devices.length) * seconds * 1000);
      const begun = performance.now();
      const problem = await restoreUntilDone(device, measured);
      if (problem === undefined) restores.push(performance.now() - begun);
      else lost.push(problem);
    }),
  );
  return { measured, restores, lost };
}

/** The code of what it failed for in the end; `undefined` where it did not. */
async function restoreUntilDone(device: Fleet['devices'][number], measured: Measured): Promise<string | undefined> {
  const restore = restoreOnce(device, measuredDoor(measured));
  for (let attempt = 1; ; attempt += 1) {
    const end = await restore();
    if (end.ok) return end.value === 'completed' ? undefined : end.value;
    if (attempt === TRIES_MAX) return end.error.code;
    measured.pauses += 1;
    await sleep(AGAIN_AFTER_MILLISECONDS);
  }
}

/** How long "are you well?" takes, again and again until the work is done. */
async function anchor(url: string, work: Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  const over = work.then(() => 'over' as const);
  for (let now: unknown; now !== 'over'; now = await Promise.race([sleep(ANCHOR_EVERY_MILLISECONDS), over])) {
    const begun = performance.now();
    const answer = await fetch(new URL('/healthz', url));
    await answer.arrayBuffer();
    if (answer.status !== 200 && answer.status !== PROBLEMS.unavailable.status) throw new Error(`${answer.status}`);
    times.push(performance.now() - begun);
  }
  return times;
}

type Told = {
  readonly devices: number;
  readonly seconds: number;
  readonly load: number;
  readonly idle: readonly number[];
  readonly busy: readonly number[];
  readonly ridden: Ridden;
  readonly tookMilliseconds: number;
};

function tell({ devices, seconds, load, idle, busy, ridden, tookMilliseconds }: Told): void {
  const { measured, restores, lost } = ridden;
  const byOperation = Map.groupBy(measured.requests, ({ operation }) => operation);
  const [one] = cpus();
  const failures = [...measured.failures].map(([code, times]) => `${code} ${times}`).join(', ') || 'none';
  process.stdout.write(
    `wave: ${devices} devices within ${seconds} s, all done after ${(tookMilliseconds / 1000).toFixed(1)} s; ${cpus().length} × ${one?.model ?? '?'}, load before ${load.toFixed(1)}
${table([
  ['milliseconds', 'count', 'p50', 'p95', 'p99', 'max'],
  summary('health, nobody there (anchor)', idle),
  summary('health, during the wave (anchor)', busy),
  ...[...byOperation].map(([operation, all]) =>
    summary(
      operation,
      all.map(({ milliseconds }) => milliseconds),
    ),
  ),
  summary('a restore, from asking to reported', restores),
])}
  ${(measured.requests.length / (tookMilliseconds / 1000)).toFixed(0)} requests a second; answers with a problem: ${failures}; sessions that waited and went on: ${measured.pauses}; restores lost: ${lost.length}${lost.length === 0 ? '' : ` (${[...new Set(lost)].join(', ')})`}
`,
  );
}

async function serve(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const program = join(import.meta.dirname, '../bin/keepsake.mjs');
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('}\n')) break;
  }
  return { child, url: (JSON.parse(printed) as { url: string }).url };
}
