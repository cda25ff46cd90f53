// `npm run fuzz -- regf [--seconds N] [--seed N]`: the long runs of what the tests run for a moment.

import { parseArgs } from 'node:util';
import { fuzzRegf } from './fuzz-regf.ts';

const TARGETS = { regf: fuzzRegf };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string' } },
});
const target = TARGETS[positionals[0] as keyof typeof TARGETS];
if (target === undefined) {
  process.stderr.write(`usage: npm run fuzz -- ${Object.keys(TARGETS).join('|')} [--seconds N] [--seed N]\n`);
  process.exit(2);
}
const { runs, failures } = await target({
  seconds: Number(values.seconds),
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  log: (line) => process.stdout.write(`${line}\n`),
});
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
process.stdout.write(`${runs} runs, ${failures.length} failures\n`);
if (failures.length > 0) process.exitCode = 1;
