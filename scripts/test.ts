// `npm test [-- WORD …]`: every *.test.ts under src/ and test/ (or those whose path contains a WORD), with Node's own runner.
//
// Ends with one line, `N passed, N failed`, names every skipped test with its reason, and exits 0 only if nothing failed
// and something ran.

import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { buildConsoleIfStale, CONSOLE_APPS } from '../src/bin/console-build.ts';

const TESTS_OF = { admin: 'test/console/', experience: 'test/experience/' } as const;
const words = process.argv.slice(2);
const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'])
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .toSorted((a, b) => Number(isLongest(b)) - Number(isLongest(a)) || (a < b ? -1 : 1));
// Tests run side by side: what they share is made before the first of them.
const pages = CONSOLE_APPS.filter((app) => files.some((file) => file.startsWith(TESTS_OF[app])));
await buildConsoleIfStale(() => process.stdout.write('Building the pages …\n'), pages);
const counts = { passed: 0, failed: 0 };
const skipped: string[] = [];

const stream = run({ files, concurrency: 2, timeout: 20 * 60_000 });
stream.on('test:pass', (event) => {
  if (event.details.type === 'suite') return;
  if (event.skip !== undefined) skipped.push(`${event.name}: ${String(event.skip)}`);
  else counts.passed += 1;
});
stream.on('test:fail', (event) => {
  if (event.details.type !== 'suite') counts.failed += 1;
});
stream.on('end', () => {
  for (const line of skipped) process.stdout.write(`SKIPPED ${line}\n`);
  process.stdout.write(
    `\n${counts.passed} passed, ${counts.failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}\n`,
  );
  if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
});
stream.compose(new spec()).pipe(process.stdout);

/** Minutes in one file: begun last, it would run alone at the end. */
function isLongest(file: string): boolean {
  return file === 'test/windows/wine/live-device.test.ts';
}
