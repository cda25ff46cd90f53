// What records say of a device: a table of every value that Graph documents, and the laws of putting records together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/lib/canonical-json.ts';
import { cloudOf } from '../../src/domain/enrollment/cloud.ts';
import { completeFacts } from '../../src/domain/enrollment/complete-facts.ts';
import { factsOfRecords, type RecordFacts } from '../../src/domain/enrollment/facts-of-records.ts';
import type { KnownRecord, RecordBody, RecordKind } from '../../src/domain/enrollment/record.ts';

test('every documented value says what it says, and no other says anything', () => {
  for (const [kind, member, values] of WORDS) {
    for (const [word, expected] of Object.entries(values)) {
      const facts = flat(factsOfRecords([record(kind, { [member]: word })]));
      for (const [fact, value] of Object.entries(expected)) {
        assert.deepEqual(facts[fact], value, `${kind}.${member} ${word}: ${fact}`);
      }
      const unknown = Object.keys(facts).filter((fact) => !Object.hasOwn(expected, fact));
      assert.deepEqual(unknown, [], `${kind}.${member} ${word}`);
    }
  }
});

test('what whole records say', () => {
  for (const [name, records, expected] of CASES) {
    assert.deepEqual(flat(factsOfRecords(records.map(([kind, body]) => record(kind, body)))), expected, name);
  }
});

test('the order of records never matters', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRecord(), { maxLength: 6 }), fc.infiniteStream(fc.nat(5)), (records, chance) => {
      const shuffled = records.toSorted(() => (chance.next().value % 3) - 1);
      assert.deepEqual(factsOfRecords(shuffled), factsOfRecords(records));
    }),
    { numRuns: 2000 },
  );
});

test('a record more never contradicts a fact without a report', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRecord(), { maxLength: 5 }), arbitraryRecord(), (records, more) => {
      const [before, together] = [factsOfRecords(records), factsOfRecords([...records, more])];
      const [known, after] = [flat(before), flat(together)];
      const reported = new Set(together.disagreements.map(({ fact }) => fact));
      for (const [fact, value] of Object.entries(known)) {
        // A revision belongs to its build.
        const isReported =
          reported.has(fact) || (fact === 'device.updateRevision' && reported.has('device.windowsBuild'));
        assert.ok(isReported || same(after[fact], value), `${fact}: ${String(value)} became ${String(after[fact])}`);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a device’s own word wins, but on what the organization says; a revision only with its build', () => {
  const own = {
    device: { windowsBuild: 26200, isCompliant: true, ownership: 'personal', model: 'A' },
    enrollment: {},
  } as const;
  const records = {
    device: { windowsBuild: 26100, updateRevision: 4946, isCompliant: false, ownership: 'company', model: 'B', sku: 4 },
    enrollment: { path: 'oobeJoin' },
  } as const;
  assert.deepEqual(completeFacts(own, records), {
    device: { windowsBuild: 26200, isCompliant: false, ownership: 'company', model: 'A', sku: 4 },
    enrollment: { path: 'oobeJoin' },
  });
  assert.equal(completeFacts({ device: {}, enrollment: {} }, records).device.updateRevision, 4946);
});

test('a cloud is known by its hosts', () => {
  assert.equal(cloudOf([]), 'public');
  assert.equal(cloudOf(['https://login.microsoftonline.com/x/v2.0', 'embedded']), 'public');
  assert.equal(cloudOf(['https://login.microsoftonline.us/x/v2.0']), 'gccHigh');
  assert.equal(cloudOf(['https://login.microsoftonline.us/x/v2.0', 'https://dod-graph.microsoft.us']), 'dod');
  assert.equal(cloudOf(['https://microsoftgraph.chinacloudapi.cn']), 'china');
  assert.equal(cloudOf(['https://graph.microsoft.us.evil.example/']), 'public');
});

type Facts = Readonly<Record<string, unknown>>;
type Words = Readonly<Record<string, Facts>>;

const NOTHING: Facts = {};

/** Of each enumeration all members; what has an empty table next to it says nothing alone. */
const WORDS: readonly (readonly [kind: RecordKind, member: string, words: Words])[] = [
  [
    'managedDevice',
    'deviceEnrollmentType',
    {
      unknown: NOTHING,
      userEnrollment: { 'enrollment.path': 'settings' },
      deviceEnrollmentManager: NOTHING,
      appleBulkWithUser: NOTHING,
      appleBulkWithoutUser: NOTHING,
      // During setup or from Settings, by a person: two and three ways are left.
      windowsAzureADJoin: NOTHING,
      windowsBulkUserless: { 'enrollment.path': 'bulk' },
      // By Group Policy, or by adding the work account.
      windowsAutoEnrollment: NOTHING,
      windowsBulkAzureDomainJoin: { 'enrollment.path': 'bulk' },
      windowsCoManagement: { 'enrollment.path': 'coManagement' },
      // Self-deploying or pre-provisioned.
      windowsAzureADJoinUsingDeviceAuth: { 'enrollment.path': 'oobeJoin' },
      appleUserEnrollment: NOTHING,
      appleUserEnrollmentWithServiceAccount: NOTHING,
      unknownFutureValue: NOTHING,
    },
  ],
  [
    'managedDevice',
    'joinType',
    {
      unknown: NOTHING,
      azureADJoined: { 'device.joinState': 'entraJoined' },
      azureADRegistered: { 'device.joinState': 'workplaceRegistered' },
      hybridAzureADJoined: { 'device.joinState': 'hybridJoined' },
    },
  ],
  [
    'managedDevice',
    'complianceState',
    {
      unknown: NOTHING,
      compliant: { 'device.isCompliant': true },
      noncompliant: { 'device.isCompliant': false },
      conflict: { 'device.isCompliant': false },
      error: NOTHING,
      inGracePeriod: { 'device.isCompliant': true },
      configManager: NOTHING,
    },
  ],
  [
    'managedDevice',
    'managedDeviceOwnerType',
    { unknown: NOTHING, company: { 'device.ownership': 'company' }, personal: { 'device.ownership': 'personal' } },
  ],
  [
    'managedDevice',
    'managementAgent',
    {
      eas: NOTHING,
      mdm: NOTHING,
      easMdm: NOTHING,
      intuneClient: NOTHING,
      easIntuneClient: NOTHING,
      configurationManagerClient: NOTHING,
      configurationManagerClientMdm: { 'enrollment.path': 'coManagement' },
      configurationManagerClientMdmEas: { 'enrollment.path': 'coManagement' },
      unknown: NOTHING,
      jamf: NOTHING,
      googleCloudDevicePolicyController: NOTHING,
    },
  ],
  [
    'device',
    'trustType',
    {
      AzureAd: { 'device.joinState': 'entraJoined' },
      AzureAD: { 'device.joinState': 'entraJoined' },
      ServerAd: { 'device.joinState': 'hybridJoined' },
      Workplace: { 'device.joinState': 'workplaceRegistered' },
      '': NOTHING,
    },
  ],
  [
    'device',
    'profileType',
    {
      RegisteredDevice: NOTHING,
      SecureVM: NOTHING,
      Printer: { 'device.usage': 'userless' },
      Shared: { 'device.usage': 'shared' },
      IoT: { 'device.usage': 'userless' },
    },
  ],
  [
    'cloudPC',
    'provisioningType',
    Object.fromEntries(
      [
        ['dedicated', 'dedicated'],
        ['shared', 'dedicated'],
        ['sharedByUser', 'dedicated'],
        ['sharedByEntraGroup', 'frontlineShared'],
        ['reserve', 'dedicated'],
        ['unknownFutureValue', undefined],
      ].map(([word = '', kind]) => [
        word,
        {
          ...(kind === undefined ? {} : { 'device.cloudPc': kind }),
          'device.virtualDesktop': 'none',
          'device.hardwareClass': 'virtualMachine',
        },
      ]),
    ),
  ],
];

type Case = readonly [name: string, records: readonly (readonly [RecordKind, RecordBody])[], expected: Facts];

const PROFILE = (usage: string, others: RecordBody = {}): readonly [RecordKind, RecordBody] => [
  'autopilotProfile',
  { outOfBoxExperienceSetting: { deviceUsageType: usage }, ...others },
];
const JOINED = (type: string): readonly [RecordKind, RecordBody] => ['managedDevice', { deviceEnrollmentType: type }];

const CASES: readonly Case[] = [
  ['nothing', [], {}],
  [
    'a version with and without a revision',
    [
      ['managedDevice', { osVersion: '10.0.26100.4946' }],
      ['device', { operatingSystemVersion: '10.0.26100' }],
    ],
    { 'device.windowsBuild': 26100, 'device.updateRevision': 4946 },
  ],
  [
    'the revision of another build is none',
    [
      ['managedDevice', { osVersion: '10.0.26200' }],
      ['device', { operatingSystemVersion: '10.0.26100.4946' }],
    ],
    { 'device.windowsBuild': 26200 },
  ],
  ['another system', [['managedDevice', { osVersion: '17.2', operatingSystem: 'iOS' }]], {}],
  ['user-driven', [PROFILE('singleUser', { preprovisioningAllowed: false })], { 'enrollment.mode': 'userDriven' }],
  ['either, by the profile alone', [PROFILE('singleUser', { preprovisioningAllowed: true })], {}],
  [
    'pre-provisioned, by the way it joined',
    [PROFILE('singleUser', { enableWhiteGlove: true }), JOINED('windowsAzureADJoinUsingDeviceAuth')],
    { 'enrollment.mode': 'preProvisioned', 'enrollment.path': 'oobeJoin' },
  ],
  [
    'user-driven, though it might have been pre-provisioned',
    [PROFILE('singleUser', { preprovisioningAllowed: true }), JOINED('windowsAzureADJoin')],
    { 'enrollment.mode': 'userDriven', 'enrollment.path': 'oobeJoin' },
  ],
  ['self-deploying', [PROFILE('shared')], { 'enrollment.mode': 'selfDeploying' }],
  [
    'before 2023',
    [['autopilotProfile', { outOfBoxExperienceSettings: { deviceUsageType: 'shared' } }]],
    { 'enrollment.mode': 'selfDeploying' },
  ],
  ['a HoloLens', [PROFILE('shared', { deviceType: 'holoLens' })], {}],
  [
    'hybrid, by its profile',
    [PROFILE('singleUser', { '@odata.type': '#microsoft.graph.activeDirectoryWindowsAutopilotDeploymentProfile' })],
    { 'device.joinState': 'hybridJoined' },
  ],
  [
    'device preparation',
    [['devicePreparationPolicy', { name: 'x' }]],
    { 'enrollment.mode': 'devicePreparation', 'enrollment.path': 'oobeJoin' },
  ],
  [
    'updates first',
    [['enrollmentStatusPage', { installQualityUpdates: true }]],
    { 'enrollment.installsQualityUpdates': true },
  ],
  [
    'automatic, in a domain: by Group Policy',
    [JOINED('windowsAutoEnrollment'), ['device', { trustType: 'ServerAd' }]],
    { 'enrollment.path': 'groupPolicy', 'device.joinState': 'hybridJoined' },
  ],
  [
    'automatic, by the account that was added',
    [JOINED('windowsAutoEnrollment'), ['device', { trustType: 'Workplace' }]],
    { 'enrollment.path': 'settings', 'device.joinState': 'workplaceRegistered' },
  ],
  [
    'the profile tells that it was during setup',
    [['managedDevice', { deviceEnrollmentType: 'windowsAzureADJoin', enrollmentProfileName: 'People' }]],
    { 'enrollment.path': 'oobeJoin', enrollmentProfileName: 'People' },
  ],
  [
    'a Cloud PC',
    [['managedDevice', { model: 'Cloud PC Enterprise 2vCPU/8GB/128GB', manufacturer: 'Microsoft Corporation' }]],
    {
      'device.cloudPc': 'dedicated',
      'device.virtualDesktop': 'none',
      'device.hardwareClass': 'virtualMachine',
      'device.model': 'Cloud PC Enterprise 2vCPU/8GB/128GB',
      'device.manufacturer': 'Microsoft Corporation',
    },
  ],
  [
    'a Frontline Cloud PC is one of two kinds, until its own record tells',
    [
      ['managedDevice', { model: 'Cloud PC Frontline 4vCPU/16GB/128GB' }],
      ['cloudPC', { provisioningType: 'sharedByEntraGroup' }],
    ],
    {
      'device.cloudPc': 'frontlineShared',
      'device.virtualDesktop': 'none',
      'device.hardwareClass': 'virtualMachine',
      'device.model': 'Cloud PC Frontline 4vCPU/16GB/128GB',
    },
  ],
  ['a person’s own', [['managedDevice', { userId: 'u' }]], { 'device.usage': 'singleUser' }],
  [
    'of several people, though one of them is the primary',
    [
      ['managedDevice', { userId: 'u' }],
      ['device', { systemLabels: ['MultiUser'] }],
    ],
    { 'device.usage': 'multiUser' },
  ],
  ['of nobody: shared, a kiosk, or userless', [['managedDevice', { userId: '' }]], {}],
  [
    'an edition',
    [['managedDevice', { skuNumber: 48, skuFamily: 'Pro' }]],
    { 'device.sku': 48, 'device.edition': 'Professional' },
  ],
  ['an edition that was not collected', [['managedDevice', { skuNumber: 0, skuFamily: '' }]], {}],
];

function record(kind: RecordKind, body: RecordBody, importedAt = 0): KnownRecord {
  return { kind, body, importedAt };
}

function flat({ device, enrollment, enrollmentProfileName }: RecordFacts): Facts {
  const named = (prefix: string, facts: object) => Object.entries(facts).map(([name, it]) => [`${prefix}.${name}`, it]);
  const profile = enrollmentProfileName === undefined ? {} : { enrollmentProfileName };
  return { ...Object.fromEntries([...named('device', device), ...named('enrollment', enrollment)]), ...profile };
}

/** Names of devices, makers and models are the same in any case. */
function same(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

function arbitraryRecord(): fc.Arbitrary<KnownRecord> {
  const bodies = new Map<RecordKind, Record<string, fc.Arbitrary<Json>>>();
  for (const [kind, member, words] of WORDS) {
    bodies.set(kind, { ...bodies.get(kind), [member]: fc.constantFrom(...Object.keys(words)) });
  }
  const odd: fc.Arbitrary<Json> = fc.oneof(fc.constant(null), fc.constant(7), fc.constant(''), fc.string());
  const texts = (...values: string[]): fc.Arbitrary<Json> =>
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, odd);
  const models = texts(
    'Notebook 14',
    'NOTEBOOK 14',
    'Virtual Machine',
    'Cloud PC Enterprise 2vCPU',
    'Cloud PC Frontline 2vCPU',
  );
  const managed = {
    ...bodies.get('managedDevice'),
    osVersion: texts('10.0.26100.4946', '10.0.26100', '10.0.22631.1', '17.2'),
    model: models,
    userId: texts('u'),
    enrollmentProfileName: texts('People', 'Kiosks'),
    skuNumber: fc.constantFrom<Json>(0, 4, 48, '4', null),
  };
  const directory = {
    ...bodies.get('device'),
    operatingSystemVersion: texts('10.0.26100.4946', '10.0.26100.1', '10.0.26200.1'),
    displayName: texts('PC-1', 'pc-1', 'PC-2'),
    isCompliant: fc.constantFrom<Json>(true, false, null),
    model: models,
    systemLabels: fc.constantFrom<Json>([], ['MultiUser'], null),
  };
  const profile = {
    preprovisioningAllowed: fc.constantFrom<Json>(true, false, null),
    outOfBoxExperienceSetting: fc.constantFrom<Json>(
      { deviceUsageType: 'singleUser' },
      { deviceUsageType: 'shared' },
      null,
    ),
  };
  const of = (kind: RecordKind, members: Record<string, fc.Arbitrary<Json>>) =>
    fc
      .tuple(fc.record(members, { requiredKeys: [] }), fc.nat(3))
      .map(([body, importedAt]) => record(kind, body as RecordBody, importedAt));
  return fc.oneof(
    of('managedDevice', managed),
    of('device', directory),
    of('cloudPC', { ...bodies.get('cloudPC') }),
    of('autopilotDeviceIdentity', { enrollmentState: texts('enrolled', 'notContacted'), model: models }),
    of('autopilotProfile', profile),
    of('enrollmentStatusPage', { installQualityUpdates: fc.boolean() }),
    of('devicePreparationPolicy', {}),
  );
}
