// Restores that administrators ask for: asked with a reason, withdrawn while nobody was shown anything, told to the device when it
// asks. Whether one may be offered is decided when it is offered, like every other.

import { requestStateAt, type RestoreRequest } from '../../domain/restore/restore-request.ts';
import { HOUR_MILLISECONDS, sessionAt } from '../../domain/restore/session.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT, RESTORE_REQUEST_DAYS } from '../../protocol/limits.ts';
import type {
  RestoreRequest as RequestBody,
  RestoreRequestPage,
  WaitingRequest,
} from '../../protocol/operations/restore-requests.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { AuditActor } from '../../domain/audit/event.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { findProfiles } from '../backup/profile-store.ts';
import { findSnapshot } from '../backup/snapshot-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findDevicesOf } from '../devices/device-store.ts';
import type { Call } from '../http/handlers.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { addRequest, findRequests, findWaiting, lockRequest, type RequestRow, setWithdrawn } from './request-store.ts';
import { findSession, lockLiveSession, lockPlace } from './session-store.ts';

export type RequestAct = {
  readonly tenantId: string;
  readonly actor: AuditActor;
  /** As people know who asks. */
  readonly by: string;
  readonly correlationId: string;
};

export type Wanted = Call<'requestRestore'>['params'] & Call<'requestRestore'>['body'];

export function requestRestore(
  context: Context,
  act: RequestAct,
  wanted: Wanted,
): Promise<Result<RequestBody, Problem>> {
  const now = context.clock();
  const [requestId, eventId] = [newId(context), newId(context)];
  return inTenant(context, act.tenantId, async (tx) => {
    const { userId, deviceId, reason } = wanted;
    const device = (await findDevicesOf(tx, userId)).find((it) => it.deviceId === deviceId);
    if (device === undefined) return notTheirs(deviceId);
    await lockPlace(tx, wanted);
    const held = await whatIsThere(tx, wanted, now);
    if (held !== undefined) return fail({ code: 'already-exists', detail: held });
    const choice = await checkWanted(tx, wanted);
    if (!choice.ok) return choice;

    const expiresAt = now + RESTORE_REQUEST_DAYS * 24 * HOUR_MILLISECONDS;
    const request = { requestId, userId, deviceId, reason, requestedBy: act.by, requestedAt: now, expiresAt };
    await addRequest(tx, { ...request, ...choice.value });
    const [row] = await findRequests(tx, { requestId, limit: 1 });
    const properties = {
      reason: { new: reason },
      profileId: { new: choice.value.wanted?.profileId },
      snapshotId: { new: choice.value.wanted?.snapshotId },
      expiresAt: { new: new Date(expiresAt).toISOString() },
    };
    const body = await bodyOf(tx, row as RequestRow, now);
    const resources = [{ type: 'RestoreRequest', id: requestId, properties } as const, ...subjects(row as RequestRow)];
    await appendAuditEvent(tx, { ...whoAndWhen(act, now, eventId), activity: 'restore.requested', resources });
    return ok(body);
  });
}

/** Withdrawing again what is withdrawn changes nothing. */
export function withdrawRequest(
  context: Context,
  act: RequestAct,
  { userId, requestId }: Call<'withdrawRestoreRequest'>['params'],
): Promise<Result<RequestBody, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, act.tenantId, async (tx) => {
    const request = await lockRequest(tx, userId, requestId);
    if (request === undefined) return fail({ code: 'not-found', detail: `There is no request ${requestId} for them.` });
    const [row] = await findRequests(tx, { requestId, limit: 1 });
    const before = await bodyOf(tx, row as RequestRow, now);
    if (before.state === 'withdrawn') return ok(before);
    if (before.state !== 'waiting') return tooLate(before);
    await setWithdrawn(tx, requestId, new Date(now));
    const resources = [{ type: 'RestoreRequest', id: requestId } as const, ...subjects(row as RequestRow)];
    await appendAuditEvent(tx, { ...whoAndWhen(act, now, eventId), activity: 'restore.requestWithdrawn', resources });
    return ok({ ...before, state: 'withdrawn' });
  });
}

export function listRequests(
  context: Context,
  tenantId: string,
  { limit = PAGE_SIZE_DEFAULT, ...wanted }: Call<'listRestoreRequests'>['query'],
): Promise<Result<RestoreRequestPage, Problem>> {
  const now = context.clock();
  return inTenant(context, tenantId, async (tx) => {
    const found = await findRequests(tx, { ...wanted, limit: limit + 1 });
    const requests: RequestBody[] = [];
    for (const row of found.slice(0, limit)) requests.push(await bodyOf(tx, row, now));
    return ok({ requests, next: found.length > limit ? (requests.at(-1)?.requestId ?? null) : null });
  });
}

export function getWaitingRequest(context: Context, actor: DeviceActor): Promise<Result<WaitingRequest, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => {
    const found = await findWaiting(tx, actor, new Date(context.clock()));
    return ok({ request: found === undefined ? null : told(found) });
  });
}

/** What the person, and their device, are told of it. */
export function told({ requestId, reason, requestedBy, expiresAt }: RestoreRequest) {
  return { requestId, reason, requestedBy, expiresAt: new Date(expiresAt).toISOString() };
}

/** Why there is nothing more to ask for. */
async function whatIsThere(tx: TenantTransaction, wanted: Wanted, now: number): Promise<string | undefined> {
  if ((await findWaiting(tx, wanted, new Date(now))) !== undefined)
    return 'A restore was asked for already, and waits.';
  const live = (await lockLiveSession(tx, wanted))?.session;
  const isGoingOn = live !== undefined && now < live.expiresAt;
  return isGoingOn ? 'A restore is offered to them on this device, or under way.' : undefined;
}

async function checkWanted(
  tx: TenantTransaction,
  { userId, profileId, snapshotId }: Wanted,
): Promise<Result<Pick<RestoreRequest, 'wanted'>, Problem>> {
  if (snapshotId !== undefined) {
    const snapshot = await findSnapshot(tx, userId, snapshotId);
    const isOfProfile = profileId === undefined || snapshot?.facts.profileId === profileId;
    if (snapshot === undefined || !isOfProfile) return notInBackups(`snapshot ${snapshotId}`);
    return ok({ wanted: { profileId: snapshot.facts.profileId, snapshotId } });
  }
  if (profileId === undefined) return ok({});
  const profiles = await findProfiles(tx, userId);
  if (!profiles.some((it) => it.profileId === profileId)) return notInBackups(`backup profile ${profileId}`);
  return ok({ wanted: { profileId } });
}

async function bodyOf(tx: TenantTransaction, row: RequestRow, now: number): Promise<RequestBody> {
  const { request, deviceName, userPrincipalName } = row;
  const { requestId, userId, deviceId, wanted, reason, requestedBy, sessionId } = request;
  const session = sessionId === undefined ? undefined : (await findSession(tx, userId, sessionId))?.session;
  return {
    requestId,
    userId,
    userPrincipalName,
    deviceId,
    deviceName,
    profileId: wanted?.profileId ?? null,
    snapshotId: wanted?.snapshotId ?? null,
    reason,
    requestedBy,
    requestedAt: new Date(request.requestedAt).toISOString(),
    expiresAt: new Date(request.expiresAt).toISOString(),
    state: requestStateAt(request, session, now),
    sessionId: sessionId ?? null,
    sessionState: session === undefined ? null : sessionAt(session, now).state,
  };
}

function subjects({ request, deviceName, userPrincipalName }: RequestRow) {
  return [
    { type: 'User', id: request.userId, name: userPrincipalName } as const,
    { type: 'Device', id: request.deviceId, name: deviceName } as const,
  ];
}

function whoAndWhen({ actor, correlationId }: RequestAct, now: number, eventId: string) {
  return { eventId, occurredAt: now, actor, correlationId };
}

function notTheirs(deviceId: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `They have no device ${deviceId}.` });
}

function notInBackups(what: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `They have no ${what}.` });
}

function tooLate({ state }: RequestBody): Result<never, Problem> {
  const why = state === 'expired' ? 'It expired' : 'The restore was offered to them';
  return fail({ code: 'already-decided', detail: `${why}; there is nothing to take back.` });
}
