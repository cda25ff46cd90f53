// Whom a list may tell somebody of: everybody, or the people who are known to be in the groups that their roles are over. The
// list leaves out all others in its statement, so that neither a search nor a page after somebody tells of them.

import { type Reach, reachOf } from '../../domain/access/decide-access.ts';
import type { Permission } from '../../domain/access/permissions.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { KNOWN_DAYS_MAX } from './known-groups-store.ts';
import { loadGrants } from './load-grants.ts';

export async function withinReach<T>(
  context: Context,
  { actor, permission }: { readonly actor: Actor; readonly permission: Permission },
  list: (reach: Reach) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const reach = await inTenant(context, actor.tenantId, async (tx) =>
    ok(reachOf((await loadGrants(tx, actor)).grants, permission)),
  );
  return reach.ok ? list(reach.value) : reach;
}

/** A condition on the column of a person's id; `groups` and `since` are the names of the parameters `reachParameters` gives. */
export function inReach(userId: string, { groups, since }: { groups: string; since: string }): string {
  return `(${groups}::text[] IS NULL OR ${userId} IN (
            SELECT m.user_id FROM group_member m WHERE m.tenant_id = $1 AND m.group_id::text = ANY(${groups})
             UNION ALL SELECT k.user_id FROM known_groups k
                        WHERE k.tenant_id = $1 AND k.issued_at > ${since}::timestamptz AND k.group_ids && ${groups}))`;
}

export function reachParameters(reach: Reach, now: number): readonly [groups: readonly string[] | null, since: Date] {
  return [reach === 'everybody' ? null : reach, new Date(now - KNOWN_DAYS_MAX * DAY)];
}

const DAY = 24 * 60 * 60 * 1000;
