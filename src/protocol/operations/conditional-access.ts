// Conditional Access as Microsoft Graph has it: policies, named locations, authentication strengths, and What If. Objects
// are open: a member that this version does not know is kept, and given back as it came.
// https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy

import { BODY_PROBLEMS, Nothing, type Operation } from '../operation.ts';
import { COLLECTION_OPTIONS, GraphCollection, GraphObject, GraphParams, graphQuery } from './graph.ts';

const NoQuery = graphQuery([]);
const OneQuery = graphQuery(['$select']);

const ROOT = '/v1.0/identity/conditionalAccess';
const STYLE = { style: 'graph' } as const;
const CHANGING = ['Policy.ReadWrite.ConditionalAccess', 'Policy.ReadWrite.AuthenticationMethod'] as const;
const READ = {
  access: 'conditionalAccess.read',
  ...STYLE,
  scopes: ['Policy.Read.ConditionalAccess', 'Policy.Read.All', ...CHANGING],
} as const;
const MANAGE = { access: 'conditionalAccess.manage', ...STYLE, scopes: CHANGING } as const;
const POLICIES = `${ROOT}/policies`;
const LOCATIONS = `${ROOT}/namedLocations`;
const STRENGTHS = `${ROOT}/authenticationStrength/policies`;

export const CONDITIONAL_ACCESS_OPERATIONS = {
  listConditionalAccessPolicies: list(POLICIES, 'Conditional Access policies'),
  createConditionalAccessPolicy: create(POLICIES, 'Adds a Conditional Access policy.'),
  getConditionalAccessPolicy: get(POLICIES, 'One Conditional Access policy.'),
  updateConditionalAccessPolicy: update(POLICIES, 'Changes the given members of a Conditional Access policy.'),
  deleteConditionalAccessPolicy: remove(POLICIES, 'Removes a Conditional Access policy.'),

  listNamedLocations: list(LOCATIONS, 'Named locations'),
  createNamedLocation: create(LOCATIONS, 'Adds a named location.'),
  getNamedLocation: get(LOCATIONS, 'One named location.'),
  updateNamedLocation: update(LOCATIONS, 'Changes the given members of a named location.'),
  deleteNamedLocation: remove(LOCATIONS, 'Removes a named location that no policy needs.'),

  listAuthenticationStrengths: list(STRENGTHS, 'Authentication strengths, the built-in ones first'),
  createAuthenticationStrength: create(STRENGTHS, 'Adds an authentication strength.'),
  getAuthenticationStrength: get(STRENGTHS, 'One authentication strength.'),
  updateAuthenticationStrength: update(STRENGTHS, 'Changes the given members of a custom authentication strength.'),
  deleteAuthenticationStrength: remove(STRENGTHS, 'Removes a custom authentication strength that no policy needs.'),

  evaluateConditionalAccess: {
    method: 'POST',
    path: `${ROOT}/evaluate`,
    ...READ,
    summary: 'What If: which policies would apply to a sign-in, and why not the others.',
    query: NoQuery,
    body: GraphObject,
    answer: GraphCollection,
    problems: BODY_PROBLEMS,
  },
} as const satisfies Record<string, Operation>;

function list<P extends string>(path: P, what: string) {
  const summary = `${what}.`;
  return {
    method: 'GET',
    path,
    ...READ,
    summary,
    query: graphQuery(COLLECTION_OPTIONS),
    answer: GraphCollection,
    problems: ['bad-request'],
  } as const;
}

function create<P extends string>(path: P, summary: string) {
  return {
    method: 'POST',
    path,
    ...MANAGE,
    summary,
    query: NoQuery,
    body: GraphObject,
    answer: GraphObject,
    status: 201,
    problems: BODY_PROBLEMS,
  } as const;
}

function get<P extends string>(path: P, summary: string) {
  return {
    ...one(path, summary),
    query: OneQuery,
    method: 'GET',
    ...READ,
    answer: GraphObject,
    problems: ['bad-request', 'not-found'],
  } as const;
}

function update<P extends string>(path: P, summary: string) {
  return {
    ...one(path, summary),
    method: 'PATCH',
    ...MANAGE,
    body: GraphObject,
    answer: Nothing,
    status: 204,
    problems: [...BODY_PROBLEMS, 'not-found', 'stale-version'],
  } as const;
}

function remove<P extends string>(path: P, summary: string) {
  return {
    ...one(path, summary),
    method: 'DELETE',
    ...MANAGE,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found', 'in-use', 'stale-version'],
  } as const;
}

function one<P extends string>(path: P, summary: string) {
  return { path: `${path}/:id`, summary, params: GraphParams, query: NoQuery } as const;
}
