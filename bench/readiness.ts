// The exports of a million devices, on disk as an administrator would have them: what reading and judging them costs beside a plain
// JSON.parse of the same lines, what deciding everybody on every occasion costs once they are loaded, and the most memory that all of
// it took. Processor time is measured, so that other programs do not count. `npm run bench -- readiness 100000` takes fewer.

import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { RESTORE_APPLICATIONS } from '../src/domain/conditional-access/explanation/restore-sign-ins.ts';
import { DEFAULT_CHOICES } from '../src/domain/eligibility/choices.ts';
import { assess } from '../src/domain/readiness/assess.ts';
import type { Fleet } from '../src/domain/readiness/fleet.ts';
import { reportOf } from '../src/domain/readiness/report.ts';
import { openFile } from '../src/server/import/open-file.ts';
import { readinessOfExports } from '../src/server/readiness/readiness-of-exports.ts';
import { madeDirectoryDevice, madeManagedDevice } from '../test/devices/made-records.ts';

const ROUNDS = 5;

export async function benchReadiness(): Promise<void> {
  const count = Number(process.argv[3] ?? 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), 'bench-readiness-'));
  try {
    const files = [writeLines(folder, 'managedDevices', count), writeLines(folder, 'devices', count)];
    const parsing = await seconds(() => files.forEach((file) => parseLines(file)));
    let fleet: Fleet | undefined;
    const loading = await seconds(async () => {
      fleet = await readFleet([...files, writeOrganization(folder)]);
    });
    const peak = process.resourceUsage().maxRSS;
    if (fleet?.deviceCount !== count) throw new Error('not all devices were read');
    const [read, deciding] = [fleet, [] as number[]];
    for (let round = 0; round < ROUNDS; round += 1) {
      deciding.push(await seconds(() => reportOf(assess(read, DEFAULT_CHOICES))));
    }
    const megabytes = Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6);
    process.stdout.write(
      [
        `readiness: ${count} devices of Intune and Entra, ${megabytes} MB, ${fleet.classes.length} classes\n`,
        line('JSON.parse of the lines (the floor)', parsing),
        line(`read, judged and gathered: ${(loading / parsing).toFixed(1)} times that`, loading),
        line('all decided on four occasions, and reported', deciding.toSorted((a, b) => a - b)[2] ?? Number.NaN),
        `  peak memory ${Math.round((peak * 1024) / 1e6)} MB, all decided once\n`,
      ].join(''),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function line(what: string, time: number): string {
  return `  ${what.padEnd(46)} ${time.toFixed(2).padStart(7)} s\n`;
}

async function readFleet(files: readonly string[]): Promise<Fleet> {
  const sources = [];
  for (const file of files) {
    const source = await openFile(file);
    if (!source.ok) throw new Error(source.error.detail);
    sources.push(source.value);
  }
  const run = await readinessOfExports(sources, { whatIfs: [], onProgress: () => {} });
  if (!run.ok) throw new Error(run.error);
  return run.value.before.fleet;
}

async function seconds(work: () => unknown): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

/** Nothing but the lines, and JSON.parse. */
function parseLines(path: string): void {
  const [file, buffer, decoder] = [openSync(path, 'r'), Buffer.alloc(256 * 1024), new StringDecoder()];
  let rest = '';
  for (;;) {
    const length = readSync(file, buffer, 0, buffer.length, null);
    const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) JSON.parse(text);
    if (length === 0) break;
  }
  closeSync(file);
}

/** From a few thousand texts in which the number alone is exchanged, so that writing costs little. */
function writeLines(folder: string, collection: keyof typeof TEMPLATES, count: number): string {
  const [path, templates] = [join(folder, `${collection}.jsonl`), TEMPLATES[collection]];
  const file = openSync(path, 'w');
  let lines: string[] = [];
  for (let nth = 1; nth <= count; nth += 1) {
    const text = templates[nth % templates.length] ?? '';
    lines.push(text.replaceAll(MARK, String(nth).padStart(MARK.length, '0')));
    if (lines.length < 2000 && nth < count) continue;
    writeSync(file, lines.join(''));
    lines = [];
  }
  closeSync(file);
  return path;
}

const MARK = '7777777';
const KINDS = 3000;
const TEMPLATES = {
  managedDevices: Array.from({ length: KINDS }, (_, nth) =>
    asLine(
      madeManagedDevice(nth, {
        id: `aaaaaaaa-0000-4000-8000-00000${MARK}`,
        azureADDeviceId: `dddddddd-0000-4000-8000-00000${MARK}`,
        deviceName: `PC-${MARK}`,
        serialNumber: `SN-${MARK}`,
        userPrincipalName: `person${MARK}@contoso.example`,
        userId: `eeeeeeee-0000-4000-8000-00000${MARK}`,
      }),
    ),
  ),
  devices: Array.from({ length: KINDS }, (_, nth) =>
    asLine(
      madeDirectoryDevice(nth, {
        id: `bbbbbbbb-0000-4000-8000-00000${MARK}`,
        deviceId: `dddddddd-0000-4000-8000-00000${MARK}`,
        displayName: `PC-${MARK}`,
      }),
    ),
  ),
};

function asLine(body: object): string {
  return `${JSON.stringify(body)}\n`;
}

/** The restore page on, and a policy in the way of whoever's device is not compliant. */
function writeOrganization(folder: string): string {
  const path = join(folder, 'organization.json');
  const page = {
    '@odata.type': '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration',
    id: 'dddddddd-1111-4000-8000-000000000001_WindowsRestore',
    displayName: 'All users and all devices',
    priority: 0,
    state: 'enabled',
  };
  const access = {
    '@odata.type': '#microsoft.graph.conditionalAccessPolicy',
    id: 'dddddddd-1111-4000-8000-000000000002',
    displayName: 'Require compliant device',
    state: 'enabled',
    conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: RESTORE_APPLICATIONS } },
    grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
  };
  writeFileSync(path, JSON.stringify([page, access]));
  return path;
}
