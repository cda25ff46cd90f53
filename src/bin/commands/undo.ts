import { Command } from 'commander';
import { listSessions, undoRestore } from '../../agent/apply/sessions.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { withProfile } from './profile-options.ts';

type Options = { readonly profile: string; readonly force?: boolean; readonly json?: boolean };

export function undoCommand(): Command {
  return withJson(withProfile(new Command('undo')))
    .description('Take back the latest restore of a profile: every byte as it was before.')
    .option('--force', 'also overwrite what changed after the restore')
    .action((options: Options) => {
      const output = outputOf(options);
      const undone = undoRestore(options.profile, options.force === true);
      if (!undone.ok) return output.complain(undone.error);
      const { sessionId, description, files } = undone.value;
      const names = files.map((file) => file.path);
      return output.result(`Undone: ${description}. Put back: ${names.join(', ')}.`, {
        sessionId,
        description,
        files: names,
      });
    });
}

export function sessionsCommand(): Command {
  return withJson(withProfile(new Command('sessions')))
    .description('List the restores of a profile that are on record, oldest first.')
    .action((options: Options) => {
      const output = outputOf(options);
      const sessions = listSessions(options.profile);
      if (!sessions.ok) return output.complain(sessions.error);
      const rows = sessions.value.map(({ startedAt, state, description }) => [startedAt, state, description]);
      const text =
        rows.length === 0 ? 'This profile was never restored onto.' : table(['Started', 'State', 'What'], rows);
      return output.result(text, { sessions: sessions.value });
    });
}
