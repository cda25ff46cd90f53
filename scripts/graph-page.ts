// `node bin/run.mjs scripts/graph-page.ts`: writes the tables of docs/admin/graph.md, between their marks, from the operations,
// the scopes and what each collection lets queries name. A test holds the page to the lists.

import { readFileSync, writeFileSync } from 'node:fs';
import { GRAPH_SCOPES, type ScopeKind } from '../src/domain/access/graph-scopes.ts';
import { OPERATIONS } from '../src/protocol/api.ts';
import type { Operation } from '../src/protocol/operation.ts';
import { EVENT_RULES } from '../src/server/audit/event-page-store.ts';
import { SETTING_RULES } from '../src/server/backup/windows-settings.ts';
import { QUERY_RULES } from '../src/server/conditional-access/object-shapes.ts';
import { DEVICE_QUERIES } from '../src/server/devices/device-queries.ts';
import { GROUP_SHAPE, USER_SHAPE } from '../src/server/graph/directory-store.ts';
import { propertyNames } from '../src/server/graph/entity-shape.ts';
import type { QueryRules } from '../src/server/graph/odata-query.ts';
import { queryRulesOf } from '../src/server/policy/query-rules.ts';

export const GRAPH_PAGE = 'docs/admin/graph.md';

/** The page with its tables as they should be. */
export function graphPage(page: string): string {
  const tables = { operations: operationsTable(), scopes: scopesTable(), members: membersTable() };
  return Object.entries(tables).reduce((text, [name, table]) => withTable(text, name, table), page);
}

function withTable(page: string, name: string, table: string): string {
  const marked = new RegExp(`(<!-- ${name}: written by scripts/graph-page\\.ts -->\\n)[^]*(<!-- /${name} -->)`);
  if (!marked.test(page)) throw new Error(`${GRAPH_PAGE} has lost its marks of ${name}`);
  return page.replace(marked, (_, begin: string, end: string) => `${begin}\n${table}\n${end}`);
}

function operationsTable(): string {
  const operations = Object.values<Operation>(OPERATIONS).filter(({ style }) => style === 'graph');
  return [
    '| Request | Needs | Least scope | Query options |',
    '|---|---|---|---|',
    ...operations.map(({ method, path, access, scopes = [], query }) => {
      const shown = path.replace(/^\/v1\.0/, '').replace(/:(\w+)(?:\(\^.*?\))?/g, '{$1}');
      const need = access === 'open' ? 'what each request needs' : access === 'user' ? 'a person' : `\`${access}\``;
      const least = scopes[0] === undefined ? '' : `\`${scopes[0]}\``;
      return `| ${method} \`${shown}\` | ${need} | ${least} | ${optionsOf(query)} |`;
    }),
    '',
  ].join('\n');
}

function optionsOf(query: Operation['query']): string {
  const names = query !== undefined && 'properties' in query ? Object.keys(query.properties as object) : [];
  return names
    .filter((name) => name !== '$skiptoken')
    .map((name) => `\`${name}\``)
    .join(' ');
}

function scopesTable(): string {
  return [
    '| Scope | Lets a client do, with the roles that the person has | As an app role |',
    '|---|---|:-:|',
    ...Object.entries<ScopeKind>(GRAPH_SCOPES).map(([scope, { permissions, ofApplications }]) => {
      const allowed = permissions.map((it) => `\`${it}\``).join(', ');
      return `| \`${scope}\` | ${allowed === '' ? 'their own alone' : allowed} | ${ofApplications ? 'yes' : ''} |`;
    }),
    '',
  ].join('\n');
}

const COLLECTIONS: Readonly<Record<string, QueryRules>> = {
  'identity/conditionalAccess/policies': QUERY_RULES.policies,
  'identity/conditionalAccess/namedLocations': QUERY_RULES.namedLocations,
  'identity/conditionalAccess/authenticationStrength/policies': QUERY_RULES.authenticationStrengths,
  'deviceManagement/deviceEnrollmentConfigurations': queryRulesOf('deviceEnrollmentConfigurations'),
  'deviceManagement/configurationPolicies': queryRulesOf('configurationPolicies'),
  'deviceManagement/windowsAutopilotDeploymentProfiles': queryRulesOf('windowsAutopilotDeploymentProfiles'),
  'deviceManagement/assignmentFilters': queryRulesOf('assignmentFilters'),
  'deviceManagement/managedDevices': DEVICE_QUERIES.managedDevice.rules,
  devices: DEVICE_QUERIES.device.rules,
  'deviceManagement/windowsAutopilotDeviceIdentities': DEVICE_QUERIES.autopilotDeviceIdentity.rules,
  users: { shape: USER_SHAPE },
  groups: { shape: GROUP_SHAPE },
  'deviceManagement/auditEvents': EVENT_RULES,
  'users/{id}/settings/windows': SETTING_RULES,
};

function membersTable(): string {
  return [
    '| Collection | What queries can name |',
    '|---|---|',
    ...Object.entries(COLLECTIONS).map(([name, { shape }]) => {
      const members = propertyNames(shape).map((it) => `\`${it}\``);
      return `| \`${name}\` | ${members.join(', ')} |`;
    }),
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(GRAPH_PAGE, graphPage(readFileSync(GRAPH_PAGE, 'utf8')));
}
