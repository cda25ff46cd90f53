// `keepsake rollout` as an operator runs it on a data folder.

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeTestFolder } from '../database.ts';
import { startKeepsake } from '../fixtures/program.ts';
import { runProgram } from '../keys/run-program.ts';

const GROUP = '01900000-0000-7000-8000-00000000aaaa';

test('an operator goes on, stops and resumes a ring, and is told by the exit code what needs attention', async () => {
  const { folder, remove } = await makeTestFolder();
  const environment = { KEEPSAKE_DATA: join(folder, 'data') };
  let service: ChildProcess | undefined;
  const run = async (words: readonly string[], code = 0) => {
    const ran = await runProgram(words, environment);
    assert.equal(ran.code, code, `${words.join(' ')}\n${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  };
  const rollout = (...words: string[]) => run(['rollout', ...words, '--tenant', 'Contoso']);
  try {
    await run(['tenant', 'create', 'Contoso']);
    // With the service up, its database is there and need not be started for every command.
    service = (await startKeepsake(['serve', '--port', '0', '--json'], environment)).child;
    assert.match(await rollout(), /Checklist: 0 of 7[^]*There is none yet/);
    assert.match(await rollout('propose'), /Nothing is known of any device/);
    assert.match(await rollout('ring', 'add', 'Pilot', '--group', GROUP), /^Ring 1 "Pilot"/);
    await run(['rollout', 'ring', 'advance', '--tenant', 'Contoso'], 1);
    assert.match(await rollout('ring', 'advance', '--despite', 'Devices join tomorrow.'), /running/);
    assert.match(
      await rollout('ring', 'stop', 'Pilot', '--reason', 'Not today.'),
      /stopped by the operator: Not today/,
    );
    assert.match(await rollout('ring', 'resume', 'pilot'), /running/);
    assert.match(await rollout('acknowledge', 'win32Apps', '--by', 'Bea', '--role', 'Head'), /^Acknowledged by Bea/);
    const terms = ['--owner', 'Bea', '--fallback', 'Images.', '--until', '2999-01-31'];
    assert.match(await rollout('exception', 'add', 'Kiosks', ...terms), /2999-01-31/);
    assert.match(await rollout('exception', 'list'), /Kiosks/);
    const whole = JSON.parse(await rollout('status', '--json')) as { rings: { state: string }[]; checklist: unknown[] };
    assert.deepEqual([whole.rings.map(({ state }) => state), whole.checklist.length], [['running'], 7]);
    await rollout('exception', 'close', 'kiosks');
    await run(['rollout', 'ring', 'stop', 'Pilto', '--reason', 'Not today.', '--tenant', 'Contoso'], 1);
  } finally {
    if (service !== undefined) {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
    await remove();
  }
});
