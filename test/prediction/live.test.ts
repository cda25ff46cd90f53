// What readiness predicts from exports, and what life is documented to be, are what the real agent and service do.

import assert from 'node:assert/strict';
import { OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { onEachServer } from '../server/service-fixture.ts';
import { agreementWith, sumOf } from './agreement.ts';
import { livesIn } from './live.ts';
import { organizationOf } from './organization.ts';
import { liveOn } from './set-up.ts';

onEachServer('what readiness predicts is what the agent and the service do', async (service) => {
  const agreements = [];
  for (const seed of [1, 2]) {
    const organization = organizationOf(seed, 8);
    const lives = await livesIn(service, organization);
    agreements.push(agreementWith(organization, ({ name }, occasion) => lives.get(name)?.[occasion]));
    for (const device of organization.devices) {
      for (const occasion of OCCASIONS) {
        const [answered, documented] = [lives.get(device.name)?.[occasion], liveOn(device, organization)[occasion]];
        const both = `${device.name}, ${occasion}: lived ${answered}, documents say ${documented}`;
        assert.equal(answered === undefined, documented === undefined, both);
      }
    }
  }
  const { predictions, happened, disagreements } = sumOf(agreements);
  assert.deepEqual(disagreements, []);
  assert.ok(happened > 0, 'somebody was offered something');
  assert.equal(predictions, 2 * 8 * OCCASIONS.length);
});
