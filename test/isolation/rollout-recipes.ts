// What the operations of a rollout are asked: each makes the ring or the exception that it is about.

import { randomBytes } from 'node:crypto';
import type { Json } from '../../src/lib/canonical-json.ts';
import { uuidV7 } from '../../src/lib/uuid.ts';
import type { Tenant } from './tenant.ts';

export const ROLLOUT_RECIPES = {
  addRolloutRing: async (tenant: Tenant) => [{ body: ring(tenant) }],
  removeRolloutRing: async (tenant: Tenant) => [{ params: { ringId: await planned(tenant) } }],
  advanceRollout: async (tenant: Tenant) => [await advance(tenant)],
  stopRolloutRing: async (tenant: Tenant) => [
    { params: { ringId: await running(tenant) }, body: { reason: tenant.fresh() } },
  ],
  resumeRolloutRing: async (tenant: Tenant) => [{ params: { ringId: await running(tenant) } }],
  addRolloutException: async (tenant: Tenant) => [{ body: exception(tenant) }],
  closeRolloutException: async (tenant: Tenant) => {
    const made = await tenant.ask({ method: 'POST', path: '/v1/rollout/exceptions', body: exception(tenant) });
    return [{ params: { exceptionId: (made as { exceptionId: string }).exceptionId } }];
  },
  acknowledgeForRollout: async (tenant: Tenant) => [
    { params: { subject: 'oneDrive' }, body: { role: tenant.fresh() } },
  ],
  withdrawAcknowledgement: async () => [{ params: { subject: 'oneDrive' } }],
};

/** The group is another directory's; its id sorts as `nobodys` does, since lists go on from whatever is named. */
function ring(tenant: Tenant) {
  return { displayName: tenant.fresh(), group: uuidV7(Date.UTC(2026, 0, 1), randomBytes(10)) };
}

function exception(tenant: Tenant) {
  return { subject: tenant.fresh(), owner: tenant.fresh(), fallback: tenant.fresh(), endsOn: '2099-12-31' };
}

async function planned(tenant: Tenant): Promise<string> {
  const made = await tenant.ask({ method: 'POST', path: '/v1/rollout/rings', body: ring(tenant) });
  return (made as { ringId: string }).ringId;
}

async function advance(tenant: Tenant): Promise<{ readonly body: Json }> {
  await planned(tenant);
  const { rings } = await rollout(tenant);
  const stopped = rings.find(({ state }) => state === 'stopped');
  if (stopped !== undefined) await tenant.ask({ method: 'POST', path: `/v1/rollout/rings/${stopped.ringId}/resume` });
  const current = rings.find(({ state }) => state === 'stopped' || state === 'running');
  return { body: { from: current?.ringId ?? null, despite: tenant.fresh() } };
}

/** Whatever was stopped before is taken up again. */
async function running(tenant: Tenant): Promise<string> {
  const { body } = await advance(tenant);
  await tenant.ask({ method: 'POST', path: '/v1/rollout/advance', body });
  const { rings } = await rollout(tenant);
  const ringId = rings.find(({ state }) => state === 'running')?.ringId;
  if (ringId === undefined) throw new Error('no ring is under way');
  return ringId;
}

async function rollout(tenant: Tenant): Promise<{ rings: { ringId: string; state: string }[] }> {
  return (await tenant.ask({ method: 'GET', path: '/v1/rollout' })) as { rings: { ringId: string; state: string }[] };
}
