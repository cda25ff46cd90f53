// No ring of the rollout that the person or the device is in is stopped. A stop is the administrator's emergency brake: it keeps
// every new offer back, whatever policies say, and is taken back where it was made. Backups go on.

import { no, unknown, yes } from '../judge.ts';
import type { StoppedRing } from '../facts.ts';
import type { Rule } from '../rule.ts';

export const ringNotStopped: Rule = {
  id: 'ring-not-stopped',
  title: 'The ring of the rollout that the person is in is not stopped',
  occasions: ['oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R25'],
  source: "The organization's own rollout",
  judge: ({ stoppedRings = [] }) => {
    const certain = stoppedRings.find(({ missing }) => missing.length === 0);
    if (certain !== undefined) return stopped(certain);
    return stoppedRings.length === 0
      ? NOT_STOPPED
      : unknown(...new Set(stoppedRings.flatMap(({ missing }) => missing)));
  },
};

const NOT_STOPPED = yes('No ring that concerns them is stopped');

function stopped({ name, reason }: StoppedRing): ReturnType<typeof no> {
  return no(`The ring "${name}" is stopped: ${reason}`, {
    code: 'ring-stopped',
    administrator: `The ring "${name}" of the rollout is stopped, so nobody in it is offered a restore. The reason given: ${reason}`,
    person: 'Your organization has paused restoring settings for the moment. Nothing is lost: your backup is kept.',
    fix: `Mend what the ring was stopped for, then resume it (Rollout › ${name} › Resume, or keepsake rollout ring resume).`,
  });
}
