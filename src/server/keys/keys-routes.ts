// The operations of keys, erasure and legal holds, as calls of their use cases.

import type { KEY_OPERATIONS } from '../../protocol/operations/keys.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { actOf } from './act.ts';
import { eraseUser } from './erase-user.ts';
import { keyStatus } from './key-status.ts';
import { listErasuresOf } from './list-erasures.ts';
import { listLegalHolds, placeLegalHold, releaseLegalHold } from './legal-holds.ts';
import { rotateKeys } from './rotate-keys.ts';

export function keyHandlers(context: Context): Pick<Handlers, keyof typeof KEY_OPERATIONS> {
  return {
    getKeyStatus: ({ actor }) => keyStatus(context, actor.tenantId),
    rotateKeys: (call) => rotateKeys(context, actOf(call)),
    eraseUser: (call) => eraseUser(context, actOf(call), call.params.userId),
    listErasuresOf: ({ actor, params }) => listErasuresOf(context, { tenantId: actor.tenantId, ...params }),
    listLegalHolds: ({ actor }) => listLegalHolds(context, { tenantId: actor.tenantId }),
    listLegalHoldsOf: ({ actor, params }) => listLegalHolds(context, { tenantId: actor.tenantId, ...params }),
    placeLegalHold: (call) => placeLegalHold(context, actOf(call), { ...call.params, ...call.body }),
    releaseLegalHold: (call) => releaseLegalHold(context, actOf(call), call.params),
  };
}
