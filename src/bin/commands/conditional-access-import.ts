// `keepsake ca import`: takes exported policies into an organization of the service, where the embedded identity provider
// enforces them and What If answers from them.

import { Command } from 'commander';
import { withoutMalformed } from '../../domain/conditional-access/read-exports.ts';
import { variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';
import { readExportsIn } from './conditional-access-exports.ts';

type ImportOptions = LogOptions & {
  readonly policies: string;
  readonly enforce?: boolean;
  readonly skipMalformed?: boolean;
};

export function conditionalAccessImportCommand(): Command {
  return withJson(withLog(new Command('import')))
    .description('Take exported policies, named locations and authentication strengths into an organization.')
    .requiredOption('--policies <path>', 'folder (or file) with the exported JSON')
    .option('--enforce', 'leave enabled policies enabled; otherwise they come in as report-only')
    .option('--skip-malformed', 'leave out what can not be read, and name it')
    .addHelpText(
      'after',
      `
All of it or nothing: a policy that can not be read is named, and nothing is imported, unless you say so. Importing again changes what differs.
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL'])}`,
    )
    .action(importPolicies);
}

async function importPolicies(options: ImportOptions): Promise<void> {
  const output = outputOf(options);
  const exports = readExportsIn(options.policies);
  if (!exports.ok) return output.complain(exports.error);
  const { sound, malformed } = withoutMalformed(exports.value);
  if (malformed.length > 0 && options.skipMalformed !== true) {
    return output.complain({
      code: 'malformed-policies',
      detail: `Nothing was imported, because these can not be enforced as they stand: ${malformed.join('; ')}.`,
      fix: `See what is wrong with keepsake ca check --policies ${options.policies}, then mend these files, or leave them out with --skip-malformed.`,
    });
  }
  const { importConditionalAccess } = await import('../../server/conditional-access/import-objects.ts');
  const imported = await onLog(options, (context, tenantId) =>
    importConditionalAccess(context, { tenantId, exports: sound, reportOnly: options.enforce !== true }),
  );
  if (!imported.ok) return output.complain(imported.error);
  const rows = [
    ...imported.value.map(({ displayName, collection, outcome }) => [displayName, collection, outcome]),
    ...malformed.map((origin) => [origin, '', 'left out: malformed']),
  ];
  output.result(table(['Name', 'Collection', 'Outcome'], rows), { imported: imported.value, leftOut: malformed });
}
