// Lets people end what is stored of their own backups, from a device of theirs: the erasure that administrators have
// (../keys/erase-user.ts), where the tenant lets people do it. Who erased themselves may let backups begin again; after an
// administrator's erasure that is an administrator's to do.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { ErasureReceipt } from '../../protocol/operations/keys.ts';
import type { OwnErasure, OwnErasureRequest } from '../../protocol/operations/own-data.ts';
import type { Problem } from '../../protocol/problem.ts';
import { findAccessPolicy } from '../access/access-policy-store.ts';
import type { Context } from '../context.ts';
import { auditActorOf, type DeviceActor } from '../identity/actor.ts';
import type { Act } from '../keys/act.ts';
import { allowAgain } from '../keys/allow-again.ts';
import { eraseUser } from '../keys/erase-user.ts';
import { findErasures } from '../keys/erasure-store.ts';
import { inTenant } from '../transact.ts';

type Call = { readonly actor: DeviceActor; readonly requestId: string };

export async function eraseOwnData(
  context: Context,
  call: Call & { readonly body: OwnErasureRequest },
): Promise<Result<ErasureReceipt, Problem>> {
  const { userId, userPrincipalName } = call.actor;
  if (call.body.userPrincipalName.toLowerCase() !== userPrincipalName.toLowerCase()) {
    const detail = 'The request names somebody else than the person whose device sent it. Nothing was erased.';
    return fail({ code: 'bad-request', detail });
  }
  return eraseUser(context, ownAct(call), userId, { isOwn: true });
}

export async function resumeOwnBackups(context: Context, call: Call): Promise<Result<OwnErasure, Problem>> {
  const allowed = await allowAgain(context, ownAct(call), call.actor.userId, { isOwn: true });
  return allowed.ok ? getOwnErasure(context, call.actor) : allowed;
}

/** A legal hold is left out: whoever tries to erase is told of it. */
export function getOwnErasure(
  context: Context,
  { tenantId, userId, userPrincipalName }: DeviceActor,
): Promise<Result<OwnErasure, Problem>> {
  return inTenant<OwnErasure>(context, tenantId, async (tx) => {
    const [latest] = await findErasures(tx, userId);
    return ok({
      userPrincipalName,
      isAllowed: (await findAccessPolicy(tx)).ownErasure,
      latest:
        latest === undefined
          ? null
          : {
              receipt: JSON.parse(latest.receipt) as ErasureReceipt,
              isOwn: latest.isOwn,
              liftedAt: latest.liftedAt?.toISOString() ?? null,
            },
    });
  });
}

function ownAct({ actor, requestId: correlationId }: Call): Act {
  const { tenantId, userPrincipalName: actorName } = actor;
  return { tenantId, actor: auditActorOf(actor), actorName, correlationId };
}
