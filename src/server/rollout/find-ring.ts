// Which ring or exception an operator means, by what people call it or by its id.

import type { RolloutException } from '../../domain/rollout/exception.ts';
import type { Ring } from '../../domain/rollout/ring.ts';
import { nearest } from '../../lib/nearest.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findExceptions } from './exception-store.ts';
import { findRings } from './ring-store.ts';

export function findRingCalled(context: Context, tenantId: string, nameOrId: string): Promise<Result<Ring, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const rings = (await findRings(tx)).map((ring) => ({ ring, id: ring.ringId, name: ring.displayName }));
    const found = onlyCalled(rings, nameOrId, 'ring');
    return found.ok ? ok(found.value.ring) : found;
  });
}

/** Of those that are not closed. */
export function findExceptionCalled(
  context: Context,
  tenantId: string,
  nameOrId: string,
): Promise<Result<RolloutException, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const open = await findExceptions(tx, { closedToo: false });
    const named = open.map((exception) => ({ exception, id: exception.exceptionId, name: exception.subject }));
    const found = onlyCalled(named, nameOrId, 'exception');
    return found.ok ? ok(found.value.exception) : found;
  });
}

type Named = { readonly id: string; readonly name: string };

function onlyCalled<T extends Named>(all: readonly T[], nameOrId: string, what: string): Result<T, Problem> {
  const wanted = nameOrId.trim().toLowerCase();
  const found = all.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return ok(only);
  const like = nearest(
    nameOrId,
    all.map(({ name }) => name),
  );
  const meant = like.length === 0 ? '' : ` Is one of these meant: ${like.join(', ')}?`;
  const detail =
    found.length > 1
      ? `There are ${found.length} called "${nameOrId}"; use the id of one: ${found.map(({ id }) => id).join(', ')}.`
      : `There is no ${what} "${nameOrId}".${meant}`;
  return fail({ code: 'not-found', detail });
}
