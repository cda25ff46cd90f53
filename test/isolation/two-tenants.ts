// Two organizations in one running service, with the same people, devices and work, each telling its own in every text.

import type { Json } from '../../src/lib/canonical-json.ts';
import { capture, type TestDevice, type TestService } from '../server/service-fixture.ts';
import { type Call, type Reply, type Send, sendTo } from './wire.ts';

export type Tenant = {
  readonly tenantId: string;
  /** In every text of this tenant. */
  readonly canary: string;
  readonly device: TestDevice;
  /** Everybody who can act in the tenant, by what they are. */
  readonly actors: ReadonlyMap<string, Send>;
  /** What a call that some actor may make answers. Throws if nobody succeeds. */
  readonly ask: (call: Call) => Promise<Json>;
  /** A text with the canary that was never used before. */
  readonly fresh: () => string;
};

export async function addTenant(service: TestService, canary: string): Promise<Tenant> {
  const tenantId = await service.newTenant(`${canary} organization`);
  const device = await service.newDevice(tenantId, `${canary}@example.org`, `${canary}-device`);
  const bearer = (token: string) => sendTo(service.url, async () => ({ authorization: `Bearer ${token}` }));
  const actors = new Map([['device', bearer(device.enrolled.token)]]);
  let made = 0;
  return {
    tenantId,
    canary,
    device,
    actors,
    ask: async (call) => answerOf(call, await firstSuccess(actors, call)),
    fresh: () => `${canary}-${(made += 1)}`,
  };
}

/** What the first actor that succeeds was answered; else what the last one was. */
export async function firstSuccess(actors: ReadonlyMap<string, Send>, call: Call): Promise<Reply & { actor: string }> {
  let last: (Reply & { actor: string }) | undefined;
  for (const [actor, send] of actors) {
    last = { ...(await send(call)), actor };
    if (isSuccess(last)) return last;
  }
  if (last === undefined) throw new Error('a tenant has nobody who acts');
  return last;
}

export function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

function answerOf(call: Call, reply: Reply): Json {
  if (!isSuccess(reply)) throw new Error(`${call.method} ${call.path}: ${reply.status} ${reply.body.toString()}`);
  return JSON.parse(reply.body.toString() || 'null') as Json;
}

/** A backup with the tenant's canary in its settings; no two are alike. */
export function captureOf(tenant: Tenant) {
  return capture({
    accessibility: { 'made.up.pointer': tenant.fresh(), 'made.up.magnifier': { state: 'absent' } },
    personalization: { 'made.up.theme': `${tenant.canary}-theme` },
  });
}
