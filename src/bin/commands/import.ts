// `keepsake import`: takes what another directory and management service exported, or has behind Microsoft Graph, into an
// organization: devices, how they are provisioned, policies, groups, Conditional Access.

import { Command } from 'commander';
import type { ImportSource } from '../../server/import/import-item.ts';
import type { ImportOutcome } from '../../server/import/import-sources.ts';
import { ok, type Result } from '../../lib/result.ts';
import { PROBLEMS, type Problem } from '../../protocol/problem.ts';
import { variablesHelp } from '../configuration.ts';
import { type Output, outputOf, withJson } from '../output.ts';
import { describeImport } from '../render/import.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';
import { type GraphOptions, openGraph, withGraph, type Opened } from './import-graph.ts';

type ImportOptions = LogOptions &
  GraphOptions & { readonly skipMalformed?: boolean; readonly dryRun?: boolean; readonly enforce?: boolean };

export function importCommand(): Command {
  return withJson(withGraph(withLog(new Command('import'))))
    .description(
      'Take exported devices, profiles, policies and groups into an organization; or live, from Microsoft Graph.',
    )
    .argument('[files...]', "Graph JSON, JSON lines, or Intune's CSV of devices")
    .option('--skip-malformed', 'leave out what can not be read, and name it')
    .option('--dry-run', 'say what the files hold, and write nothing')
    .option('--enforce', 'leave enabled Conditional Access policies enabled; otherwise they come in as report-only')
    .addHelpText(
      'after',
      `
What a file holds is seen from its content. Anything malformed is named, and nothing is written, unless you say so. Importing again
changes what differs.
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL'])}`,
    )
    .action(importFiles);
}

async function importFiles(paths: readonly string[], options: ImportOptions): Promise<void> {
  const output = outputOf(options);
  if ((paths.length === 0) === (options.graph === undefined)) {
    const detail = 'Name the files to import, or --graph to read them live; one of the two.';
    return output.complain({ code: 'bad-request', detail, fix: 'See keepsake import --help.' });
  }
  const opened = options.graph === undefined ? await openFiles(paths) : await openGraph(options, output);
  if (!opened.ok) return output.complain({ ...opened.error, fix: PROBLEMS[opened.error.code].fix });
  const { importSources } = await import('../../server/import/import-sources.ts');
  try {
    const outcome = await onLog(options, (context, tenantId) =>
      importSources(context, {
        tenantId,
        sources: opened.value.sources,
        skipMalformed: options.skipMalformed === true,
        isDryRun: options.dryRun === true,
        enforce: options.enforce === true,
        onProgress: (source, bytesRead, itemsRead) => {
          const percent = Math.min(100, Math.round((100 * bytesRead) / Math.max(1, source.sizeBytes)));
          output.progress(`${source.name}: ${itemsRead} items, ${percent} percent`);
        },
      }),
    );
    if (!outcome.ok) return output.complain(outcome.error);
    report(output, withUnread(outcome.value, opened.value));
  } finally {
    await opened.value.close();
  }
}

async function openFiles(paths: readonly string[]): Promise<Result<Opened, Problem>> {
  const { openFile } = await import('../../server/import/open-file.ts');
  const sources: ImportSource[] = [];
  for (const path of paths) {
    const source = await openFile(path);
    if (!source.ok) return source;
    sources.push(source.value);
  }
  return ok({ sources, leftOut: [], close: async () => {} });
}

function withUnread(outcome: ImportOutcome, { leftOut }: Opened): ImportOutcome {
  const unread = leftOut.map(({ collection, reason }) => {
    return { name: collection, counts: {}, malformed: [], leftOut: [{ origin: collection, reason }] };
  });
  return { ...outcome, files: [...outcome.files, ...unread] };
}

/** What is malformed is a failure, unless it was to be left out. */
function report(output: Output, outcome: ImportOutcome): void {
  if (outcome.written === 'refused') {
    const malformed = outcome.files.flatMap((it) => it.malformed);
    const named = malformed.slice(0, NAMED_MAX).map(({ origin, reason }) => `${origin} (${reason})`);
    const more = malformed.length > NAMED_MAX ? ` and ${malformed.length - NAMED_MAX} more` : '';
    return output.complain({
      code: 'malformed-records',
      detail: `Nothing was imported, because these can not be read: ${named.join('; ')}${more}.`,
      fix: 'Mend them, or leave them out with --skip-malformed.',
    });
  }
  output.result(describeImport(outcome), outcome);
}

const NAMED_MAX = 20;
