// The operations under deviceManagement, as calls of their use cases: the same for each collection, as far as it has them.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { RawQuery } from '../../protocol/operations/graph.ts';
import type { MANAGEMENT_OBJECT_OPERATIONS } from '../../protocol/operations/management-objects.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { type Entity, entityOf, pageOf, WHOLE } from '../graph/entity-page.ts';
import { etagOf, etagOfObject } from '../graph/etag.ts';
import { parseODataQuery } from '../graph/odata-query.ts';
import type { Handlers, HttpFacts } from '../http/handlers.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { assignObject, type Reassign, setPriority } from './assign-object.ts';
import { changeObject, createObject, type Wanted } from './change-object.ts';
import { deleteObject } from './delete-object.ts';
import { allObjects, objectNamed } from './find-objects.ts';
import { type Expansion, graphObject, partOf } from './graph-object.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';
import type { PolicyAct } from './one-change.ts';
import { PART_RULES, queryRulesOf } from './query-rules.ts';
import { SETTING_CATALOG, SETTING_RULES } from './setting-catalog.ts';

export function managementObjectHandlers(context: Context): Pick<Handlers, keyof typeof MANAGEMENT_OBJECT_OPERATIONS> {
  const enrollment = collectionHandlers(context, 'deviceEnrollmentConfigurations');
  const policies = collectionHandlers(context, 'configurationPolicies');
  const profiles = collectionHandlers(context, 'windowsAutopilotDeploymentProfiles');
  const filters = collectionHandlers(context, 'assignmentFilters');
  return {
    listEnrollmentConfigurations: enrollment.list,
    createEnrollmentConfiguration: enrollment.create,
    getEnrollmentConfiguration: enrollment.get,
    updateEnrollmentConfiguration: enrollment.change('merge'),
    deleteEnrollmentConfiguration: enrollment.remove,
    listEnrollmentConfigurationAssignments: enrollment.part('assignments'),
    assignEnrollmentConfiguration: (call) =>
      done(enrollment.assign(call, () => bodies(call.body.enrollmentConfigurationAssignments))),
    setEnrollmentConfigurationPriority: (call) =>
      setPriority(context, actOf(call), { id: objectId(call.params.id), priority: call.body.priority }),

    listConfigurationPolicies: policies.list,
    createConfigurationPolicy: policies.create,
    getConfigurationPolicy: policies.get,
    updateConfigurationPolicy: policies.change('merge'),
    replaceConfigurationPolicy: policies.change('replace'),
    deleteConfigurationPolicy: policies.remove,
    listConfigurationPolicySettings: policies.part('settings'),
    listConfigurationPolicyAssignments: policies.part('assignments'),
    assignConfigurationPolicy: async (call) => {
      const assigned = await policies.assign(call, () => bodies(call.body.assignments));
      return assigned.ok ? policies.part('assignments')({ ...call, query: {} }) : assigned;
    },

    listConfigurationSettings: async ({ query: raw, http }) => {
      const query = parseODataQuery(raw, SETTING_RULES, http);
      return query.ok ? ok(pageOf(query.value, SETTING_CATALOG, { http, context: SETTINGS })) : query;
    },
    getConfigurationSetting: async ({ params, query: raw, http }) => {
      const query = parseODataQuery(raw, SETTING_RULES);
      if (!query.ok) return query;
      const setting = SETTING_CATALOG.find(({ id }) => id === params.id.toLowerCase());
      const detail = `Keepsake does not act on a setting ${params.id}.`;
      if (setting === undefined) return fail({ code: 'not-found', detail });
      return ok(entityOf(query.value, setting, etagOfObject(setting), { http, context: SETTINGS }));
    },

    listAutopilotProfiles: profiles.list,
    createAutopilotProfile: profiles.create,
    getAutopilotProfile: profiles.get,
    updateAutopilotProfile: profiles.change('merge'),
    deleteAutopilotProfile: profiles.remove,
    listAutopilotProfileAssignments: profiles.part('assignments'),
    addAutopilotProfileAssignment: async (call) => {
      const assigned = await profiles.assign(call, (before) => [...before, call.body as Body]);
      const added = assigned.ok ? assigned.value.assignments.at(-1) : undefined;
      return assigned.ok ? ok(added ?? {}) : assigned;
    },
    removeAutopilotProfileAssignment: async (call) => {
      const isIt = ({ id }: Body) => id === objectId(call.params.assignmentId);
      const before = await profiles.find(call);
      if (!before.ok) return before;
      if (!before.value.assignments.some(isIt)) return noAssignment(call.params.assignmentId);
      return done(profiles.assign(call, (assignments) => assignments.filter((it) => !isIt(it))));
    },
    assignAutopilotProfile: (call) => done(profiles.assign(call, () => bodies(call.body.assignments))),

    listAssignmentFilters: filters.list,
    createAssignmentFilter: filters.create,
    getAssignmentFilter: filters.get,
    updateAssignmentFilter: filters.change('merge'),
    deleteAssignmentFilter: filters.remove,
  };
}

type Caller = { readonly actor: UserActor | ApplicationActor; readonly requestId: string; readonly http: HttpFacts };
type ById = Caller & { readonly params: { readonly id: string } };
type Asking = { readonly query: RawQuery };
type WithBody = { readonly body: object };

function collectionHandlers(context: Context, collection: Collection) {
  const rules = queryRulesOf(collection);
  const at = ({ http }: Caller, suffix = '') => ({ http, context: `deviceManagement/${collection}${suffix}` });
  const answer = (call: Caller, object: ManagementObject) =>
    entityOf(WHOLE, graphObject(collection, object), etagOf(object.version), at(call));
  const find = (call: ById) =>
    inTenant(context, call.actor.tenantId, (tx) => objectNamed(tx, collection, objectId(call.params.id)));
  return {
    find,
    list: async (call: Caller & Asking) => {
      const query = parseODataQuery(call.query, rules, call.http);
      if (!query.ok) return query;
      const expanded = query.value.expand as readonly Expansion[];
      const all = await inTenant(context, call.actor.tenantId, async (tx) => ok(await allObjects(tx, collection)));
      if (!all.ok) return all;
      const entities = all.value.map((object) => graphObject(collection, object, expanded));
      return ok(pageOf(query.value, entities, at(call)));
    },
    get: async (call: ById & Asking): Promise<Result<Entity, Problem>> => {
      const query = parseODataQuery(call.query, rules);
      if (!query.ok) return query;
      const object = await find(call);
      if (!object.ok) return object;
      const entity = graphObject(collection, object.value, query.value.expand as readonly Expansion[]);
      return ok(entityOf(query.value, entity, etagOf(object.value.version), at(call)));
    },
    create: async (call: Caller & WithBody): Promise<Result<Entity, Problem>> => {
      const made = await createObject(context, actOf(call), collection, call.body as Body);
      return made.ok ? ok(answer(call, made.value)) : made;
    },
    change:
      (how: Wanted['how']) =>
      async (call: ById & WithBody): Promise<Result<Entity, Problem>> => {
        const wanted = { id: objectId(call.params.id), given: call.body as Body, how };
        const changed = await changeObject(context, actOf(call), collection, wanted);
        return changed.ok ? ok(answer(call, changed.value)) : changed;
      },
    remove: (call: ById) => deleteObject(context, actOf(call), { collection, id: objectId(call.params.id) }),
    assign: (call: ById, reassign: Reassign) =>
      assignObject(context, actOf(call), { collection, id: objectId(call.params.id) }, reassign),
    part: (name: Expansion) => async (call: ById & Asking) => {
      const query = parseODataQuery(call.query, PART_RULES, call.http);
      if (!query.ok) return query;
      const object = await find(call);
      if (!object.ok) return object;
      return ok(pageOf(query.value, partOf(name, object.value), at(call, `('${object.value.id}')/${name}`)));
    },
  };
}

function actOf({ actor, requestId, http }: Caller): PolicyAct {
  return { tenantId: actor.tenantId, actor: auditActorOf(actor), correlationId: requestId, ifMatch: http.ifMatch };
}

/** UUIDs are kept in lower case; what Graph puts behind one is not. */
function objectId(given: string): string {
  return given.replace(/^[0-9A-Fa-f-]{36}/, (uuid) => uuid.toLowerCase());
}

/** The schema knows them as objects with any members. */
function bodies(given: readonly object[]): readonly Body[] {
  return given as readonly Body[];
}

async function done(act: Promise<Result<unknown, Problem>>): Promise<Result<null, Problem>> {
  const result = await act;
  return result.ok ? ok(null) : result;
}

function noAssignment(id: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `The profile has no assignment ${id}.` });
}

const SETTINGS = 'deviceManagement/configurationSettings';
