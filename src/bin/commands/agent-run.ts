import { Command } from 'commander';
import { goOnWithApps } from '../../agent/apps/bring-back.ts';
import { canOpenBrowser } from '../../agent/experience/open-browser.ts';
import { findAskedRestore } from '../../agent/schedule/asked-restore.ts';
import { hasOpenRestore, resumeRestore } from '../../agent/schedule/offer-restore.ts';
import type { AgentContext, RunEnd } from '../../agent/schedule/agent-context.ts';
import { runBackup } from '../../agent/schedule/run-backup.ts';
import { timeText } from '../../agent/status/state-file.ts';
import { byteSize } from '../../lib/byte-size.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { EXIT } from '../exit.ts';
import { outputOf, withJson } from '../output.ts';
import { queueJson, renderQueueRun } from '../render/app-queue.ts';
import { count } from '../render/table.ts';
import { offerOnPage } from './agent-page.ts';
import { agentContext, appTarget, type PersonOptions, restoreContext, withPerson } from './agent-options.ts';
import { pageFor } from './choose-restore.ts';

export function agentRunCommands(): readonly Command[] {
  return [
    withSource(new Command('run'))
      .description(
        'What the scheduled task starts: back up if the policy allows it and it is due, go on with waiting apps.',
      )
      .addHelpText('after', HELP)
      .action((options: PersonOptions) => run(options, 'task')),
    withSource(new Command('backup'))
      .description('Back up this person now, whatever the schedule says; the policy still decides whether.')
      .requiredOption('--now', 'do not wait until it is due')
      .addHelpText('after', HELP)
      .action((options: PersonOptions) => run(options, 'person')),
  ];
}

const HELP = `
Exit codes: ${EXIT.done} backed up, or nothing to do; ${EXIT.failed} it failed, and the agent tries again by itself, later each time;
${EXIT.partial} backed up, but the agent could not remember it.`;

function withSource(command: Command): Command {
  return withJson(withPerson(command)).option(
    '--profile <path>',
    'take this profile on a disk instead of the person who is signed in',
  );
}

async function run(options: PersonOptions, asked: 'task' | 'person'): Promise<void> {
  const output = outputOf(options);
  const context = await agentContext(options);
  if (!context.ok) return output.complain(context.error);
  await goOnWithRestore(context.value, options);
  const end = await runBackup(context.value, asked);
  if (!end.ok) return output.complain(end.error);
  if (end.value.kind === 'off' && asked === 'person') {
    const [reason] = end.value.reasons;
    if (reason !== undefined) return output.complain({ ...reason, code: 'policy-off' });
  }
  if (end.value.kind === 'refused' && asked === 'person') {
    const [reason] = end.value.refusal.reasons;
    if (reason !== undefined) return output.complain(reason);
  }
  const target = await appTarget(context.value, options);
  const apps = target && (await goOnWithApps(target));
  const text = [endText(end.value), ...(apps === undefined ? [] : [renderQueueRun(apps)])].join('\n');
  output.result(text, apps === undefined ? endJson(end.value) : { ...endJson(end.value), apps: queueJson(apps.apps) });
  if (end.value.kind === 'backed-up' && end.value.notRemembered !== undefined) process.exitCode = EXIT.partial;
  await offerWhatWasAskedFor(context.value, options, asked);
}

/** An administrator asked for it and the person decides: only where a window can be shown to them. */
async function offerWhatWasAskedFor(
  context: AgentContext,
  options: PersonOptions,
  asked: 'task' | 'person',
): Promise<void> {
  if (asked === 'person' || options.profile !== undefined || !canOpenBrowser()) return;
  if ((await findAskedRestore(context)) !== null) await offerOnPage(options, 'inUse');
}

/** What fails here is in the log and tried again; a backup is not held up by it. */
async function goOnWithRestore(context: AgentContext, options: PersonOptions): Promise<void> {
  if (!hasOpenRestore(context)) return;
  const restore = await restoreContext(options, pageFor(undefined));
  if (restore.ok) await resumeRestore(restore.value);
}

function endText(end: RunEnd): string {
  switch (end.kind) {
    case 'off':
      return ['Backups are off.', ...end.reasons.map(({ detail, fix }) => `  ${detail}\n    ${fix}`)].join('\n');
    case 'refused':
      return [
        'The service lets this device back up nothing now.',
        ...end.refusal.reasons.map(({ code, detail, fix }) => `  ${detail} (${code})\n    ${fix}`),
      ].join('\n');
    case 'waiting':
      return end.decision.why === 'not-due'
        ? `Nothing to do: the next backup is due at ${timeText(end.decision.until)}.`
        : `Waiting after a failure: the next attempt is at ${timeText(end.decision.until)}. See "keepsake agent status".`;
    case 'backed-up': {
      const { outcome, settingCount, snapshotId, bytesSent, requests } = end.backup;
      const what =
        outcome === 'unchanged'
          ? `Nothing has changed since snapshot ${snapshotId}`
          : `Stored ${count(settingCount, 'setting')} as snapshot ${snapshotId}, ${byteSize(bytesSent)} sent`;
      const forgotten = end.notRemembered === undefined ? '' : `\n${end.notRemembered.detail} ${end.notRemembered.fix}`;
      return `${what} (${count(requests, 'request')}).${forgotten}`;
    }
  }
}

function endJson(end: RunEnd): { readonly [name: string]: Json } {
  switch (end.kind) {
    case 'off':
      return { outcome: 'off', reasons: end.reasons };
    case 'refused':
      return { outcome: 'refused', ...end.refusal };
    case 'waiting':
      return { outcome: 'waiting', why: end.decision.why, until: timeText(end.decision.until) };
    case 'backed-up':
      return { ...end.backup, ...(end.notRemembered === undefined ? {} : { notRemembered: end.notRemembered }) };
  }
}
