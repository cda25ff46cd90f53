// `keepsake ca import`: takes exported policies into an organization of the service, where the embedded identity provider
// enforces them and What If answers from them.

import { Command } from 'commander';
import { isMalformed } from '../../domain/conditional-access/finding.ts';
import { variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';
import { readExportsIn } from './conditional-access-exports.ts';

type ImportOptions = LogOptions & { readonly policies: string; readonly enforce?: boolean };

export function conditionalAccessImportCommand(): Command {
  return withJson(withLog(new Command('import')))
    .description('Take exported policies, named locations and authentication strengths into an organization.')
    .requiredOption('--policies <path>', 'folder (or file) with the exported JSON')
    .option('--enforce', 'leave enabled policies enabled; otherwise they come in as report-only')
    .addHelpText(
      'after',
      `
All of it or nothing: a policy that can not be read is named, and nothing is imported. Importing again changes what differs.
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL'])}`,
    )
    .action(importPolicies);
}

async function importPolicies(options: ImportOptions): Promise<void> {
  const output = outputOf(options);
  const exports = readExportsIn(options.policies);
  if (!exports.ok) return output.complain(exports.error);
  const broken = [...exports.value.policies, ...exports.value.locations]
    .filter(({ item }) => isMalformed(item.findings))
    .map(({ origin }) => origin);
  if (broken.length > 0) {
    return output.complain({
      code: 'malformed-policies',
      detail: `Nothing was imported, because these can not be enforced as they stand: ${broken.join('; ')}.`,
      fix: `See what is wrong with keepsake ca check --policies ${options.policies}, then mend or remove these files.`,
    });
  }
  const { importConditionalAccess } = await import('../../server/conditional-access/import-objects.ts');
  const imported = await onLog(options, (context, tenantId) =>
    importConditionalAccess(context, { tenantId, exports: exports.value, reportOnly: options.enforce !== true }),
  );
  if (!imported.ok) return output.complain(imported.error);
  const rows = imported.value.map(({ displayName, collection, outcome }) => [displayName, collection, outcome]);
  output.result(table(['Name', 'Collection', 'Outcome'], rows), { imported: imported.value });
}
