// How each operation is called, as a tenant about its own things, so that it succeeds.
//
// Parameters fill themselves: by their names from the tenant's rows, or from what the collection in their path lists. What
// means something else has an entry here; an operation that needs one and has none fails the suite, which says so.

import type { Json } from '../../src/lib/canonical-json.ts';
import type { Identifiers } from './identifiers.ts';
import type { Operation, Parameter } from './operations.ts';
import { type Asked, RECIPES } from './recipes.ts';
import type { Tenant } from './tenant.ts';
import type { Call } from './wire.ts';

/** What names nothing by its type. */
const OF_TYPE: Readonly<Record<string, string>> = { integer: '1', boolean: 'true' };

/** Texts that name nothing, by parameter. */
const PLAIN: Readonly<Record<string, string>> = {
  reason: 'because it is a test',
  occasion: 'inUse',
  show: 'none',
  sort: 'lastBackup',
  search: 'e',
  assume: 'backups',
  verdict: 'ineligible',
  code: 'restore-page-not-configured',
  fact: 'policy',
  fix: 'Switch it on.',
  country: 'NL',
  ipAddress: '192.0.2.7',
  $filter: 'id ne null',
  $select: 'id',
  $expand: 'assignments',
  $orderby: 'id',
  $top: '1',
  $skip: '1',
  $count: 'true',
  // After the first id there could be, in the order of ids.
  $skiptoken: Buffer.from(JSON.stringify(['00000000-0000-0000-0000-000000000000'])).toString('base64url'),
};

/** Parameters that must be of one person or of one list, by name or by `operation.name`. */
const OWN: Readonly<Record<string, (tenant: Tenant) => Promise<string | undefined>>> = {
  tenantId: async ({ tenantId }) => tenantId,
  userId: async ({ device }) => device.enrolled.userId,
  // The one that reports and backs up.
  deviceId: async ({ device }) => device.enrolled.deviceId,
  profileId: async ({ device }) => (await device.list()).body.snapshots[0]?.profileId,
  snapshotId: async ({ device }) => (await device.list()).body.snapshots[0]?.snapshotId,
  'listSnapshots.after': async ({ device }) => (await device.list()).body.snapshots[0]?.snapshotId,
  'listSnapshotsOf.after': async ({ device }) => (await device.list()).body.snapshots[0]?.snapshotId,
  'getBackupHistory.after': async ({ device }) => (await device.list()).body.snapshots[0]?.snapshotId,
  'compareSnapshotsOf.since': async ({ device }) => (await device.list()).body.snapshots[0]?.snapshotId,
  'exportDataOf.after': async ({ device }) => (await device.list()).body.snapshots[0]?.snapshotId,
  'listBackups.after': async ({ device }) => (await device.list()).body.snapshots[0]?.profileId,
  'exportOwnData.after': async ({ device }) => (await device.list()).body.snapshots[0]?.snapshotId,
  'listDecisions.after': async ({ device, ask }) => {
    const path = `/v1/users/${device.enrolled.userId}/decisions`;
    const { decisions } = (await ask({ method: 'GET', path })) as { decisions: { decisionId: string }[] };
    return decisions[0]?.decisionId;
  },
  'listRestoreSessions.state': async () => 'cancelled',
  'listRestoreSessions.phase': async () => 'inUse',
  'listFleet.userId': async ({ device }) => device.enrolled.userId,
  'listRestoreSessions.after': (tenant) => ownSession(tenant),
  'listRestoreRequests.userId': async ({ device }) => device.enrolled.userId,
  'listRestoreRequests.after': async ({ device }) => device.enrolled.deviceId,
  sessionId: (tenant) => ownSession(tenant),
  // Beyond the last event there could be, in the order of the log.
  'listGraphAuditEvents.$skiptoken': async () => Buffer.from('[1000000]').toString('base64url'),
  'listPeople.after': async ({ device }) => device.enrolled.userId,
  'listFleet.after': async ({ device }) => device.enrolled.deviceId,
  'listDevices.after': async ({ device }) => device.enrolled.deviceId,
};

/** One call with what is required, and one more with each member of the query that is not; each for every recipe. */
export async function callsOf(
  operation: Operation,
  tenant: Tenant,
  identifiers: Identifiers,
): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for (const asked of await askedOf(operation, tenant)) {
    const valueFor = async ({ name, schema }: Parameter, path: string): Promise<string> =>
      asked.params?.[name] ??
      OF_TYPE[schema?.type ?? ''] ??
      (await OWN[`${operation.name}.${name}`]?.(tenant)) ??
      PLAIN[name] ??
      (await OWN[name]?.(tenant)) ??
      valueInRows(name, identifiers) ??
      (await firstListed(path, name, tenant)) ??
      unknown(operation, name);
    let path = operation.path;
    for (const parameter of operation.parameters.filter((it) => it.in === 'path')) {
      path = path.replace(`{${parameter.name}}`, await valueFor(parameter, path));
    }
    const query = operation.parameters.filter((it) => it.in === 'query');
    const required = query.filter((it) => it.required === true);
    for (const extra of [[], ...query.filter((it) => it.required !== true).map((it) => [it])]) {
      const values = new URLSearchParams();
      for (const parameter of [...required, ...extra]) values.set(parameter.name, await valueFor(parameter, path));
      calls.push({
        method: operation.method,
        path: values.size === 0 ? path : `${path}?${String(values)}`,
        body: asked.body,
        ...(asked.headers === undefined ? {} : { headers: asked.headers }),
      });
    }
  }
  return calls;
}

/** A restore on the device that has a credential: others may not see it. */
async function ownSession({ device, ask }: Tenant): Promise<string | undefined> {
  const page = (await ask({ method: 'GET', path: '/v1/restore/sessions' })) as { sessions: Restore[] };
  return page.sessions.find(({ userId }) => userId === device.enrolled.userId)?.sessionId;
}

type Restore = { readonly userId: string; readonly sessionId: string };

async function askedOf({ name, takesBody }: Operation, tenant: Tenant): Promise<readonly Asked[]> {
  const recipe = RECIPES[name];
  if (recipe !== undefined) return recipe(tenant);
  if (!takesBody) return [{}];
  throw new Error(`${name} takes a body: add one with which it succeeds to RECIPES in test/isolation/recipes.ts`);
}

function valueInRows(name: string, identifiers: Identifiers): string | undefined {
  const column = `.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  return [...identifiers].find(([it, values]) => it.endsWith(column) && values.length > 0)?.[1][0];
}

/** What the collection in front of the parameter lists first. */
async function firstListed(path: string, name: string, tenant: Tenant): Promise<string | undefined> {
  const collection = path.slice(0, path.indexOf(`/{${name}}`));
  const listed = await tenant.ask({ method: 'GET', path: collection }).catch(() => null);
  const list = Object.values(listed ?? {}).find((it): it is Json[] => Array.isArray(it)) ?? [];
  const ids = list.map((item) => (item as Record<string, Json>)[name] ?? (item as Record<string, Json>)['id']);
  return ids.find((id) => typeof id === 'string');
}

function unknown(operation: Operation, name: string): never {
  throw new Error(
    `${operation.name} has a parameter "${name}" that names no column and no member of a list: ` +
      'add it to PLAIN or OWN in test/isolation/calls.ts',
  );
}
