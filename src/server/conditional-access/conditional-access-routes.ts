// The operations of Conditional Access, as calls of their use cases: the same five for each collection.

import {
  type AuthenticationStrength,
  BUILT_IN_STRENGTHS,
} from '../../domain/conditional-access/authentication-strength.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { CONDITIONAL_ACCESS_BEYOND_GRAPH_OPERATIONS } from '../../protocol/operations/conditional-access-beyond-graph.ts';
import type { CONDITIONAL_ACCESS_OPERATIONS } from '../../protocol/operations/conditional-access.ts';
import type { RawQuery } from '../../protocol/operations/graph.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { type Entity, entityOf, pageOf, WHOLE } from '../graph/entity-page.ts';
import { etagOfObject } from '../graph/etag.ts';
import { parseODataQuery } from '../graph/odata-query.ts';
import type { Handlers, HttpFacts } from '../http/handlers.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { createObject, deleteObject, updateObject } from './change-object.ts';
import { RULES } from './collections.ts';
import { evaluateSignIn } from './evaluate-sign-in.ts';
import { explainRestoreAccess } from './explain-restore-access.ts';
import { importExport } from './import-export.ts';
import { QUERY_RULES } from './object-shapes.ts';
import { type Collection, findObjects, type GraphObject } from './object-store.ts';

export function conditionalAccessHandlers(
  context: Context,
): Pick<
  Handlers,
  keyof typeof CONDITIONAL_ACCESS_OPERATIONS | keyof typeof CONDITIONAL_ACCESS_BEYOND_GRAPH_OPERATIONS
> {
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
    evaluateConditionalAccess: ({ actor, body, http }) => evaluateSignIn(context, { actor, http }, body as Json),
    explainRestoreAccess: ({ actor, query }) => explainRestoreAccess(context, actor.tenantId, query),
    importConditionalAccess: ({ actor, body, requestId }) =>
      importExport(
        context,
        { tenantId: actor.tenantId, by: { actor: auditActorOf(actor), correlationId: requestId } },
        body,
      ),
  };
}

type Caller = UserActor | ApplicationActor;
type Asked = { readonly actor: Caller; readonly query: RawQuery; readonly http: HttpFacts };
type ById = { readonly actor: Caller; readonly params: { readonly id: string }; readonly http: HttpFacts };
type WithBody = {
  readonly actor: Caller;
  readonly body: object;
  readonly requestId: string;
  readonly http: HttpFacts;
};

function collectionHandlers(context: Context, collection: Collection) {
  const rules = QUERY_RULES[collection];
  const at = (http: HttpFacts) => ({ http, context: RULES[collection].context });
  const changeOf = ({ actor, requestId, http }: Omit<WithBody, 'body'>) => ({
    actor,
    collection,
    correlationId: requestId,
    ifMatch: http.ifMatch,
  });
  return {
    list: async ({ actor, query: raw, http }: Asked) => {
      const query = parseODataQuery(raw, rules, http);
      if (!query.ok) return query;
      const all = await allObjects(context, actor, collection);
      return all.ok ? ok(pageOf(query.value, all.value, at(http))) : all;
    },
    get: async ({ actor, params, query: raw, http }: ById & Asked): Promise<Result<Entity, Problem>> => {
      const query = parseODataQuery(raw, rules);
      if (!query.ok) return query;
      const all = await allObjects(context, actor, collection);
      if (!all.ok) return all;
      const found = all.value.find(({ id }) => id === params.id);
      if (found === undefined) return missing(collection, params.id);
      return ok(entityOf(query.value, found, etagOfObject(found), at(http)));
    },
    create: async (call: WithBody): Promise<Result<Entity, Problem>> => {
      const made = await createObject(context, changeOf(call), call.body as GraphObject);
      return made.ok ? ok(entityOf(WHOLE, made.value, etagOfObject(made.value), at(call.http))) : made;
    },
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
