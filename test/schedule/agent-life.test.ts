// The life of an agent against a real service: off, on, unchanged, the service gone and back, a network that wants a
// sign-in, a full disk, a power cut at every moment it writes, and the program as the scheduled task starts it.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Disk, realDisk } from '../../src/agent/apply/disk.ts';
import { writeCredential } from '../../src/agent/credential-file.ts';
import type { RunEnd } from '../../src/agent/schedule/agent-context.ts';
import { runBackup } from '../../src/agent/schedule/run-backup.ts';
import { EVENTS } from '../../src/agent/status/event-log.ts';
import { type AgentState, FRESH_STATE, readState, writeState } from '../../src/agent/status/state-file.ts';
import { liveProfile } from '../../src/agent/windows/live-profile.ts';
import type { LockScreen } from '../../src/agent/windows/lock-screen.ts';
import { ok } from '../../src/lib/result.ts';
import { startService } from '../../src/server/service.ts';
import { expectOk } from '../database.ts';
import { groupPolicies, writeSoftwareHive } from '../policy/policy-registry.ts';
import { type TestService, withService } from '../server/service-fixture.ts';
import { fakeRegistry } from '../windows/fake-registry.ts';
import {
  ELIGIBLE,
  ENABLED,
  makeAgent,
  olderService,
  statusOf,
  type TestAgent,
  tryKeepsakeAsync,
} from './agent-fixture.ts';

const DAY = 24 * 60 * 60_000;
const HOUR = 60 * 60_000;

async function enrolledAgent(context: Parameters<typeof makeAgent>[0], service: TestService): Promise<TestAgent> {
  const device = await service.newDevice(await service.newTenant());
  return makeAgent(context, service.url, device.enrolled.token);
}

function logged(agent: TestAgent): readonly string[] {
  const text = readFileSync(join(agent.context.stateFolder, 'events.log'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[3] ?? '');
}

function stateOf(agent: TestAgent): AgentState {
  return readState(agent.context.stateFolder).state;
}

async function expectRun(agent: TestAgent, asked: 'task' | 'person' = 'task'): Promise<RunEnd> {
  return expectOk(await runBackup(agent.context, asked));
}

async function expectFailure(agent: TestAgent, code: string): Promise<void> {
  const end = await runBackup(agent.context, 'task');
  assert.ok(!end.ok, 'it should have failed');
  assert.equal(end.error.code, code, end.error.detail);
}

test('what Windows chooses on a running device is not asked for, and the log says why it is not in the backup', (context) =>
  withService(async (service) => {
    const agent = await enrolledAgent(context, service);
    const folders = { name: 'Anna', folder: agent.profile, stateFolder: agent.context.stateFolder };
    const picture: LockScreen = { read: () => assert.fail('it was asked for'), write: () => assert.fail('it was set') };
    const running = liveProfile(fakeRegistry(), folders, { windowsBuild: 26100 }, picture);
    const onRunning = { ...agent, context: { ...agent.context, openSource: () => Promise.resolve(ok(running)) } };
    assert.equal((await expectRun(onRunning)).kind, 'backed-up');
    const text = readFileSync(join(agent.context.stateFolder, 'events.log'), 'utf8');
    assert.match(text, /107 information setting-not-taken .*personalization\.lockScreen\.image.*Spotlight/);
  }));

test('off without a policy; on with one; then two requests a period; off again keeps what is stored', (context) =>
  withService(async (service) => {
    const agent = await enrolledAgent(context, service);
    agent.setPolicy(new Map());
    for (const asked of ['task', 'person', 'task'] as const) {
      const end = await expectRun(agent, asked);
      assert.ok(end.kind === 'refused' && end.refusal.reasons.length === 1, JSON.stringify(end));
      assert.match(end.refusal.reasons[0]?.fix ?? '', /Enable Windows Backup/);
    }
    agent.setPolicy(groupPolicies({ EnableWindowsBackup: 'disabled' }));
    const asked = agent.connections();
    assert.equal((await expectRun(agent)).kind, 'off');
    assert.equal(agent.connections(), asked, 'where a policy says no, nobody is asked');
    assert.equal((await service.counts())['snapshot'], 0);

    agent.setPolicy(ENABLED);
    const first = await expectRun(agent);
    assert.ok(first.kind === 'backed-up' && first.backup.outcome === 'stored' && first.backup.settingCount > 20);
    agent.advance(4 * HOUR);
    assert.equal((await expectRun(agent)).kind, 'waiting');
    agent.advance(9 * DAY);
    const second = await expectRun(agent);
    assert.ok(second.kind === 'backed-up' && second.backup.outcome === 'unchanged' && second.backup.requests === 2);
    agent.advance(HOUR);
    const again = await expectRun(agent, 'person');
    assert.ok(again.kind === 'backed-up' && again.backup.snapshotId === first.backup.snapshotId);

    const before = await service.counts();
    agent.setPolicy(groupPolicies({ EnableWindowsBackup: 'disabled' }));
    agent.advance(30 * DAY);
    assert.equal((await expectRun(agent)).kind, 'off');
    assert.deepEqual(await service.counts(), before);
    assert.deepEqual(logged(agent), [
      'backup-refused',
      'backup-off',
      'backup-started',
      'backup-completed',
      'backup-waiting',
      'backup-started',
      'backup-completed',
      'backup-started',
      'backup-completed',
      'backup-off',
    ]);
  }));

test('a category that a policy excludes does not travel', (context) =>
  withService(async (service) => {
    const device = await service.newDevice(await service.newTenant());
    const agent = makeAgent(context, service.url, device.enrolled.token);
    agent.setPolicy(groupPolicies({ EnableWindowsBackup: 'enabled', DisableAccessibilitySettingSync: 'enabled' }));
    const end = await expectRun(agent);
    assert.ok(end.kind === 'backed-up');
    const { body } = await device.get(end.backup.snapshotId);
    assert.deepEqual(body.manifest.excluded, ['accessibility']);
    assert.ok(body.documents.length > 0 && !JSON.stringify(body.documents).includes('accessibility.'));
  }));

test('what the service does not know is a no with the facts that are missing, shown by status until it knows', (context) =>
  withService(async (service) => {
    const agent = await enrolledAgent(context, service);
    agent.setFacts({ windowsBuild: 26100 });
    const end = await expectRun(agent);
    assert.ok(end.kind === 'refused' && end.refusal.verdict === 'unknown', JSON.stringify(end));
    assert.equal((await service.counts())['snapshot'], 0);
    const problems = statusOf(agent).problems;
    assert.deepEqual(
      problems.map(({ code }) => code),
      end.refusal.reasons.map(({ code }) => code),
    );
    assert.ok(problems.some(({ detail }) => detail.includes('device.joinState')));
    assert.ok(problems.every(({ fix }) => fix !== ''));
    agent.setFacts(ELIGIBLE.facts);
    agent.advance(4 * HOUR);
    assert.equal((await expectRun(agent)).kind, 'backed-up');
    assert.deepEqual(statusOf(agent).problems, []);
    assert.deepEqual(logged(agent), ['backup-refused', 'backup-started', 'backup-completed']);
  }));

test("a service from before check-ins: the device's own policies decide, and the log says so", (context) =>
  withService(async (service) => {
    const device = await service.newDevice(await service.newTenant());
    const agent = makeAgent(context, await olderService(context, service.url), device.enrolled.token);
    agent.setPolicy(new Map());
    assert.equal((await expectRun(agent)).kind, 'off');
    agent.setPolicy(groupPolicies({ EnableWindowsBackup: 'enabled', DisableAccessibilitySettingSync: 'enabled' }));
    const end = await expectRun(agent);
    assert.ok(end.kind === 'backed-up');
    assert.deepEqual((await device.get(end.backup.snapshotId)).body.manifest.excluded, ['accessibility']);
    assert.deepEqual(
      new Set(logged(agent)),
      new Set(['service-older', 'backup-off', 'backup-started', 'backup-completed']),
    );
  }));

test('the service goes and comes back: the cause is kept, attempts thin out, and nothing is lost', (context) =>
  withService(async (service) => {
    const device = await service.newDevice(await service.newTenant());
    const own = await startService({ ...service.context, host: '127.0.0.1', port: 0, log: () => {} });
    const port = Number(new URL(own.url).port);
    const agent = makeAgent(context, own.url, device.enrolled.token);
    assert.equal((await expectRun(agent)).kind, 'backed-up');
    agent.advance(9 * DAY);
    await own.stop();

    await expectFailure(agent, 'service-unreachable');
    const afterOne = stateOf(agent);
    assert.deepEqual([afterOne.failures, afterOne.problem?.code], [1, 'service-unreachable']);
    assert.ok(afterOne.lastSuccessAt !== null && afterOne.lastBackup !== null, 'the last success is not forgotten');
    agent.advance(60_000);
    const waiting = await expectRun(agent);
    assert.ok(waiting.kind === 'waiting' && waiting.decision.why === 'back-off');
    agent.advance(HOUR);
    await expectFailure(agent, 'service-unreachable');

    const back = await startService({ ...service.context, host: '127.0.0.1', port, log: () => {} });
    context.after(() => back.stop());
    agent.advance(12 * HOUR);
    const recovered = await expectRun(agent);
    assert.ok(recovered.kind === 'backed-up' && recovered.backup.outcome === 'unchanged');
    assert.deepEqual([stateOf(agent).failures, stateOf(agent).problem], [0, null]);
    await back.stop();
  }));

const PORTALS: Readonly<Record<string, RequestListener>> = {
  'a page instead of an answer': (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to our hotel</html>'),
  'a redirect to a sign-in page': (_, response) =>
    response.writeHead(302, { location: 'http://login.hotel.example/' }).end(),
};

for (const [name, portal] of Object.entries(PORTALS)) {
  test(`a network that wants a sign-in is called by its name: ${name}`, async (context) => {
    const server = createServer(portal).listen(0, '127.0.0.1');
    context.after(() => server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const agent = makeAgent(context, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'ks1.secret');
    await expectFailure(agent, 'not-our-service');
    assert.ok(!JSON.stringify(stateOf(agent)).includes('ks1.'), 'a secret in the memory');
    assert.equal(stateOf(agent).failures, 1);
  });
}

test('a full disk stops the remembering and never the backup', (context) =>
  withService(async (service) => {
    const agent = await enrolledAgent(context, service);
    const full: Disk = {
      ...realDisk,
      write: (path) => {
        writeFileSync(path, 'half a st');
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      },
    };
    const end = expectOk(await runBackup({ ...agent.context, disk: full }, 'task'));
    assert.ok(end.kind === 'backed-up' && end.notRemembered?.code === 'disk-full');
    assert.deepEqual(stateOf(agent), FRESH_STATE);
    const again = await expectRun(agent);
    assert.ok(again.kind === 'backed-up' && again.backup.outcome === 'unchanged');
  }));

class PowerCut extends Error {}

/** Ends the power before the n-th thing done to the disk; a write may be half done by then. */
function diskUntil(limit: number, halfWritten: boolean): Disk {
  let left = limit;
  const counted = <A extends unknown[]>(act: (...args: A) => void, partly?: (...args: A) => void) => {
    return (...args: A): void => {
      if (left === 0) {
        if (halfWritten) partly?.(...args);
        throw new PowerCut();
      }
      left -= 1;
      act(...args);
    };
  };
  return {
    makeFolder: counted(realDisk.makeFolder),
    write: counted(realDisk.write, (path, bytes) => writeFileSync(path, bytes.subarray(0, bytes.length / 2))),
    keep: counted(realDisk.keep),
    move: counted(realDisk.move),
    remove: counted(realDisk.remove),
    removeFolder: counted(realDisk.removeFolder),
    removeTree: counted(realDisk.removeTree),
  };
}

test('a power cut at any moment of a write leaves the old memory or the new one', (context) => {
  const agent = makeAgent(context, 'http://127.0.0.1:1', 'ks1.none');
  const { stateFolder } = agent.context;
  const old: AgentState = { ...FRESH_STATE, failures: 1 };
  const next: AgentState = { ...FRESH_STATE, failures: 2 };
  let cuts = 0;
  for (const halfWritten of [false, true]) {
    for (let limit = 0; ; limit += 1) {
      expectOk(writeState(realDisk, stateFolder, old));
      const written = writeState(diskUntil(limit, halfWritten), stateFolder, next);
      const { state, damaged } = readState(stateFolder);
      assert.equal(damaged, undefined);
      assert.deepEqual(state, written.ok ? next : old);
      if (written.ok) break;
      cuts += 1;
    }
  }
  assert.ok(cuts >= 8);
});

test('a backup that was cut off is noticed, counts as failed, and is made up for', (context) =>
  withService(async (service) => {
    const agent = await enrolledAgent(context, service);
    expectOk(
      writeState(realDisk, agent.context.stateFolder, {
        ...FRESH_STATE,
        runningSince: '2026-01-01T00:00:00.000Z',
        lastAttemptAt: '2026-01-01T00:00:00.000Z',
      }),
    );
    const waiting = await expectRun(agent);
    assert.ok(waiting.kind === 'waiting' && waiting.decision.why === 'back-off');
    assert.deepEqual([stateOf(agent).failures, stateOf(agent).problem?.code], [1, 'interrupted']);
    agent.advance(HOUR);
    assert.equal((await expectRun(agent)).kind, 'backed-up');
    assert.deepEqual(logged(agent), ['backup-interrupted', 'backup-waiting', 'backup-started', 'backup-completed']);
  }));

test('damaged memory is put aside and costs one backup, never more', (context) =>
  withService(async (service) => {
    const agent = await enrolledAgent(context, service);
    const { stateFolder } = agent.context;
    mkdirSync(stateFolder, { recursive: true });
    writeFileSync(join(stateFolder, 'state.json'), '{"version": 1, "failures": -3');
    assert.equal((await expectRun(agent)).kind, 'backed-up');
    assert.equal(readFileSync(join(stateFolder, 'state.damaged.json'), 'utf8'), '{"version": 1, "failures": -3');
    assert.ok(logged(agent).includes('state-damaged'));
  }));

test('two at once: the second says that the first is working', async (context) => {
  const agent = makeAgent(context, 'http://127.0.0.1:1', 'ks1.none');
  const inside: string[] = [];
  const connect: TestAgent['context']['connect'] = () => agent.context.connect();
  const openSource: TestAgent['context']['openSource'] = async () => {
    const second = await runBackup(agent.context, 'person');
    inside.push(second.ok ? second.value.kind : second.error.code);
    return agent.context.openSource();
  };
  await runBackup({ ...agent.context, connect, openSource }, 'task');
  assert.deepEqual(inside, ['profile-locked']);
});

test('event numbers are those of Windows where it has the event, and never used twice', () => {
  const ids = Object.values(EVENTS).map(({ id }) => id as number);
  assert.equal(new Set(ids).size, ids.length);
  const named = Object.fromEntries(Object.entries(EVENTS).map(([name, { id }]) => [name, id as number]));
  assert.deepEqual(
    ['error', 'backup-started', 'backup-completed', 'restore-started', 'restore-completed'].map((name) => named[name]),
    [1, 2, 3, 4, 5],
  );
});

test('the program: run as the task runs it, and status for the help desk', (context) =>
  withService(async (service) => {
    const device = await service.newDevice(await service.newTenant());
    const agent = makeAgent(context, service.url, device.enrolled.token);
    const { token, userPrincipalName: user, deviceName, tenantId, credentialId, expiresAt } = device.enrolled;
    const hive = join(agent.folder, 'SOFTWARE');
    const credential = join(agent.folder, 'anna.json');
    writeCredential(credential, {
      service: service.url,
      token,
      user,
      device: deviceName,
      tenantId,
      credentialId,
      expiresAt,
    });
    const facts = join(agent.folder, 'facts.json');
    writeFileSync(facts, JSON.stringify({ ...ELIGIBLE.facts, account: ELIGIBLE.account }));
    const where = ['--software-hive', hive, '--state', agent.context.stateFolder, '--json'];
    const keepsake = async (...words: string[]): Promise<{ status: number | null; said: Record<string, unknown> }> => {
      const { status, stdout, stderr } = await tryKeepsakeAsync(['agent', ...words, ...where], {
        KEEPSAKE_FACTS: facts,
      });
      assert.notEqual(stdout, '', stderr);
      return { status, said: JSON.parse(stdout) as Record<string, unknown> };
    };
    const run = () => keepsake('run', '--profile', agent.profile, '--credential', credential);

    writeSoftwareHive(hive, new Map());
    assert.deepEqual([(await run()).said.outcome, (await keepsake('status')).status], ['refused', 3]);
    const refused = await keepsake('backup', '--now', '--profile', agent.profile, '--credential', credential);
    assert.equal(refused.status, 1);
    assert.match((refused.said.error as { fix: string }).fix, /Enable Windows Backup/);
    writeSoftwareHive(hive, groupPolicies({ EnableWindowsBackup: 'disabled' }));
    assert.deepEqual([(await run()).said.outcome, (await keepsake('status')).status], ['off', 3]);
    const off = await keepsake('backup', '--now', '--profile', agent.profile, '--credential', credential);
    assert.equal((off.said.error as { code: string }).code, 'policy-off');

    writeSoftwareHive(hive, ENABLED);
    const stored = await run();
    assert.deepEqual([stored.status, stored.said.outcome], [0, 'stored']);
    assert.equal((await run()).said.why, 'not-due');
    const unchanged = await keepsake('backup', '--now', '--profile', agent.profile, '--credential', credential);
    // One more than on a device whose clock is right: this service lives at another time, and tells its own first.
    assert.deepEqual([unchanged.said.outcome, unchanged.said.requests], ['unchanged', 3]);
    const well = await keepsake('status', '--credential', credential);
    assert.deepEqual([well.said.failures, well.said.backupAllowed], [0, true]);

    const broken = await keepsake('status');
    assert.equal(broken.status, 3);
    assert.deepEqual(
      (broken.said.problems as { code: string }[]).map(({ code }) => code),
      ['credential-unreadable'],
    );
    assert.equal((await service.counts())['snapshot'], 1);
    assert.equal((await device.list()).status, 401, 'the credential opens nothing without the key that the agent made');
  }));
