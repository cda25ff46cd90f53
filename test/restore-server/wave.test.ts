// Many devices at once, and a service that answers every third request with "not now", before it did anything or after it did
// everything: the agent's own driver and client wait and repeat, and everybody comes to one end.

import assert from 'node:assert/strict';
import { restoreOnce } from '../../bench/wave/device.ts';
import { fromService } from '../../src/agent/agent-problem.ts';
import { sendRequest } from '../../src/agent/upload/send-request.ts';
import type { ClientDoor } from '../../src/agent/upload/service-client.ts';
import { fail } from '../../src/lib/result.ts';
import { capture, onEachServer } from '../server/service-fixture.ts';
import { choosePolicies } from './restore-fixture.ts';

const PEOPLE = 12;

onEachServer(
  'a wave of devices over a service that sheds load: every restore is completed, and none twice',
  async (service) => {
    const tenantId = await service.newTenant();
    await choosePolicies(service, tenantId);
    const devices = [];
    for (let person = 0; person < PEOPLE; person += 1) {
      const user = `person${person}@contoso.example`;
      await (await service.newDevice(tenantId, user, `OLD-${person}`)).backUp(capture());
      devices.push(await service.newDevice(tenantId, user, `NEW-${person}`));
    }
    const shed = { requests: 0, refused: 0 };
    const ends = await Promise.all(
      devices.map(({ enrolled: { token } }) => goOn(restoreOnce({ url: service.url, token }, sheddingDoor(shed)))),
    );
    // What was made up means nothing to the catalog, so nothing of it was to be changed.
    assert.deepEqual(new Set(ends), new Set(['completed']));
    assert.ok(shed.refused > PEOPLE);
    const rows = await service.sql("SELECT device_id FROM restore_session WHERE state = 'completed'");
    assert.equal(new Set(rows.map((it) => it['device_id'])).size, PEOPLE);
    const [all] = await service.sql('SELECT count(*)::int AS sessions FROM restore_session');
    assert.equal(all?.['sessions'], PEOPLE);
  },
);

/** As the agent's task does: what broke off is gone on with. */
async function goOn(restore: ReturnType<typeof restoreOnce>): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const end = await restore();
    if (end.ok) return end.value;
    assert.ok(attempt < 20, end.error.detail);
  }
}

function sheddingDoor(shed: { requests: number; refused: number }): ClientDoor {
  const refusal = () =>
    fail({ problem: fromService({ code: 'unavailable' as const, detail: 'Not now.' }), passing: true });
  return {
    pause: async () => {},
    send: async (url, schema, request, shown) => {
      shed.requests += 1;
      const turn = shed.requests % 6;
      if (turn === 0 || turn === 3) shed.refused += 1;
      if (turn === 0) return refusal();
      const answer = await sendRequest(url, schema, request, shown);
      return turn === 3 ? refusal() : answer;
    },
  };
}
