// The policies that come with Keepsake, given to its own Graph routes as an administrator would: taken, read back equal, and
// once assigned they say for a device what their file says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { POLICY_TEMPLATES } from '../../scripts/policy-files/settings-catalog.ts';
import { OPT_IN_POLICIES } from '../../src/domain/policy/opt-in-policies.ts';
import { policyBody } from '../../src/domain/policy/policy-body.ts';
import { resolvePolicy } from '../../src/domain/policy/resolve-policy.ts';
import { ok } from '../../src/lib/result.ts';
import { loadPolicyInput } from '../../src/server/policy/load-policy.ts';
import { inTenant } from '../../src/server/transact.ts';
import { expectOk } from '../database.ts';
import { type GraphJson, type GraphPage, onEachGraphHouse, textOf } from './graph-house.ts';

const POLICIES = '/deviceManagement/configurationPolicies';
const TO_ALL = [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }];

const asking = policyBody({
  name: 'Ask for the time zone',
  description: '',
  settings: OPT_IN_POLICIES.filter(({ gpo }) => gpo?.location.value === 'time.zone.auto').map((policy) => ({
    policy,
    state: 'enabled',
  })),
});

onEachGraphHouse('policies/settings-catalog.json, and a policy that asks for a setting', async (house) => {
  const page = JSON.parse(readFileSync('policies/settings-catalog.json', 'utf8')) as GraphPage;
  for (const given of [...page.value, asking]) {
    const made = (await house.graph('beta').api(POLICIES).post(given)) as GraphJson;
    const one = `${POLICIES}/${textOf(made['id'])}`;
    const read = (await house.graph('beta').api(one).expand('settings').get()) as GraphJson;
    const instancesIn = (body: GraphJson) =>
      (body['settings'] as readonly GraphJson[]).map((it) => it['settingInstance']);
    assert.deepEqual(instancesIn(read), instancesIn(given));
    assert.deepEqual({ ...read, ...given, settings: [] }, { ...read, settings: [] });
    await house.graph('beta').api(`${one}/assign`).post({ assignments: TO_ALL });
  }
  const input = expectOk(
    await inTenant(house.service.context, house.tenantId, async (tx) => ok(await loadPolicyInput(tx))),
  );
  const resolved = resolvePolicy({ ...input, subject: { device: {} }, local: [], isBackupOnByDefault: false });
  const claimed = new Map(
    POLICY_TEMPLATES.flatMap(({ settings }) => settings.map(({ policy, state }) => [policy, state])),
  );
  assert.equal(claimed.size, resolved.values.length);
  for (const { policy, state } of resolved.values) assert.equal(state, claimed.get(policy), policy.name);
  assert.deepEqual([resolved.optedIn, resolved.problems], [['time.zone.auto'], []]);
});
