// One service with tenants: A who asks, B whose things must stay B's, one more beside them, and everything there is to ask.

import type pg from 'pg';
import type { TestService } from '../server/service-fixture.ts';
import { callsOf } from './calls.ts';
import { tableNames } from './catalog.ts';
import { fillTables } from './fill-tables.ts';
import { type Identifiers, nobodys, readIdentifiers } from './identifiers.ts';
import { type Needles, readNeedles } from './needles.ts';
import { type Operation, readOperations } from './operations.ts';
import { rows } from './scratch.ts';
import { addTenant, firstSuccess, isSuccess, type Tenant } from './two-tenants.ts';
import { sendTo } from './wire.ts';

export type House = {
  readonly service: TestService;
  readonly owner: pg.Client;
  readonly operations: readonly Operation[];
  /** The names of those that no actor of a tenant is let into, which is why they are not among `operations`. */
  readonly closed: readonly string[];
  readonly a: Tenant;
  readonly b: Tenant;
  /** What B's own acts made; all that they name. */
  readonly theirs: Identifiers;
  /** What must not be found anywhere. */
  readonly needles: Needles;
};

/** B has done everything that can be done, and has a row in every table. A has only just begun. */
export async function buildHouse(service: TestService, owner: pg.Client): Promise<House> {
  const all = await readOperations(sendTo(service.url, async () => ({})));
  const probe = await addTenant(service, 'robin-a94b83');
  const open = await Promise.all(all.map((operation) => someoneMay(operation, probe)));
  const operations = all.filter((_, index) => open[index]);
  const closed = all.filter((_, index) => !open[index]).map(({ name }) => name);
  const inhabit = async (tenant: Tenant): Promise<Tenant> => {
    const making = operations.filter(({ method }) => method !== 'GET' && method !== 'DELETE');
    for (const operation of making) await perform(operation, tenant, owner);
    // So that their times differ, too.
    service.advance(DAY_MILLISECONDS);
    return tenant;
  };
  // A third one does the same, so that what both hold is known to be nobody's own.
  await inhabit(probe);
  const b = await inhabit(await addTenant(service, 'linnet-7c1f0e'));
  const theirs = await readIdentifiers(owner, b.tenantId);
  await fillTables(owner, [{ tenantId: b.tenantId, canary: `${b.canary}-row`, keys: `${b.canary}-key` }]);
  const needles = await readNeedles(owner, b.tenantId, [b.canary]);
  return { service, owner, operations, closed, a: await addTenant(service, 'wren-52d9ab'), b, theirs, needles };
}

/** The tables in which the tenant has no row. */
export async function emptyTables(owner: pg.Client, tenantId: string): Promise<readonly string[]> {
  const sums = await checksums(owner, tenantId);
  return Object.keys(sums).filter((table) => sums[table] === EMPTY_MD5);
}

async function someoneMay({ method, path }: Operation, { actors }: Tenant): Promise<boolean> {
  const { status } = await firstSuccess(actors, { method, path: path.replace(/\{\w+\}/g, nobodys(UUID)) });
  return status !== 401 && status !== 403;
}

/** Calls an operation as a tenant about its own. What nobody in the tenant may do, or what fails, is an error. */
export async function perform(operation: Operation, tenant: Tenant, owner: pg.Client) {
  const calls = await callsOf(operation, tenant, await readIdentifiers(owner, tenant.tenantId));
  const replies = [];
  for (const call of calls) {
    const reply = await firstSuccess(tenant.actors, call);
    if (!isSuccess(reply)) {
      throw new Error(
        `${operation.name} is not answered for its own tenant: ${call.method} ${call.path}: ${reply.status} ` +
          `${reply.body.toString()}. Say in test/isolation/bodies.ts or calls.ts how it is called so that it succeeds.`,
      );
    }
    replies.push({ call, reply });
  }
  return replies;
}

/** Of all of a tenant's rows, by table. */
export async function checksums(owner: pg.Client, tenantId: string): Promise<Readonly<Record<string, string>>> {
  const parts = (await tableNames(owner)).map(
    (table) =>
      `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum
         FROM ${table} t WHERE tenant_id = '${tenantId}'`,
  );
  const sums = await rows<{ name: string; sum: string }>(owner, parts.join(' UNION ALL '));
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]));
}

const EMPTY_MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const UUID = '0190a000-0000-7000-8000-000000000000';
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
