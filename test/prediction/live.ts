// An organization lived in the real service: its exports are imported, its people back up and sign in, and each of its devices asks
// over HTTP as a device does. What the service answers is what happens. Whether a person would be given the token that they ask
// with is asked of the service's own Conditional Access.

import { type Occasion, OCCASIONS } from '../../src/domain/enrollment/phase.ts';
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
import { restoring, type RestoringDevice, type Said } from '../restore-server/restore-fixture.ts';
import { capture, type TestService } from '../server/service-fixture.ts';
import { type Agreement, agreementWith } from './agreement.ts';
import { exportsOf, upnOf } from './exports.ts';
import type { Device, Organization, Person } from './organization.ts';
import { type Ending, type Life, windowsAfterSetup } from './set-up.ts';
import { trueFacts } from './truth.ts';

export async function liveAgreementIn(service: TestService, organization: Organization): Promise<Agreement> {
  const lives = await livesIn(service, organization);
  return agreementWith(organization, ({ name }, occasion) => lives.get(name)?.[occasion]);
}

/** By the name of the device. */
export async function livesIn(service: TestService, organization: Organization): Promise<ReadonlyMap<string, Life>> {
  const tenantId = await service.newTenant();
  for (const person of organization.people) await comeFromBefore(service, tenantId, person);
  await importExports(service, tenantId, organization);
  const lives = new Map<string, Life>();
  for (const device of organization.devices)
    lives.set(device.name, await live(service, tenantId, { device, organization }));
  return lives;
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

type Place = { readonly device: Device; readonly organization: Organization };

/** On a device that is nobody's own somebody tries. */
async function live(service: TestService, tenantId: string, { device, organization }: Place): Promise<Life> {
  const person = device.person ?? organization.people[0];
  if (person === undefined) throw new Error('an organization has people');
  const client = restoring(await service.newDevice(tenantId, upnOf(person.name), device.name));
  const updated = windowsAfterSetup({ device, organization, windows: device.windows });
  const endings: Partial<Record<Occasion, Ending | undefined>> = {};
  for (const occasion of OCCASIONS) {
    const windows = occasion === 'backup' ? device.windows : updated;
    const answered = await ask(client, occasion, saidBy({ ...device, windows }, occasion));
    const { userId, deviceId } = client.enrolled;
    const unsigned = expectOk(await explainEligibility(service.context, tenantId, { userId, deviceId, occasion }));
    endings[occasion] = ending(answered) ?? ending(decisionBody(unsigned.decision));
  }
  // OCCASIONS has these four.
  return endings as Life;
}

async function ask(client: RestoringDevice, occasion: Occasion, said: Said): Promise<DecisionBody> {
  const { status, body } = await (occasion === 'backup' ? client.checkIn(said) : client.ask(occasion, said));
  if (status >= 400) throw new Error(JSON.stringify(body));
  return body.decision;
}

/** Each occasion is an enrollment of its own, as it is for a prediction. Whether it complies the device does not know itself. */
function saidBy(device: Device, occasion: Occasion): Said {
  const { isCompliant: _, ...facts }: EligibilityFacts['device'] = trueFacts(device).device;
  const forbids = { policy: 'EnableWindowsBackup', by: 'gpo', state: 'disabled' } as const;
  return {
    enrollmentId: `${device.name}-${occasion}`,
    facts,
    enrollment: trueFacts(device).enrollment,
    account: 'organizational',
    localPolicies: device.hasContraryGroupPolicy ? [forbids] : [],
  };
}

function ending(decision: DecisionBody): Ending | undefined {
  return decision.verdict === 'eligible' ? undefined : `${decision.verdict}: ${reasonsOf(decision).join(', ')}`;
}
