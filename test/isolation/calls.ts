// How each operation is called, as a tenant about its own things, so that it succeeds.
//
// Parameters fill themselves: by their names from the tenant's rows, or from what the collection in their path lists. What
// means something else has an entry here; an operation that needs one and has none fails the suite, which says so.

import type { Json } from '../../src/lib/canonical-json.ts';
import { BODIES } from './bodies.ts';
import type { Identifiers } from './identifiers.ts';
import type { Operation } from './operations.ts';
import type { Tenant } from './two-tenants.ts';
import type { Call } from './wire.ts';

/** Parameters that are no identifiers, by name or by `operation.name`. */
const PLAIN: Readonly<Record<string, string>> = { limit: '10', files: 'true' };

/** Parameters whose column has another name, by name or by `operation.name`. */
const COLUMNS: Readonly<Record<string, string>> = { 'listSnapshots.after': 'snapshot.snapshot_id' };

/** One call without a query, and one with each member of the query; with each body. */
export async function callsOf(
  operation: Operation,
  tenant: Tenant,
  identifiers: Identifiers,
): Promise<readonly Call[]> {
  const { method } = operation;
  const bodies = await bodiesOf(operation, tenant);
  let path = operation.path;
  for (const { name } of operation.parameters.filter((it) => it.in === 'path')) {
    const value = valueOf(operation, name, identifiers) ?? (await firstListed(path, name, tenant));
    path = path.replace(`{${name}}`, encodeURIComponent(value ?? unknown(operation, name)));
  }
  const queries = operation.parameters
    .filter((it) => it.in === 'query')
    .map(
      ({ name }) => `?${name}=${encodeURIComponent(valueOf(operation, name, identifiers) ?? unknown(operation, name))}`,
    );
  return ['', ...queries].flatMap((query) => bodies.map((body) => ({ method, path: path + query, body })));
}

async function bodiesOf({ name, takesBody }: Operation, tenant: Tenant): Promise<readonly (Json | undefined)[]> {
  const make = BODIES[name];
  if (make !== undefined) return make(tenant);
  if (!takesBody) return [undefined];
  throw new Error(`${name} takes a body: add one with which it succeeds to BODIES in test/isolation/bodies.ts`);
}

function valueOf(operation: Operation, name: string, identifiers: Identifiers): string | undefined {
  const plain = PLAIN[`${operation.name}.${name}`] ?? PLAIN[name];
  if (plain !== undefined) return plain;
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const column = COLUMNS[`${operation.name}.${name}`] ?? COLUMNS[name];
  const columns = [...identifiers].filter(([it]) => (column === undefined ? it.endsWith(`.${snake}`) : it === column));
  return columns.find(([, values]) => values.length > 0)?.[1][0];
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
      'add it to PLAIN or COLUMNS in test/isolation/calls.ts',
  );
}
