// What a registry says of an enrollment: each fact with its evidence, and nothing where there is none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceReport } from '../../src/agent/windows/device-report.ts';
import { readEnrollmentFacts, readEnrollmentId } from '../../src/agent/windows/enrollment-facts.ts';
import type { JoinState } from '../../src/domain/device/device-facts.ts';
import type { EnrollmentFacts } from '../../src/domain/enrollment/enrollment-facts.ts';
import { Compile } from 'typebox/compile';
import { CheckIn } from '../../src/protocol/operations/restore.ts';
import { groupPolicies, readerOf } from '../policy/policy-registry.ts';
import { type FakeRegistry, fakeRegistry } from './fake-registry.ts';
import { putValue } from './registry-text.ts';

const ENROLLMENTS = 'Microsoft\\Enrollments';
const INTUNE = '5D1C5C1A-97B4-4F1E-8B2E-0E3C3B1D7F10';
const OTHER = '01C5C1A0-97B4-4F1E-8B2E-0E3C3B1D7F10';
const AUTOPILOT = 'Microsoft\\Provisioning\\Diagnostics\\Autopilot';

type Fill = (registry: FakeRegistry) => void;

function factsOf(fill: Fill, joinState?: JoinState): EnrollmentFacts {
  const registry = fakeRegistry();
  fill(registry);
  return readEnrollmentFacts(registry, joinState);
}

const software =
  (key: string, value: string, content: string | number): Fill =>
  (registry) =>
    putValue(registry, 'SOFTWARE', key, value, content);

const all =
  (...fills: readonly Fill[]): Fill =>
  (registry) => {
    for (const fill of fills) fill(registry);
  };

const autopilot = (bits: number): Fill =>
  all(
    software(AUTOPILOT, 'CloudAssignedTenantId', '0f0f0f0f-0000-4000-8000-000000000000'),
    software(AUTOPILOT, 'CloudAssignedOobeConfig', bits),
  );

const enrolled = (guid: string, provider: string): Fill =>
  all(
    software(`${ENROLLMENTS}\\${guid}`, 'EnrollmentState', 1),
    software(`${ENROLLMENTS}\\${guid}`, 'ProviderID', provider),
    software(`${ENROLLMENTS}\\${guid}`, 'DiscoveryServiceFullURL', 'https://mdm.contoso.example'),
  );

const GROUP_POLICY = software('Policies\\Microsoft\\Windows\\CurrentVersion\\MDM', 'AutoEnrollMDM', 1);
const IN_SETUP: Fill = (registry) => putValue(registry, 'SYSTEM', 'Setup', 'OOBEInProgress', 1);
const CO_MANAGED = software('Microsoft\\CCM', 'CoManagementFlags', 8193);
const PREPARED = software('Microsoft\\Provisioning\\AutopilotSettings', 'AutopilotDevicePrepHint', 0);

const CASES: readonly (readonly [name: string, facts: EnrollmentFacts, fill: Fill, join?: JoinState])[] = [
  ['an empty registry says nothing', {}, () => {}],
  ['no Autopilot profile', { mode: 'none' }, software(AUTOPILOT, 'IsAutoPilotDisabled', 0)],
  ['a user-driven profile', { mode: 'userDriven', path: 'oobeJoin' }, autopilot(1310)],
  ['a self-deploying profile', { mode: 'selfDeploying', path: 'oobeJoin' }, autopilot(1534)],
  [
    'a profile without its bits',
    {},
    software(AUTOPILOT, 'CloudAssignedTenantId', '0f0f0f0f-0000-4000-8000-000000000000'),
  ],
  ['device preparation', { mode: 'devicePreparation', path: 'oobeJoin' }, PREPARED],
  ['co-management, whatever else', { mode: 'userDriven', path: 'coManagement' }, all(autopilot(1310), CO_MANAGED)],
  ['joined in setup', { path: 'oobeJoin' }, IN_SETUP, 'entraJoined'],
  ['setup alone is no join', {}, IN_SETUP, 'none'],
  [
    'hybrid joined and enrolled by policy',
    { path: 'groupPolicy' },
    all(GROUP_POLICY, enrolled(INTUNE, 'MS DM Server')),
    'hybridJoined',
  ],
  ['a policy that has not enrolled it yet', {}, GROUP_POLICY, 'hybridJoined'],
  ['a policy on an Entra joined device', {}, all(GROUP_POLICY, enrolled(INTUNE, 'MS DM Server')), 'entraJoined'],
];

for (const [name, facts, fill, join] of CASES) {
  test(`enrollment: ${name}`, () => assert.deepEqual(factsOf(fill, join), facts));
}

test("an enrollment is named after the MDM's, Intune's first; Windows' own entries are none", () => {
  const registry = fakeRegistry();
  assert.equal(readEnrollmentId(registry), undefined);
  software('Microsoft\\Cryptography', 'MachineGuid', 'b2f5ff47-4366-4d7e-9b8e-6d0f9a3b3c11')(registry);
  const unmanaged = readEnrollmentId(registry);
  assert.match(unmanaged ?? '', /^machine-[0-9a-f]{32}$/);
  assert.ok(!unmanaged?.includes('b2f5ff47'), 'the MachineGuid itself stays');
  software(`${ENROLLMENTS}\\18DCFFD4-37D6-4BC6-87E0-4266FDBB8E49`, 'ProviderID', 'MEMDM')(registry);
  software(`${ENROLLMENTS}\\Context`, 'EnrollmentState', 1)(registry);
  assert.equal(readEnrollmentId(registry), unmanaged);
  enrolled(OTHER, 'Another MDM')(registry);
  assert.equal(readEnrollmentId(registry), OTHER);
  enrolled(INTUNE, 'MS DM Server')(registry);
  assert.equal(readEnrollmentId(registry), INTUNE);
});

test('a reset, which gives Windows another MachineGuid, is another enrollment', () => {
  const idOf = (guid: string): string | undefined => {
    const registry = fakeRegistry();
    software('Microsoft\\Cryptography', 'MachineGuid', guid)(registry);
    return readEnrollmentId(registry);
  };
  assert.equal(idOf('a'), idOf('a'));
  assert.notEqual(idOf('a'), idOf('b'));
});

test('a report says what kind of account it is, every policy it found, and fits the wire', () => {
  const registry = fakeRegistry();
  enrolled(INTUNE, 'MS DM Server')(registry);
  const readPolicy = readerOf(groupPolicies({ EnableWindowsBackup: 'enabled', DisableSettingSync: 'disabled' }));
  const accountOf = (domain: string): unknown => {
    putValue(registry, 'NTUSER.DAT', 'Volatile Environment', 'USERDOMAIN', domain);
    return deviceReport(registry, { deviceName: 'PC-1' }, readPolicy).account;
  };
  assert.equal(deviceReport(registry, { deviceName: 'PC-1' }, readPolicy).account, undefined);
  assert.equal(accountOf('AzureAD'), 'organizational');
  assert.equal(accountOf('CONTOSO'), 'organizational');
  assert.equal(accountOf('pc-1'), 'other');
  const report = deviceReport(registry, { deviceName: 'PC-1' }, readPolicy);
  assert.ok(Compile(CheckIn).Check(report), JSON.stringify(report));
  assert.equal(report.enrollmentId, INTUNE);
  assert.deepEqual(
    report.localPolicies.map(({ policy, by, state }) => [policy, by, state]),
    [
      ['EnableWindowsBackup', 'gpo', 'enabled'],
      ['DisableSettingSync', 'gpo', 'disabled'],
    ],
  );
});
