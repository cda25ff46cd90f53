// Erases a person's backups by destroying the person's keys, and removes what they sealed, with the restores they were offered
// and what was decided about them. At once: nobody keeps a user's key in memory longer than a transaction takes. A legal hold
// prevents it. Repeating it gives the same receipt.
//
// What it can not reach are copies of the database from before: they hold the destroyed key, wrapped. The receipt names the
// keys that wrapped it; docs/operating/keys.md says when such a copy is worthless, too.

import { canonicalJson } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { signReceipt } from '../../protocol/erasure-receipt.ts';
import type { ErasureReceipt } from '../../protocol/operations/keys.ts';
import type { Problem } from '../../protocol/problem.ts';
import { findAccessPolicy } from '../access/access-policy-store.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { sweepBlobs } from '../backup/blob-store.ts';
import { removeProfilesOf } from '../backup/profile-store.ts';
import { findSnapshotIds, removeSnapshots } from '../backup/snapshot-store.ts';
import { type Context, newId } from '../context.ts';
import { removeDecisionsOf } from '../eligibility/decision-store.ts';
import { removeRequestsOf } from '../restore/request-store.ts';
import { removeSessionsOf } from '../restore/session-store.ts';
import type { TenantTransaction } from '../database/database.ts';
import { tenantSecret } from '../tenants/tenant-secret.ts';
import { inTenant } from '../transact.ts';
import type { Act } from './act.ts';
import { addErasure, findErasure } from './erasure-store.ts';
import { refuseOnHold } from './hold-store.ts';
import { lockPerson, type Person } from './lock-person.ts';
import { findTenantKey } from './tenant-key-store.ts';
import { findUserKeys, removeUserKeys, type UserKeyRow } from './user-key-store.ts';

/** `isOwn`: the person does it, whom the tenant may not let. */
export function eraseUser(
  context: Context,
  act: Act,
  userId: string,
  { isOwn = false }: { readonly isOwn?: boolean } = {},
): Promise<Result<ErasureReceipt, Problem>> {
  const ids = { erasureId: newId(context), eventId: newId(context) };
  const now = new Date(context.clock());
  return inTenant(context, act.tenantId, async (tx) => {
    const person = await lockPerson(tx, userId);
    if (person === undefined) return fail({ code: 'not-found', detail: `There is no user ${userId}.` });
    if (isOwn && !(await findAccessPolicy(tx)).ownErasure) return fail(NOT_BY_PEOPLE);
    const held = await refuseOnHold(tx, userId);
    if (held !== undefined) return held;
    const earlier = await findErasure(tx, userId);
    if (earlier !== undefined && (await findUserKeys(tx, userId)).length === 0) {
      return ok(JSON.parse(earlier.receipt) as ErasureReceipt);
    }
    const seed = await tenantSecret(context, tx, 'receipt-key');
    if (!seed.ok) return seed;

    const destroyed = await destroy(tx, person);
    const receipt = signReceipt(receiptOf(act, { ...ids, now, person, destroyed }), seed.value);
    const { erasureId, eventId } = ids;
    await addErasure(tx, { erasureId, userId, erasedAt: now, receipt: canonicalJson(receipt), isOwn });
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now.getTime(),
      actor: act.actor,
      activity: 'user.erased',
      correlationId: act.correlationId,
      resources: [
        {
          type: 'User',
          id: userId,
          name: person.userPrincipalName,
          properties: {
            erasureId: { new: erasureId },
            keyCount: { old: destroyed.keys.length },
            snapshotCount: { old: destroyed.snapshots },
          },
        },
      ],
    });
    return ok(receipt);
  });
}

const NOT_BY_PEOPLE: Problem = {
  code: 'not-permitted',
  detail: 'This organization does not let people erase their own backups: its administrators do.',
};

type Destroyed = {
  readonly keys: readonly UserKeyRow[];
  readonly wrappedBy: ErasureReceipt['wrappedBy'];
  readonly profiles: number;
  readonly snapshots: number;
  readonly blobs: number;
};

async function destroy(tx: TenantTransaction, { userId }: Person): Promise<Destroyed> {
  const keys = await removeUserKeys(tx, userId);
  const snapshotIds = await findSnapshotIds(tx, userId);
  const profiles = await removeProfilesOf(tx, userId, () => removeSnapshots(tx, snapshotIds));
  const blobs = await sweepBlobs(tx, profiles.blobNames);
  await removeSessionsOf(tx, userId);
  await removeRequestsOf(tx, userId);
  await removeDecisionsOf(tx, userId);
  const wrappedBy: ErasureReceipt['wrappedBy'] = [];
  for (const tenantKeyId of new Set(keys.map((it) => it.tenantKeyId))) {
    const providerKeyId = (await findTenantKey(tx, tenantKeyId))?.wrapped.providerKeyId ?? '';
    wrappedBy.push({ tenantKeyId, providerKeyId });
  }
  return { keys, wrappedBy, profiles: profiles.count, snapshots: snapshotIds.length, blobs };
}

function receiptOf(
  { tenantId }: Act,
  what: { erasureId: string; eventId: string; now: Date; person: Person; destroyed: Destroyed },
) {
  const { destroyed, person } = what;
  return {
    format: 'keepsake.erasure' as const,
    version: 1 as const,
    erasureId: what.erasureId,
    tenantId,
    ...person,
    erasedAt: what.now.toISOString(),
    auditEventId: what.eventId,
    destroyed: {
      userKeyIds: destroyed.keys.map((it) => it.keyId),
      backupProfiles: destroyed.profiles,
      snapshots: destroyed.snapshots,
      blobs: destroyed.blobs,
    },
    wrappedBy: destroyed.wrappedBy,
  };
}
