// Whether an actor may do what an operation is for. The answer depends on who acts and, for what is about a person, on
// whom: never on what exists, so that a refusal tells nobody anything.

import { type AccessDecision, decideAccess, type Target } from '../../domain/access/decide-access.ts';
import { type GraphScope, permissionsOfAppRole } from '../../domain/access/graph-scopes.ts';
import type { Permission } from '../../domain/access/permissions.ts';
import { KEEPSAKE_API } from '../../domain/directory/built-in-applications.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Access } from '../../protocol/operation.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { auditDenial } from './audit-denial.ts';
import { ADMINISTRATION_SCOPE, type Held, loadGrants, loadTarget } from './load-grants.ts';

/** The request that asks. `userId` is the person it is about, from its path; `scopes` and `overSome` are its operation's. */
export type Asked = {
  readonly requestId: string;
  readonly userId?: string | undefined;
  readonly scopes?: readonly GraphScope[] | undefined;
  readonly overSome?: true | undefined;
};

export async function authorize(
  context: Context,
  actor: Actor,
  access: Access,
  asked: Asked,
): Promise<Result<Actor, Problem>> {
  if (access === 'device' || access === 'user') return refuseScopes(actor, asked) ?? admit(actor, access);
  const loaded = await inTenant(context, actor.tenantId, async (tx) => {
    const held = await loadGrants(tx, actor, asked.scopes);
    return ok({
      held,
      target: asked.userId === undefined ? undefined : await loadTarget(tx, asked.userId, context.clock()),
    });
  });
  if (!loaded.ok) return loaded;
  const target = asked.overSome ? 'some' : loaded.value.target;
  const decision = decideAdmission(actor, access, loaded.value.held, target);
  if (decision.allowed) return ok(actor);
  if (access === 'backupContent.read') {
    const told = await auditDenial(context, actor, { permission: access, missing: decision.missing, ...asked });
    if (!told.ok) return told;
  }
  return fail({
    code: 'not-permitted',
    detail: explain(actor, access, decision.missing, { ...loaded.value.held, ...asked }),
  });
}

/** Before the path was checked against its schema: what is no id names nobody. Graph has people as `<id>@<tenant>`, too. */
export function askedBy(request: {
  readonly id: string;
  readonly params: unknown;
  readonly routeOptions: { readonly config: Pick<Asked, 'scopes' | 'overSome'> };
}): Asked {
  const { userId } = request.params as { userId?: unknown };
  const [id = ''] = typeof userId === 'string' ? userId.toLowerCase().split('@') : [];
  const { scopes, overSome } = request.routeOptions.config;
  return { requestId: request.id, userId: isUuid(id) ? id : undefined, scopes, overSome };
}

/** For what people do with their own: a client that was let in for something else does not come here. */
function refuseScopes(actor: Actor, { scopes = [] }: Asked): Result<never, Problem> | undefined {
  const own = Object.keys(KEEPSAKE_API.scopes);
  if (scopes.length === 0 || actor.kind !== 'user' || [...own, ...scopes].some((it) => actor.scopes.includes(it)))
    return;
  const detail = `The client that you signed in to did not ask for the scope ${scopes[0]}.`;
  return fail({ code: 'not-permitted', detail });
}

/** The decision without its surroundings: what the table of all operations is tried with. */
export function decideAdmission(
  actor: Pick<Actor, 'kind'>,
  access: Permission,
  held: Pick<Held, 'grants'>,
  target: Target | 'some' | undefined,
): AccessDecision {
  return actor.kind === 'device'
    ? { allowed: false, missing: 'permission' }
    : decideAccess(held.grants, access, target);
}

/** Where it is not roles that decide, but what kind of actor it is. */
export function admit<A extends Pick<Actor, 'kind'>>(actor: A, access: 'device' | 'user'): Result<A, Problem> {
  if (access === 'user') {
    return actor.kind === 'application' ? fail({ code: 'not-permitted', detail: 'This needs a person.' }) : ok(actor);
  }
  if (actor.kind === 'device') return ok(actor);
  return fail({ code: 'device-required', detail: 'The request does not come from a device of the person.' });
}

function explain(
  actor: Actor,
  permission: Permission,
  missing: 'permission' | 'scope',
  { userId, scopes = [], ...held }: Held & Pick<Asked, 'scopes' | 'userId'>,
): string {
  const [leastScope] = scopes;
  if (actor.kind === 'device') return `This needs ${permission}. A device's credential carries no roles: sign in.`;
  if (held.scopeMissing) {
    const wanted = leastScope === undefined ? ADMINISTRATION_SCOPE : `${leastScope} or ${ADMINISTRATION_SCOPE}`;
    return `This needs ${permission}. The client that you signed in to did not ask for the scope ${wanted}.`;
  }
  const sentences =
    missing === 'scope'
      ? [
          userId === undefined
            ? `This needs ${permission} over the whole organization; yours is over the members of a group.`
            : `This needs ${permission} over this person; yours is over the members of a group they are not known to be in.`,
        ]
      : [`This needs ${permission}, which no role of yours allows.`];
  if (
    actor.kind === 'application' &&
    leastScope !== undefined &&
    permissionsOfAppRole(leastScope).includes(permission)
  ) {
    sentences.push(`It can come with the app role ${leastScope}.`);
  }
  if (held.groupsLeftOut) {
    sentences.push(
      'Your token leaves your groups out, as there are too many: what is given to a group does not count.',
    );
  }
  return sentences.join(' ');
}
