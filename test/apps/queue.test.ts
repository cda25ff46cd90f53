// The queue that brings apps back: whatever goes wrong and whenever the device stops, every app comes to an end, nothing is
// run twice without need, and nothing waits inside of a process.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { commandFor, commandLine } from '../../src/agent/apps/app-command.ts';
import { goOnWithApps } from '../../src/agent/apps/bring-back.ts';
import { readQueue, writeQueue } from '../../src/agent/apps/queue-file.ts';
import { runCommand } from '../../src/agent/apps/run-command.ts';
import type { PackageRegistry } from '../../src/agent/apps/read-app-list.ts';
import { runQueue } from '../../src/agent/apps/run-queue.ts';
import { realDisk } from '../../src/agent/apply/disk.ts';
import type { App, AppSource } from '../../src/domain/apps/app-list.ts';
import {
  type AppQueue,
  ATTEMPTS_MAX,
  BACK_OFF_MAX_MILLISECONDS,
  nextStep,
  planQueue,
  type QueuedApp,
  resumed,
  settled,
  started,
  storeLink,
} from '../../src/domain/apps/queue.ts';

const anyApp: fc.Arbitrary<App> = fc.record(
  {
    packageFamilyName: fc.integer({ min: 100, max: 999 }).map((n) => `Contoso.App${n}_8wekyb3d8bbwe`),
    source: fc.constantFrom<AppSource>('store', 'sideloaded', 'unknown'),
    version: fc.constant('1.0.0.0'),
    architecture: fc.constant<'x64'>('x64'),
    storeProductId: fc.constant('9WZDNCRFHVN5'),
  },
  { requiredKeys: ['packageFamilyName', 'source', 'version', 'architecture'] },
);
const anyApps = fc.uniqueArray(anyApp, { selector: (app) => app.packageFamilyName, maxLength: 6 });
/** What becomes of each command, one after the other: it works, it fails, for good or not, or the device stops in the middle of it. */
const FATES = ['works', 'fails', 'is hopeless', 'stops'] as const;
const anyFate = fc.infiniteStream(fc.constantFrom(...FATES));

test('every app comes to an end, within its tries, whatever the commands do and whenever the device stops', () => {
  fc.assert(
    fc.property(anyApps, anyFate, fc.nat(3), (apps, fate, alreadyThere) => {
      const installed = new Set(apps.slice(0, alreadyThere).map((app) => app.packageFamilyName.toLowerCase()));
      let now = 1_000_000;
      let queue = planQueue(apps, installed, now);
      const tries = new Map<string, number>();
      for (;;) {
        const step = nextStep(queue, now);
        if (step.kind === 'done') break;
        if (step.kind === 'wait') {
          assert.ok(step.until > now && step.until <= now + BACK_OFF_MAX_MILLISECONDS);
          now = step.until;
          continue;
        }
        const { packageFamilyName, way } = step.app;
        tries.set(`${packageFamilyName} ${way}`, (tries.get(`${packageFamilyName} ${way}`) ?? 0) + 1);
        queue = started(queue, packageFamilyName);
        const becomes = fate.next().value;
        if (becomes === 'works') installed.add(packageFamilyName.toLowerCase());
        queue =
          becomes === 'stops'
            ? resumed(queue, installed, now)
            : settled(queue, packageFamilyName, {
                installed,
                now,
                detail: 'no',
                isHopeless: becomes === 'is hopeless',
              });
        const after = queue.find((app) => app.packageFamilyName === packageFamilyName);
        if (becomes === 'is hopeless')
          assert.ok(after?.state !== 'waiting' || after.way !== way, 'not the same way again');
      }
      for (const [name, count] of tries) assert.ok(count <= ATTEMPTS_MAX[name.split(' ')[1] as QueuedApp['way']], name);
      for (const app of queue) assertEnd(app, installed);
      assert.deepEqual(resumed(queue, installed, now), queue, 'an ended queue stays as it is');
    }),
  );
});

test('no command says more than names that were checked, and a link opens nothing by itself', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.constantFrom<QueuedApp['way']>('registerByFamilyName', 'installFromStore', 'link'),
      (name, id, way) => {
        const app: QueuedApp = {
          ...queued('Contoso.App_8wekyb3d8bbwe'),
          packageFamilyName: name,
          storeProductId: id,
          way,
        };
        const command = commandFor(id === '' ? queuedAs(name, way) : app);
        if (command !== undefined) assert.match(command.arguments.join(' '), COMMANDS);
      },
    ),
    {
      examples: [
        ["x_8wekyb3d8bbwe'; calc; '", '9WZDNCRFHVN5 --override calc', 'installFromStore'],
        ['Contoso.App_8wekyb3d8bbwe --override calc', '', 'installFromStore'],
        ['--version_8wekyb3d8bbwe', '', 'installFromStore'],
        ['Contoso.App_8wekyb3d8bbwe', '', 'installFromStore'],
      ],
    },
  );
  const app = { ...queued('Microsoft.WindowsCalculator_8wekyb3d8bbwe'), storeProductId: '9WZDNCRFHVN5' };
  const lines = (['registerByFamilyName', 'installFromStore'] as const).map((way) => commandFor({ ...app, way }));
  assert.deepEqual(
    lines.map((line) => line && commandLine(line)),
    [
      'powershell.exe -NoProfile -NonInteractive -Command "Add-AppxPackage -RegisterByFamilyName -MainPackage \'Microsoft.WindowsCalculator_8wekyb3d8bbwe\'"',
      'winget.exe install --id 9WZDNCRFHVN5 --exact --source msstore --accept-package-agreements --accept-source-agreements --disable-interactivity',
    ],
  );
  const byName = commandFor({ ...queued('Microsoft.WindowsCalculator_8wekyb3d8bbwe'), way: 'installFromStore' });
  assert.equal(
    byName && commandLine(byName),
    'winget.exe install --query Microsoft.WindowsCalculator_8wekyb3d8bbwe --exact --source msstore --accept-package-agreements --accept-source-agreements --disable-interactivity',
  );
  assert.equal(commandFor({ ...app, way: 'link' }), undefined);
  assert.equal(storeLink(app), 'ms-windows-store://pdp/?ProductId=9WZDNCRFHVN5');
  assert.equal(storeLink(queued('Contoso.App_8wekyb3d8bbwe')), 'ms-windows-store://pdp/?PFN=Contoso.App_8wekyb3d8bbwe');
});

const FAMILY = '[A-Za-z0-9][A-Za-z0-9.-]{2,49}_[0-9a-z]{13}';
const COMMANDS = new RegExp(
  `^(-NoProfile -NonInteractive -Command Add-AppxPackage -RegisterByFamilyName -MainPackage '${FAMILY}'` +
    `|install (--id [0-9A-Z]{12}|--query ${FAMILY}) --exact --source msstore --accept-package-agreements --accept-source-agreements --disable-interactivity)$`,
);

test('the queue on the disk goes on where the device stopped, and a damaged one is none', async () => {
  await inFolder(async (stateFolder) => {
    const installed = new Set<string>();
    let now = 5_000_000;
    const ran: string[] = [];
    let isKilled = true;
    const context = {
      disk: realDisk,
      stateFolder,
      clock: () => now,
      installed: () => installed,
      run: (command: Parameters<typeof runCommand>[0]) => {
        ran.push(command.program);
        if (isKilled) throw new Error('the device stopped');
        if (command.arguments.includes('Contoso.Two_8wekyb3d8bbwe'))
          return Promise.resolve({ said: 'no such package', exitCode: 0x8a15_0014 });
        if (command.program === 'winget.exe') installed.add('contoso.one_8wekyb3d8bbwe');
        return runCommand({
          program: process.execPath,
          arguments: ['-e', 'console.error("not staged"); process.exit(3)'],
        });
      },
    };
    const apps = planQueue(
      [
        {
          packageFamilyName: 'Contoso.One_8wekyb3d8bbwe',
          source: 'store',
          version: '1.0.0.0',
          architecture: 'x64',
          storeProductId: '9WZDNCRFHVN5',
        },
        { packageFamilyName: 'Contoso.Two_8wekyb3d8bbwe', source: 'unknown', version: '1.0.0.0', architecture: 'x64' },
      ],
      installed,
      now,
    );
    await assert.rejects(runQueue(context, { snapshotId: 's1', apps }), /stopped/);
    assert.equal(readQueue(stateFolder)?.apps[0]?.state, 'running');
    isKilled = false;
    now += 60_000;
    const stored = readQueue(stateFolder);
    assert.ok(stored !== undefined);
    const run = await goOnWithApps({ ...context, registry: registryWith(installed) });
    assert.ok(run !== undefined);
    assert.equal(run.nextAt, undefined);
    assert.equal(
      await goOnWithApps({ ...context, registry: registryWith(installed) }),
      undefined,
      'nothing waits any more',
    );
    assert.deepEqual(
      run.apps.map((app) => [app.state, app.detail]),
      [
        ['restored', undefined],
        ['link', 'no such package'],
      ],
    );
    assert.deepEqual(readQueue(stateFolder), { version: 1, snapshotId: 's1', apps: run.apps });
    assert.deepEqual(ran, ['powershell.exe', 'powershell.exe', 'winget.exe', 'winget.exe']);
    const text = JSON.stringify({
      version: 1,
      snapshotId: 's1',
      apps: [{ ...run.apps[0], packageFamilyName: "x'; calc" }],
    });
    for (const damaged of ['', '{', text]) {
      writeFileSync(join(stateFolder, 'apps.json'), damaged);
      assert.equal(readQueue(stateFolder), undefined);
    }
  });
});

test('without a readable list of what is installed nothing is run', async () => {
  await inFolder(async (stateFolder) => {
    const apps: AppQueue = [queued('Contoso.App_8wekyb3d8bbwe')];
    writeQueue(realDisk, stateFolder, { snapshotId: 's', apps });
    const run = () => assert.fail('a command was run');
    const context = { disk: realDisk, stateFolder, clock: () => 7, installed: () => undefined, run };
    assert.deepEqual(await runQueue(context, { snapshotId: 's', apps }), { apps, nextAt: 7 });
  });
});

function assertEnd(app: QueuedApp, installed: ReadonlySet<string>): void {
  const isThere = installed.has(app.packageFamilyName.toLowerCase());
  const ends = isThere ? ['alreadyThere', 'restored'] : ['link', 'notAvailable'];
  assert.ok(ends.includes(app.state), `${app.state}, installed: ${isThere}`);
  assert.equal(app.state === 'notAvailable', !isThere && app.source === 'sideloaded');
}

function queued(packageFamilyName: string): QueuedApp {
  const [app] = planQueue(
    [{ packageFamilyName, source: 'unknown', version: '1.0.0.0', architecture: 'x64' }],
    new Set(),
    0,
  );
  assert.ok(app !== undefined);
  return app;
}

function queuedAs(packageFamilyName: string, way: QueuedApp['way']): QueuedApp {
  return { ...queued('Contoso.App_8wekyb3d8bbwe'), packageFamilyName, way };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'apps-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A package repository that lists these families. */
function registryWith(families: ReadonlySet<string>): PackageRegistry {
  const fullName = (family: string): string => family.replace('_', '_1.0.0.0_x64__');
  return {
    read: () => ({ state: 'absent' }),
    hasKey: () => true,
    subkeyNames: () => ({ ok: true, value: [...families].map(fullName) }),
  };
}
