// `npm run sim -- --seed N [--seeds COUNT] [--steps N] [--verbose]`: simulated histories of a small world of tenants, people and
// devices, each from its seed alone. Ends with the first that goes wrong, cut as short as it still does, and the command that shows
// it again. Exits 0 only if everything held.

import { parseArgs } from 'node:util';
import { endServers } from '../test/database.ts';
import { inMemory } from '../test/simulation/in-memory.ts';
import { reportOf } from '../test/simulation/report.ts';
import { runSeeds, shrink, withBench } from '../test/simulation/run-seeds.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '100' },
    verbose: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = { steps: numberOf('steps'), ...(values.verbose ? { also: say } : {}) };
const [first, count] = [numberOf('seed'), numberOf('seeds')];

inMemory();
const counts = new Map<string, number>();
const startedAt = performance.now();
let done = 0;
const wrong = await withBench((bench) =>
  runSeeds(bench, { first, count, wanted }, (history) => {
    for (const [activity, times] of history.counts) counts.set(activity, (counts.get(activity) ?? 0) + times);
    done += 1;
    if (done % 100 === 0) say(`${done} seeds, ${seconds()} s`);
  }),
);
for (const [activity, times] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) say(`${times} × ${activity}`);
if (wrong === undefined)
  say(`Everything holds: ${count} seeds from ${first} on, ${values.steps} steps each, ${seconds()} s.`);
else {
  say(`Seed ${wrong.seed} goes wrong; looking for a shorter history …`);
  say(reportOf(await shrink({ seed: wrong.seed, steps: wrong.steps }, wrong)));
}
await endServers();
// Before Node's test runner, which the databases of tests bring along, says that it ran no tests.
process.exit(wrong === undefined ? 0 : 1);

function seconds(): number {
  return Math.round((performance.now() - startedAt) / 1000);
}

function numberOf(name: 'seed' | 'seeds' | 'steps'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} is a whole number, not "${values[name]}".\n`);
  process.exit(2);
}
