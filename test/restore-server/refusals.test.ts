// Every refusal that data can cause, caused: nothing is offered, and `keepsake why` says the reason and its fix.

import assert from 'node:assert/strict';
import { answerText } from '../../src/bin/render/why.ts';
import type { Occasion } from '../../src/domain/enrollment/phase.ts';
import { RULES } from '../../src/domain/eligibility/rules.ts';
import type { DecisionBody } from '../../src/protocol/operations/restore.ts';
import { DEFAULT_ENTRY, DEFAULT_EXIT, type Ring } from '../../src/domain/rollout/ring.ts';
import { why } from '../../src/server/eligibility/operate-why.ts';
import { addAccount } from '../../src/server/directory/account-store.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { entraIssuer } from '../../src/server/identity/issuer.ts';
import { trustIssuer } from '../../src/server/identity/manage-issuers.ts';
import { putObject } from '../../src/server/conditional-access/object-store.ts';
import { ok } from '../../src/lib/result.ts';
import { addRing, saveProgress } from '../../src/server/rollout/ring-store.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { onEachServer, type TestService } from '../server/service-fixture.ts';
import {
  annaWithTwoDevices,
  choosePolicies,
  FACTS,
  type Pair,
  restoring,
  type RestoringDevice,
  type Said,
} from './restore-fixture.ts';

type Prepare = (service: TestService, pair: Pair) => Promise<unknown>;

type Case = {
  readonly rule: string;
  readonly code: string;
  readonly occasion: Occasion;
  /** Of what the device says, what differs from a device that may do everything. */
  readonly said?: Said;
  readonly prepare?: Prepare;
  /** Instead of the new device. */
  readonly asks?: (service: TestService, pair: Pair) => Promise<RestoringDevice>;
};

const RESTORES = ['oobe', 'firstSignIn', 'inUse'] as const;
const ALL: readonly Occasion[] = ['backup', ...RESTORES];
const facts = (differing: Partial<typeof FACTS>): Said => ({ facts: { ...FACTS, ...differing } });
const enrolled = (enrollment: NonNullable<Said['enrollment']>): Said => ({ enrollment });
const each = (occasions: readonly Occasion[], row: Omit<Case, 'occasion'>): readonly Case[] =>
  occasions.map((occasion) => ({ ...row, occasion }));
const choosing =
  (policies: Parameters<typeof choosePolicies>[2], page?: Parameters<typeof choosePolicies>[3]): Prepare =>
  (service, { tenantId }) =>
    choosePolicies(service, tenantId, policies, page);
const gpo = (policy: string, state: 'enabled' | 'disabled'): Said => ({
  localPolicies: [{ policy, by: 'gpo', state }],
});

// biome-ignore format: a table
const CASES: readonly Case[] = [
  ...each(['oobe'], { rule: 'minimum-build', code: 'build-too-old', said: facts({ updateRevision: 1 }) }),
  ...each(['oobe'], { rule: 'minimum-build', code: 'build-waits-for-quality-updates',
    said: { ...facts({ updateRevision: 1 }), enrollment: { path: 'oobeJoin', mode: 'userDriven', installsQualityUpdates: true } } }),
  ...each(['backup'], { rule: 'minimum-build', code: 'build-not-listed', said: facts({ windowsBuild: 9600 }) }),
  ...each(ALL, { rule: 'joined-device', code: 'only-domain-joined', said: facts({ joinState: 'domainJoined' }) }),
  ...each(['inUse'], { rule: 'joined-device', code: 'only-registered', said: facts({ joinState: 'workplaceRegistered' }) }),
  ...each(['inUse'], { rule: 'joined-device', code: 'not-joined', said: facts({ joinState: 'none' }) }),
  ...each(['oobe'], { rule: 'not-hybrid-in-setup', code: 'hybrid-in-setup', said: facts({ joinState: 'hybridJoined' }) }),
  ...each(['firstSignIn'], { rule: 'personal-use', code: 'kiosk', said: facts({ usage: 'kiosk' }) }),
  ...each(['inUse'], { rule: 'personal-use', code: 'userless', said: facts({ usage: 'userless' }) }),
  ...each(['firstSignIn'], { rule: 'not-shared', code: 'shared-device', said: facts({ usage: 'shared' }) }),
  ...each(['oobe'], { rule: 'not-shared', code: 'multi-user-in-setup', said: facts({ usage: 'multiUser' }) }),
  ...each(['firstSignIn'], { rule: 'cloud-pc-kind', code: 'shared-cloud-pc', said: facts({ cloudPc: 'frontlineShared' }) }),
  ...each(['backup'], { rule: 'persistent-desktop', code: 'non-persistent-desktop', said: facts({ virtualDesktop: 'nonPersistent' }) }),
  ...each(['oobe'], { rule: 'person-in-setup', code: 'self-deploying', said: enrolled({ path: 'oobeJoin', mode: 'selfDeploying' }) }),
  ...each(['oobe'], { rule: 'person-in-setup', code: 'technician-flow',
    said: enrolled({ path: 'oobeJoin', mode: 'preProvisioned', preProvisioningFlow: 'technician' }) }),
  ...each(['oobe'], { rule: 'person-in-setup', code: 'bulk-enrollment', said: enrolled({ path: 'bulk', mode: 'none' }) }),
  ...each(['oobe'], { rule: 'person-in-setup', code: 'cloud-pc-in-setup', said: facts({ cloudPc: 'dedicated' }) }),
  ...each(['oobe'], { rule: 'autopilot-mode', code: 'device-preparation', said: enrolled({ path: 'oobeJoin', mode: 'devicePreparation' }) }),
  ...each(['oobe'], { rule: 'enrollment-path', code: 'group-policy-enrollment', said: enrolled({ path: 'groupPolicy', mode: 'none' }) }),
  ...each(['oobe'], { rule: 'enrollment-path', code: 'co-management', said: enrolled({ path: 'coManagement', mode: 'none' }) }),
  ...each(['oobe'], { rule: 'enrollment-path', code: 'settings-enrollment', said: enrolled({ path: 'settings', mode: 'none' }) }),
  ...each(['oobe'], { rule: 'enrollment-path', code: 'autopilot-reset', said: enrolled({ path: 'autopilotReset', mode: 'none' }) }),
  ...each(['oobe'], { rule: 'minimum-build', code: 'release-not-supported', said: facts({ windowsBuild: 19045 }) }),
  ...each(['backup'], { rule: 'supported-edition', code: 'edition-excluded', said: facts({ sku: 203, edition: 'CloudEdition' }) }),
  ...each(['backup'], { rule: 'backup-policy', code: 'backup-policy-not-configured', prepare: choosing({}) }),
  ...each(['backup'], { rule: 'backup-policy', code: 'backup-policy-disabled', prepare: choosing({ EnableWindowsBackup: 'disabled' }) }),
  ...each(['backup'], { rule: 'backup-policy', code: 'backup-policy-conflict', said: gpo('EnableWindowsBackup', 'disabled') }),
  ...each(['backup'], { rule: 'companion-policies', code: 'companion-policy-disabled', said: gpo('EnableCDP', 'disabled') }),
  ...each(['backup'], { rule: 'something-left', code: 'everything-excluded',
    prepare: choosing({ EnableWindowsBackup: 'enabled', DisableSettingSync: 'enabled' }) }),
  ...each(['oobe'], { rule: 'restore-page', code: 'restore-page-disabled', prepare: choosing(undefined, 'disabled') }),
  ...each(['oobe'], { rule: 'restore-page', code: 'restore-page-not-configured', prepare: choosing(undefined, 'notConfigured') }),
  ...each(['firstSignIn', 'inUse'], { rule: 'restore-policy', code: 'restore-policy-not-configured', prepare: choosing({}) }),
  ...each(['firstSignIn'], { rule: 'restore-policy', code: 'restore-policy-disabled', prepare: choosing({ EnableWindowsRestore: 'disabled' }) }),
  ...each(['inUse'], { rule: 'restore-policy', code: 'restore-policy-conflict', said: gpo('EnableWindowsRestore', 'disabled') }),
  ...each(['inUse'], { rule: 'organizational-account', code: 'other-account', said: { account: 'other' } }),
  ...each(['firstSignIn'], { rule: 'usable-backup', code: 'no-backup',
    asks: async (service, { tenantId }) => restoring(await service.newDevice(tenantId, 'bob@contoso.example', 'NEW-PC')) }),
  ...each(['firstSignIn'], { rule: 'usable-backup', code: 'only-own-backup', asks: async (_, { old }) => old }),
  ...each(['inUse'], { rule: 'supported-cloud', code: 'sovereign-cloud', prepare: trustGovernmentCloud }),
  ...each(['firstSignIn'], { rule: 'not-restored', code: 'already-restored', prepare: (_, { fresh }) => restoreOnce(fresh) }),
  ...each(['firstSignIn'], { rule: 'not-skipped', code: 'skipped', prepare: (_, { fresh }) => skip(fresh) }),
  ...each(RESTORES, { rule: 'ring-not-stopped', code: 'ring-stopped', prepare: stopTheirRing }),
];

onEachServer('each refusal that data can cause is told, with its fix, and nothing is offered', async (service) => {
  for (const { rule, code, occasion, said, prepare, asks } of CASES) {
    const pair = await annaWithTwoDevices(service);
    await prepare?.(service, pair);
    const device = (await asks?.(service, pair)) ?? pair.fresh;
    const decision = await ask(device, occasion, said);
    const place = `${occasion}: ${rule} ${code}`;
    assert.equal(decision.verdict, 'ineligible', place);
    const finding = decision.findings.find(({ ruleId }) => ruleId === rule);
    assert.equal(finding?.holds, 'no', place);
    assert.equal(finding?.code, code);
    const { userPrincipalName: user, deviceName } = device.enrolled;
    const told = answerText(
      expectOk(await why(service.context, pair.tenantId, { user, device: deviceName, occasion })),
    );
    for (const words of [`[${finding?.code}]`, finding?.administrator, finding?.person, finding?.fix]) {
      assert.ok(words !== undefined && told.includes(words), `${place}: why does not say "${words}"\n${told}`);
    }
  }
});

onEachServer(
  'what Conditional Access blocks is told to who asks for others, with the policy and its change',
  async (service) => {
    const { tenantId } = await annaWithTwoDevices(service);
    const policy = {
      id: '33333333-3333-4333-8333-333333333333',
      displayName: 'Compliant devices only',
      state: 'enabled',
      conditions: {
        users: { includeUsers: ['All'] },
        applications: { includeApplications: ['All'] },
        clientAppTypes: ['all'],
      },
      grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
    };
    const add = inTenant(service.context, tenantId, async (tx) => {
      await asFixture(tx);
      return ok(await putObject(tx, 'policies', policy, new Date(service.context.clock())));
    });
    expectOk(await add);
    const asked = { user: 'anna@contoso.example', device: 'NEW-PC', occasion: 'oobe' as const };
    const told = answerText(expectOk(await why(service.context, tenantId, asked)));
    assert.match(told, /\[conditional-access-blocks\]/);
    assert.match(told, /Compliant devices only/);
  },
);

onEachServer('what is not known is named, and nothing is offered', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  const { windowsBuild: _, joinState: __, ...little } = FACTS;
  const { body } = await fresh.ask('inUse', { facts: little });
  assert.deepEqual([body.decision.verdict, body.session], ['unknown', null]);
  const missing = body.decision.findings.flatMap((finding) => finding.missing ?? []);
  assert.ok(missing.includes('device.windowsBuild') && missing.includes('device.joinState'), missing.join());
  const asked = { user: 'anna@contoso.example', device: 'NEW-PC', occasion: 'inUse' as const };
  const told = answerText(expectOk(await why(service.context, tenantId, asked)));
  assert.match(told, /device\.windowsBuild/);
});

onEachServer('the table of refusals walks every rule that data can break', async () => {
  const walked = new Set(CASES.map(({ rule }) => rule));
  // Backups are looked for among the person's own, in the tenant: another's never come so far. Who asks has signed in already.
  const unreachable = ['same-person', 'same-tenant', 'conditional-access'];
  assert.deepEqual(
    RULES.map(({ id }) => id).filter((id) => !walked.has(id)),
    RULES.map(({ id }) => id).filter((id) => unreachable.includes(id)),
  );
});

async function ask(device: RestoringDevice, occasion: Occasion, said: Said | undefined): Promise<DecisionBody> {
  if (occasion === 'backup') return (await device.checkIn(said)).body.decision;
  const { body } = await device.ask(occasion, said);
  assert.deepEqual([body.session, body.profiles], [null, []]);
  return body.decision;
}

async function trustGovernmentCloud({ context }: TestService, { tenantId }: Pair): Promise<void> {
  const { issuer, settings } = entraIssuer({
    directoryTenantId: tenantId,
    apiClientId: tenantId,
    signInClientId: tenantId,
    authority: 'https://login.microsoftonline.us',
    joinContext: null,
  });
  expectOk(await trustIssuer(context, { tenantId, kind: 'entra', issuer, settings }));
}

/** A ring of whoever is in a group that who asks is in. */
async function stopTheirRing({ context }: TestService, { tenantId, fresh }: Pair): Promise<void> {
  const groupId = '11111111-aaaa-4aaa-8aaa-000000000001';
  const now = context.clock();
  const ring: Ring = {
    ringId: groupId,
    position: 1,
    displayName: 'Pilot',
    group: { groupId, displayName: 'Who goes first' },
    members: 'people',
    entry: DEFAULT_ENTRY,
    exit: DEFAULT_EXIT,
    startedAt: now,
    stop: { at: now, by: 'ada@contoso.example', reason: 'Start menus are empty.' },
  };
  const stopped = inTenant(context, tenantId, async (tx) => {
    await asFixture(tx);
    await addGroup(tx, { groupId, displayName: 'Who goes first', now: new Date(now) });
    await addAccount(tx, { userId: fresh.enrolled.userId, now: new Date(now) });
    await addMember(tx, groupId, fresh.enrolled.userId);
    await addRing(tx, ring);
    await saveProgress(tx, ring);
    return ok(undefined);
  });
  expectOk(await stopped);
}

async function skip(device: RestoringDevice): Promise<void> {
  const { session } = (await device.ask('oobe')).body;
  assert.ok(session !== null);
  assert.equal((await device.step(session, { kind: 'setUpAsNew' })).status, 200);
}

async function restoreOnce(device: RestoringDevice): Promise<void> {
  const { session, profiles } = (await device.ask('oobe')).body;
  const [profile] = profiles;
  assert.ok(session !== null && profile !== undefined);
  const { profileId, snapshotId } = profile;
  const chosen = await device.step(session, { kind: 'choose', profileId, snapshotId });
  assert.equal((await device.step(chosen.body, { kind: 'complete', outcomes: [] })).status, 200);
}
