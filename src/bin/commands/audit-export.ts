import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { syslogFrame, syslogMessage } from '../../domain/audit/syslog.ts';
import {
  connectSyslog,
  parseSyslogAddress,
  toStandardOutput,
  type SyslogAddress,
} from '../../server/audit/event-sink.ts';
import { outputOf, withJson } from '../output.ts';
import { count } from '../render/table.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';
import { wholeNumber } from './profile-options.ts';

type StreamOptions = LogOptions & {
  readonly format?: 'ndjson' | 'syslog';
  readonly after?: number;
  readonly cursorFile?: string;
  readonly follow?: boolean;
  readonly to?: SyslogAddress;
};

export function auditExportCommand(): Command {
  return withJson(withLog(new Command('export')))
    .description('Write a copy that can be verified, or stream events to a SIEM.')
    .argument('[folder]', 'write the copy here; run again, it adds what is new')
    .addOption(new Option('--format <format>', 'stream events instead').choices(['ndjson', 'syslog']))
    .option('--after <index>', 'stream: begin after the event with this index', wholeNumber)
    .option('--cursor-file <file>', 'stream: begin after the index in this file, and keep it up to date')
    .option('--follow', 'stream: wait for more events, until interrupted')
    .option(
      '--to <address>',
      'stream syslog to tls://host:port or tcp://host:port instead of standard output',
      addressOf,
    )
    .addHelpText(
      'after',
      `
Examples:
  keepsake audit export --tenant Contoso audit-copy
  keepsake audit export --tenant Contoso --format ndjson --after 4711
  keepsake audit export --tenant Contoso --format syslog --to tls://siem.example:6514 --cursor-file siem.cursor --follow

An event has who, what, when, which and old and new values of what was administered; never a setting's value or a secret.`,
    )
    .action(run);
}

async function run(folder: string | undefined, options: StreamOptions, command: Command): Promise<void> {
  if ((folder === undefined) === (options.format === undefined)) {
    return command.error('error: give either a folder or --format');
  }
  if (options.to !== undefined && options.format !== 'syslog')
    return command.error('error: --to needs --format syslog');
  try {
    if (folder === undefined) await stream(options);
    else await copy(folder, options);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    outputOf(options).complain({
      code: 'write-failed',
      detail: `The events could not be handed over: ${error.message}.`,
      fix: 'Put that right and run the same command again: it goes on where this one stopped.',
    });
  }
}

async function copy(folder: string, options: LogOptions): Promise<void> {
  const output = outputOf(options);
  const { exportCopy } = await import('../../server/audit/export-copy.ts');
  const made = await onLog(options, (context, tenantId) => exportCopy(context, tenantId, folder));
  if (!made.ok) return output.complain(made.error);
  const { size, verifierKey, tilesWritten } = made.value;
  const text = `${count(size, 'event')} in "${folder}". Verify it anywhere: keepsake audit verify "${folder}" --key ${verifierKey}`;
  output.result(text, { folder, size, verifierKey, tilesWritten });
}

async function stream(options: StreamOptions): Promise<void> {
  const output = outputOf(options);
  const { followEvents } = await import('../../server/audit/follow-events.ts');
  const { cursorFile, format, to } = options;
  const after = options.after ?? readCursor(cursorFile);
  if (Number.isNaN(after)) {
    const fix = 'It has to hold the index of the last event that was handed over. Remove it to begin with the first.';
    return output.complain({ code: 'bad-cursor', detail: `"${cursorFile}" holds no cursor.`, fix });
  }
  const stop = options.follow === true ? stopOnSignal() : undefined;
  const sink = to === undefined ? toStandardOutput() : await connectSyslog(to);
  const deliver = async (bodies: readonly string[], cursor: number): Promise<void> => {
    await sink.write(bodies.map((body) => lineOf(body, format, to !== undefined)).join(''));
    if (cursorFile !== undefined) writeCursor(cursorFile, cursor);
  };
  const done = await onLog(options, (context, tenantId) => followEvents(context, { tenantId, after, stop, deliver }));
  await sink.end();
  if (!done.ok) output.complain(done.error);
}

function lineOf(body: string, format: StreamOptions['format'], framed: boolean): string {
  if (format !== 'syslog') return `${body}\n`;
  const message = syslogMessage(body, hostname());
  return framed ? syslogFrame(message) : `${message}\n`;
}

function addressOf(text: string): SyslogAddress {
  const address = parseSyslogAddress(text);
  if (address === undefined) throw new InvalidArgumentError('It has to be tls://host:port or tcp://host:port.');
  return address;
}

/** `undefined` if there is none yet, NaN if it is something else. */
function readCursor(file: string | undefined): number | undefined {
  if (file === undefined || !existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').trim();
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function writeCursor(file: string, cursor: number): void {
  writeFileSync(`${file}.new`, `${cursor}\n`, { flush: true });
  renameSync(`${file}.new`, file);
}

function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
