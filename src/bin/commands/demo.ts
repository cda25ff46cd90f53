import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { DemoResult } from '../../demo/run-demo.ts';
import { NEW_DEVICE } from '../../demo/people.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { EXIT } from '../exit.ts';
import { loadService } from '../load-service.ts';
import { bold, green, outputOf, red, withJson } from '../output.ts';
import { planJson, renderPlan } from '../render/plan.ts';
import { count, table } from '../render/table.ts';
import { closeContext, openContextIn } from './operator.ts';

type Options = { readonly profile?: string; readonly keep?: boolean; readonly json?: boolean };

export function demoCommand(): Command {
  return withJson(new Command('demo'))
    .description('See the whole way on real parts: service, backup, preview, restore, verification, undo.')
    .option('--profile <path>', 'back up this real profile instead of a made one; it is only read')
    .option('--keep', 'leave the service running and the folder in place afterwards, to play with')
    .addHelpText(
      'after',
      '\nEverything happens in a temporary folder. Exit code 0 only if every restored setting was read back right.',
    )
    .action(demo);
}

async function demo(options: Options): Promise<void> {
  const output = outputOf(options);
  const [{ runDemo }, { startService }] = await Promise.all([import('../../demo/run-demo.ts'), loadService()]);
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-demo-'));
  const opened = await openContextIn(join(folder, 'service'));
  if (!opened.ok) return output.complain(opened.error);
  const context = opened.value;
  const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
  try {
    output.progress(`A service with its own PostgreSQL at ${service.url}.`);
    const result = await runDemo({
      context,
      serviceUrl: service.url,
      folder,
      profile: options.profile,
      say: output.progress,
      showPreview: (plan) => {
        if (!output.json) process.stdout.write(`\n${bold('The preview')}\n\n${renderPlan(plan, catalog)}\n\n`);
      },
    });
    if (!result.ok) return output.complain(result.error);
    const passed = hasPassed(result.value);
    output.result(render(result.value, passed), { passed, plan: planJson(result.value.plan) });
    if (!passed) process.exitCode = EXIT.failed;
    if (options.keep === true) await stayUp(folder, service.url, result.value);
  } finally {
    await service.stop();
    await closeContext(context);
    if (options.keep !== true) rmSync(folder, { recursive: true, force: true });
  }
}

function hasPassed(result: DemoResult): boolean {
  const { outcomes, plan, second, secondRequests, undoneToTheByte, leaked } = result;
  const confirmed =
    outcomes.every((outcome) => outcome.state === 'restored') && outcomes.length === plan.changes.length;
  return (
    confirmed &&
    outcomes.length > 0 &&
    undoneToTheByte &&
    (leaked ?? []).length === 0 &&
    second.outcome === 'unchanged' &&
    secondRequests === 1
  );
}

function render(result: DemoResult, passed: boolean): string {
  const { plan, outcomes, snapshot, leaked, undoneToTheByte, oldDeviceName } = result;
  const restored = new Set(
    outcomes.filter((outcome) => outcome.state === 'restored').map((outcome) => outcome.settingId),
  );
  const rows = catalog.categories.map(({ id, name, settings }) => {
    const chosen = snapshot.manifest.categories.find((category) => category.category === id)?.chosenCount ?? 0;
    const changes = plan.changes.filter((change) => change.category === id);
    const right = plan.unchanged.filter((settingId) => settings.some((setting) => setting.id === settingId)).length;
    const left = plan.exclusions.filter((exclusion) => exclusion.category === id).length;
    const confirmed = changes.filter((change) => restored.has(change.setting.id)).length;
    return [name, chosen, confirmed, right, left, changes.length - confirmed];
  });
  const header = ['Category', 'Backed up', 'Restored', 'Already right', 'Left out', 'Failed'];
  const failed = outcomes.length - restored.size;
  const checks = [
    [failed === 0, `${count(restored.size, 'setting')} restored, each read back from the disk`],
    [undoneToTheByte, 'undo brought every byte back (tried on a copy first)'],
    ...(leaked === undefined
      ? []
      : [[leaked.length === 0, 'no secret or history of the old profile is in the backup'] as const]),
    [result.second.outcome === 'unchanged', `an unchanged backup cost ${count(result.secondRequests, 'request')}`],
  ] as const;
  const marks = checks.map(([good, text]) => `  ${good ? green('✓') : red('✗')} ${text}`);
  return [
    bold(`From ${oldDeviceName} to ${NEW_DEVICE.name}`),
    table(header, rows),
    [...marks, '', passed ? green('The settings are simply there.') : red('The demo failed.')].join('\n'),
  ].join('\n\n');
}

async function stayUp(folder: string, url: string, { credentialFile, freshProfile }: DemoResult): Promise<void> {
  process.stderr.write(`
The service stays up at ${url} until Ctrl+C; everything lies in ${folder}. Try, in another terminal:
  npm run keepsake -- snapshots --credential ${credentialFile}
  npm run keepsake -- show --credential ${credentialFile}
  npm run keepsake -- undo --profile ${freshProfile}
`);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
}
