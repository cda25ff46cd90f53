// The page as the program shows it: the address it prints, killed in the middle of a restore, started again, brought to the end.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { writeCredential } from '../../src/agent/credential-file.ts';
import { withBrowser, withoutBrowser, withPage } from '../identity-provider/browser.ts';
import { writeSoftwareHive } from '../policy/policy-registry.ts';
import { ELIGIBLE, type TestAgent } from '../schedule/agent-fixture.ts';
import { type TestDevice, withService } from '../server/service-fixture.ts';
import { RESTORES, twoDevices } from './experience-fixture.ts';

test('an agent that is killed in a restore comes to its end when it is started again', { skip: withoutBrowser }, (t) =>
  withService(async (service) => {
    const { fresh, device } = await twoDevices(t, service);
    const before = readFileSync(join(fresh.profile, 'NTUSER.DAT'));
    const first = await startProgram(t, fresh, device, service.url);
    await withBrowser(async (browser) => {
      await withPage(browser, async (page) => {
        await page.goto(first.url);
        await page.getByRole('heading', { level: 1, name: 'Welcome back, Anna' }).waitFor();
        const told = page.waitForResponse((response) => response.url().endsWith('/api/restore'));
        await page.getByRole('button', { name: 'Restore', exact: true }).click();
        await told;
        first.child.kill('SIGKILL');
        await page.getByRole('heading', { level: 1, name: 'You can close this window' }).waitFor();
      });
      const second = await startProgram(t, fresh, device, service.url);
      await withPage(browser, async (page) => {
        await page.goto(second.url);
        // The second where the kill came too late to interrupt anything; asked again where it came before the choice was kept.
        const end = page.getByRole('heading', { level: 1, name: /Your settings are back|Nothing to restore/ });
        const asked = page.getByRole('heading', { level: 1, name: 'Welcome back, Anna' });
        await end.or(asked).waitFor();
        if (await asked.isVisible()) await page.getByRole('button', { name: 'Restore', exact: true }).click();
        await end.waitFor();
        await page.getByRole('button', { name: 'Done' }).click();
      });
      assert.equal(await ended(second.child), 0, 'the program ends with its page');
    });
    assert.deepEqual(await service.sql('SELECT state FROM restore_session'), [{ state: 'completed' }]);
    assert.notDeepEqual(readFileSync(join(fresh.profile, 'NTUSER.DAT')), before);
  }),
);

type Started = { readonly child: ChildProcess; readonly url: string };

async function startProgram(t: TestContext, agent: TestAgent, device: TestDevice, url: string): Promise<Started> {
  const [hive, credential, facts] = ['SOFTWARE', 'anna.json', 'facts.json'].map((name) => join(agent.folder, name));
  assert.ok(hive !== undefined && credential !== undefined && facts !== undefined);
  const { token, userPrincipalName: user, deviceName, tenantId, credentialId, expiresAt } = device.enrolled;
  writeCredential(credential, { service: url, token, user, device: deviceName, tenantId, credentialId, expiresAt });
  writeFileSync(facts, JSON.stringify({ ...ELIGIBLE.facts, account: ELIGIBLE.account }));
  writeSoftwareHive(hive, RESTORES);
  const where = ['--software-hive', hive, '--state', agent.context.stateFolder, '--credential', credential];
  const words = ['src/bin/keepsake.ts', 'agent', 'offer', '--page', '--profile', agent.profile, '--json', ...where];
  const env = { ...process.env, KEEPSAKE_FACTS: facts };
  // Started directly: what is killed is then the agent itself.
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'], env });
  t.after(() => void child.kill('SIGKILL'));
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('}')) break;
  }
  return { child, url: (JSON.parse(said) as { url: string }).url };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}
