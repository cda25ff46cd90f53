import { Command } from 'commander';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { sessionsOf, undoOn } from './open-profile.ts';
import { type WhichProfile, withProfile } from './profile-options.ts';

type Options = WhichProfile & { readonly force?: boolean; readonly json?: boolean };

export function undoCommand(): Command {
  return withJson(withProfile(new Command('undo')))
    .description('Take back the latest restore of a profile: every byte as it was before.')
    .option('--force', 'also overwrite what changed after the restore')
    .action(async (options: Options) => {
      const output = outputOf(options);
      const undone = await undoOn(options, options.force === true);
      if (!undone.ok) return output.complain(undone.error);
      const { sessionId, description, restored } = undone.value;
      const text = `Undone: ${description}. Put back: ${restored.join(', ')}.`;
      return output.result(text, { sessionId, description, restored });
    });
}

export function sessionsCommand(): Command {
  return withJson(withProfile(new Command('sessions')))
    .description('List the restores of a profile that are on record, oldest first.')
    .action(async (options: Options) => {
      const output = outputOf(options);
      const sessions = await sessionsOf(options);
      if (!sessions.ok) return output.complain(sessions.error);
      const rows = sessions.value.map(({ startedAt, state, description }) => [startedAt, state, description]);
      const text =
        rows.length === 0 ? 'This profile was never restored onto.' : table(['Started', 'State', 'What'], rows);
      return output.result(text, { sessions: sessions.value });
    });
}
