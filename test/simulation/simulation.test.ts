import { test } from 'node:test';
import { runSeed, withBench } from './run-seeds.ts';
test('x', () =>
  withBench(async (bench) => {
    const counts = new Map<string, number>();
    for (
      let seed = Number(process.env['SEED'] ?? 1), n = 0;
      n < Number(process.env['SEEDS'] ?? 20);
      n += 1, seed += 1
    ) {
      const t = performance.now();
      const history = await runSeed(bench, {
        seed,
        steps: Number(process.env['STEPS'] ?? 60),
        ...(process.env['V'] ? { also: (line: string) => console.log(line) } : {}),
      });
      if (process.env['T']) console.log(seed, history.hash.slice(0, 12), Math.round(performance.now() - t), 'ms');
      for (const [k, v] of history.counts) counts.set(k, (counts.get(k) ?? 0) + v);
      if (history.violation) {
        console.log(
          seed,
          history.violation.step,
          history.violation.invariant,
          history.violation.findings,
          history.violation.lastLines.join('\n'),
        );
        throw new Error('violation');
      }
    }
    console.log(counts);
  }));
