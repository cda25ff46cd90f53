// What a tenant chooses about access.

import { fail, ok, type Result } from '../../lib/result.ts';

export type AccessPolicy = {
  /** Reading another person's backup needs a second person's approval. */
  readonly contentReadApproval: boolean;
  /** Roles that a token names (`wids`, and app roles in `roles`) count like assignments. */
  readonly trustTokenRoles: boolean;
  /** People may erase their own backups, and so may whoever holds their unlocked device. A legal hold forbids it all the same. */
  readonly ownErasure: boolean;
};

export const DEFAULT_ACCESS_POLICY: AccessPolicy = {
  contentReadApproval: false,
  trustTokenRoles: true,
  ownErasure: false,
};

export type LoosenRefusal = { readonly code: 'second-person-required'; readonly detail: string };

/**
 * Any administrator of roles may ask for a second person. To stop asking is not theirs: it would be one person's way around
 * the second one. That is done on the machine, by whoever runs the service.
 */
export function decideAccessPolicy(
  current: AccessPolicy,
  wanted: Partial<AccessPolicy>,
  by: 'operator' | 'administrator',
): Result<AccessPolicy, LoosenRefusal> {
  const next = { ...current, ...wanted };
  if (by === 'administrator' && current.contentReadApproval && !next.contentReadApproval) {
    const detail = 'The approval of reading backups is switched off by the operator alone: keepsake role policy.';
    return fail({ code: 'second-person-required', detail });
  }
  return ok(next);
}
