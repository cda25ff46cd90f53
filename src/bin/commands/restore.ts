import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { fetchSnapshot } from '../../agent/restore/fetch-snapshot.ts';
import { planFor } from '../../agent/restore/restore-profile.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { decideOnDemandRestore, type OnDemandRestore } from '../../domain/policy/on-demand-restore.ts';
import type { Plan } from '../../domain/restore/plan.ts';
import type { Outcome } from '../../domain/restore/verify.ts';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import type { RestoreChoice } from '../../agent/restore/session-memory.ts';
import type { Json } from '../../lib/canonical-json.ts';
import type { Result } from '../../lib/result.ts';
import { EXIT } from '../exit.ts';
import { green, type Output, outputOf, red, withCredential, withJson } from '../output.ts';
import { planJson, renderPlan } from '../render/plan.ts';
import { pinsJson } from '../render/pins.ts';
import { count } from '../render/table.ts';
import { type Applied, type OpenedProfile, openProfileOf } from './open-profile.ts';
import { applyInSession } from './apply-in-session.ts';
import { appPlanJson, appPlanText, planApps, planPins, restoreApps } from './restore-apps.ts';
import { categoryId, type ProfileOptions, settingId, withOptIn, withProfile } from './profile-options.ts';
import { connect } from './service.ts';

export type ChoiceOptions = ProfileOptions & {
  readonly credential?: string;
  readonly snapshot: string;
  readonly category: readonly string[];
  readonly setting: readonly string[];
  readonly exact?: boolean;
  readonly json?: boolean;
};

type Options = ChoiceOptions & {
  readonly preview?: boolean;
  readonly yes?: boolean;
  readonly restartExplorer?: boolean;
  readonly apps?: boolean;
  readonly dryRun?: boolean;
  readonly despitePolicy?: boolean;
};

export function restoreCommand(): Command {
  const command = new Command('restore').description(
    'Restore a snapshot onto a Windows profile: preview, apply, verify.',
  );
  return withChoices(command)
    .option('--preview', 'show what would change and stop')
    .option('--yes', 'do not ask')
    .option('--apps', 'bring back the Store apps instead of settings; needs --live unless it is a --dry-run')
    .option('--dry-run', 'the same as --preview; with --apps: print the commands that would be run')
    .option('--restart-explorer', 'with --live: restart Explorer where only that shows a change; closes folder windows')
    .option('--despite-policy', 'with --live, as an administrator: restore although no policy allows it; is recorded')
    .addHelpText(
      'after',
      `
Examples:
  keepsake restore --profile /mnt/new/Users/Anna --credential anna.json --preview
  keepsake restore --profile /mnt/new/Users/Anna --category accessibility --yes
  keepsake restore --live --preview                     on Windows, signed in as the person
  keepsake restore --live --apps --dry-run              which apps, by which commands
  keepsake restore --profile NTUSER.DAT --setting personalization.darkMode.apps --snapshot 0199f1 --yes

A profile on a disk must not be in use. Its old files are kept in the folder .keepsake beside it: "keepsake undo" puts every
byte back. With --live the machine's policies have to allow it (keepsake agent policy); a preview is always allowed. What can not be restored is listed with its reason. Exit code ${EXIT.partial} means: some were not confirmed.`,
    )
    .action(restore);
}

/** The options that say what to compare with the profile, and how much of it. */
export function withChoices(command: Command): Command {
  return withJson(withCredential(withOptIn(withProfile(command))))
    .option('--snapshot <id>', 'which snapshot: its id, the beginning of it, or "latest"', 'latest')
    .option('--category <category>', 'only this category (repeatable)', categoryId, [])
    .option('--setting <setting>', 'only this setting and the rest of its group (repeatable)', settingId, [])
    .option('--exact', "also bring back to Windows' default what was at default");
}

export function choicesOf(options: ChoiceOptions): Parameters<typeof planFor>[3] {
  const all = options.category.length === 0 && options.setting.length === 0;
  return {
    selection: all ? {} : { categories: new Set(options.category), settings: new Set(options.setting) },
    exact: options.exact === true,
    optedIn: new Set(options.optIn),
  };
}

async function restore(options: Options): Promise<void> {
  const output = outputOf(options);
  const profile = await openProfileOf(options);
  if (!profile.ok) return output.complain(profile.error);
  for (const warning of profile.value.warnings) output.progress(`warning: ${warning}`);
  const onlyLook = options.dryRun === true || options.preview === true;
  const permission = permissionFor(profile.value, options);
  if (permission.kind === 'forbidden') {
    // Where the policies of the machine say nothing, the service may know one that allows it.
    const mayAsk = permission.because.code === 'restore-not-enabled' && options.despitePolicy !== true;
    if (!onlyLook && !(mayAsk && options.apps !== true)) {
      return output.complain({ ...permission.because, code: 'policy-off' });
    }
    if (onlyLook) output.progress(`warning: ${permission.because.detail} ${permission.because.fix}`);
  }
  const connection = connect(options);
  if (!connection.ok) return output.complain(connection.error);
  const fetched = await fetchSnapshot(connection.value.service, options.snapshot);
  if (!fetched.ok) return output.complain(fetched.error);
  const { snapshot, summary } = fetched.value;
  output.progress(`Snapshot ${summary.snapshotId} of "${summary.deviceName}", received ${summary.receivedAt}.`);

  const appPlan = planApps(profile.value, snapshot);
  const pinPlan = planPins(profile.value, snapshot);
  if (options.apps === true) {
    const choices = { dryRun: onlyLook, snapshotId: summary.snapshotId, apps: snapshot.apps?.apps ?? [], permission };
    return restoreApps(output, appPlan, choices, profile.value.appTarget);
  }
  const plan = planFor(profile.value, snapshot, catalog, choicesOf(options));
  const apps = { text: appPlanText(appPlan, pinPlan), json: appPlanJson(appPlan), pins: pinsJson(pinPlan) };
  if (onlyLook) return showPreview(output, profile.value, plan, apps);
  if (!output.json) process.stdout.write(`${[renderPlan(plan, catalog), ...apps.text].join('\n\n')}\n\n`);
  if (plan.changes.length === 0)
    return output.result('Nothing to restore: the profile is already as the snapshot says.', outcomesJson(plan, []));
  if (options.yes !== true && !(await confirmed())) {
    process.exitCode = EXIT.usage;
    process.stderr.write('Nothing was changed. Use --yes to restore without being asked, --preview to only look.\n');
    return;
  }
  if (profile.value.live !== undefined && permission.kind !== 'overridden') {
    const { profileId, snapshotId, deviceName } = summary;
    const choice = { profileId, snapshotId, deviceName, ...storedChoices(options) };
    const restartExplorer = options.restartExplorer === true;
    const applied = await applyInSession(profile.value.live, connection.value, choice, restartExplorer);
    if (applied !== 'older') return tellApplied(output, profile.value, plan, applied);
    if (permission.kind === 'forbidden') return output.complain({ ...permission.because, code: 'policy-off' });
  }
  const description = `snapshot ${summary.snapshotId}, ${count(plan.changes.length, 'setting')}`;
  return applyAndTell(output, profile.value, plan, description, permission, options.restartExplorer === true);
}

function showPreview(
  output: Output,
  profile: OpenedProfile,
  plan: Plan,
  apps: { readonly text: readonly string[]; readonly json: Json; readonly pins: Json },
): void {
  const afterwards = profile.announcements(plan);
  const told = afterwards.length === 0 ? [] : ['\nAfterwards, Windows is told', ...afterwards.map((it) => `  ${it}`)];
  const text = [renderPlan(plan, catalog), ...told, ...apps.text.map((each) => `\n${each}`)].join('\n');
  output.result(text, { ...planJson(plan), afterwards, apps: apps.json, startPins: apps.pins });
}

async function applyAndTell(
  output: Output,
  profile: OpenedProfile,
  plan: Plan,
  what: string,
  permission: OnDemandRestore,
  restartExplorer: boolean,
): Promise<void> {
  const overridden = permission.kind === 'overridden';
  const applied = await profile.apply(plan, overridden ? `${what}, despite policy` : what, {
    restartExplorer,
    ...(overridden ? { despite: permission.despite } : {}),
  });
  tellApplied(output, profile, plan, applied);
}

function tellApplied(output: Output, profile: OpenedProfile, plan: Plan, applied: Result<Applied, AgentProblem>): void {
  if (!applied.ok) return output.complain(applied.error);
  output.result(renderOutcomes(applied.value, profile.option), outcomesJson(plan, applied.value.outcomes));
  if (applied.value.outcomes.some((outcome) => outcome.state === 'failed')) process.exitCode = EXIT.partial;
}

/** What was picked, as a session remembers it. */
function storedChoices(options: ChoiceOptions): Pick<RestoreChoice, 'categories' | 'settings' | 'exact' | 'optedIn'> {
  const all = options.category.length === 0 && options.setting.length === 0;
  return {
    ...(all ? {} : { categories: [...options.category], settings: [...options.setting] }),
    exact: options.exact === true,
    optedIn: [...options.optIn],
  };
}

/** A profile on a disk is bound by no policy: who names it decides. */
function permissionFor({ policy, mayWritePolicies }: OpenedProfile, options: Options): OnDemandRestore {
  if (policy === undefined) return { kind: 'allowed' };
  return decideOnDemandRestore(policy, {
    despitePolicy: options.despitePolicy === true,
    mayWritePolicies: mayWritePolicies === true,
  });
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question('Restore these settings? [y/N] ');
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

function renderOutcomes({ outcomes, notes }: Applied, option: string): string {
  const failed = outcomes.filter((outcome) => outcome.state === 'failed');
  const restored = outcomes.length - failed.length;
  const lines = failed.map(({ settingId: id, detail }) => `  ${id}: ${detail}`);
  const verdict =
    failed.length === 0
      ? green(`Restored and read back: ${count(restored, 'setting')}.`)
      : red(`${restored} restored, ${failed.length} not confirmed:`);
  return [verdict, ...lines, ...notes, `To take it all back: keepsake undo ${option}`].join('\n');
}

function outcomesJson(plan: Plan, outcomes: readonly Outcome[]): Json {
  return {
    plan: planJson(plan),
    outcomes: outcomes.map(({ settingId: id, category, state, detail }) => ({
      settingId: id,
      category,
      state,
      detail: detail ?? null,
    })),
  };
}
