// The real service, bent: what stands between its statements and the database, or between its answers and those who asked.

import { ok, type Result } from '../../src/lib/result.ts';
import type { Problem } from '../../src/protocol/problem.ts';
import type { Context } from '../../src/server/context.ts';
import type { Database, TenantTransaction } from '../../src/server/database/database.ts';
import type { Handlers } from '../../src/server/http/handlers.ts';
import { realHandlers } from './everything.ts';

type Row = Record<string, unknown>;

/** What stands between a statement and the database. */
type Between = (sql: string, go: () => Promise<Row[]>, parameters: readonly unknown[] | undefined) => Promise<Row[]>;

export function withQueries(context: Context, between: Between): Context {
  const { database } = context;
  const bent = (tx: TenantTransaction): TenantTransaction => ({
    ...tx,
    query: <R extends object>(sql: string, parameters?: readonly unknown[]) =>
      between(sql, () => tx.query<Row>(sql, parameters), parameters) as Promise<unknown[]> as Promise<R[]>,
  });
  return withInTenant(context, (tenantId, work, options) =>
    database.inTenant(tenantId, (tx) => work(bent(tx)), options),
  );
}

/** Says yes, and rolls back. */
export function losingCommits(context: Context): Context {
  class Lost extends Error {}
  return withInTenant(context, async (tenantId, work, options) => {
    let result: unknown;
    const lost = context.database.inTenant(
      tenantId,
      async (tx) => {
        result = await work(tx);
        throw new Lost();
      },
      options,
    );
    await lost.catch((error: unknown) => {
      if (!(error instanceof Lost)) throw error;
    });
    return result as never;
  });
}

function withInTenant(context: Context, bentInTenant: Database['inTenant']): Context {
  const { database } = context;
  const bent: Pick<Database, 'inTenant' | 'inSystem' | 'inNewTenant' | 'close'> = {
    inTenant: bentInTenant,
    inSystem: (work, options) => database.inSystem(work, options),
    inNewTenant: (tenantId, make, work) => database.inNewTenant(tenantId, make, work),
    close: () => Promise.resolve(),
  };
  return { ...context, database: bent as Database };
}

/** Drops the events of these activities on their way into the log. */
export function silent(...activities: readonly string[]): Between {
  return async (_, go, parameters) => {
    const event = eventIn(parameters);
    const text = event === undefined ? '' : new TextDecoder().decode(event);
    return activities.some((activity) => text.includes(`"activity":"${activity}"`)) ? [] : go();
  };
}

/** The bytes of an event that a statement adds to the log. */
export function eventIn(parameters: readonly unknown[] | undefined): Uint8Array | undefined {
  const isEvent = (it: unknown): it is Uint8Array =>
    it instanceof Uint8Array && new TextDecoder().decode(it.subarray(0, 11)) === '{"activity"';
  return parameters?.find(isEvent);
}

type DeviceCall = {
  readonly actor: { readonly tenantId: string; readonly userId: string; readonly deviceId: string };
  readonly params: Readonly<Record<string, string>>;
  readonly requestId: string;
};

/** The real handlers; what one of them answers well goes through `change` first. */
export function changed(
  context: Context,
  operation: keyof Handlers,
  change: (answer: unknown, call: DeviceCall) => Promise<unknown>,
): Partial<Handlers> {
  const real = realHandlers(context);
  const handler = real[operation] as unknown as (call: DeviceCall) => Promise<Result<unknown, Problem>>;
  const bent = async (call: DeviceCall): Promise<Result<unknown, Problem>> => {
    const answer = await handler(call);
    return answer.ok ? ok(await change(answer.value, call)) : answer;
  };
  return { ...real, [operation]: bent };
}

export async function inTenant(
  context: Context,
  tenantId: string,
  work: (tx: TenantTransaction) => Promise<unknown>,
): Promise<void> {
  await context.database.inTenant(tenantId, work);
}
