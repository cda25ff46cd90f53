// The operations on people and groups. Whoever comes here holds `directory.read` over the whole tenant.

import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { GraphCollection, RawQuery } from '../../protocol/operations/graph.ts';
import type { GRAPH_DIRECTORY_OPERATIONS } from '../../protocol/operations/graph-directory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { Handlers, HttpFacts } from '../http/handlers.ts';
import { inTenant } from '../transact.ts';
import {
  findGroupEntitiesOf,
  findGroupEntity,
  findGroupPage,
  findMembers,
  type Found,
  findUserNamed,
  findUsers,
  GROUP_SHAPE,
  USER_SHAPE,
} from './directory-store.ts';
import { type Entity, entityOf, pageOf, tablePageOf } from './entity-page.ts';
import { type ODataQuery, parseODataQuery, type QueryRules } from './odata-query.ts';

export function graphDirectoryHandlers(context: Context): Pick<Handlers, keyof typeof GRAPH_DIRECTORY_OPERATIONS> {
  return {
    listUsers: (call) =>
      tablePage(context, { ...call, rules: USERS, context: 'users' }, async (tx, query) =>
        ok(await findUsers(tx, query)),
      ),
    getUser: (call) =>
      one(context, { ...call, rules: USERS, context: 'users' }, (tx) => userNamed(tx, call.params.user)),
    listGroups: (call) =>
      tablePage(context, { ...call, rules: GROUPS, context: 'groups' }, async (tx, query) =>
        ok(await findGroupPage(tx, query)),
      ),
    getGroup: (call) =>
      one(context, { ...call, rules: GROUPS, context: 'groups' }, (tx) => groupNamed(tx, call.params.id)),
    listGroupMembers: (call) =>
      tablePage(context, { ...call, rules: USERS, context: 'directoryObjects' }, async (tx, query) => {
        const group = await groupNamed(tx, call.params.id);
        return group.ok ? ok(ofType('user', await findMembers(tx, call.params.id, query))) : group;
      }),
    listGroupsOfUser: (call) => groupsOfUser(context, call),
  };
}

const USERS: QueryRules = { shape: USER_SHAPE };
const GROUPS: QueryRules = { shape: GROUP_SHAPE };

type Asked = {
  readonly actor: { readonly tenantId: string };
  readonly query: RawQuery;
  readonly http: HttpFacts;
};
type InCollection = Asked & { readonly rules: QueryRules; readonly context: string };

async function tablePage(
  context: Context,
  { actor, query: raw, http, rules, context: collection }: InCollection,
  find: (tx: TenantTransaction, query: ODataQuery) => Promise<Result<Found, Problem>>,
): Promise<Result<GraphCollection, Problem>> {
  const query = parseODataQuery(raw, rules, http);
  if (!query.ok) return query;
  const found = await inTenant(context, actor.tenantId, (tx) => find(tx, query.value));
  return found.ok ? ok(tablePageOf(query.value, found.value, { http, context: collection })) : found;
}

async function one(
  context: Context,
  { actor, query: raw, http, rules, context: collection }: InCollection,
  find: (tx: TenantTransaction) => Promise<Result<Entity, Problem>>,
): Promise<Result<Entity, Problem>> {
  const query = parseODataQuery(raw, rules);
  if (!query.ok) return query;
  const found = await inTenant(context, actor.tenantId, find);
  return found.ok ? ok(entityOf(query.value, found.value, undefined, { http, context: collection })) : found;
}

async function groupsOfUser(
  context: Context,
  { actor, query: raw, http, params }: Asked & { readonly params: { readonly user: string } },
): Promise<Result<GraphCollection, Problem>> {
  const query = parseODataQuery(raw, GROUPS, http);
  if (!query.ok) return query;
  const found = await inTenant(context, actor.tenantId, async (tx) => {
    const user = await userNamed(tx, params.user);
    return user.ok ? ok(await findGroupEntitiesOf(tx, user.value.id)) : user;
  });
  if (!found.ok) return found;
  const { entities } = ofType('group', { entities: found.value, count: undefined });
  return ok(pageOf(query.value, entities, { http, context: 'directoryObjects' }));
}

/** A list of directory objects says what each of them is. */
function ofType(type: 'user' | 'group', { entities, count }: Found): Found {
  return { entities: entities.map((it) => ({ '@odata.type': `#microsoft.graph.${type}`, ...it })), count };
}

async function userNamed(
  tx: TenantTransaction,
  name: string,
): Promise<Result<Entity & { readonly id: string }, Problem>> {
  const by = isUuid(name.toLowerCase()) ? { userId: name.toLowerCase() } : { userPrincipalName: name };
  const user = await findUserNamed(tx, by);
  return user === undefined ? missing('user', name) : ok(user);
}

async function groupNamed(tx: TenantTransaction, id: string): Promise<Result<Entity, Problem>> {
  const group = await findGroupEntity(tx, id);
  return group === undefined ? missing('group', id) : ok(group);
}

function missing(what: string, name: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `There is no ${what} ${name}.` });
}
