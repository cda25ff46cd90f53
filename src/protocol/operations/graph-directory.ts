// People and groups as Microsoft Graph has them, to read: what the tenant's own directory knows, and the groups that were
// imported from another. https://learn.microsoft.com/graph/api/resources/user

import { Type } from 'typebox';
import { NAME_LENGTH_MAX } from '../limits.ts';
import type { Operation } from '../operation.ts';
import { COLLECTION_OPTIONS, GraphCollection, GraphObject, GraphParams, graphQuery } from './graph.ts';

/** By its id, or by the user principal name. */
const UserParams = Type.Object(
  { user: Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX }) },
  { additionalProperties: false },
);

const READ = { access: 'directory.read', style: 'graph' } as const;
const OF_USERS = {
  ...READ,
  scopes: [
    'User.ReadBasic.All',
    'User.Read.All',
    'User.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
} as const;
const OF_GROUPS = {
  ...READ,
  scopes: [
    'GroupMember.Read.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
} as const;
const LIST = { query: graphQuery(COLLECTION_OPTIONS), answer: GraphCollection } as const;
const ONE = { query: graphQuery(['$select']), answer: GraphObject, problems: ['bad-request', 'not-found'] } as const;

export const GRAPH_DIRECTORY_OPERATIONS = {
  listUsers: {
    method: 'GET',
    path: '/v1.0/users',
    ...OF_USERS,
    ...LIST,
    summary: 'Everybody whom the tenant knows.',
    problems: ['bad-request'],
  },
  getUser: {
    method: 'GET',
    path: '/v1.0/users/:user',
    ...OF_USERS,
    ...ONE,
    params: UserParams,
    summary: 'A person, by id or user principal name.',
  },
  listGroupsOfUser: {
    method: 'GET',
    path: '/v1.0/users/:user/memberOf',
    ...OF_GROUPS,
    ...LIST,
    params: UserParams,
    summary: 'The groups that a person is in.',
    problems: ['bad-request', 'not-found'],
  },
  listGroups: {
    method: 'GET',
    path: '/v1.0/groups',
    ...OF_GROUPS,
    ...LIST,
    summary: "Groups: the directory's own, and those that were imported.",
    problems: ['bad-request'],
  },
  getGroup: {
    method: 'GET',
    path: '/v1.0/groups/:id',
    ...OF_GROUPS,
    ...ONE,
    params: GraphParams,
    summary: 'A group.',
  },
  listGroupMembers: {
    method: 'GET',
    path: '/v1.0/groups/:id/members',
    ...OF_GROUPS,
    ...LIST,
    params: GraphParams,
    summary: 'The people in a group whom the tenant knows.',
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
