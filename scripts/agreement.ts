// `npm run agreement -- [--states 100000] [--seed 1]`: as many devices in made-up organizations, each predicted from exports and then
// lived. Prints the share of predictions that came true, and every one that did not with the seed that shows it again. Exits 0
// only if at least 99.5 % did. `--live 200`: that many are lived by the real agent and the real service, on a
// database of its own.

import { parseArgs } from 'node:util';
import { type Agreement, agreementIn, type Disagreement, isEnough, sumOf } from '../test/prediction/agreement.ts';
import { organizationOf } from '../test/prediction/organization.ts';

const { values } = parseArgs({
  options: {
    states: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    live: { type: 'string' },
  },
});
const first = numberOf('seed');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const startedAt = performance.now();
const sum = values.live === undefined ? await agree(numberOf('states'), 100, agreementIn) : await agreeLive();
const right = sum.predictions - sum.disagreements.length;
say(
  `${sum.devices} devices on four occasions: ${right} of ${sum.predictions} predictions came true, ${percent(right)}.`,
);
say(
  `${sum.definite} were definite (${percent(sum.definite)}); the others named what was missing, and came true with it.`,
);
say(`${sum.happened} came to a backup or an offer; the others were refused.`);
// Before Node's test runner, which the fixtures bring along, says that it ran no tests.
process.exit(isEnough(sum) ? 0 : 1);

/** Organizations of so many devices each, one seed after the other. */
async function agree(
  states: number,
  devicesEach: number,
  agreementOf: (organization: ReturnType<typeof organizationOf>) => Agreement | Promise<Agreement>,
): Promise<Agreement> {
  let all = sumOf([]);
  for (let seed = first; all.devices < states; seed += 1) {
    const agreement = await agreementOf(organizationOf(seed, Math.min(devicesEach, states - all.devices)));
    for (const disagreement of agreement.disagreements) say(told(disagreement));
    all = sumOf([all, agreement]);
    if (all.devices % (100 * devicesEach) === 0) {
      say(`${all.devices} devices, ${Math.round((performance.now() - startedAt) / 1000)} s`);
    }
  }
  return all;
}

async function agreeLive(): Promise<Agreement> {
  const states = numberOf('live');
  const { liveAgreementIn } = await import('../test/prediction/live.ts');
  const { withService } = await import('../test/server/service-fixture.ts');
  const { endServers } = await import('../test/database.ts');
  const lived = await withService((service) =>
    agree(states, 20, (organization) => liveAgreementIn(service, organization)),
  );
  await endServers();
  return lived;
}

function told({ seed, device, occasion, predicted, lived }: Disagreement): string {
  const { build, revision } = device.windows;
  return `seed ${seed}, ${device.name} (${device.arrival}, ${build}.${revision}), ${occasion}: predicted ${predicted}; lived: ${lived}`;
}

function percent(part: number): string {
  return `${((100 * part) / Math.max(1, sum.predictions)).toFixed(2)} %`;
}

function numberOf(name: keyof typeof values): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  process.stderr.write(`--${name} is a whole number from 1 on, not "${values[name]}".\n`);
  process.exit(2);
}
