// The task files against the published schema: by our own checker, and by xmllint with a schema of our own where it is
// installed; the two must agree on broken files too, or a checker that accepts everything would pass.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { ARGUMENTS, type TaskKind, taskFile, taskXml } from '../../src/agent/schedule/task-xml.ts';
import { fromUtf16le } from '../../src/lib/bytes.ts';
import { whatIsWrong } from './task-check.ts';

const KINDS: readonly TaskKind[] = ['backup', 'restoreOffer'];
const PROGRAM = 'C:\\Program Files\\Keepsake & "friends"\\keepsake-agent.exe';
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

function xmllintAccepts(xml: string): boolean {
  const schema = join(import.meta.dirname, 'task.xsd');
  const input = xml.replace('encoding="UTF-16"', 'encoding="UTF-8"');
  return spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input }).status === 0;
}

test('the task files are UTF-16LE with their mark, and say the same as their text', () => {
  for (const kind of KINDS) {
    const bytes = taskFile(kind, PROGRAM);
    assert.deepEqual([bytes[0], bytes[1]], [0xff, 0xfe]);
    assert.equal(fromUtf16le(bytes).slice(1), taskXml(kind, PROGRAM));
  }
});

test('the tasks are what the schema asks for, in order and type', () => {
  for (const kind of KINDS) assert.equal(whatIsWrong(taskXml(kind, PROGRAM)), undefined);
});

test('what the backup task promises stands in it', () => {
  const xml = taskXml('backup', PROGRAM);
  for (const promise of [
    '<DaysInterval>1</DaysInterval>',
    '<Interval>PT4H</Interval>',
    '<StartWhenAvailable>true</StartWhenAvailable>',
    '<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '<RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>',
    '<RandomDelay>PT30M</RandomDelay>',
    '<RunLevel>LeastPrivilege</RunLevel>',
    '<Command>C:\\Program Files\\Keepsake &amp; &quot;friends&quot;\\keepsake-agent.exe</Command>',
    `<Arguments>${ARGUMENTS.backup.join(' ')}</Arguments>`,
  ]) {
    assert.ok(xml.includes(promise), promise);
  }
  assert.match(taskXml('restoreOffer', PROGRAM), /<LogonTrigger>\s*<Enabled>true<\/Enabled>\s*<Delay>PT1M<\/Delay>/);
});

test('our checker and xmllint agree on the tasks and on what is left of them after damage', {
  skip: hasXmllint ? false : 'xmllint is not installed (apt-get install libxml2-utils)',
}, () => {
  for (const kind of KINDS) assert.ok(xmllintAccepts(taskXml(kind, PROGRAM)), kind);
  let refused = 0;
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.nat(), fc.nat(), fc.constantFrom(...DAMAGES), (kind, a, b, damage) => {
      const lines = taskXml(kind, PROGRAM).trimEnd().split('\r\n');
      const damaged = damage(lines, 2 + (a % (lines.length - 3)), 2 + (b % (lines.length - 3))).join('\r\n');
      const ours = whatIsWrong(damaged);
      if (ours !== undefined) refused += 1;
      assert.equal(ours === undefined, xmllintAccepts(damaged), `${ours ?? 'accepted'}\n${damaged}`);
    }),
    { numRuns: 150 },
  );
  assert.ok(refused > 30, `only ${refused} of 150 damaged tasks were refused`);
});

type Damage = (lines: readonly string[], a: number, b: number) => readonly string[];

const DAMAGES: readonly Damage[] = [
  (lines, a) => lines.toSpliced(a, 1),
  (lines, a) => lines.toSpliced(a, 0, lines[a] ?? ''),
  (lines, a, b) => lines.with(a, lines[b] ?? '').with(b, lines[a] ?? ''),
  (lines, a) => lines.with(a, (lines[a] ?? '').replace(/>[^<]+</, '>maybe<')),
  (lines, a) => lines.with(a, (lines[a] ?? '').replace(/>[^<]+</, '><')),
];
