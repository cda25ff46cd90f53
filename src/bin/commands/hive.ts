// A look into a registry hive file: for those who repair, and for those who do not believe us.

import { Command } from 'commander';
import { openHiveFiles } from '../../agent/offline/hive-file.ts';
import { hiveFileAt } from '../../agent/offline/profile-files.ts';
import type { Hive, HiveValue } from '../../regf/hive.ts';
import type { HiveProblem } from '../../regf/problem.ts';
import type { Recovery } from '../../regf/recover.ts';
import { valueTypeName } from '../../regf/value-type.ts';
import { walkHive } from '../../regf/walk.ts';
import { fromUtf16le, toHex } from '../../lib/bytes.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold, outputOf, withJson } from '../output.ts';

type Options = { readonly json?: boolean };

export function hiveCommand(): Command {
  const command = new Command('hive').description(
    'Look into a registry hive file. Its logs beside it are replayed in memory.',
  );
  command.addCommand(
    withJson(new Command('info'))
      .description('Version, state and size of a hive.')
      .argument('<file>', 'a hive file such as NTUSER.DAT; may be gzipped')
      .action(info),
  );
  command.addCommand(
    withJson(new Command('show'))
      .description('The subkeys and values of one key.')
      .argument('<file>', 'a hive file')
      .argument('[key]', 'from the root, with backslashes: "Control Panel\\Desktop"', '')
      .action(show),
  );
  return command;
}

function info(file: string, options: Options): void {
  const output = outputOf(options);
  const hive = openHiveFiles(hiveFileAt(file), 'lenient');
  if (!hive.ok) return output.complain(hive.error);
  const { header, recovery, problems } = hive.value.hive;
  const counts = countAll(hive.value.hive);
  const text = [
    `Format      regf ${header.majorVersion}.${header.minorVersion}`,
    `Name        ${header.fileName}`,
    `State       ${stateInWords(recovery)}`,
    `Keys        ${counts.keys}`,
    `Values      ${counts.values}`,
    ...refused(recovery).map((problem) => `Log         not used: ${problem.detail} (byte ${problem.offset})`),
    ...problems.map((problem) => `Problem     ${problem.detail} (byte ${problem.offset})`),
  ];
  output.result(text.join('\n'), {
    version: `${header.majorVersion}.${header.minorVersion}`,
    fileName: header.fileName,
    state: recovery.state,
    logsRefused: refused(recovery).map(({ code, offset, detail }) => ({ code, offset, detail })),
    ...counts,
    problems: problems.map(({ code, offset, detail }) => ({ code, offset, detail })),
  });
}

function show(file: string, path: string, options: Options): void {
  const output = outputOf(options);
  const hive = openHiveFiles(hiveFileAt(file), 'lenient');
  if (!hive.ok) return output.complain(hive.error);
  const key = hive.value.hive.find(path);
  if (key === undefined) {
    const detail = `The hive has no key "${path}".`;
    return output.complain({ code: 'not-found', detail, fix: 'Look at its parent: keepsake hive show FILE PARENT.' });
  }
  const subkeys = [...key.subkeys()].map((subkey) => subkey.name);
  const values = [...key.values()];
  const text = [
    ...subkeys.map((name) => `${bold(name)}\\`),
    ...values.map(
      (value) => `${value.name === '' ? '(Default)' : value.name}  ${valueTypeName(value.type)}  ${inWords(value)}`,
    ),
  ];
  output.result(text.length === 0 ? 'Empty.' : text.join('\n'), {
    subkeys,
    values: values.map((value) => ({
      name: value.name,
      type: valueTypeName(value.type),
      hex: toHex(value.data),
    })) as Json[],
  });
}

function inWords({ type, data }: HiveValue): string {
  if (TEXT_TYPES.includes(type)) return JSON.stringify(fromUtf16le(data).replace(/\0+$/, ''));
  if (type === 4 && data.length === 4) return String(new DataView(data.buffer, data.byteOffset).getUint32(0, true));
  const hex = toHex(data.subarray(0, HEX_BYTES_MAX));
  return data.length > HEX_BYTES_MAX ? `${hex}… (${data.length} bytes)` : hex;
}

function stateInWords(recovery: Recovery): string {
  switch (recovery.state) {
    case 'clean':
      return 'clean';
    case 'recovered':
      return `dirty, recovered from its logs (${recovery.entriesApplied} entries, ${recovery.pagesApplied} pages)`;
    case 'dirty-without-log':
      return 'dirty, and there is no log: the last changes are lost';
    case 'dirty':
      return 'dirty, and no log can be used: the last changes are lost';
  }
}

function refused(recovery: Recovery): readonly HiveProblem[] {
  return 'refused' in recovery ? recovery.refused : [];
}

function countAll(hive: Hive): { keys: number; values: number } {
  const counts = { keys: 0, values: 0 };
  for (const key of walkHive(hive)) {
    counts.keys += 1;
    counts.values += key.valueCount;
  }
  return counts;
}

const TEXT_TYPES = [1, 2, 6, 7];
const HEX_BYTES_MAX = 48;
