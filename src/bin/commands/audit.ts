import { Command } from 'commander';
import type { AuditEvent } from '../../domain/audit/event.ts';
import { variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { renderEvents } from '../render/audit.ts';
import { auditExportCommand } from './audit-export.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';
import { auditProveCommand } from './audit-prove.ts';
import { auditVerifyCommand } from './audit-verify.ts';
import { wholeNumber } from './profile-options.ts';

type ListOptions = LogOptions & { readonly after?: number; readonly limit: number };

export function auditCommand(): Command {
  return new Command('audit')
    .description('The audit log of an organization: read it, take it elsewhere, and prove that it is whole.')
    .addCommand(
      withJson(withLog(new Command('list')))
        .description('List events, oldest first.')
        .option('--after <index>', 'begin after the event with this index', wholeNumber)
        .option('--limit <number>', 'list at most this many', wholeNumber, 50)
        .action(list),
    )
    .addCommand(auditExportCommand())
    .addCommand(auditVerifyCommand())
    .addCommand(auditProveCommand())
    .addCommand(
      withLog(new Command('checkpoint'))
        .description(
          'Print the signed checkpoint: keep it elsewhere, and every later copy must begin with what it signed.',
        )
        .action((options: LogOptions) => printSigned(options, 'note')),
    )
    .addCommand(
      withLog(new Command('key'))
        .description('Print the key to verify with. Give it to whoever verifies, by another way than the copies.')
        .action((options: LogOptions) => printSigned(options, 'verifierKey')),
    )
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL']));
}

async function list(options: ListOptions): Promise<void> {
  const output = outputOf(options);
  const { readEvents } = await import('../../server/audit/read-log.ts');
  const { after, limit } = options;
  const bodies = await onLog(options, (context, tenantId) => readEvents(context, tenantId, { after, limit }));
  if (!bodies.ok) return output.complain(bodies.error);
  const events = bodies.value.map((body) => JSON.parse(new TextDecoder().decode(body)) as AuditEvent);
  output.result(renderEvents(events), { events });
}

async function printSigned(options: LogOptions, what: 'note' | 'verifierKey'): Promise<void> {
  const output = outputOf(options);
  const { readCheckpoint } = await import('../../server/audit/read-log.ts');
  const log = await onLog(options, readCheckpoint);
  if (!log.ok) return output.complain(log.error);
  // As it is, to the byte: a note is verified with its newlines.
  process.stdout.write(what === 'note' ? log.value.note : `${log.value.verifierKey}\n`);
}
