// An organization lived with the real programs: its exports are imported into the service, its people back up and sign in, and on
// each of its devices the agent runs as its task runs it, with a profile on the disk and Group Policy in its registry. What the agent
// then does is what happens. Whether a person would be given the token that they ask with is asked of the service's own
// Conditional Access.

import { join } from 'node:path';
import type { AgentContext } from '../../src/agent/schedule/agent-context.ts';
import { offerRestore } from '../../src/agent/schedule/offer-restore.ts';
import { runBackup } from '../../src/agent/schedule/run-backup.ts';
import { type Occasion, ENROLLMENT_PHASES } from '../../src/domain/enrollment/phase.ts';
import type { EligibilityFacts } from '../../src/domain/eligibility/facts.ts';
import { ok } from '../../src/lib/result.ts';
import type { DecisionBody } from '../../src/protocol/operations/restore.ts';
import { explainEligibility } from '../../src/server/eligibility/explain-eligibility.ts';
import { decisionBody, reasonsOf } from '../../src/server/eligibility/decision-body.ts';
import { addIdentity } from '../../src/server/identity/user-store.ts';
import type { ImportItem } from '../../src/server/import/import-item.ts';
import { importSources } from '../../src/server/import/import-sources.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { groupPolicies } from '../policy/policy-registry.ts';
import { makeAgent, restoreOn, type TestAgent } from '../schedule/agent-fixture.ts';
import { capture, type TestDevice, type TestService } from '../server/service-fixture.ts';
import { type Agreement, agreementWith } from './agreement.ts';
import { exportsOf, upnOf } from './exports.ts';
import type { Device, Organization, Person } from './organization.ts';
import { type Ending, type Life, windowsAfterSetup } from './set-up.ts';
import { trueFacts } from './truth.ts';

export async function liveAgreementIn(service: TestService, organization: Organization): Promise<Agreement> {
  const lives = await livesIn(service, organization);
  return agreementWith(organization, ({ name }, occasion) => lives.get(name)?.[occasion]);
}

/** By the name of the device. Backups come last, so that nobody restores what another of these devices has backed up. */
export async function livesIn(service: TestService, organization: Organization): Promise<ReadonlyMap<string, Life>> {
  const tenantId = await service.newTenant();
  for (const person of organization.people) await comeFromBefore(service, tenantId, person);
  await importExports(service, tenantId, organization);
  const cleanings: (() => void)[] = [];
  const after = (work: () => void): void => void cleanings.push(work);
  try {
    const lives: { readonly seat: Seat; readonly endings: Partial<Record<Occasion, Ending | undefined>> }[] = [];
    for (const device of organization.devices) {
      const seat = await seatAt(service, tenantId, organization, { device, after });
      const endings: Partial<Record<Occasion, Ending | undefined>> = {};
      for (const phase of ENROLLMENT_PHASES) endings[phase] = await endingOf(service, tenantId, seat, phase);
      lives.push({ seat, endings });
    }
    for (const { seat, endings } of lives) endings.backup = await endingOf(service, tenantId, seat, 'backup');
    // All four were lived.
    return new Map(lives.map(({ seat, endings }) => [seat.device.name, endings as Life]));
  } finally {
    for (const clean of cleanings) clean();
  }
}

/** Somebody who signed in before, on a computer that backed up if it did; of a backup that can not be read nothing is left. */
async function comeFromBefore(service: TestService, tenantId: string, { id, name, backup }: Person): Promise<void> {
  const old = await service.newDevice(tenantId, upnOf(name), `OLD-${name}`);
  const identity = { issuer: DIRECTORY, subject: id };
  const { userId } = old.enrolled;
  await inTenant(service.context, tenantId, async (tx) => {
    await asFixture(tx);
    return ok(await addIdentity(tx, identity, { userId, now: new Date(service.context.clock()) }));
  }).then(expectOk);
  if (backup !== 'readable') return;
  const { status, body } = await old.backUp(capture());
  if (status >= 400) throw new Error(JSON.stringify(body));
}

const DIRECTORY = 'https://login.microsoftonline.com/organization/v2.0';

async function importExports(service: TestService, tenantId: string, organization: Organization): Promise<void> {
  const graph = GRAPHS[organization.cloud];
  const sources = Object.entries(exportsOf(organization)).map(([name, value]) => {
    const json = { '@odata.context': `${graph}/v1.0/$metadata#${PATHS[name] ?? name}`, value: [...value] };
    async function* items(): AsyncGenerator<ImportItem> {
      yield { origin: name, content: { json } };
    }
    return { name, source: graph, sizeBytes: 0, items };
  });
  const choices = { skipMalformed: false, isDryRun: false, enforce: true, onProgress: () => {} };
  const { written, files } = expectOk(await importSources(service.context, { tenantId, sources, ...choices }));
  if (written !== 'everything') throw new Error(JSON.stringify(files.map(({ name, malformed }) => [name, malformed])));
}

const GRAPHS: Readonly<Record<Organization['cloud'], string>> = {
  public: 'https://graph.microsoft.com',
  gccHigh: 'https://graph.microsoft.us',
  china: 'https://microsoftgraph.chinacloudapi.cn',
};

/** Of the collections that stand below another. */
const PATHS: Readonly<Record<string, string>> = {
  managedDevices: 'deviceManagement/managedDevices',
  windowsAutopilotDeploymentProfiles: 'deviceManagement/windowsAutopilotDeploymentProfiles',
  cloudPCs: 'deviceManagement/virtualEndpoint/cloudPCs',
  configurationPolicies: 'deviceManagement/configurationPolicies',
  deviceEnrollmentConfigurations: 'deviceManagement/deviceEnrollmentConfigurations',
  conditionalAccessPolicies: 'identity/conditionalAccess/policies',
};

/** The agent's own program on a device, with a registry in memory and a profile on the disk. */
type Seat = {
  readonly device: Device;
  readonly enrolled: TestDevice['enrolled'];
  readonly agent: TestAgent;
  readonly updated: Device['windows'];
};

async function seatAt(
  service: TestService,
  tenantId: string,
  organization: Organization,
  { device, after }: { readonly device: Device; readonly after: (work: () => void) => void },
): Promise<Seat> {
  // On a device that is nobody's own somebody tries.
  const person = device.person ?? organization.people[0];
  if (person === undefined) throw new Error('an organization has people');
  const { enrolled } = await service.newDevice(tenantId, upnOf(person.name), device.name);
  const agent = makeAgent({ after }, service.url, enrolled.token);
  agent.setPolicy(device.hasContraryGroupPolicy ? groupPolicies({ EnableWindowsBackup: 'disabled' }) : new Map());
  return { device, enrolled, agent, updated: windowsAfterSetup({ device, organization, windows: device.windows }) };
}

/** What comes of it on the device; and of the token that a person would ask for, which a credential does not need. */
async function endingOf(
  service: TestService,
  tenantId: string,
  seat: Seat,
  occasion: Occasion,
): Promise<Ending | undefined> {
  const ended = occasion === 'backup' ? await backUp(seat) : await restore(seat, occasion);
  if (ended !== undefined) return ended;
  const { userId, deviceId } = seat.enrolled;
  const { decision } = expectOk(await explainEligibility(service.context, tenantId, { userId, deviceId, occasion }));
  return refusal(decisionBody(decision));
}

async function backUp(seat: Seat): Promise<Ending | undefined> {
  const end = expectOk(await runBackup(contextOf(seat, 'backup'), 'person'));
  switch (end.kind) {
    case 'backed-up':
      return undefined;
    case 'refused':
      return `refused: ${end.refusal.reasons.map(({ code }) => code).join(', ')}`;
    case 'off':
      return `off: ${end.reasons.map(({ code }) => code).join(', ')}`;
    case 'waiting':
      throw new Error(`${seat.device.name} waits although somebody asked`);
  }
}

/** Nobody answers: the offer is what is looked for. */
async function restore(seat: Seat, occasion: Exclude<Occasion, 'backup'>): Promise<Ending | undefined> {
  const asked = restoreOn(seat.agent, () => ({ kind: 'later' }));
  const end = expectOk(await offerRestore({ ...asked, ...contextOf(seat, occasion) }, occasion));
  switch (end.kind) {
    case 'open':
      return undefined;
    case 'refused':
      return refusal(end.decision);
    case 'off':
      return `off: ${end.reasons.map(({ code }) => code).join(', ')}`;
    case 'ended':
    case 'closed':
    case 'older':
      throw new Error(`${seat.device.name}, ${occasion}: ${end.kind}`);
  }
}

/** Each occasion is an enrollment of its own, as it is for a prediction. */
function contextOf({ agent, device, updated }: Seat, occasion: Occasion): AgentContext {
  const said = trueFacts({ ...device, windows: occasion === 'backup' ? device.windows : updated });
  // Whether it complies a device does not know itself.
  const { isCompliant: _, ...facts }: EligibilityFacts['device'] = said.device;
  const { enrollment } = said;
  const enrollmentId = `${device.name}-${occasion}`;
  return {
    ...agent.context,
    stateFolder: join(agent.folder, occasion),
    report: (source) => ({ ...agent.context.report(source), facts, enrollment, enrollmentId }),
  };
}

function refusal(decision: DecisionBody): Ending | undefined {
  return decision.verdict === 'eligible' ? undefined : `${decision.verdict}: ${reasonsOf(decision).join(', ')}`;
}
