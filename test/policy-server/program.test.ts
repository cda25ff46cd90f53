// `keepsake policy` as an operator runs it on a data folder.

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeTestFolder } from '../database.ts';
import { startKeepsake } from '../fixtures/program.ts';
import { runProgram } from '../keys/run-program.ts';

const CODES = { done: 0, failed: 1 } as const;
const PILOT = '01900000-0000-7000-8000-00000000aaaa';

test('an operator switches backups and restores on for a pilot, looks, and takes it back', async () => {
  const { folder, remove } = await makeTestFolder();
  const data = join(folder, 'data');
  let service: ChildProcess | undefined;
  const run = async (words: readonly string[], code: number = CODES.done) => {
    const ran = await runProgram([...words, '--json'], { KEEPSAKE_DATA: data });
    assert.equal(ran.code, code, `${words.join(' ')}\n${ran.stdout}${ran.stderr}`);
    return JSON.parse(ran.stdout) as Ran;
  };
  const policy = (words: string, code?: number) => run(['policy', ...words.split(' '), '--tenant', 'Contoso'], code);
  try {
    await run(['tenant', 'create', 'Contoso']);
    const device = ['--user', 'anna@contoso.example', '--device', 'PC-1', '--out', join(folder, 'anna.json')];
    // With the service up, its database is there and need not be started for every command.
    service = (await startKeepsake(['serve', '--port', '0', '--json'], { KEEPSAKE_DATA: data })).child;
    await run(['enroll', '--tenant', 'Contoso', ...device]);

    const backup = await policy(`enable backup --group ${PILOT}`);
    assert.deepEqual([backup['name'], backup['settingCount']], ['Keepsake: Enable Windows Backup', 1]);
    assert.deepEqual(await policy(`enable backup --group ${PILOT}`), backup, 'said again, nothing changes');
    assert.equal((await policy('enable backup')).assignments?.length, 2);
    await policy('enable restore');
    assert.equal((await policy('enable backup --group Pilots', CODES.failed)).error?.code, 'not-found');

    assert.equal((await policy('restore-page on'))['state'], 'enabled');
    const pilot = await policy(`restore-page off --group ${PILOT}`);
    assert.deepEqual([pilot['state'], pilot['priority']], ['disabled', 1]);
    assert.deepEqual(await policy(`restore-page off --group ${PILOT}`), pilot);

    const { objects = [] } = await policy('list');
    assert.deepEqual(
      objects.map((it) => it.collection),
      ['configurationPolicies', 'configurationPolicies', ...Array(2).fill('deviceEnrollmentConfigurations')],
    );
    assert.deepEqual(await policy(`show ${String(pilot['id'])}`), pilot);

    const effective = await policy('effective --user anna@contoso.example --device PC-1');
    const states = new Map(effective.values?.map((it) => [it.policy, it.state]));
    assert.deepEqual([states.get('EnableWindowsBackup'), states.get('EnableWindowsRestore')], ['enabled', 'enabled']);
    assert.equal(effective.restorePage?.state, 'unknown', 'nobody knows whether she is in the pilot');
    await policy(`remove ${String(pilot['id'])}`);
    const after = await policy('effective --user anna@contoso.example --device PC-1');
    assert.equal(after.restorePage?.state, 'enabled');
    assert.equal((await policy(`remove ${String(pilot['id'])}`, CODES.failed)).error?.code, 'not-found');

    const { liftable = [], buildTable } = await policy('choices');
    const limit = liftable[0]?.ruleId ?? '';
    const table = join(folder, 'builds.json');
    writeFileSync(table, JSON.stringify({ ...buildTable, version: 'ours' }));
    const chosen = await policy(`choices --lift ${limit} --on-by-default on --build-table ${table}`);
    assert.deepEqual(
      [chosen['liftedLimits'], chosen['isBackupOnByDefault'], chosen.buildTable?.version],
      [[limit], true, 'ours'],
    );
    const back = await policy(`choices --restore ${limit} --build-table default`);
    assert.deepEqual([back['liftedLimits'], back.buildTable?.version], [[], buildTable?.version]);
    assert.match((await policy('choices --lift no-such-rule', CODES.failed)).error?.detail ?? '', /These can: /);
  } finally {
    if (service !== undefined) {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
    await remove();
  }
});

type Ran = {
  readonly [member: string]: unknown;
  readonly error?: { readonly code: string; readonly detail: string };
  readonly assignments?: readonly unknown[];
  readonly objects?: readonly { readonly collection: string }[];
  readonly values?: readonly { readonly policy: string; readonly state: string }[];
  readonly restorePage?: { readonly state: string };
  readonly liftable?: readonly { readonly ruleId: string }[];
  readonly buildTable?: { readonly version: string };
};
