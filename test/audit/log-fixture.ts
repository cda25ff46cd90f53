// Audit logs for tests: events of made-up acts in a real database, and exported copies of them.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditAct } from '../../src/domain/audit/event.ts';
import { OPERATOR } from '../../src/domain/audit/event.ts';
import type { LogCopy } from '../../src/domain/audit/log-copy.ts';
import { parseVerifierKey, type VerifierKey } from '../../src/domain/audit/signed-note.ts';
import { ok } from '../../src/lib/result.ts';
import { appendAuditEvent } from '../../src/server/audit/audit-store.ts';
import { exportCopy } from '../../src/server/audit/export-copy.ts';
import { type Context, newId } from '../../src/server/context.ts';
import { inTenant } from '../../src/server/transact.ts';
import { expectOk, makeTestFolder } from '../database.ts';

/** Path → bytes: a copy that a test can change. */
export type Files = ReadonlyMap<string, Uint8Array>;

export function someAct(context: Context, text = 'made up'): AuditAct {
  const eventId = newId(context);
  return {
    eventId,
    occurredAt: context.clock(),
    actor: OPERATOR,
    activity: 'tenant.created',
    correlationId: eventId,
    resources: [{ type: 'Tenant', id: eventId, properties: { displayName: { new: text } } }],
  };
}

/** In one transaction. */
export async function appendMany(context: Context, tenantId: string, count: number): Promise<void> {
  const acts = Array.from({ length: count }, (_, i) => someAct(context, `made up ${i}`));
  expectOk(
    await inTenant(context, tenantId, async (tx) => {
      for (const act of acts) await appendAuditEvent(tx, act);
      return ok(undefined);
    }),
  );
}

/** A copy of the log as it is now, in a folder that goes away with the work. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const { folder, remove } = await makeTestFolder();
  try {
    return await work(folder);
  } finally {
    await remove();
  }
}

export async function exported(context: Context, tenantId: string, folder: string): Promise<Exported> {
  const { verifierKey } = expectOk(await exportCopy(context, tenantId, folder));
  const key = parseVerifierKey(verifierKey);
  if (key === undefined) throw new Error(`not a key: ${verifierKey}`);
  return { files: readFiles(folder), key };
}

export type Exported = { readonly files: Files; readonly key: VerifierKey };

export function readFiles(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return new Map(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path.replaceAll('\\', '/'), new Uint8Array(readFileSync(join(folder, path)))]),
  );
}

export function copyOf(files: Files): LogCopy {
  return { paths: [...files.keys()], read: (path) => files.get(path) };
}
