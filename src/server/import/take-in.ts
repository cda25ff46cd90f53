// Takes device records and groups into a tenant, a batch at a time: each batch with its audit event in one transaction, so
// that an import that ends halfway is repeated and goes on where it was. What is there already, and the same, is left alone.

import { OPERATOR } from '../../domain/audit/event.ts';
import type { NewDeviceRecord } from '../../domain/import/device-record.ts';
import type { GroupRecord, Membership } from '../../domain/import/group-record.ts';
import { ok, type Result } from '../../lib/result.ts';
import { IMPORT_BATCH_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { putDeviceRecords } from '../devices/device-record-store.ts';
import { addMemberships, putGroupRecord } from '../devices/group-record-store.ts';
import { inTenant } from '../transact.ts';
import type { ImportSource } from './import-item.ts';
import { fitsOf, type Progress } from './survey.ts';

export type TakenIn = { readonly added: number; readonly changed: number; readonly unchanged: number };

export type Target = { readonly tenantId: string; readonly correlationId: string; readonly onProgress: Progress };

export async function takeIn(
  context: Context,
  target: Target,
  source: ImportSource,
): Promise<Result<Readonly<Record<string, TakenIn>>, Problem>> {
  const taken: Record<string, TakenIn> = {};
  for await (const batch of batchesOf(source, target.onProgress)) {
    const done = await takeBatch(context, target, { source: source.source, batch });
    if (!done.ok) return done;
    for (const [what, { added, changed, unchanged }] of Object.entries(done.value)) {
      const before = taken[what] ?? { added: 0, changed: 0, unchanged: 0 };
      taken[what] = {
        added: before.added + added,
        changed: before.changed + changed,
        unchanged: before.unchanged + unchanged,
      };
    }
  }
  return ok(taken);
}

type Batch = {
  readonly records: readonly NewDeviceRecord[];
  readonly groups: readonly GroupRecord[];
  readonly memberships: readonly Membership[];
};

async function* batchesOf(source: ImportSource, onProgress: Progress): AsyncGenerator<Batch> {
  // By kind and id: the last of two alike counts.
  const records = new Map<string, NewDeviceRecord>();
  const groups = new Map<string, GroupRecord>();
  const memberships: Membership[] = [];
  const take = (): Batch => {
    const batch = {
      records: [...records.values()],
      groups: [...groups.values()],
      memberships: memberships.splice(0),
    };
    records.clear();
    groups.clear();
    return batch;
  };
  for await (const fit of fitsOf(source, onProgress)) {
    if (fit.kind === 'record') records.set(`${fit.record.kind} ${fit.record.objectId}`, fit.record);
    if (fit.kind === 'group') groups.set(fit.group.groupId, fit.group);
    if (fit.kind === 'memberships') memberships.push(...fit.memberships);
    if (records.size + groups.size + memberships.length >= IMPORT_BATCH_MAX) yield take();
  }
  if (records.size + groups.size + memberships.length > 0) yield take();
}

type Changed = {
  readonly type: 'ManagedDevice' | 'Group';
  readonly id: string;
  readonly name: string | undefined;
  readonly what: string;
  readonly isNew: boolean;
};

async function takeBatch(
  context: Context,
  { tenantId, correlationId }: Target,
  { source, batch }: { readonly source: string; readonly batch: Batch },
): Promise<Result<Readonly<Record<string, TakenIn>>, Problem>> {
  const eventId = newId(context);
  const now = new Date(context.clock());
  return inTenant(context, tenantId, async (tx) => {
    const changed: Changed[] = [];
    const put = await putDeviceRecords(tx, batch.records, { source, now });
    changed.push(
      ...put.map(
        (it) =>
          ({ type: 'ManagedDevice', id: it.objectId, name: it.deviceName, what: it.kind, isNew: it.isNew }) as const,
      ),
    );
    const groups = [...batch.groups];
    for (const group of groups) {
      const outcome = await putGroupRecord(tx, group, { source, now });
      if (outcome === 'unchanged') continue;
      changed.push({
        type: 'Group',
        id: group.groupId,
        name: group.displayName,
        what: 'group',
        isNew: outcome === 'added',
      });
    }
    for (const { groupId, groupName } of await addMemberships(tx, batch.memberships, { source, now })) {
      changed.push({ type: 'Group', id: groupId, name: groupName, what: 'memberships', isNew: true });
    }
    if (changed.length > 0) {
      await appendAuditEvent(tx, {
        eventId,
        occurredAt: now.getTime(),
        actor: OPERATOR,
        activity: 'managedDevice.imported',
        correlationId,
        resources: changed.map(({ type, id, name }, nth) => ({
          type,
          id,
          name,
          ...(nth === 0 ? { properties: { source: { new: source }, count: { new: changed.length } } } : {}),
        })),
      });
    }
    return ok(countsOf(batch, changed));
  });
}

function countsOf(batch: Batch, changed: readonly Changed[]): Readonly<Record<string, TakenIn>> {
  const given = [
    ...batch.records.map(({ kind }): string => kind),
    ...batch.groups.map(() => 'group'),
    ...batch.memberships.map(() => 'memberships'),
  ];
  return Object.fromEntries(
    [...Map.groupBy(given, (what) => what)].map(([what, all]) => {
      const added = changed.filter((it) => it.what === what && it.isNew).length;
      const others = changed.filter((it) => it.what === what && !it.isNew).length;
      return [what, { added, changed: others, unchanged: Math.max(0, all.length - added - others) }] as const;
    }),
  );
}
