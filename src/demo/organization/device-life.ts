// A person's device as the service meets it: it joins, checks in, backs up, and may be asked about a restore. Every act is a use
// case of the service with that device as its actor; what the service refuses stays refused.

import { type Captured, madeCapture } from './made-capture.ts';
import type { EnrollmentPhase } from '../../domain/enrollment/phase.ts';
import type { Transition } from '../../domain/restore/session.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { documentTexts } from '../../domain/snapshot/take-snapshot.ts';
import { sha256 } from '../../lib/hash.ts';
import type { Result } from '../../lib/result.ts';
import { CREDENTIAL_HOURS_MAX } from '../../protocol/limits.ts';
import type { OfferAnswer, RestoreSession } from '../../protocol/operations/restore.ts';
import { createSnapshot } from '../../server/backup/create-snapshot.ts';
import { proposeSnapshot } from '../../server/backup/propose-snapshot.ts';
import { type Context, newId } from '../../server/context.ts';
import { enroll } from '../../server/devices/enroll.ts';
import { joinDevice } from '../../server/devices/join-device.ts';
import type { DeviceActor } from '../../server/identity/actor.ts';
import { checkIn } from '../../server/restore/check-in.ts';
import { moveRestore } from '../../server/restore/move-restore.ts';
import { requestOffer } from '../../server/restore/request-offer.ts';
import type { DeviceKind } from './device-kinds.ts';
import type { Habits } from './habits.ts';

/** A person at a device. */
export type Seat = {
  readonly tenantId: string;
  readonly userPrincipalName: string;
  readonly deviceName: string;
  readonly directoryDeviceId: string;
  readonly kind: DeviceKind;
  readonly packages: readonly string[];
  /** What people had first, what they use beside it, what they got in the last month. */
  readonly role: 'main' | 'second' | 'new';
  habits: Habits;
  actor?: DeviceActor;
};

/** The service's context at another time. */
export function contextAt(context: Context, time: number): Context {
  return { ...context, clock: () => time };
}

/** An answer that has to be there: in a made organization a refusal is an error of whoever made it. */
export function certain<T>(result: Result<T, { readonly code: string; readonly detail?: string | undefined }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail ?? ''}`);
  return result.value;
}

export async function join(context: Context, seat: Seat): Promise<void> {
  const { tenantId, userPrincipalName, deviceName, directoryDeviceId, kind } = seat;
  const enrolled = certain(
    await enroll(context, { tenantId, userPrincipalName, deviceName, lifetimeHours: CREDENTIAL_HOURS_MAX }),
  );
  const keyThumbprint = Buffer.from(context.randomBytes(32)).toString('base64url');
  const actor: DeviceActor = { ...enrolled, kind: 'device', keyThumbprint };
  const joinType = JOIN_TYPES[kind.facts.joinState ?? 'none'] ?? 'unknown';
  const joining = { displayName: deviceName, joinType, keyProtection: 'hardware', directoryDeviceId } as const;
  certain(await joinDevice(context, { actor, requestId: newId(context), join: joining }));
  seat.actor = actor;
}

const JOIN_TYPES: Readonly<Partial<Record<string, 'azureADJoined' | 'hybridAzureADJoined' | 'azureADRegistered'>>> = {
  entraJoined: 'azureADJoined',
  hybridJoined: 'hybridAzureADJoined',
  workplaceRegistered: 'azureADRegistered',
};

/** As a scheduled run does: asks first, and sends only what the service lacks. `undefined`: it may not back up. */
export async function backUp(context: Context, seat: Seat): Promise<Snapshot | undefined> {
  const actor = actorOf(seat);
  const answer = certain(await checkIn(context, { actor, said: saidBy(seat), requestId: newId(context) }));
  if (answer.decision.verdict !== 'eligible') return undefined;
  const { deviceName, kind, habits, packages } = seat;
  const facts = { ...kind.facts, deviceName };
  const captured: Captured = { facts, habits, packages, at: context.clock(), excluded: answer.excludedCategories };
  const snapshot = madeCapture(captured);
  await send(context, actor, snapshot);
  return snapshot;
}

async function send(context: Context, actor: DeviceActor, snapshot: Snapshot): Promise<void> {
  const { manifest } = snapshot;
  const correlationId = newId(context);
  const proposed = certain(await proposeSnapshot(context, actor, { manifest, correlationId }));
  if (proposed.outcome === 'unchanged') return;
  const { headSnapshotId: expectedHead, missing } = proposed;
  const documents = documentTexts(snapshot).filter((text) => missing.includes(sha256(text)));
  certain(
    await createSnapshot(context, actor, { manifest, expectedHead, documents, decidedBy: 'policy', correlationId }),
  );
}

export async function askForRestore(context: Context, seat: Seat, phase: EnrollmentPhase): Promise<OfferAnswer> {
  const signedInAt = new Date(context.clock() - 90_000).toISOString();
  const asked = { ...saidBy(seat), phase, signedInAt };
  return certain(await requestOffer(context, { actor: actorOf(seat), asked, requestId: newId(context) }));
}

export async function takeStep(
  context: Context,
  seat: Seat,
  { sessionId, version }: RestoreSession,
  transition: Transition,
): Promise<RestoreSession> {
  const step = { transitionId: newId(context), version, transition };
  return certain(await moveRestore(context, { actor: actorOf(seat), sessionId, step, requestId: newId(context) }));
}

function actorOf({ actor, deviceName }: Seat): DeviceActor {
  if (actor === undefined) throw new Error(`${deviceName} has not joined`);
  return actor;
}

function saidBy({ kind: { facts, enrollment, localPolicies } }: Seat) {
  return { facts, enrollment, localPolicies, account: 'organizational' } as const;
}
