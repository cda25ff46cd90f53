// A device joins: the key that the request proved possession of becomes the person's key on that device, and a credential
// that an operator issued is bound to it for ever. Repeating it is harmless.
//
// Guarantees: a key belongs to one device; a credential to the first key that came with it. Who has only a token joins a
// device soon after signing in or not at all, because a stolen token must not be able to bring a key of its own for long.

import { fail, ok, type Result } from '../../lib/result.ts';
import { JOIN_SIGN_IN_SECONDS_MAX } from '../../protocol/limits.ts';
import type { DeviceJoin, JoinedDevice } from '../../protocol/operations/devices.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { auditActorOf, type DeviceActor, type UserActor } from '../identity/actor.ts';
import { bindCredential, findCredential } from '../identity/credential-store.ts';
import { findIssuers } from '../identity/issuer-store.ts';
import { type Refusal, REFUSED } from '../identity/refusal.ts';
import { lockEnrollment } from '../identity/user-store.ts';
import { checkName } from '../names.ts';
import { inTenant } from '../transact.ts';
import { addDeviceKey, findDeviceKey } from './device-key-store.ts';
import { addDevice, findDevice, setJoined } from './device-store.ts';

export type JoinInput = {
  readonly actor: DeviceActor | UserActor;
  readonly requestId: string;
  readonly join: DeviceJoin;
};

export async function joinDevice(context: Context, input: JoinInput): Promise<Result<JoinedDevice, Refusal>> {
  const { actor, join } = input;
  const displayName = checkName('device', join.displayName);
  if (!displayName.ok) return displayName;
  const thumbprint = actor.keyThumbprint;
  if (thumbprint === undefined) return NO_PROOF;
  const now = new Date(context.clock());
  const fresh = { deviceId: newId(context), boundId: newId(context), joinedId: newId(context) };
  return inTenant(context, actor.tenantId, async (tx) => {
    const admitted = await mayJoin(tx, actor, now);
    if (!admitted.ok) return admitted;
    await lockEnrollment(tx);
    const place = await placeOf(tx, actor, thumbprint);
    if (!place.ok) return place;
    const { deviceId = fresh.deviceId, isKnown } = place.value;
    if (!isKnown) await addDevice(tx, { deviceId, displayName: displayName.value, now });

    const already = (await findDeviceKey(tx, thumbprint)).some(({ userId }) => userId === actor.userId);
    const { joinType, keyProtection, directoryDeviceId } = join;
    await setJoined(tx, deviceId, { joinType, directoryDeviceId, now });
    const key = { thumbprint, userId: actor.userId, deviceId, protection: keyProtection, joinedAt: now };
    await addDeviceKey(tx, key);
    const bound = await bind(tx, actor, thumbprint);
    if (!bound.ok) return bound;
    const device = await findDevice(tx, deviceId);
    const name = device?.displayName ?? displayName.value;
    const { boundId, joinedId } = fresh;
    const events = { ...input, now, deviceId, name, thumbprint, boundId, joinedId };
    if (bound.value) await auditBinding(tx, events);
    if (!already) await auditJoin(tx, events);
    return ok({ deviceId, displayName: name, joinType, keyThumbprint: thumbprint });
  });
}

/** A credential says enough; a token has to be young, and of as strong a sign-in as the tenant asks for. */
async function mayJoin(
  tx: TenantTransaction,
  actor: DeviceActor | UserActor,
  now: Date,
): Promise<Result<void, Refusal>> {
  if (actor.kind === 'device') return ok(undefined);
  const { signIn, scopes } = actor;
  const issuer = (await findIssuers(tx)).find((it) => it.issuer === signIn.issuer);
  if (issuer === undefined) return REFUSED;
  const { backupScope, joinContext } = issuer.settings;
  if (backupScope !== null && !scopes.includes(backupScope)) {
    return fail({ code: 'not-permitted', detail: `The token lacks the scope ${backupScope}.` });
  }
  const isRecent = now.getTime() - signIn.at <= JOIN_SIGN_IN_SECONDS_MAX * 1000;
  if (isRecent && (joinContext === null || signIn.contexts.includes(joinContext))) return ok(undefined);
  return fail(stepUp(joinContext));
}

/** RFC 9470. */
function stepUp(context: string | null): Refusal {
  const wanted = [`max_age="${JOIN_SIGN_IN_SECONDS_MAX}"`, ...(context === null ? [] : [`acr_values="${context}"`])];
  const minutes = JOIN_SIGN_IN_SECONDS_MAX / 60;
  const strength = context === null ? '' : ` that satisfies the authentication context ${context}`;
  return {
    code: 'sign-in-too-old',
    detail: `A device joins within ${minutes} minutes of a sign-in${strength}.`,
    headers: { 'www-authenticate': `DPoP error="insufficient_user_authentication", ${wanted.join(', ')}` },
  };
}

type Place = { readonly deviceId?: string; readonly isKnown: boolean };

/** The device that the credential was issued for, or the one that the key is of, or a new one. */
async function placeOf(
  tx: TenantTransaction,
  actor: DeviceActor | UserActor,
  thumbprint: string,
): Promise<Result<Place, Problem>> {
  const keyed = (await findDeviceKey(tx, thumbprint))[0]?.deviceId;
  const named = actor.kind === 'device' ? actor.deviceId : undefined;
  if (keyed !== undefined && named !== undefined && keyed !== named) {
    return fail({ code: 'already-exists', detail: OTHER_DEVICE });
  }
  const deviceId = named ?? keyed;
  return ok(deviceId === undefined ? { isKnown: false } : { deviceId, isKnown: true });
}

/** Whether it was bound just now. Somebody else may have been first since the request was authenticated. */
async function bind(
  tx: TenantTransaction,
  actor: DeviceActor | UserActor,
  thumbprint: string,
): Promise<Result<boolean, Refusal>> {
  if (actor.kind !== 'device' || actor.credentialId === undefined) return ok(false);
  const credential = await findCredential(tx, actor.credentialId);
  if (credential?.keyThumbprint === thumbprint) return ok(false);
  if (credential?.keyThumbprint !== null) return REFUSED;
  await bindCredential(tx, actor.credentialId, thumbprint);
  return ok(true);
}

type Events = JoinInput & {
  readonly now: Date;
  readonly deviceId: string;
  readonly name: string;
  readonly thumbprint: string;
  readonly boundId: string;
  readonly joinedId: string;
};

function auditBinding(tx: TenantTransaction, { actor, requestId, now, thumbprint, boundId }: Events): Promise<void> {
  const credentialId = actor.kind === 'device' ? (actor.credentialId ?? '') : '';
  return appendAuditEvent(tx, {
    eventId: boundId,
    occurredAt: now.getTime(),
    actor: auditActorOf(actor),
    activity: 'credential.bound',
    correlationId: requestId,
    resources: [{ type: 'Credential', id: credentialId, properties: { keyThumbprint: { new: thumbprint } } }],
  });
}

function auditJoin(tx: TenantTransaction, events: Events): Promise<void> {
  const { actor, requestId, join, now, deviceId, name, thumbprint, joinedId } = events;
  const properties = {
    joinType: { new: join.joinType },
    keyProtection: { new: join.keyProtection },
    keyThumbprint: { new: thumbprint },
  };
  return appendAuditEvent(tx, {
    eventId: joinedId,
    occurredAt: now.getTime(),
    actor: auditActorOf(actor),
    activity: 'device.joined',
    correlationId: requestId,
    resources: [
      { type: 'Device', id: deviceId, name, properties },
      { type: 'User', id: actor.userId, name: actor.userPrincipalName },
    ],
  });
}

const OTHER_DEVICE =
  'This key belongs to another device already. Remove the file that ends with .key beside the credential: a new one is made.';
const NO_PROOF = fail({
  code: 'proof-refused',
  detail: 'A device joins with a key: the request has no proof of possession (the header DPoP).',
} as const);
