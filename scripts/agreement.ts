// `npm run agreement -- [--states 100000] [--seed 1]`: as many devices in made-up organizations, each predicted from exports and then
// lived. Prints the share of predictions that came true, and every one that did not with the seed that shows it again. Exits 0
// only if at least 99.5 % did.

import { parseArgs } from 'node:util';
import { agreementIn, type Disagreement, isEnough, sumOf } from '../test/prediction/agreement.ts';
import { organizationOf } from '../test/prediction/organization.ts';

const { values } = parseArgs({
  options: { states: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const [states, first] = [numberOf('states'), numberOf('seed')];
const DEVICES_EACH = 100;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const startedAt = performance.now();
let sum = sumOf([]);
for (let seed = first; sum.devices < states; seed += 1) {
  const agreement = agreementIn(organizationOf(seed, Math.min(DEVICES_EACH, states - sum.devices)));
  for (const disagreement of agreement.disagreements) say(told(disagreement));
  sum = sumOf([sum, agreement]);
  if (sum.devices % 10_000 === 0)
    say(`${sum.devices} devices, ${Math.round((performance.now() - startedAt) / 1000)} s`);
}
const right = sum.predictions - sum.disagreements.length;
say(
  `${sum.devices} devices on four occasions: ${right} of ${sum.predictions} predictions came true, ${percent(right)}.`,
);
say(
  `${sum.definite} were definite (${percent(sum.definite)}); the others named what was missing, and came true with it.`,
);
// Before Node's test runner, which the fixtures bring along, says that it ran no tests.
process.exit(isEnough(sum) ? 0 : 1);

function told({ seed, device, occasion, predicted, lived }: Disagreement): string {
  const { build, revision } = device.windows;
  return `seed ${seed}, ${device.name} (${device.arrival}, ${build}.${revision}), ${occasion}: predicted ${predicted}; lived: ${lived}`;
}

function percent(part: number): string {
  return `${((100 * part) / Math.max(1, sum.predictions)).toFixed(2)} %`;
}

function numberOf(name: 'states' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  process.stderr.write(`--${name} is a whole number from 1 on, not "${values[name]}".\n`);
  process.exit(2);
}
