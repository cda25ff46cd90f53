// A million devices: what reading their export costs beside a plain JSON.parse of the same lines, what deciding them on every occasion
// costs once they are loaded, and how much memory all of it takes. Processor time is measured, so that other programs do not count.
// `npm run bench -- readiness 100000` takes fewer.

import { deviceRecordOf } from '../src/domain/import/device-record.ts';
import { DEFAULT_CHOICES } from '../src/domain/eligibility/choices.ts';
import type { RecordBody } from '../src/domain/enrollment/record.ts';
import { assess } from '../src/domain/readiness/assess.ts';
import { gatherFleet } from '../src/domain/readiness/gather.ts';
import { reportOf } from '../src/domain/readiness/report.ts';
import { fleetIn, situateFleet } from '../src/domain/readiness/situated-fleet.ts';
import type { World } from '../src/domain/readiness/world.ts';
import { importedPerson, ownBackup } from '../src/server/readiness/load-people.ts';
import { madeManagedDevice } from '../test/devices/records.ts';

const ROUNDS = 5;

const WORLD: World = {
  policies: [],
  restorePages: [{ id: 'default', name: 'Everybody', state: 'enabled', priority: 0, assignments: [] }],
  filters: [],
  statusPages: [],
  choices: DEFAULT_CHOICES,
};

export function benchReadiness(): void {
  const count = Number(process.argv[3] ?? 1_000_000);
  const parsing = seconds(() => eachLine(count, () => {}));
  const gathering = gatherFleet();
  const loading = seconds(() =>
    eachLine(count, (body) => {
      const record = deviceRecordOf('managedDevice', body);
      if (record.ok) gathering.addRecord(record.value);
    }),
  );
  const gathered = gathering.gathered();
  let situated = situateFleet(gathered, surroundings());
  const situating = seconds(() => {
    situated = situateFleet(gathered, surroundings());
  });
  const fleet = fleetIn(situated, WORLD);
  const deciding = Array.from({ length: ROUNDS }, () => seconds(() => reportOf(assess(fleet, WORLD.choices))));
  const line = (what: string, time: number): string => `  ${what.padEnd(46)} ${time.toFixed(2).padStart(7)} s\n`;
  process.stdout.write(
    [
      `readiness: ${count} devices, ${situated.situations.length} situations, ${fleet.classes.length} classes\n`,
      line('JSON.parse of the lines (the floor)', parsing),
      line('JSON.parse, and every record read and gathered', loading),
      line('situations told apart', situating),
      line('all decided on four occasions, and reported', deciding.toSorted((a, b) => a - b)[2] ?? Number.NaN),
      `  peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`,
    ].join(''),
  );
}

function surroundings() {
  return {
    worlds: [WORLD],
    cloud: 'public' as const,
    provisioningOf: () => [],
    groupsOf: () => undefined,
    person: (number: number) => ({
      ...importedPerson(
        { name: `${number}@contoso.example`, objectId: undefined, tenantId: 't' },
        { groupsOf: () => [] },
      ),
      backups: [ownBackup(`${number}@contoso.example`, 't')],
    }),
  };
}

/** Lines are made as they are read, from a few texts, so that making them costs little and holds nothing. */
function eachLine(count: number, use: (body: RecordBody) => void): void {
  for (let nth = 1; nth <= count; nth += 1) {
    const text = TEMPLATES[nth % TEMPLATES.length] ?? '';
    use(JSON.parse(text.replaceAll(MARK, String(nth).padStart(MARK.length, '0'))) as RecordBody);
  }
}

const MARK = '7777777';
const TEMPLATES = Array.from({ length: 500 }, (_, nth) =>
  JSON.stringify(
    madeManagedDevice(nth, {
      id: `aaaaaaaa-0000-4000-8000-00000${MARK}`,
      azureADDeviceId: `dddddddd-0000-4000-8000-00000${MARK}`,
      deviceName: `PC-${MARK}`,
      serialNumber: `SN-${MARK}`,
      userPrincipalName: `person${MARK}@contoso.example`,
      userId: `eeeeeeee-0000-4000-8000-00000${MARK}`,
    }),
  ),
);

function seconds(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}
