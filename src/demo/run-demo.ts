// The demo: the whole way of a person's settings, on real parts. A service with its database, an organization, an old
// device that has been lived in and a fresh one; backup, preview, restore, verification, undo. It succeeds only if every
// restored setting was read back from the disk and every byte came back by undo.

import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AgentProblem, fromService } from '../agent/agent-problem.ts';
import { undoRestore } from '../agent/apply/sessions.ts';
import { captureProfile } from '../agent/capture/capture-profile.ts';
import { writeCredential } from '../agent/credential-file.ts';
import { connectBy } from '../agent/identity/connect.ts';
import { type OfflineProfile, openProfile } from '../agent/offline/offline-profile.ts';
import { fetchSnapshot } from '../agent/restore/fetch-snapshot.ts';
import { applyAndVerify, planFor } from '../agent/restore/restore-profile.ts';
import { type Sent, sendSnapshot } from '../agent/upload/send-snapshot.ts';
import type { ServiceClient } from '../agent/upload/service-client.ts';
import { catalog } from '../domain/catalog/catalog.ts';
import type { Plan } from '../domain/restore/plan.ts';
import type { Outcome } from '../domain/restore/verify.ts';
import type { Snapshot } from '../domain/snapshot/snapshot.ts';
import { sha256 } from '../lib/hash.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import type { Context } from '../server/context.ts';
import { enroll } from '../server/devices/enroll.ts';
import { createTenant } from '../server/tenants/create-tenant.ts';
import { makeProfile } from './make-profile.ts';
import { ANNA, ANNAS_CHOICES, ANNAS_SECRETS, NEW_DEVICE, OLD_DEVICE } from './people.ts';

export type DemoOptions = {
  readonly context: Context;
  readonly serviceUrl: string;
  /** An empty folder; everything the demo makes lies in it. */
  readonly folder: string;
  /** A real profile to back up instead of the made one. It is only read. */
  readonly profile: string | undefined;
  readonly say: (line: string) => void;
  /** Called before anything is written for good. */
  readonly showPreview: (plan: Plan) => void;
};

export type DemoResult = {
  readonly snapshot: Snapshot;
  readonly first: Sent;
  readonly second: Sent;
  readonly secondRequests: number;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly undoneToTheByte: boolean;
  readonly oldDeviceName: string;
  /** Secrets of the made profile that were found in the backup; `undefined` for a real profile, whose secrets nobody told us. */
  readonly leaked: readonly string[] | undefined;
  readonly credentialFile: string;
  readonly freshProfile: string;
};

export async function runDemo(options: DemoOptions): Promise<Result<DemoResult, AgentProblem>> {
  const oldFolder = options.profile ?? join(options.folder, OLD_DEVICE.name, 'Users', 'anna');
  const freshFolder = join(options.folder, NEW_DEVICE.name, 'Users', 'anna');
  if (options.profile === undefined) makeOldProfile(oldFolder);
  makeProfile({ folder: freshFolder, windowsBuild: NEW_DEVICE.windowsBuild, chosen: {}, extras: [] });
  const services = await enrollBoth(options);
  if (!services.ok) return services;
  const { oldDevice: oldService, newDevice: newService } = services.value;

  const oldDeviceName = options.profile === undefined ? OLD_DEVICE.name : basename(options.profile);
  const source = openProfile(oldFolder, { deviceName: oldDeviceName });
  if (!source.ok) return source;
  const { snapshot } = capture(source.value, options.context.clock);
  const first = await sendSnapshot(oldService, snapshot);
  if (!first.ok) return first;
  const requestsBefore = oldService.requestCount();
  const second = await sendSnapshot(oldService, capture(source.value, options.context.clock).snapshot);
  if (!second.ok) return second;
  const secondRequests = oldService.requestCount() - requestsBefore;
  options.say(
    `Backed up ${first.value.snapshot.settingCount} settings in ${first.value.bytesSent} bytes. Again, unchanged: ${secondRequests} request.`,
  );

  const fetched = await fetchSnapshot(newService, 'latest');
  if (!fetched.ok) return fetched;
  const rehearsal = rehearseUndo(freshFolder, fetched.value.snapshot, options.context.clock);
  if (!rehearsal.ok) return rehearsal;
  options.say(`Restored and took it back: ${rehearsal.value ? 'every byte is as it was' : 'BYTES DIFFER'}.`);

  const fresh = openProfile(freshFolder);
  if (!fresh.ok) return fresh;
  const plan = planFor(fresh.value, fetched.value.snapshot, catalog, CHOICES);
  options.showPreview(plan);
  const applied = applyAndVerify(fresh.value, plan, 'demo', options.context.clock());
  if (!applied.ok) return applied;
  options.say(`Restored for good, and read ${applied.value.outcomes.length} settings back from the disk.`);
  return ok({
    snapshot,
    first: first.value,
    second: second.value,
    secondRequests,
    plan,
    outcomes: applied.value.outcomes,
    undoneToTheByte: rehearsal.value,
    oldDeviceName,
    leaked: options.profile === undefined ? secretsIn(snapshot) : undefined,
    credentialFile: join(options.folder, 'anna-new-device.json'),
    freshProfile: freshFolder,
  });
}

const CHOICES = { selection: {}, exact: false, optedIn: new Set<string>() };

function makeOldProfile(folder: string): void {
  const { windowsBuild } = OLD_DEVICE;
  makeProfile({ folder, windowsBuild, chosen: ANNAS_CHOICES, extras: ANNAS_SECRETS });
}

function capture(profile: OfflineProfile, now: () => number): { snapshot: Snapshot } {
  const capturedAt = new Date(now()).toISOString();
  return captureProfile(profile, catalog, { excluded: [], optedIn: new Set(), capturedAt });
}

async function enrollBoth(
  options: DemoOptions,
): Promise<Result<{ oldDevice: ServiceClient; newDevice: ServiceClient }, AgentProblem>> {
  const { context } = options;
  const tenant = await createTenant(context, { displayName: 'Contoso' });
  if (!tenant.ok) return fail(fromService(tenant.error));
  const issued: ServiceClient[] = [];
  for (const [device, file] of [
    [OLD_DEVICE.name, 'anna-old-device.json'],
    [NEW_DEVICE.name, 'anna-new-device.json'],
  ] as const) {
    const enrollment = await enroll(context, {
      tenantId: tenant.value.tenantId,
      userPrincipalName: ANNA.userPrincipalName,
      deviceName: device,
      lifetimeHours: 1,
    });
    if (!enrollment.ok) return fail(fromService(enrollment.error));
    const { token, credentialId, tenantId, expiresAt } = enrollment.value;
    const user = ANNA.userPrincipalName;
    const credential = { service: options.serviceUrl, token, user, device, tenantId, credentialId, expiresAt };
    const path = join(options.folder, file);
    writeCredential(path, credential);
    const connection = connectBy(path);
    if (!connection.ok) return connection;
    issued.push(connection.value.service);
  }
  const [oldDevice, newDevice] = issued as [ServiceClient, ServiceClient];
  options.say(`Organization "Contoso" with ${ANNA.displayName} on ${OLD_DEVICE.name} and ${NEW_DEVICE.name}.`);
  return ok({ oldDevice, newDevice });
}

/** Restores onto a copy of the fresh profile, undoes it, and compares every file. */
function rehearseUndo(freshFolder: string, snapshot: Snapshot, now: () => number): Result<boolean, AgentProblem> {
  const copy = `${freshFolder}-rehearsal`;
  mkdirSync(copy, { recursive: true });
  cpSync(freshFolder, copy, { recursive: true });
  const profile = openProfile(copy);
  if (!profile.ok) return profile;
  const plan = planFor(profile.value, snapshot, catalog, CHOICES);
  const applied = applyAndVerify(profile.value, plan, 'rehearsal', now());
  if (!applied.ok) return applied;
  const undone = undoRestore(copy, false);
  if (!undone.ok) return undone;
  const paths = undone.value.files.map((file) => file.path);
  const hash = (folder: string, path: string): string => sha256(readFileSync(join(folder, path)));
  return ok(paths.every((path) => hash(copy, path) === hash(freshFolder, path)));
}

function secretsIn(snapshot: Snapshot): readonly string[] {
  const everything = JSON.stringify(snapshot);
  return ANNAS_SECRETS.filter(([, , text]) => everything.includes(text)).map(([, name]) => name);
}
