// What one decision costs, beside reading the same facts from JSON: nobody decides about a fleet without reading it. A thousand
// devices, most of them without fault and the others each with one, decided on all four occasions over and over. The policies,
// which many devices share, are not in the JSON. Processor time is measured, so that other programs do not count.

import { DEFAULT_CHOICES } from '../src/domain/eligibility/choices.ts';
import { decide } from '../src/domain/eligibility/decide.ts';
import type { EligibilityFacts } from '../src/domain/eligibility/facts.ts';
import { OCCASIONS } from '../src/domain/enrollment/phase.ts';
import { factsWith } from '../test/eligibility/facts.ts';
import { SECTIONS } from '../test/eligibility/prerequisites.ts';

const ROUNDS = 9;
const DEVICES = 1000;
const CALLS = 100_000;

export function benchEligibility(): void {
  const fleet = fleetOf(DEVICES);
  const texts = fleet.map((facts) => JSON.stringify({ ...facts, policy: undefined }));
  process.stdout.write(`eligibility: ${ROUNDS} rounds of ${CALLS} calls, nanoseconds for one (low, median, high)\n`);
  const parsing: number[] = [];
  const deciding: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    // Taken in turns, so that the machine's moods are shared.
    const parsed = timed(
      (index) => (JSON.parse(texts[index % texts.length] ?? '') as { occasion: string }).occasion.length,
    );
    const decided = timed(
      (index) => decide(fleet[index % fleet.length] as EligibilityFacts, DEFAULT_CHOICES).findings.length,
    );
    if (round < 0) continue;
    parsing.push(parsed);
    deciding.push(decided);
  }
  process.stdout.write(`  JSON.parse of the facts  ${range(parsing)}\n  decide                   ${range(deciding)}\n`);
  const [parse, one] = [median(parsing), median(deciding)];
  process.stdout.write(
    `  ratio ${(one / parse).toFixed(2)}, ${(1000 / one).toFixed(2)} million decisions a second on one core\n`,
  );
}

function fleetOf(size: number): readonly EligibilityFacts[] {
  const changes = SECTIONS.flatMap(({ rows }) => rows.map(({ change }) => change));
  return Array.from({ length: size }, (_, index) => {
    const occasion = OCCASIONS[index % OCCASIONS.length] ?? 'backup';
    const change = index % 5 === 0 ? changes[(index / 5) % changes.length] : undefined;
    return factsWith(occasion, change ?? {});
  });
}

/** The sum keeps the work from being left out. */
function timed(work: (index: number) => number): number {
  let sum = 0;
  const begun = process.cpuUsage();
  for (let index = 0; index < CALLS; index += 1) sum += work(index);
  const { user, system } = process.cpuUsage(begun);
  if (sum === 0) throw new Error('nothing was done');
  return ((user + system) * 1000) / CALLS;
}

function range(times: readonly number[]): string {
  return [Math.min(...times), median(times), Math.max(...times)].map((time) => time.toFixed(0).padStart(6)).join(' ');
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}
