// One service with tenants: A who asks, B whose things must stay B's, one more beside them, and everything there is to ask.

import type pg from 'pg';
import type { ServerKind } from '../database.ts';
import { type TestService, withService } from '../server/service-fixture.ts';
import { callsOf } from './calls.ts';
import { tableNames } from './catalog.ts';
import { fillTables } from './fill-tables.ts';
import { type Identifiers, nobodys, readIdentifiers } from './identifiers.ts';
import { type Needles, readNeedles } from './needles.ts';
import { type Operation, readOperations } from './operations.ts';
import { asOwner, rows } from './scratch.ts';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';
import { addTenant, firstSuccess, isShutOut, isSuccess, type Tenant } from './tenant.ts';
import { type Call, type Reply, sendTo } from './wire.ts';

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

/** Builds a house on a fresh service, for as long as `work` runs. */
export function inHouse(kind: ServerKind, work: (house: House) => Promise<void>): Promise<void> {
  return withService(async (service) => {
    const issuer = await startTokenIssuer();
    try {
      await asOwner(service.owner, async (owner) => work(await buildHouse(service, issuer, owner)));
    } finally {
      issuer.close();
    }
  }, kind);
}

/** B has done everything that can be done, and has a row in every table. A has only just begun. */
async function buildHouse(service: TestService, issuer: TokenIssuer, owner: pg.Client): Promise<House> {
  const all = await readOperations(sendTo(service.url, async () => ({})));
  const probe = await addTenant(service, issuer, 'robin-a94b83');
  const open = await Promise.all(all.map((operation) => someoneMay(operation, probe)));
  const operations = all.filter((_, index) => open[index]);
  const closed = all.filter((_, index) => !open[index]).map(({ name }) => name);
  const inhabit = async (tenant: Tenant): Promise<Tenant> => {
    const making = operations.filter(({ method }) => method !== 'GET' && method !== 'DELETE');
    for (const operation of making) await perform(operation, tenant, owner);
    // So that their times differ, too.
    service.advance(AGE_MILLISECONDS);
    return tenant;
  };
  // A third one does the same, so that what both hold is known to be nobody's own.
  await inhabit(probe);
  const b = await inhabit(await addTenant(service, issuer, 'linnet-7c1f0e'));
  const theirs = await readIdentifiers(owner, b.tenantId);
  // What nobody can fill by acting is filled from the catalog.
  const canaries = { tenantId: b.tenantId, canary: `${b.canary}-row`, keys: `${b.canary}-key` };
  await fillTables(owner, [canaries], await emptyTables(owner, b.tenantId));
  const needles = await readNeedles(owner, b.tenantId, [b.canary]);
  return { service, owner, operations, closed, a: await addTenant(service, issuer, 'wren-52d9ab'), b, theirs, needles };
}

/** The tables in which the tenant has no row. */
export async function emptyTables(owner: pg.Client, tenantId: string): Promise<readonly string[]> {
  const sums = await checksums(owner, tenantId);
  return Object.keys(sums).filter((table) => sums[table] === EMPTY_MD5);
}

async function someoneMay({ method, path }: Operation, { actors }: Tenant): Promise<boolean> {
  const call = { method, path: path.replace(/\{[\w*]+\}/g, nobodys(UUID)) };
  const replies = await Promise.all([...actors.values()].map((send) => send(call)));
  return replies.some((reply) => !isShutOut(reply));
}

export type Performed = { readonly call: Call; readonly reply: Reply };

/** Calls an operation as a tenant about its own; to read, as everybody there. That nobody succeeds is an error. */
export async function perform(operation: Operation, tenant: Tenant, owner: pg.Client): Promise<readonly Performed[]> {
  const performed: Performed[] = [];
  for (const call of await callsOf(operation, tenant, await readIdentifiers(owner, tenant.tenantId))) {
    const replies =
      operation.method === 'GET' ? await allReplies(tenant, call) : [await firstSuccess(tenant.actors, call)];
    if (!replies.some(isSuccess)) throw new Error(notAnswered(operation, call, replies));
    performed.push(...replies.map((reply) => ({ call, reply })));
  }
  return performed;
}

async function allReplies({ actors }: Tenant, call: Call): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (const send of actors.values()) replies.push(await send(call));
  return replies;
}

function notAnswered({ name }: Operation, { method, path }: Call, replies: readonly Reply[]): string {
  const answers = replies.map(({ status, body }) => `${status} ${body.toString()}`).join('\n');
  const fix = 'Say in test/isolation/recipes.ts or calls.ts how it is called so that it succeeds.';
  return `${name} is not answered for its own tenant: ${method} ${path}. ${fix}\n${answers}`;
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
/** Of which no limit is a part: the end of nothing of theirs is a time of another's. */
const AGE_MILLISECONDS = 25 * 60 * 60 * 1000 + 61_234;
