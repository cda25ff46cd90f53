// How long the overview and the lists behind it take with a hundred thousand devices: `node bin/run.mjs scripts/overview-times.ts`.
// Prints the median of several rounds of each.

import { performance } from 'node:perf_hooks';
import { withBigTenant } from '../bench/big-tenant.ts';
import type { TenantTransaction } from '../src/server/database/database.ts';
import { getOverview } from '../src/server/fleet/get-overview.ts';
import { listFleet } from '../src/server/fleet/list-fleet.ts';
import { listPeople } from '../src/server/fleet/list-people.ts';
import {
  countDevices,
  countInConflict,
  countPeople,
  countRefused,
  countRestores,
} from '../src/server/fleet/overview-queries.ts';

const ROUNDS = 5;

await withBigTenant(async (context, tenantId) => {
  await measure('overview', () => getOverview(context, tenantId));
  const count = (work: (tx: TenantTransaction) => Promise<unknown>) => async () => {
    await context.database.inTenant(tenantId, work);
    return { ok: true };
  };
  await measure(
    '  its people',
    count((tx) => countPeople(tx, new Date())),
  );
  await measure(
    '  its devices',
    count((tx) => countDevices(tx, new Date())),
  );
  await measure(
    '  its restores',
    count((tx) => countRestores(tx, { since: new Date(0), now: new Date() })),
  );
  await measure('  its refusals', count(countRefused));
  await measure('  its conflicts', count(countInConflict));
  await measure('people by name', () => listPeople(context, tenantId, { limit: 100 }, 'everybody'));
  await measure('people without a backup', () =>
    listPeople(context, tenantId, { limit: 100, show: 'none' }, 'everybody'),
  );
  await measure('people, oldest backup first', () =>
    listPeople(context, tenantId, { limit: 100, sort: 'lastBackup' }, 'everybody'),
  );
  await measure('people called 4711', () => listPeople(context, tenantId, { limit: 100, search: '4711' }, 'everybody'));
  await measure('devices by name', () => listFleet(context, tenantId, { limit: 100 }, 'everybody'));
  await measure('devices, ageing', () => listFleet(context, tenantId, { limit: 100, show: 'ageing' }, 'everybody'));
  await measure('devices of somebody', () =>
    listFleet(context, tenantId, { limit: 100, search: 'person-4711@' }, 'everybody'),
  );
});

async function measure(name: string, ask: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const answer = await ask();
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    times.push(performance.now() - start);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  process.stdout.write(`${name.padEnd(32)} ${median.toFixed(0).padStart(6)} ms\n`);
}
