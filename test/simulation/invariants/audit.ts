// Every change has its event, and each event tells of one change.

import { verifyCopy } from '../../../src/domain/audit/verify-copy.ts';
import { copyOf, exported, withFolder } from '../../audit/log-fixture.ts';
import type { Invariant, Moment } from '../invariant.ts';
import type { LoggedEvent } from '../sight.ts';

/** A table of a tenant that changed in a step in which its log did not grow. */
export const everyChangeIsTold: Invariant = {
  name: 'every change has its event',
  watch: () => (moment) => {
    const told = new Set(moment.sight.events.map(({ tenantId }) => tenantId));
    return changedTables(moment)
      .filter(({ tenantId }) => !told.has(tenantId))
      .map(({ table, tenantId }) => `${table} of ${tenantId} changed, and its log says nothing`);
  },
};

/** An act, known by its request, that is told twice; an event that stands twice. */
export const nothingIsToldTwice: Invariant = {
  name: 'nothing is told twice',
  watch: () => {
    const told = new Set<string>();
    return ({ sight }) =>
      sight.events.flatMap((event) => {
        const keys = [event.id, actOf(event)];
        const again = keys.filter((key) => told.has(key));
        for (const key of keys) told.add(key);
        return again.map((key) => `${event.activity} is told again (${key})`);
      });
  },
};

/** At the end: the log is what its key signed, from the first event to the last. */
export const theLogVerifies: Invariant = {
  name: 'the log verifies',
  watch:
    ({ world, prepare }) =>
    async ({ isLast }) => {
      const found: string[] = [];
      for (const tenant of isLast ? world.tenants : []) {
        const { files, key } = await prepare(tenant, (context) =>
          withFolder((folder) => exported(context, tenant.tenantId, folder)),
        );
        const verified = verifyCopy(copyOf(files), { key });
        if (!verified.ok) found.push(verified.error.detail);
      }
      return found;
    },
};

/** In tables of tenants, by those who hold rows. */
export function changedTables({
  sight,
  before,
}: Moment): readonly { readonly table: string; readonly tenantId: string }[] {
  const key = ({ table, tenantId }: { readonly table: string; readonly tenantId: string }) => `${tenantId} ${table}`;
  const [then, now] = [before, sight].map(({ versions }) => new Map(versions.map((it) => [key(it), it])));
  const all = new Map([...(then ?? []), ...(now ?? [])]);
  return [...all].flatMap(([name, it]) => (then?.get(name)?.version === now?.get(name)?.version ? [] : [it]));
}

/** Several resources, such as those that a retention removed, may take several events of one kind. */
function actOf({ correlationId, activity, resources }: LoggedEvent): string {
  return [correlationId, activity, ...resources.map(({ resourceId }) => resourceId)].join(' ');
}
