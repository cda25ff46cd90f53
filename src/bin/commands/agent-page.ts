// The agent's pages from the command line: opened in the browser where there is one to open, otherwise by the address that is
// printed. Ends when the person closes the page.

import { join } from 'node:path';
import { Command } from 'commander';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import { goOnWithApps } from '../../agent/apps/bring-back.ts';
import { runCommand } from '../../agent/schedule/command.ts';
import { missingTasks } from '../../agent/schedule/setup.ts';
import { type ExperienceContext, openExperience } from '../../agent/experience/experience.ts';
import { canOpenBrowser, openBrowser } from '../../agent/experience/open-browser.ts';
import { offerRestore } from '../../agent/schedule/offer-restore.ts';
import { agentStatus } from '../../agent/status/status.ts';
import type { EnrollmentPhase } from '../../domain/enrollment/phase.ts';
import { ok, type Result } from '../../lib/result.ts';
import { outputOf, withJson } from '../output.ts';
import { renderRestoreEnd, restoreEndJson } from '../render/restore-end.ts';
import {
  agentContext,
  appTarget,
  credentialOf,
  type PersonOptions,
  policyReader,
  restoreContext,
  withPerson,
} from './agent-options.ts';
import { pageFor } from './choose-restore.ts';
import { undoOn } from './open-profile.ts';

export function agentAppCommand(): Command {
  return withJson(withPerson(new Command('app')))
    .description('Open the "Windows Backup" page: is this PC backed up, what is there, restore a part of it, undo.')
    .option('--profile <path>', 'show this profile on a disk instead of the person who is signed in')
    .addHelpText(
      'after',
      `
On Windows the page opens in a window of Edge; elsewhere its address is printed. The address works once, for one browser, and
the command ends when the page is closed. docs/operating/experience.md`,
    )
    .action((options: PersonOptions) => showPage(options, 'app', 'inUse'));
}

export async function showPage(
  options: PersonOptions,
  page: ExperienceContext['page'],
  phase: EnrollmentPhase,
): Promise<void> {
  const output = outputOf(options);
  const context = await experienceContext(options, page, phase);
  if (!context.ok) return output.complain(context.error);
  const opened = await openExperience(context.value);
  if (!opened.ok) return output.complain(opened.error);
  const { url, closed, close } = opened.value;
  const { stateFolder } = context.value.restore;
  const browser = openBrowser(url, { profileFolder: join(stateFolder, 'browser'), isFullScreen: page === 'offer' });
  if (browser === undefined) output.result(`Open this in a browser on this machine; it works once:\n  ${url}`, { url });
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  await closed;
  browser?.close();
}

/** Nobody sees a window that has nothing to say: it is asked first, and shown only where there is something to decide. */
export async function offerOnPage(options: PersonOptions, phase: EnrollmentPhase): Promise<void> {
  const output = outputOf(options);
  const context = await restoreContext(options, pageFor(undefined));
  if (!context.ok) return output.complain(context.error);
  const end = await offerRestore(context.value, phase);
  if (!end.ok) return output.complain(end.error);
  if (end.value.kind === 'open' && canOpenBrowser()) return showPage(options, 'offer', phase);
  output.result(renderRestoreEnd(end.value), restoreEndJson(end.value));
}

async function experienceContext(
  options: PersonOptions,
  page: ExperienceContext['page'],
  phase: EnrollmentPhase,
): Promise<Result<ExperienceContext, AgentProblem>> {
  const backup = await agentContext(options);
  if (!backup.ok) return backup;
  const restore = await restoreContext(options, pageFor(undefined));
  if (!restore.ok) return restore;
  const readPolicy = await policyReader(options);
  if (!readPolicy.ok) return readPolicy;
  const { stateFolder, deviceId, clock } = backup.value;
  const credential = credentialOf(options, stateFolder);
  const apps = await appTarget(backup.value, options);
  return ok({
    page,
    phase,
    person: credential.ok ? credential.value.user : '',
    backup: backup.value,
    restore: restore.value,
    status: () =>
      agentStatus({
        stateFolder,
        readPolicy: readPolicy.value,
        credential: credentialOf(options, stateFolder),
        now: clock(),
        deviceId,
        missingTasks: process.platform === 'win32' ? missingTasks(runCommand) : [],
      }),
    undo: () => undoOn(options.profile === undefined ? { live: true } : { profile: options.profile }, false),
    ...(apps === undefined ? {} : { bringApps: () => goOnWithApps(apps) }),
  });
}
