import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { Command } from 'commander';
import { forEachOwnRecord } from '../../agent/upload/own-records.ts';
import { outputOf, withCredential, withJson } from '../output.ts';
import { connect } from './service.ts';

type Options = { readonly credential?: string; readonly out: string; readonly json?: boolean };

export function exportCommand(): Command {
  return withJson(withCredential(new Command('export')))
    .description('Write everything that is stored of your backups into a file of an open format.')
    .requiredOption('--out <file>', 'a file that is not there yet; one JSON record on each line')
    .addHelpText(
      'after',
      '\nThe format is described in docs/formats/export.md; nothing of Keepsake is needed to read it.',
    )
    .action(exportOwn);
}

async function exportOwn(options: Options): Promise<void> {
  const output = outputOf(options);
  const connection = connect(options);
  if (!connection.ok) return output.complain(connection.error);
  let file: number;
  try {
    file = openSync(options.out, 'wx', 0o600);
  } catch (error) {
    const detail = `"${options.out}" can not be written: ${error instanceof Error ? error.message : String(error)}.`;
    return output.complain({ code: 'write-failed', detail, fix: 'Choose another place with --out.' });
  }
  try {
    const counts = await forEachOwnRecord(connection.value.service, (record) =>
      writeSync(file, `${JSON.stringify(record)}\n`),
    );
    if (!counts.ok) return output.complain(counts.error);
    fsyncSync(file);
    const { snapshot = 0, document = 0, file: files = 0 } = counts.value;
    const text = `${options.out}: ${snapshot} snapshot(s), ${document} document(s), ${files} file(s).`;
    output.result(text, { file: options.out, records: counts.value });
  } finally {
    closeSync(file);
  }
}
