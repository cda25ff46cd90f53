// Pseudonyms in the place of names, for a report that leaves the organization. The same name gets the same pseudonym under the same
// secret, so that two reports can be compared; without the secret nobody finds out by trying names. Names of policies and groups stay:
// they are what the report is about.

import { createHmac } from 'node:crypto';
import type { ReadinessRun } from '../../server/readiness/readiness-run.ts';

export function redacting<T extends ReadinessRun>(run: T, secret: string): T {
  const pseudonym = (kind: string, name: string): string => {
    const digest = createHmac('sha256', secret).update(`${kind} ${name.toLowerCase()}`).digest('hex');
    return `${kind}-${digest.slice(0, 12)}`;
  };
  return {
    ...run,
    fleet: {
      device: (number) => ({ id: undefined, name: pseudonym('device', run.fleet.device(number).name) }),
      person: (number) => ({ id: undefined, name: pseudonym('person', run.fleet.person(number).name) }),
    },
  };
}
