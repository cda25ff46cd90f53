import { Command } from 'commander';
import { fetchSnapshot } from '../../agent/restore/fetch-snapshot.ts';
import { planFor } from '../../agent/restore/restore-profile.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { EXIT } from '../exit.ts';
import { green, outputOf } from '../output.ts';
import { planJson, renderPlan } from '../render/plan.ts';
import { count } from '../render/table.ts';
import { openProfileOf } from './open-profile.ts';
import { type ChoiceOptions, choicesOf, withChoices } from './restore.ts';
import { connect } from './service.ts';

export function verifyCommand(): Command {
  const command = new Command('verify').description(
    'Compare a profile with a snapshot, setting by setting. Changes nothing.',
  );
  return withChoices(command)
    .addHelpText('after', `\nExit code 0: they agree. ${EXIT.different}: they differ, and every difference is listed.`)
    .action(verify);
}

async function verify(options: ChoiceOptions): Promise<void> {
  const output = outputOf(options);
  const profile = await openProfileOf(options);
  if (!profile.ok) return output.complain(profile.error);
  const connection = connect(options);
  if (!connection.ok) return output.complain(connection.error);
  const fetched = await fetchSnapshot(connection.value.service, options.snapshot);
  if (!fetched.ok) return output.complain(fetched.error);
  const plan = planFor(profile.value, fetched.value.snapshot, catalog, choicesOf(options));
  const agrees = plan.changes.length === 0;
  const text = agrees
    ? green(
        `The profile agrees with snapshot ${fetched.value.summary.snapshotId}: ${count(plan.unchanged.length, 'setting')} compared.`,
      )
    : renderPlan(plan, catalog);
  output.result(text, { agrees, ...planJson(plan) });
  if (!agrees) process.exitCode = EXIT.different;
}
