import { Command, Option } from 'commander';
import { offerRestore, type RestoreEnd } from '../../agent/schedule/offer-restore.ts';
import { ENROLLMENT_PHASES, type EnrollmentPhase } from '../../domain/enrollment/phase.ts';
import { EXIT } from '../exit.ts';
import { type Output, outputOf, withJson } from '../output.ts';
import { renderRestoreEnd, restoreEndJson } from '../render/restore-end.ts';
import { personSentence, reasonsOf } from '../../agent/status/reasons.ts';
import { type PersonOptions, restoreContext, withPerson } from './agent-options.ts';
import { offerOnPage, showPage } from './agent-page.ts';
import { pageFor } from './choose-restore.ts';

type Options = PersonOptions & {
  readonly phase: EnrollmentPhase;
  readonly choose?: string;
  readonly page?: boolean | 'possible';
};

export function agentRestoreCommands(): readonly Command[] {
  return [
    withChoice(new Command('offer'), 'firstSignIn')
      .description('What the sign-in task starts: ask whether a restore may be offered here, and go on with one.')
      .addOption(
        new Option(
          '--page [when]',
          'ask the person on a page, full screen, instead of the command line; "possible": where there is something to offer and a window to show it in',
        ).choices(['possible']),
      )
      .addHelpText('after', HELP)
      .action((options: Options) =>
        options.page === true
          ? showPage(options, 'offer', options.phase)
          : options.page === 'possible'
            ? offerOnPage(options, options.phase)
            : restore(options, 'task'),
      ),
    withChoice(new Command('restore'), 'inUse')
      .description("Restore another device's settings onto this one, as the person's own choice; the service decides.")
      .addHelpText('after', HELP)
      .action((options: Options) => restore({ choose: 'latest', ...options }, 'person')),
  ];
}

const HELP = `
Examples:
  keepsake agent offer                              say what could be restored, and change nothing
  keepsake agent offer --page                       ask the person on a page
  keepsake agent offer --choose new                 set up as new: not asked again on this enrollment
  keepsake agent restore --choose LAP-0042          restore that device's latest backup
  keepsake agent restore --phase oobe --choose latest

What a reboot, a crash or a lost network interrupted is gone on with first, by this and by every scheduled run.
Exit codes: ${EXIT.done} done, or nothing to do; ${EXIT.failed} it failed, or "restore" was refused; ${EXIT.partial} some settings were not confirmed.`;

function withChoice(command: Command, phase: EnrollmentPhase): Command {
  return withJson(withPerson(command))
    .addOption(new Option('--phase <phase>', 'when it is asked').choices(ENROLLMENT_PHASES).default(phase))
    .option(
      '--choose <which>',
      'a device, a backup profile\'s id, "latest", "new" (set up as new) or "cancel" (in use)',
    )
    .option('--profile <path>', 'restore onto this profile on a disk instead of the person who is signed in');
}

async function restore(options: Options, asked: 'task' | 'person'): Promise<void> {
  const output = outputOf(options);
  const page = pageFor(options.choose);
  const context = await restoreContext(options, page);
  if (!context.ok) return output.complain(context.error);
  const end = await offerRestore(context.value, options.phase);
  if (!end.ok) return output.complain(end.error);
  const unknown = page.unknownChoice();
  if (unknown !== undefined) return output.complain(unknown);
  if (asked === 'person') {
    const refusal = refusalOf(end.value);
    if (refusal !== undefined) return output.complain(refusal);
  }
  tell(output, end.value);
}

/** One sentence for the person, with the code; the log has every reason for administrators. */
function refusalOf(end: RestoreEnd): Parameters<Output['complain']>[0] | undefined {
  if (end.kind === 'off') return end.reasons[0] && { ...end.reasons[0], code: 'policy-off' };
  if (end.kind !== 'refused') return undefined;
  const reasons = reasonsOf(end.decision);
  const fix = reasons[0]?.fix ?? 'Ask your help desk.';
  return { code: reasons[0]?.code ?? 'not-eligible', detail: personSentence(reasons), fix };
}

function tell(output: Output, end: RestoreEnd): void {
  output.result(renderRestoreEnd(end), restoreEndJson(end));
  if (end.kind !== 'ended') return;
  if (end.end.outcome === 'failed') process.exitCode = EXIT.failed;
  else if (end.end.outcomes.some(({ state }) => state === 'failed')) process.exitCode = EXIT.partial;
}
