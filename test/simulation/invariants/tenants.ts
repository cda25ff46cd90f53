// Nothing crosses a tenant: neither in the database nor in an answer.

import { toHex } from '../../../src/lib/bytes.ts';
import type { Invariant } from '../invariant.ts';
import type { World } from '../world.ts';
import { changedTables } from './audit.ts';

/** Rows change of those tenants alone for whom something was done. */
export const rowsStayWithTheirTenant: Invariant = {
  name: 'nothing crosses a tenant',
  watch: () => (moment) =>
    changedTables(moment)
      .filter(({ tenantId }) => !moment.touched.has(tenantId))
      .map(({ table, tenantId }) => `${table} of ${tenantId} changed, who did nothing`),
};

/** An answer names nothing that is another tenant's: no word and no identifier. */
export const answersStayWithTheirTenant: Invariant = {
  name: 'no answer tells of another tenant',
  watch: ({ world }) => {
    const owners = new Map<string, string>();
    for (const { tenantId, name } of world.tenants) owners.set(tenantId, tenantId).set(name, tenantId);
    return ({ sight, served }) => {
      for (const it of [...sight.profiles, ...sight.snapshots, ...sight.sessions]) {
        for (const id of identifiersIn(JSON.stringify(it))) if (!owners.has(id)) owners.set(id, it.tenantId);
      }
      for (const { tenantId, resources } of sight.events) {
        for (const { resourceId } of resources) if (!owners.has(resourceId)) owners.set(resourceId, tenantId);
      }
      return served.flatMap(({ asked, actor, outcome }) => {
        if (actor === undefined || outcome === 'crashed') return [];
        const text = textOf(outcome);
        const named = [...identifiersIn(text), ...namesIn(text, world)];
        const foreign = named.filter((id) => owners.has(id) && owners.get(id) !== actor.tenantId);
        return foreign.map((id) => `${asked.operation} of ${actor.tenantId} is answered with ${id}`);
      });
    };
  },
};

function identifiersIn(text: string): readonly string[] {
  return text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];
}

function namesIn(text: string, { tenants }: World): readonly string[] {
  return tenants.map(({ name }) => name).filter((name) => text.includes(name));
}

function textOf(outcome: { readonly ok: boolean; readonly value?: unknown }): string {
  return outcome.value instanceof Uint8Array ? toHex(outcome.value) : JSON.stringify(outcome);
}
