// `keepsake readiness`: who would be backed up and offered a restore, why the others not, and what to do first; for the organization
// on this service, or from exports alone.

import { Command, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { ExportsRun } from '../../server/readiness/readiness-of-exports.ts';
import type { ReadinessRun } from '../../server/readiness/readiness-run.ts';
import type { WhatIf } from '../../server/readiness/what-if.ts';
import { variablesHelp } from '../configuration.ts';
import { type Complaint, type Output, outputOf, withJson } from '../output.ts';
import { describeReadiness } from '../render/readiness.ts';
import { readinessCsv } from '../render/readiness-csv.ts';
import { readinessHtml } from '../render/readiness-html.ts';
import { readinessJson } from '../render/readiness-json.ts';
import { redacting } from '../render/readiness-names.ts';
import { asOperator, type DataOptions, loadFindTenant, withData } from './operator.ts';
import { openExports } from './readiness-files.ts';

type ReadinessOptions = DataOptions & {
  readonly tenant?: string;
  readonly whatIf: readonly string[];
  readonly assumeBackups?: true;
  readonly html?: string;
  readonly csv?: string;
  readonly redact?: string;
};

export function readinessCommand(): Command {
  return withJson(withData(new Command('readiness')))
    .description('Say who would be backed up and offered a restore, why the others not, and which fixes help the most.')
    .argument(
      '[exports...]',
      'files or folders exported from Intune and Entra; without any, the service itself is asked',
    )
    .option('--tenant <tenant>', 'name or id of the organization on this service')
    .addOption(
      new Option('--what-if <change>', 'show the difference a change would make; may be given several times')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none'),
    )
    .option('--assume-backups', 'take it that everybody has a backup (exports never tell, so there it is taken anyway)')
    .option('--html <file>', 'write a report that stands alone, to read and print')
    .option('--csv <file>', 'write a line for each device')
    .option('--redact <secret>', 'write pseudonyms for names of devices and people, the same for the same secret')
    .action(readiness)
    .addHelpText(
      'after',
      `
Every device is asked about as if it were set up anew. Exports may be Graph JSON, JSON lines and Intune's CSV of devices: managed
devices, Entra devices, Autopilot devices and profiles, Cloud PCs, configuration policies, enrollment configurations, filters, groups
with members, Conditional Access policies and named locations. What is damaged is named by file and line and stops nothing.

Changes: toggle=enabled, toggle=disabled:Group, backup=enabled:Group, restore=enabled, EnableCDP=disabled,
  build=26100.7922, build=26100.7922:oobe, exclude=Conditional Access policy, retire=Group, remove=id

Examples:
  keepsake readiness exports/ --html readiness.html
  keepsake readiness devices.csv policies.json --what-if toggle=enabled --what-if restore=enabled:Pilot
  keepsake readiness --tenant Contoso --what-if "exclude=Require compliant device"
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL'])}`,
    );
}

async function readiness(paths: readonly string[], options: ReadinessOptions): Promise<void> {
  const output = outputOf(options);
  const whatIfs = await readWhatIfs(options.whatIf);
  if (!whatIfs.ok) return output.complain(whatIfs.error);
  const ran = paths.length > 0 ? await ofExports(paths, whatIfs.value, output) : await ofTenant(options, whatIfs.value);
  if (!ran.ok) return output.complain(ran.error);
  const run = options.redact === undefined ? ran.value : redacting(ran.value, options.redact);
  const written = writeFiles(run, options);
  if (!written.ok) return output.complain(written.error);
  for (const file of written.value) output.progress(`Written: ${file}`);
  output.result(describeReadiness(run), readinessJson(run));
}

async function readWhatIfs(texts: readonly string[]): Promise<Result<readonly WhatIf[], Complaint>> {
  const { parseWhatIf } = await import('../../server/readiness/what-if.ts');
  const whatIfs: WhatIf[] = [];
  for (const text of texts) {
    const parsed = parseWhatIf(text);
    if (!parsed.ok) return fail({ code: 'bad-request', detail: parsed.error, fix: 'See keepsake readiness --help.' });
    whatIfs.push(parsed.value);
  }
  return ok(whatIfs);
}

async function ofExports(
  paths: readonly string[],
  whatIfs: readonly WhatIf[],
  output: Output,
): Promise<Result<ExportsRun, Complaint>> {
  const sources = await openExports(paths);
  if (!sources.ok) return sources;
  const { readinessOfExports } = await import('../../server/readiness/readiness-of-exports.ts');
  const run = await readinessOfExports(sources.value, {
    whatIfs,
    onProgress: ({ name, sizeBytes }, bytesRead, itemsRead) => {
      const percent = Math.min(100, Math.round((100 * bytesRead) / Math.max(1, sizeBytes)));
      output.progress(`${name}: ${itemsRead} items, ${percent} percent`);
    },
  });
  if (run.ok) return run;
  const fix = 'Name what the exports hold: a policy or a group by its name or id.';
  return fail({ code: 'not-found', detail: run.error, fix });
}

async function ofTenant(
  options: ReadinessOptions,
  whatIfs: readonly WhatIf[],
): Promise<Result<ReadinessRun, Complaint>> {
  const { tenant: name, assumeBackups } = options;
  if (name === undefined) {
    const detail = 'Name exported files or folders, or --tenant to ask about an organization on this service.';
    return fail({ code: 'bad-request', detail, fix: 'See keepsake readiness --help.' });
  }
  return asOperator(options, async (context) => {
    const findTenant = await loadFindTenant();
    const tenant = await findTenant(context, name);
    if (!tenant.ok) return tenant;
    const { readinessOfTenant } = await import('../../server/readiness/operate-readiness.ts');
    return readinessOfTenant(context, tenant.value.tenantId, { whatIfs, assumeBackups: assumeBackups === true });
  });
}

function writeFiles(run: ReadinessRun, { html, csv }: ReadinessOptions): Result<readonly string[], Complaint> {
  const files: readonly (readonly [string | undefined, () => string | Iterable<string>])[] = [
    [html, () => readinessHtml(run)],
    [csv, () => readinessCsv(run)],
  ];
  const written: string[] = [];
  for (const [path, text] of files) {
    if (path === undefined) continue;
    try {
      const content = text();
      if (typeof content === 'string') writeFileSync(path, content);
      else writeInParts(path, content);
      written.push(path);
    } catch (error) {
      const detail = `"${path}" can not be written: ${(error as Error).message}.`;
      return fail({ code: 'not-written', detail, fix: 'Name a file in a folder that you may write to.' });
    }
  }
  return ok(written);
}

/** A line for each of a million devices is more than one text should hold. */
function writeInParts(path: string, parts: Iterable<string>): void {
  writeFileSync(path, '');
  for (const part of parts) writeFileSync(path, part, { flag: 'a' });
}
