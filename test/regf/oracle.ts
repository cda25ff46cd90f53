// What other people's programs read from a hive. Each is looked for on the PATH; where it is missing its tests say so.

import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromUtf16le, toBase64 } from '../../src/lib/bytes.ts';
import type { Hive } from '../../src/regf/hive.ts';
import type { HiveKey, HiveValue } from '../../src/regf/hive-key.ts';
import { walkHive } from '../../src/regf/walk.ts';

export const TOOLS = ['hivexml', 'hivexsh', 'reglookup', 'regfinfo'] as const;
export type Tool = (typeof TOOLS)[number];

/** The reason to skip, or false when the program is there. */
export function missing(tool: Tool): string | false {
  return spawnSync(tool, ['-V']).error === undefined ? false : `${tool} is not installed`;
}

export type Run = { readonly status: number; readonly output: string; readonly complaints: string };

export function runOn(tool: Tool, bytes: Uint8Array, input = ''): Run {
  const folder = mkdtempSync(path.join(tmpdir(), 'hive-'));
  try {
    const file = path.join(folder, 'hive');
    writeFileSync(file, bytes);
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    // hivexml opens its standard output by name, which works for a file and not for the sockets Node would give it.
    const result = path.join(folder, 'output');
    const output = openSync(result, 'w');
    const done = spawnSync(tool, [file], {
      input,
      env,
      stdio: ['pipe', output, 'pipe'],
      maxBuffer: 1 << 28,
      encoding: 'utf8',
    });
    closeSync(output);
    return {
      status: done.status ?? -1,
      output: readFileSync(result, 'utf8'),
      complaints: withoutDataRemarks(done.stderr),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** reglookup remarks on names and strings it cannot show in its character set; that is not about the hive. */
function withoutDataRemarks(complaints: string): string {
  return complaints.replaceAll(/^WARN: (While quoting value|Error occurred while converting) .*\n/gm, '');
}

/** One line per key and value as hivexml tells them: where it lies, its name, and a key's time or a value's content. */
export function hivexmlLines(xml: string): string[] {
  const lines: string[] = [];
  let fields: { kind: string; name: string; detail: string; done: boolean } | undefined;
  for (const [, tag, attributes = '', text = ''] of xml.matchAll(
    /<(node|mtime|value|string|byte_run)\b([^>]*)>([^<]*)/g,
  )) {
    const attribute = (name: string): string | undefined => {
      const found = new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
      return found === undefined ? undefined : unescapeXml(found);
    };
    if (tag === 'node') {
      fields = { kind: 'key', name: attribute('name') ?? '', detail: '', done: false };
    } else if (tag === 'value') {
      const type = attribute('encoding') === 'base64' ? 'base64' : attribute('type');
      const content = attribute('value')?.replaceAll(/\s/g, type === 'base64' ? '' : '$&') ?? '';
      fields = { kind: 'value', name: attribute('key') ?? '', detail: `${type} ${content}`, done: false };
      // Values without data come without a place.
      if (attributes.endsWith('/')) lines.push(lineOf(fields, '-'));
    } else if (fields !== undefined && tag === 'mtime') {
      fields.detail = text;
    } else if (fields !== undefined && tag === 'string') {
      fields.detail += `${JSON.stringify(unescapeXml(text))} `;
    } else if (fields !== undefined && tag === 'byte_run' && !fields.done) {
      fields.done = true;
      lines.push(
        `${fields.kind} ${attribute('file_offset')} ${JSON.stringify(fields.name)} ${fields.detail.trimEnd()}`,
      );
    }
  }
  return lines;
}

function lineOf(fields: { kind: string; name: string; detail: string }, place: string): string {
  return `${fields.kind} ${place} ${JSON.stringify(fields.name)} ${fields.detail}`.trimEnd();
}

/** Our own reading in the same words, for comparison with the lines of `hivexmlLines`. */
export function ourLines(hive: Hive, theirs: readonly string[]): string[] {
  const lines: string[] = [];
  for (const key of walkHive(hive)) {
    lines.push(`key ${4096 + key.cell} ${JSON.stringify(key.name)} ${timeOf(key)}`.trimEnd());
    for (const value of key.values()) {
      const their = theirs[lines.length] ?? '';
      const place = their.startsWith('value - ') ? '-' : String(4096 + value.cell);
      const start = `value ${place} ${JSON.stringify(value.name)} `;
      lines.push((start + contentOf(value, their.slice(start.length))).trimEnd());
    }
  }
  return lines;
}

function timeOf(key: HiveKey): string {
  const seconds = key.lastWritten / 10_000_000n - 11_644_473_600n;
  return key.lastWritten === 0n ? '' : new Date(Number(seconds) * 1000).toISOString().replace('.000', '');
}

/** hivexml chooses per value whether to print text, a number or base64; text ends at the first NUL. */
function contentOf(value: HiveValue, their: string): string {
  const { data } = value;
  const [kind = ''] = their.split(' ', 1);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (kind === 'base64') return `base64 ${toBase64(data)}`;
  if (kind === 'int32') return `int32 ${view.getInt32(0, value.type !== 5)}`;
  if (kind === 'int64') return `int64 ${view.getBigInt64(0, true)}`;
  if (kind === 'string-list') return listOf(fromUtf16le(data), their);
  return `${kind} ${fromUtf16le(data).split('\0', 1)[0]}`;
}

function listOf(text: string, their: string): string {
  const count = their.match(/"(?:[^"\\]|\\.)*"/g)?.length ?? 0;
  const strings = text.split('\0').slice(0, count);
  return `string-list ${strings.map((one) => `${JSON.stringify(one)} `).join('')}`;
}

function unescapeXml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code === undefined ? (named[name as string] ?? '') : String.fromCodePoint(Number(code)),
  );
}

/** Keys and values in reglookup's table. */
export function reglookupCounts(table: string): { readonly keys: number; readonly values: number } {
  const kinds = table
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(',')[1]);
  const keys = kinds.filter((kind) => kind === 'KEY').length;
  return { keys, values: kinds.length - keys };
}
