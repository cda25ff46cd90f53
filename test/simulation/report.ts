// What is said of a simulation that went wrong: what does not hold, what happened before, and the command that shows it again.

import type { History } from './simulate.ts';

export function reportOf({ seed, steps, violation }: History): string {
  if (violation === undefined) return `seed ${seed}: everything holds`;
  const { invariant, findings, step, isAtTheEnd, lastLines } = violation;
  const when = isAtTheEnd ? `${step - steps} steps after the faults had stopped` : `at step ${step}`;
  return [
    ...lastLines,
    '',
    `Seed ${seed}, ${when}: it does not hold that ${invariant}.`,
    ...findings.map((finding) => `  - ${finding}`),
    `Again: npm run sim -- --seed ${seed} --steps ${isAtTheEnd ? steps : step} --verbose`,
  ].join('\n');
}
