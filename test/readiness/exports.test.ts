// `keepsake readiness` as its user runs it, on exports alone: what it counts, what it says of a change, what it does with damage, and
// that nobody is named in a report that is to leave the house.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { factsOfRecords } from '../../src/domain/enrollment/facts-of-records.ts';
import type { DeviceRecordKind, RecordBody } from '../../src/domain/enrollment/record.ts';
import { relevantRecord } from '../../src/domain/readiness/relevant-record.ts';
import { definitionById } from '../../src/domain/policy/setting-definitions.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from '../devices/made-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'readiness-'));
after(() => rmSync(folder, { recursive: true }));

const BACKUP_SETTING = 'device_vendor_msft_policy_config_settingssync_enablewindowsbackup';
const PILOT = idOf('c', 1);

/** Four computers of two people and a phone; the first two are in the pilot, the last is known by its serial number and a broken line. */
function exported(): string {
  const autopilot = {
    id: idOf('f', 1),
    displayName: 'Pilot profile',
    '@odata.type': '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
    outOfBoxExperienceSetting: { deviceUsageType: 'singleUser' },
    preprovisioningAllowed: false,
  };
  const devices = [1, 2, 3].map((nth) =>
    madeManagedDevice(nth, {
      osVersion: nth === 3 ? '10.0.26100.1000' : '10.0.26200.9000',
      enrollmentProfileName: 'Pilot profile',
      userPrincipalName: nth === 2 ? 'person1@contoso.example' : `person${nth}@contoso.example`,
      userId: idOf('e', nth === 2 ? 1 : nth),
    }),
  );
  const lines = [...devices, madeManagedDevice(9, { operatingSystem: 'Android', osVersion: '14' })].map((it) =>
    JSON.stringify(it),
  );
  write('devices.jsonl', [...lines, '{"deviceName": '].join('\n'));
  write('entra.json', { value: [1, 2, 3].map((nth) => madeDirectoryDevice(nth)) }, 'devices');
  write(
    'autopilot.json',
    [1, 9].map((nth) => listedDevice(nth)),
  );
  write('groups.json', [
    { id: PILOT, displayName: 'Pilot', securityEnabled: true, members: [1, 2].map((nth) => ({ id: idOf('b', nth) })) },
  ]);
  assert.ok(definitionById(BACKUP_SETTING) !== undefined);
  write('policies.json', [
    {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicy',
      id: idOf('9', 1),
      name: 'Backups for the pilot',
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [
        {
          settingInstance: {
            settingDefinitionId: BACKUP_SETTING,
            choiceSettingValue: { value: `${BACKUP_SETTING}_1`, children: [] },
          },
        },
      ],
      assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: PILOT } }],
    },
    {
      '@odata.type': '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration',
      id: `${idOf('9', 2)}_WindowsRestore`,
      displayName: 'All users and all devices',
      priority: 0,
      state: 'notConfigured',
    },
    autopilot,
  ]);
  write('access.json', [
    {
      '@odata.type': '#microsoft.graph.conditionalAccessPolicy',
      id: idOf('9', 3),
      displayName: 'Require compliant device',
      state: 'enabled',
      conditions: {
        clientAppTypes: ['all'],
        applications: { includeApplications: ['All'] },
        users: { includeUsers: [idOf('e', 3)] },
      },
      grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
    },
  ]);
  return folder;
}

/** Autopilot knows the first by its serial number alone. */
function listedDevice(nth: number): object {
  return { id: idOf('6', nth), serialNumber: `sn-${nth}`, groupTag: '', enrollmentState: 'enrolled' };
}

test('exports alone are enough, and each change shows what it makes of them', () => {
  const { report, notWindows, files } = readiness(exported());
  assert.deepEqual([report.devices, report.people, notWindows], [3, 2, 1]);
  const backup = occasion(report, 'backup');
  assert.deepEqual(backup.devices, { eligible: 2, ineligible: 1, unknown: 0 });
  assert.deepEqual(backup.reasons.map(({ code }) => code).toSorted(), [
    'backup-policy-not-configured',
    'build-too-old',
  ]);
  assert.deepEqual(occasion(report, 'oobe').devices, { eligible: 0, ineligible: 3, unknown: 0 });
  const malformed = files.flatMap((file) => file.malformed.first);
  assert.equal(malformed.length, 1);
  assert.match(malformed[0]?.origin ?? '', /^devices\.jsonl:5$/);

  const toggled = readiness(folder, '--what-if', 'toggle=enabled');
  assert.deepEqual(occasion(toggled.after, 'oobe').devices, { eligible: 2, ineligible: 1, unknown: 0 });
  assert.deepEqual(
    toggled.differences.find((it) => it.occasion === 'oobe')?.devices.map(({ count }) => count),
    [2],
  );
  const reasons = occasion(toggled.after, 'oobe').reasons;
  assert.deepEqual(reasons.map(({ code }) => code).toSorted(), ['build-too-old', 'conditional-access-blocks']);

  const all = ['toggle=enabled', 'exclude=Require compliant device', 'backup=enabled', 'restore=enabled:Pilot'];
  const changed = readiness(folder, ...all.flatMap((it) => ['--what-if', it])).after;
  assert.deepEqual(
    occasion(changed, 'oobe').reasons.map(({ code }) => code),
    ['build-too-old'],
  );
  assert.deepEqual(occasion(changed, 'inUse').devices, { eligible: 2, ineligible: 1, unknown: 0 });
});

test('a report for others names nobody, and the same secret gives the same names', () => {
  exported();
  const [html, csv] = [join(folder, 'out', 'r.html'), join(folder, 'r.txt')];
  assert.throws(() => run(folder, '--html', html), /can not be written|Command failed/);
  const files = [
    '--html',
    join(folder, 'r.htm'),
    '--csv',
    csv,
    '--redact',
    'between us',
    '--what-if',
    'toggle=enabled',
  ];
  const told = run(folder, ...files);
  const texts = [told, readFileSync(join(folder, 'r.htm'), 'utf8'), readFileSync(csv, 'utf8')];
  for (const text of texts) assert.doesNotMatch(text, /PC-00000|person\d@/);
  assert.match(texts[2] ?? '', /device-[0-9a-f]{12}/);
  assert.equal(readFileSync(csv, 'utf8').split('\r\n').length, 1 + 3 + 1);
  assert.doesNotMatch(texts[1] ?? '', /<script|https?:\/\/(?!www\.w3\.org)/i);
  run(folder, ...files);
  assert.equal(readFileSync(csv, 'utf8'), texts[2]);
});

test('what is left out of a record says nothing', () => {
  const bodies: readonly (readonly [DeviceRecordKind, RecordBody])[] = [
    ...[1, 2, 3, 5].flatMap((nth) => [
      ['managedDevice', madeManagedDevice(nth, { enrollmentProfileName: 'A', chassisType: 'laptop' })] as const,
      ['managedDevice', madeManagedDevice(nth, { userId: '', userPrincipalName: '' })] as const,
      ['device', madeDirectoryDevice(nth, { systemLabels: ['AzureResource'] })] as const,
    ]),
    ['autopilotDeviceIdentity', { serialNumber: 'x', model: 'Cloud PC', enrollmentState: 'enrolled' }],
    ['cloudPC', { ProvisioningType: 'sharedByUser', managedDeviceName: 'CPC-1' }],
  ];
  for (const [kind, body] of bodies) {
    const whole = factsOfRecords([{ kind, body, importedAt: 0 }]);
    const reduced = factsOfRecords([{ kind, body: relevantRecord(kind, body), importedAt: 0 }]);
    const { deviceName: _, ...device } = whole.device;
    assert.deepEqual(reduced, { ...whole, device });
  }
});

const REAL = new URL('../../../shared/data/intune/', import.meta.url).pathname;

test('real exports are read to the end, and nothing in them is damaged', {
  skip: existsSync(REAL) ? false : `SKIPPED: there is no ${REAL}`,
}, () => {
  const { report, files } = readiness(join(REAL, 'devices'), join(REAL, 'enrollment'), join(REAL, 'ca'));
  assert.ok(report.devices > 0 && report.people > 0);
  for (const { occasion: name, devices } of report.occasions) {
    assert.equal(devices.eligible + devices.ineligible + devices.unknown, report.devices, name);
  }
  assert.ok(files.some(({ used }) => used > 0));
});

type Occasion = {
  readonly occasion: string;
  readonly devices: object;
  readonly reasons: readonly { readonly code: string }[];
};
type Report = {
  readonly devices: number;
  readonly people: number;
  readonly occasions: readonly (Occasion & {
    readonly devices: Record<'eligible' | 'ineligible' | 'unknown', number>;
  })[];
};
type Told = {
  readonly report: Report;
  readonly after: Report;
  readonly differences: readonly {
    readonly occasion: string;
    readonly devices: readonly { readonly count: number }[];
  }[];
  readonly notWindows: number;
  readonly files: readonly {
    readonly used: number;
    readonly malformed: { readonly first: readonly { readonly origin: string }[] };
  }[];
};

function occasion(report: Report, name: string): Occasion {
  return report.occasions.find((it) => it.occasion === name) ?? assert.fail(name);
}

function readiness(...options: readonly string[]): Told {
  return JSON.parse(run(...options, '--json')) as Told;
}

function run(...options: readonly string[]): string {
  const program = new URL('../../bin/keepsake.mjs', import.meta.url).pathname;
  return execFileSync(process.execPath, [program, 'readiness', ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function write(name: string, content: unknown, context?: string): void {
  const json =
    context === undefined || typeof content !== 'object'
      ? content
      : { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${context}`, ...content };
  writeFileSync(join(folder, name), typeof json === 'string' ? json : JSON.stringify(json));
}
