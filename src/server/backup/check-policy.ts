// What the policies say to a snapshot that comes in. Categories that are excluded, and not left to people to take in, are refused
// whoever decided to back up; whether there may be a backup at all is decided again where the device says that its policy decided.

import { categoriesOf } from '../../domain/policy/consequences.ts';
import { forbiddenGroups, heldBackBy } from '../../domain/policy/held-back.ts';
import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { decideFor } from '../eligibility/decide-for.ts';
import { decisionBody, reasonsOf } from '../eligibility/decision-body.ts';
import { accountOf } from '../eligibility/account-of.ts';
import type { DeviceActor } from '../identity/actor.ts';

export type Arriving = {
  readonly actor: DeviceActor;
  readonly manifest: Manifest;
  readonly decidedBy: 'policy' | 'administrator';
};

export async function checkPolicy(
  context: Context,
  tx: TenantTransaction,
  { actor, manifest, decidedBy }: Arriving,
): Promise<Result<void, Problem>> {
  const { userId, deviceId } = actor;
  const account = await accountOf(tx, actor);
  const decided = await decideFor(context, tx, { userId, deviceId, account, occasion: 'backup', isSignedIn: true });
  if (!decided.ok) return decided;
  const held = heldBackBy(decided.value.facts.policy?.values ?? []);
  const excluded = excludedIn(manifest, categoriesOf(forbiddenGroups(held)));
  if (excluded.length > 0) {
    const detail = `The policies exclude what the snapshot has of: ${excluded.join(', ')}. Leave it out.`;
    return fail({ code: 'not-eligible', detail });
  }
  const { decision } = decided.value;
  if (decidedBy === 'administrator' || decision.verdict === 'eligible') return ok(undefined);
  const reasons = reasonsOf(decisionBody(decision)).join(', ');
  return fail({ code: 'not-eligible', detail: `This device may not back up by itself now: ${reasons}.` });
}

/** With its category the list of Store apps stays behind, too. */
function excludedIn({ categories, apps }: Manifest, excluded: readonly string[]): readonly string[] {
  const held = categories.map(({ category }) => category).filter((category) => excluded.includes(category));
  return apps !== undefined && excluded.includes('apps') ? [...held, 'the list of Store apps'] : held;
}
