// Restores on a device against a real service: who is asked and who is not, what comes back, what the log and the program say.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type Disk, realDisk } from '../../src/agent/apply/disk.ts';
import { writeCredential } from '../../src/agent/credential-file.ts';
import { openProfileSafely } from '../../src/agent/apply/open-safely.ts';
import type { PageChoice } from '../../src/agent/restore/session-ports.ts';
import {
  hasOpenRestore,
  offerRestore,
  type RestoreEnd,
  resumeRestore,
} from '../../src/agent/schedule/offer-restore.ts';
import { runBackup } from '../../src/agent/schedule/run-backup.ts';
import { reasonsOf } from '../../src/agent/status/reasons.ts';
import { observe } from '../../src/domain/snapshot/observe.ts';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import type { EnrollmentPhase } from '../../src/domain/enrollment/phase.ts';
import { expectOk } from '../database.ts';
import { groupPolicies, writeSoftwareHive } from '../policy/policy-registry.ts';
import { type TestDevice, type TestService, withService } from '../server/service-fixture.ts';
import {
  chooseFirst,
  ELIGIBLE,
  makeAgent,
  olderService,
  passingOn,
  restoreOn,
  statusOf,
  type TestAgent,
  tryKeepsakeAsync,
} from './agent-fixture.ts';

const RESTORES = groupPolicies({ EnableWindowsRestore: 'enabled' });

type Devices = { readonly old: TestAgent; readonly fresh: TestAgent; readonly device: TestDevice };

/** Anna's old device, backed up, and a fresh one. */
async function twoDevices(context: TestContext, service: TestService): Promise<Devices> {
  const tenant = await service.newTenant();
  const [was, is] = [
    await service.newDevice(tenant, 'anna@contoso.example', 'PC-OLD'),
    await service.newDevice(tenant, 'anna@contoso.example', 'PC-NEW'),
  ];
  const old = makeAgent(context, service.url, was.enrolled.token);
  const fresh = makeAgent(context, service.url, is.enrolled.token, {});
  fresh.setPolicy(RESTORES);
  return { old, fresh, device: is };
}

const ask = async (
  agent: TestAgent,
  phase: EnrollmentPhase,
  said: Parameters<typeof restoreOn>[1] = () => ({ kind: 'later' }),
): Promise<RestoreEnd> => expectOk(await offerRestore(restoreOn(agent, said), phase));

async function backUp(agent: TestAgent): Promise<void> {
  assert.equal(expectOk(await runBackup(agent.context, 'task')).kind, 'backed-up');
}

function codesOf(end: RestoreEnd): readonly string[] {
  return end.kind === 'refused' ? reasonsOf(end.decision).map(({ code }) => code) : [end.kind];
}

function logged(agent: TestAgent): readonly string[] {
  const lines = readFileSync(join(agent.context.stateFolder, 'events.log'), 'utf8').trim().split('\n');
  return lines.map((line) => line.split(' ')[3] ?? '');
}

function chosenOn(agent: TestAgent): readonly string[] {
  const { facts, read, covers } = expectOk(openProfileSafely(agent.profile, {}));
  return observe(catalog, read, { facts, covers, optedIn: new Set() }).flatMap(({ setting, observation }) =>
    observation.state === 'present' && !observation.atDefault ? [setting.id] : [],
  );
}

test('first sign-in: refused with every reason, offered, chosen, restored once; in use it can be asked for again', (context) =>
  withService(async (service) => {
    const { old, fresh } = await twoDevices(context, service);
    fresh.setPolicy(new Map());
    const refused = codesOf(await ask(fresh, 'firstSignIn'));
    assert.equal(refused.length, 2, `the policy and the missing backup, together: ${refused.join(', ')}`);
    fresh.setPolicy(RESTORES);
    assert.equal(codesOf(await ask(fresh, 'firstSignIn')).length, 1);
    await backUp(old);

    const before = chosenOn(fresh);
    const open = await ask(fresh, 'firstSignIn');
    assert.deepEqual(open.kind === 'open' && open.profiles.map(({ deviceName }) => deviceName), ['PC-OLD']);
    assert.deepEqual(chosenOn(fresh), before, 'an offer changes nothing');

    const end = await ask(fresh, 'firstSignIn', chooseFirst);
    assert.ok(end.kind === 'ended' && end.end.outcome === 'completed', JSON.stringify(end));
    const restored = end.end.outcomes.filter(({ kind, state }) => kind === 'setting' && state === 'restored');
    assert.ok(restored.length > 10);
    const arrived = new Set(chosenOn(fresh));
    assert.deepEqual(
      restored.map(({ id }) => id).filter((id) => !arrived.has(id)),
      [],
    );
    const [session] = await service.sql('SELECT state, version FROM restore_session');
    assert.equal(session?.['state'], 'completed');

    assert.equal((await ask(fresh, 'firstSignIn', chooseFirst)).kind, 'refused');
    const again = await ask(fresh, 'inUse', chooseFirst);
    assert.ok(again.kind === 'ended' && again.end.outcome === 'completed');
    assert.ok(!again.end.outcomes.some(({ state }) => state === 'restored'), 'everything is there already');
    assert.deepEqual(logged(fresh).slice(0, 6), [
      'restore-not-offered',
      'restore-not-offered',
      'restore-offered',
      'restore-offered',
      'restore-started',
      'restore-completed',
    ]);
    const log = readFileSync(join(fresh.context.stateFolder, 'events.log'), 'utf8');
    assert.match(log, /restore-not-offered .*"fix":/, 'administrators read the fixes');
  }));

test('set up as new is final for this enrollment at first sign-in; in use a restore stays possible', (context) =>
  withService(async (service) => {
    const { old, fresh } = await twoDevices(context, service);
    await backUp(old);
    const before = chosenOn(fresh);
    const declined = await ask(fresh, 'firstSignIn', () => ({ kind: 'setUpAsNew' }));
    assert.ok(declined.kind === 'ended' && declined.end.outcome === 'setUpAsNew');
    const asked: string[] = [];
    const never = (): PageChoice => (asked.push('asked'), { kind: 'later' });
    assert.equal((await ask(fresh, 'firstSignIn', never)).kind, 'refused');
    assert.deepEqual(asked, []);
    assert.deepEqual(chosenOn(fresh), before);
    assert.equal((await ask(fresh, 'inUse', chooseFirst)).kind, 'ended');
  }));

test('where a policy of the device says no, nobody is asked', (context) =>
  withService(async (service) => {
    const { old, fresh } = await twoDevices(context, service);
    await backUp(old);
    fresh.setPolicy(groupPolicies({ EnableWindowsRestore: 'disabled' }));
    const end = await ask(fresh, 'firstSignIn', chooseFirst);
    assert.ok(end.kind === 'off' && end.reasons[0]?.code === 'restore-disabled');
    assert.deepEqual(await service.sql('SELECT state FROM restore_session'), []);
  }));

test('a service from before sessions: the devices that there are, where the policy of the device allows it', (context) =>
  withService(async (service) => {
    const { old, fresh, device } = await twoDevices(context, service);
    await backUp(old);
    fresh.setService(await olderService(context, service.url), device.enrolled.token);
    const end = await ask(fresh, 'firstSignIn');
    assert.ok(end.kind === 'older' && end.offer.kind === 'offered');
    assert.deepEqual(
      end.offer.profiles.map(({ deviceName }) => deviceName),
      ['PC-OLD'],
    );
    fresh.setPolicy(new Map());
    const off = await ask(fresh, 'firstSignIn');
    assert.ok(off.kind === 'older' && off.offer.kind === 'off');
    assert.ok(logged(fresh).includes('service-older'));
  }));

test('the network goes after the choice: the task goes on without asking, as soon as it is back', (context) =>
  withService(async (service) => {
    const { old, fresh, device } = await twoDevices(context, service);
    await backUp(old);
    const network = await passingOn(context, service.url);
    fresh.setService(network.url, device.enrolled.token);
    const choosing = restoreOn(fresh, (profiles) => {
      network.stop();
      return chooseFirst(profiles);
    });
    const first = await offerRestore(choosing, 'firstSignIn');
    assert.ok(!first.ok, JSON.stringify(first));
    assert.ok(hasOpenRestore({ disk: realDisk, stateFolder: fresh.context.stateFolder }));
    assert.deepEqual(
      statusOf(fresh).problems.map(({ code }) => code),
      ['backup-not-enabled', 'restore-unfinished'],
    );
    fresh.setService(service.url, device.enrolled.token);
    const resumed = expectOk(await resumeRestore(restoreOn(fresh, () => assert.fail('somebody was asked'))));
    assert.ok(resumed?.kind === 'ended' && resumed.end.outcome === 'completed');
    assert.ok(!hasOpenRestore({ disk: realDisk, stateFolder: fresh.context.stateFolder }));
  }));

test('a disk that is full stops a restore before anything is written, and the next try begins where it was', (context) =>
  withService(async (service) => {
    const { old, fresh } = await twoDevices(context, service);
    await backUp(old);
    const before = chosenOn(fresh);
    const full: Disk = {
      ...realDisk,
      write: () => {
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      },
    };
    const stopped = await offerRestore({ ...restoreOn(fresh, chooseFirst), disk: full }, 'firstSignIn');
    assert.equal(!stopped.ok && stopped.error.code, 'disk-full');
    assert.deepEqual(chosenOn(fresh), before);
    assert.deepEqual(await service.sql('SELECT state FROM restore_session'), [{ state: 'offered' }]);
    const end = await ask(fresh, 'firstSignIn', chooseFirst);
    assert.ok(end.kind === 'ended' && end.end.outcome === 'completed');
  }));

test('the program: refused with a sentence and a code, offered, and restored on demand', (context) =>
  withService(async (service) => {
    const { old, fresh, device } = await twoDevices(context, service);
    await backUp(old);
    const keepsake = programOn(fresh, device, service.url);
    const before = chosenOn(fresh);

    const refused = await keepsake('restore', '--choose', 'latest');
    const error = refused.said['error'] as { code: string; detail: string; fix: string };
    assert.deepEqual([refused.status, error.code], [1, 'restore-policy-not-configured']);
    assert.match(error.detail, /\(restore-policy-not-configured\)$/, 'a sentence, and the code for the help desk');
    assert.match(error.fix, /Enable Windows Restore/);
    assert.deepEqual([(await keepsake('offer')).status, (await keepsake('offer')).said['outcome']], [0, 'refused']);

    writeSoftwareHive(join(fresh.folder, 'SOFTWARE'), RESTORES);
    const offered = await keepsake('offer');
    assert.deepEqual((offered.said['profiles'] as { deviceName: string }[])[0]?.deviceName, 'PC-OLD');
    const unknown = await keepsake('restore', '--choose', 'PC-NOWHERE');
    assert.equal((unknown.said['error'] as { code: string }).code, 'unknown-choice');
    assert.deepEqual(chosenOn(fresh), before);
    const done = await keepsake('restore', '--choose', 'pc-old');
    assert.deepEqual([done.status, done.said['outcome'], done.said['isReported']], [0, 'completed', true]);
    assert.notDeepEqual(chosenOn(fresh), before);
    const sessions = await service.sql('SELECT phase, state FROM restore_session ORDER BY phase');
    assert.deepEqual(sessions, [
      { phase: 'firstSignIn', state: 'expired' },
      { phase: 'inUse', state: 'completed' },
    ]);
  }));

function programOn(
  agent: TestAgent,
  { enrolled }: TestDevice,
  url: string,
): (...words: string[]) => Promise<{ status: number | null; said: Record<string, unknown> }> {
  const [hive, credential, facts] = ['SOFTWARE', 'anna.json', 'facts.json'].map((name) => join(agent.folder, name));
  assert.ok(hive !== undefined && credential !== undefined && facts !== undefined);
  const { token, userPrincipalName: user, deviceName, tenantId, credentialId, expiresAt } = enrolled;
  writeCredential(credential, { service: url, token, user, device: deviceName, tenantId, credentialId, expiresAt });
  writeFileSync(facts, JSON.stringify({ ...ELIGIBLE.facts, account: ELIGIBLE.account }));
  writeSoftwareHive(hive, new Map());
  const where = ['--software-hive', hive, '--state', agent.context.stateFolder, '--profile', agent.profile];
  return async (...words) => {
    const all = ['agent', ...words, ...where, '--credential', credential, '--json'];
    const { status, stdout, stderr } = await tryKeepsakeAsync(all, { KEEPSAKE_FACTS: facts });
    assert.notEqual(stdout, '', stderr);
    return { status, said: JSON.parse(stdout) as Record<string, unknown> };
  };
}
