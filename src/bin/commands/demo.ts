import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { DemoResult } from '../../demo/run-demo.ts';
import { NEW_DEVICE } from '../../demo/people.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { buildConsoleIfStale } from '../console-build.ts';
import { EXIT } from '../exit.ts';
import { loadService } from '../load-service.ts';
import { bold, green, type Output, outputOf, red, withJson } from '../output.ts';
import { planJson, renderPlan } from '../render/plan.ts';
import { count, table } from '../render/table.ts';
import { keepUp } from './demo-keep.ts';
import { closeContext, openContextIn } from './operator.ts';

type Options = {
  readonly profile?: string;
  readonly keep?: boolean;
  readonly people: number;
  readonly json?: boolean;
};

export function demoCommand(): Command {
  return withJson(new Command('demo'))
    .description('See the whole way on real parts: service, backup, preview, restore, verification, undo.')
    .option('--profile <path>', 'back up this real profile instead of a made one; it is only read')
    .option(
      '--keep',
      'then fill an organization with people and devices, and leave the service running, to look around',
    )
    .option('--people <count>', 'how many people work there', asPeople, 140)
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
  if (options.keep === true) await buildPages(output);
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
    if (!passed) process.exitCode = EXIT.failed;
    const text = render(result.value, passed);
    const value = { passed, plan: planJson(result.value.plan) };
    if (options.keep !== true) return output.result(text, value);
    if (!output.json) output.result(`${text}\n`, value);
    const place = { context, folder, serviceUrl: service.url };
    await keepUp(place, { people: options.people, demo: result.value, output, value });
  } finally {
    await service.stop();
    await closeContext(context);
    if (options.keep !== true) rmSync(folder, { recursive: true, force: true });
  }
}

async function buildPages(output: Output): Promise<void> {
  const built = await buildConsoleIfStale(() => output.progress('Building the pages, once …'));
  if (built === 'unavailable') output.progress('The pages are not built, and what builds them is missing: npm ci');
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

/** Enough for every kind of device and every end of a restore; few enough to wait for. */
function asPeople(text: string): number {
  const people = Number(text);
  if (Number.isInteger(people) && people >= PEOPLE_MIN && people <= PEOPLE_MAX) return people;
  throw new InvalidArgumentError(`It takes between ${PEOPLE_MIN} and ${PEOPLE_MAX} people.`);
}

const PEOPLE_MIN = 70;
const PEOPLE_MAX = 5000;
