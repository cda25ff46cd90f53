// The program as its user runs it, on real Windows profiles: `keepsake` commands against a running `keepsake serve`, and
// every restored value confirmed by hivex, which shares no line of code with us.

import assert from 'node:assert/strict';
import { type ChildProcess, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { catalog, settingsById } from '../../src/domain/catalog/catalog.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import type { Setting, SettingValue } from '../../src/domain/catalog/setting.ts';
import { sha256 } from '../../src/lib/hash.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import { runKeepsake, startKeepsake } from '../fixtures/program.ts';

const HIVES = join(import.meta.dirname, '../../../shared/data/hives/user');
const SOURCES = [
  ['Windows 10 22H2', 'win10-22H2-19045-admin.NTUSER.DAT.gz', 40],
  ['Windows 11 21H2', 'win11-21H2-22000-Administrator.NTUSER.DAT.gz', 20],
] as const;
const TARGET = join(HIVES, 'win10-default-2022-10.NTUSER.DAT');
const noTool = spawnSync('hivexsh', ['-h']).error !== undefined && 'hivexsh (libhivex-bin) is not installed';
const skip = existsSync(HIVES) ? noTool : 'the collected hives are not present';

let folder = '';
let service: ChildProcess | undefined;
let url = '';
const environment = (): NodeJS.ProcessEnv => ({ KEEPSAKE_DATA: join(folder, 'service') });

before(async () => {
  if (skip !== false) return;
  folder = mkdtempSync(join(tmpdir(), 'keepsake-test-'));
  chmodSync(folder, 0o711);
  ({ child: service, url } = await startKeepsake(['serve', '--port', '0', '--json'], environment()));
  runKeepsake(['tenant', 'create', 'Contoso', '--json'], environment());
});
after(async () => {
  if (service !== undefined) {
    const ended = new Promise((resolve) => service?.once('exit', resolve));
    service.kill('SIGTERM');
    await ended;
  }
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

for (const [name, file, settingsMin] of SOURCES) {
  test(`${name}: backed up, restored onto a fresh Windows 10 profile, verified, confirmed by hivex, undone`, {
    skip,
  }, () => {
    const source = join(folder, name, 'old');
    const target = join(folder, name, 'new');
    mkdirSync(source, { recursive: true });
    mkdirSync(target, { recursive: true });
    writeFileSync(join(source, 'NTUSER.DAT'), gunzipSync(readFileSync(join(HIVES, file))));
    copyFileSync(TARGET, join(target, 'NTUSER.DAT'));
    chmodSync(join(target, 'NTUSER.DAT'), 0o640);
    const untouched = sha256(readFileSync(join(target, 'NTUSER.DAT')));
    const credential = join(folder, `${name}.json`);
    const user = `${name.replaceAll(' ', '.')}@contoso.example`;
    const enroll = [
      'enroll',
      '--tenant',
      'Contoso',
      '--user',
      user,
      '--device',
      name,
      '--service',
      url,
      '--out',
      credential,
    ];
    runKeepsake([...enroll, '--json'], environment());
    const withCredential = (...words: string[]): Answer => run([...words, '--credential', credential, '--json']);

    const backup = withCredential('backup', '--profile', source);
    assert.equal(backup.outcome, 'stored');
    assert.ok(backup.snapshot.settingCount >= settingsMin, `${backup.snapshot.settingCount} settings`);
    const again = withCredential('backup', '--profile', source);
    assert.equal(again.outcome, 'unchanged');
    assert.equal(again.requests, 1);

    const restored = withCredential('restore', '--profile', target, '--yes');
    assert.ok(restored.outcomes.length > 10);
    assert.deepEqual(
      restored.outcomes.filter((outcome) => outcome.state !== 'restored'),
      [],
    );
    assert.equal(withCredential('verify', '--profile', target).agrees, true);
    for (const { settingId, after: value } of restored.plan.changes)
      confirm(join(target, 'NTUSER.DAT'), settingId, value);

    run(['undo', '--profile', target, '--json']);
    assert.equal(sha256(readFileSync(join(target, 'NTUSER.DAT'))), untouched);
  });
}

type Answer = {
  readonly outcome: string;
  readonly requests: number;
  readonly agrees: boolean;
  readonly snapshot: { readonly settingCount: number };
  readonly outcomes: readonly { readonly state: string }[];
  readonly plan: { readonly changes: readonly { readonly settingId: string; readonly after: SettingValue | null }[] };
};

function run(words: readonly string[]): Answer {
  return runKeepsake(words, environment()) as Answer;
}

/** Asks hivex what stands there, and the codec what it means. */
function confirm(hive: string, settingId: string, value: SettingValue | null): void {
  const setting = settingsById(catalog).get(settingId)?.setting as Setting;
  assert.ok(setting.at.kind === 'registry');
  const found = hivexValues(hive, setting.at.key).get(setting.at.value.toUpperCase());
  if (value === null) return assert.equal(found, undefined, `${settingId} is gone`);
  assert.ok(found !== undefined, `${settingId} is there`);
  const decoded = setting.codec.decode(found);
  assert.deepEqual(decoded.ok && decoded.value, value, settingId);
}

/** The values of a key as hivexsh lists them: `"name"="text"`, `"name"=dword:0000002a`, `"name"=hex(3):01,02`; `@` is the default. */
function hivexValues(hive: string, key: string): ReadonlyMap<string, RawValue> {
  const { stdout } = spawnSync('hivexsh', [hive], { input: `cd \\${key}\nlsval\n`, encoding: 'utf8' });
  const lines = stdout.split('\n').flatMap((line) => {
    const match =
      /^"(?<name>[^"]*)"=(?:dword:(?<dword>[0-9a-f]{8})|hex\((?<type>\w+)\):(?<hex>.*)|(?:str\(2\):)?"(?<text>.*)")$/.exec(
        line,
      );
    return match?.groups === undefined ? [] : [[nameOf(match.groups), rawOf(match.groups)] as const];
  });
  return new Map(lines);
}

function nameOf({ name = '' }: Record<string, string | undefined>): string {
  return name === '@' ? '' : name.toUpperCase();
}

function rawOf({ dword, type, hex, text }: Record<string, string | undefined>): RawValue {
  if (dword !== undefined) return { type: 4, data: Buffer.from(dword, 'hex').toReversed() };
  if (hex !== undefined)
    return { type: Number.parseInt(type ?? '', 16), data: Buffer.from(hex.replaceAll(',', ''), 'hex') };
  return { type: 1, data: writeText((text ?? '').replaceAll('\\\\', '\\')) };
}
