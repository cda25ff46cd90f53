// The operations of Conditional Access, as calls of their use cases: the same five for each collection.

import {
  type AuthenticationStrength,
  BUILT_IN_STRENGTHS,
} from '../../domain/conditional-access/authentication-strength.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { CONDITIONAL_ACCESS_OPERATIONS } from '../../protocol/operations/conditional-access.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import type { ApplicationActor, UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { createObject, deleteObject, updateObject } from './change-object.ts';
import { RULES } from './collections.ts';
import { evaluateSignIn } from './evaluate-sign-in.ts';
import { type Collection, findObjects, type GraphObject } from './object-store.ts';

export function conditionalAccessHandlers(
  context: Context,
): Pick<Handlers, keyof typeof CONDITIONAL_ACCESS_OPERATIONS> {
  const policies = collectionHandlers(context, 'policies');
  const locations = collectionHandlers(context, 'namedLocations');
  const strengths = collectionHandlers(context, 'authenticationStrengths');
  return {
    listConditionalAccessPolicies: policies.list,
    createConditionalAccessPolicy: policies.create,
    getConditionalAccessPolicy: policies.get,
    updateConditionalAccessPolicy: policies.update,
    deleteConditionalAccessPolicy: policies.remove,
    listNamedLocations: locations.list,
    createNamedLocation: locations.create,
    getNamedLocation: locations.get,
    updateNamedLocation: locations.update,
    deleteNamedLocation: locations.remove,
    listAuthenticationStrengths: strengths.list,
    createAuthenticationStrength: strengths.create,
    getAuthenticationStrength: strengths.get,
    updateAuthenticationStrength: strengths.update,
    deleteAuthenticationStrength: strengths.remove,
    evaluateConditionalAccess: ({ actor, body }) => evaluateSignIn(context, actor, body as Json),
  };
}

type Caller = UserActor | ApplicationActor;
type ById = { readonly actor: Caller; readonly params: { readonly id: string } };
type WithBody = { readonly actor: Caller; readonly body: object; readonly requestId: string };

function collectionHandlers(context: Context, collection: Collection) {
  const changeOf = ({ actor, requestId }: { readonly actor: Caller; readonly requestId: string }) => ({
    actor,
    collection,
    correlationId: requestId,
  });
  return {
    list: async ({ actor }: { readonly actor: Caller }) => {
      const all = await allObjects(context, actor, collection);
      return all.ok ? ok(graphCollection(RULES[collection].context, all.value)) : all;
    },
    get: async ({ actor, params }: ById): Promise<Result<GraphObject, Problem>> => {
      const all = await allObjects(context, actor, collection);
      if (!all.ok) return all;
      const found = all.value.find(({ id }) => id === params.id);
      return found === undefined ? missing(collection, params.id) : ok(found);
    },
    create: (call: WithBody) => createObject(context, changeOf(call), call.body as GraphObject),
    update: async (call: ById & WithBody): Promise<Result<null, Problem>> => {
      const changed = await updateObject(context, changeOf(call), {
        id: call.params.id,
        body: call.body as GraphObject,
      });
      return changed.ok ? ok(null) : changed;
    },
    remove: (call: ById & { readonly requestId: string }) => deleteObject(context, changeOf(call), call.params.id),
  };
}

export function graphCollection(context: string, value: readonly GraphObject[]) {
  return { '@odata.context': `$metadata#${context}`, value };
}

function allObjects(context: Context, actor: Caller, collection: Collection) {
  const builtIn = collection === 'authenticationStrengths' ? BUILT_IN_STRENGTHS.map(asGraphObject) : [];
  return inTenant(context, actor.tenantId, async (tx) => ok([...builtIn, ...(await findObjects(tx, collection))]));
}

function asGraphObject({ id = '', displayName = '', allowedCombinations }: AuthenticationStrength): GraphObject {
  return {
    id,
    displayName,
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    allowedCombinations: allowedCombinations.map((methods) => methods.join(',')),
  };
}

function missing(collection: Collection, id: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `There is no ${RULES[collection].singular} ${id}.` });
}
