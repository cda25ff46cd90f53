// Decides now about somebody on a device, for an administrator: from what is known, without asking the device; nothing is stored.

import { fail, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { findDevice } from '../devices/device-store.ts';
import { findUser } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';
import { accountOf } from './account-of.ts';
import { type Decided, decideFor } from './decide-for.ts';
import type { Subject } from './decision-store.ts';
import type { Question } from './question.ts';

export type Wondered = Subject & Pick<Question, 'occasion'>;

export function explainEligibility(
  context: Context,
  tenantId: string,
  { userId, deviceId, occasion }: Wondered,
): Promise<Result<Decided, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    if ((await findUser(tx, userId)) === undefined) return notFound(`There is no user ${userId}.`);
    if ((await findDevice(tx, deviceId)) === undefined) return notFound(`There is no device ${deviceId}.`);
    const account = await accountOf(tx, { userId, deviceId });
    return decideFor(context, tx, { userId, deviceId, occasion, account, isSignedIn: false });
  });
}

function notFound(detail: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail });
}
