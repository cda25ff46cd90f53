// The smallest change of one policy that lets a restore through, found by trying: each candidate is applied to the policy's
// own document, the result read and evaluated again by the same engine, over the restore's sign-ins and over a grid of others.
//
// A candidate counts only if no restore sign-in is blocked by the policy any more. Those are ranked by how many other
// sign-ins they change, then by how many restores of other people and devices, then by the size of the edit.

import { canonicalJson } from '../../../lib/canonical-json.ts';
import { NOTHING, sameSpan, type Span } from '../demand.ts';
import { evaluatePolicy, isEnforced } from '../evaluate.ts';
import type { JsonObject } from '../members.ts';
import { differences, mergePatch } from '../merge-patch.ts';
import { parsePolicy } from '../parse-policy.ts';
import type { Policy } from '../policy.ts';
import type { SignIn } from '../sign-in.ts';
import type { Tenant } from '../tenant.ts';
import { candidateEdits, type EditKind } from './candidate-edits.ts';
import { gridFor } from './grid.ts';
import { RESTORE_APPLICATIONS, type RestoreFacts, type RestoreSignIn } from './restore-sign-ins.ts';

export type ProvenChange = {
  readonly policy: Policy;
  readonly changed: Policy;
  readonly kind: EditKind;
  readonly words: string;
  /** Body of `PATCH /identity/conditionalAccess/policies/{id}`. */
  readonly patch: JsonObject;
  /** One line per value that appears or goes. */
  readonly edits: readonly string[];
  /** Sign-ins to anything but the restore's applications whose outcome changes; 0 means it weakens nothing else. */
  readonly changedElsewhere: number;
  /** Restores of other people, devices, platforms and places that are let through too. */
  readonly changedRestores: number;
  readonly gridSize: number;
};

/** All edits that work, the best first; empty where no single edit does. */
export function provenChanges(
  policy: Policy,
  blocked: readonly RestoreSignIn[],
  facts: RestoreFacts,
  tenant: Tenant,
): readonly ProvenChange[] {
  const applications = [...new Set(blocked.map(({ application }) => application))];
  const grid = gridFor(policy, facts).map((signIn) => ({ signIn, before: enforcedSpan(policy, signIn, tenant) }));
  return candidateEdits(policy, applications, facts, tenant)
    .map((edit) => ({ ...edit, changed: parsePolicy(mergePatch(policy.source, edit.patch)) }))
    .filter(({ changed }) => !changed.isMalformed && lets(changed, blocked, tenant))
    .map(({ changed, kind, words, patch }): ProvenChange => {
      const moved = grid.filter(({ signIn, before }) => !sameSpan(before, enforcedSpan(changed, signIn, tenant)));
      const restores = moved.filter(({ signIn }) => isRestore(signIn)).length;
      const edits = differences(policy.source, changed.source);
      return {
        policy,
        changed,
        kind,
        words,
        patch,
        edits,
        changedElsewhere: moved.length - restores,
        changedRestores: restores,
        gridSize: grid.length,
      };
    })
    .toSorted(
      (one, other) =>
        one.changedElsewhere - other.changedElsewhere ||
        one.changedRestores - other.changedRestores ||
        one.edits.length - other.edits.length ||
        canonicalJson(one.patch).length - canonicalJson(other.patch).length,
    );
}

function lets(policy: Policy, blocked: readonly RestoreSignIn[], tenant: Tenant): boolean {
  return blocked.every(({ signIn }) => enforcedSpan(policy, signIn, tenant).atMost !== 'block');
}

/** Nothing, where the policy is not enforced. */
function enforcedSpan(policy: Policy, signIn: SignIn, tenant: Tenant): Span {
  return isEnforced(policy) ? evaluatePolicy(policy, signIn, tenant).demand : NOTHING;
}

function isRestore({ target }: SignIn): boolean {
  return target.kind === 'application' && target.applications.every(({ id }) => RESTORE_APPLICATIONS.includes(id));
}
