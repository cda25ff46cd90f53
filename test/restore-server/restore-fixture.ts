// Organizations in which people are offered restores: their policies, devices that report facts, and the calls of an agent.

import { randomUUID } from 'node:crypto';
import { definitionOf, POLICIES } from '../../src/domain/policy/setting-definitions.ts';
import type { EnrollmentPhase } from '../../src/domain/enrollment/phase.ts';
import { ok } from '../../src/lib/result.ts';
import type {
  CheckIn,
  CheckInAnswer,
  OfferAnswer,
  OfferRequest,
  RestoreSession,
  SessionTransition,
  SessionWithOutcomes,
} from '../../src/protocol/operations/restore.ts';
import { reasonsOf } from '../../src/server/eligibility/decision-body.ts';
import { defaultRestorePageId, untouchedRestorePage } from '../../src/server/policy/default-restore-page.ts';
import { findObject, putObject } from '../../src/server/policy/management-object-store.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { type Answer, capture, type TestDevice, type TestService } from '../server/service-fixture.ts';

/** A Windows 11 24H2 that may do everything. */
export const FACTS: CheckIn['facts'] = {
  windowsBuild: 26100,
  updateRevision: 9000,
  edition: 'Enterprise',
  sku: 4,
  joinState: 'entraJoined',
  cloudPc: 'none',
  virtualDesktop: 'none',
  usage: 'singleUser',
};

export const SAID: CheckIn = {
  enrollmentId: 'first-enrollment',
  facts: FACTS,
  enrollment: { path: 'oobeJoin', mode: 'userDriven' },
  account: 'organizational',
  localPolicies: [],
};

export type Said = Partial<CheckIn>;

export type RestoringDevice = TestDevice & {
  readonly checkIn: (said?: Said) => Promise<Answer<CheckInAnswer>>;
  readonly ask: (phase: EnrollmentPhase, said?: Partial<OfferRequest>) => Promise<Answer<OfferAnswer>>;
  readonly step: (
    session: RestoreSession,
    transition: SessionTransition['transition'],
  ) => Promise<Answer<RestoreSession>>;
  readonly move: (sessionId: string, body: SessionTransition) => Promise<Answer<RestoreSession>>;
  readonly read: (sessionId: string) => Promise<Answer<SessionWithOutcomes>>;
};

export function restoring(device: TestDevice): RestoringDevice {
  const move: RestoringDevice['move'] = (sessionId, body) =>
    device.send('POST', `/v1/restore/sessions/${sessionId}/transitions`, body);
  return {
    ...device,
    checkIn: (said) => device.send('POST', '/v1/check-ins', { ...SAID, ...said }),
    ask: (phase, said) => device.send('POST', '/v1/restore/offers', { ...SAID, ...said, phase }),
    move,
    step: ({ sessionId, version }, transition) => move(sessionId, { transitionId: randomUUID(), version, transition }),
    read: (sessionId) => device.send('GET', `/v1/restore/sessions/${sessionId}`),
  };
}

/** What the tenant has switched on for all devices, and the restore page. */
export async function choosePolicies(
  service: TestService,
  tenantId: string,
  policies: Readonly<Record<string, 'enabled' | 'disabled'>> = {
    EnableWindowsBackup: 'enabled',
    EnableWindowsRestore: 'enabled',
  },
  restorePage: 'enabled' | 'disabled' | 'notConfigured' = 'enabled',
): Promise<void> {
  const now = new Date(service.context.clock());
  const settings = Object.entries(policies).map(([name, state], index) => {
    const policy = POLICIES.find((it) => it.name === name);
    if (policy === undefined) throw new Error(`there is no policy ${name}`);
    const { id, options } = definitionOf(policy);
    return {
      id: String(index),
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: id,
        choiceSettingValue: { value: options[state], children: [] },
      },
    };
  });
  const body = { name: 'What is on', platforms: 'windows10', technologies: 'mdm', settings };
  const assignments = [{ id: '1', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }];
  await inTenant(service.context, tenantId, async (tx) => {
    await asFixture(tx);
    const before = await findObject(tx, 'configurationPolicies', POLICY_ID);
    const version = (before?.version ?? 0) + 1;
    const times = { createdAt: now, modifiedAt: now };
    await putObject(tx, 'configurationPolicies', { id: POLICY_ID, body, assignments, version, ...times });
    const pageId = defaultRestorePageId(tenantId);
    const page = await findObject(tx, 'deviceEnrollmentConfigurations', pageId);
    await putObject(tx, 'deviceEnrollmentConfigurations', {
      id: pageId,
      body: { ...untouchedRestorePage(tenantId).body, state: restorePage },
      assignments: [],
      version: (page?.version ?? 0) + 1,
      ...times,
    });
    return ok(undefined);
  }).then(expectOk);
}

const POLICY_ID = '11111111-1111-4111-8111-111111111111';

export type Pair = { readonly tenantId: string; readonly old: RestoringDevice; readonly fresh: RestoringDevice };

/** Anna's old device with a backup, and her new one. */
export async function annaWithTwoDevices(service: TestService): Promise<Pair> {
  const tenantId = await service.newTenant();
  await choosePolicies(service, tenantId);
  const old = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'OLD-PC'));
  await old.backUp(capture());
  const fresh = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'NEW-PC'));
  return { tenantId, old, fresh };
}

export type Offered = { readonly session: RestoreSession; readonly profiles: OfferAnswer['profiles'] };

/** Throws unless there is something to choose from. */
export async function offered(
  device: RestoringDevice,
  phase: EnrollmentPhase,
  said?: Partial<OfferRequest>,
): Promise<Offered> {
  const { body } = await device.ask(phase, said);
  const { session, profiles } = body;
  if (session?.state !== 'offered') throw new Error(`not offered: ${reasonsOf(body.decision).join(', ')}`);
  return { session, profiles };
}

export async function eventNames(service: TestService): Promise<readonly string[]> {
  const rows = await service.sql(
    `SELECT convert_from(body, 'UTF8')::jsonb ->> 'activity' AS activity FROM audit_entry ORDER BY leaf_index`,
  );
  return rows.map(({ activity }) => String(activity));
}
