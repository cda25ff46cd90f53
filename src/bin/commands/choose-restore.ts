// The page of a restore session for a command line: what the person wants was said with the command.

import type { PageChoice, RestorePage } from '../../agent/restore/session-ports.ts';
import type { OfferedProfile } from '../../protocol/operations/restore.ts';
import type { Complaint } from '../output.ts';

export type CommandPage = RestorePage & {
  /** Set once something was chosen that is not offered. */
  readonly unknownChoice: () => Complaint | undefined;
};

/** Nothing said leaves the offer open. */
export function pageFor(choose: string | undefined): CommandPage {
  let unknown: Complaint | undefined;
  return {
    unknownChoice: () => unknown,
    decide: async ({ profiles }): Promise<PageChoice> => {
      if (choose === undefined) return { kind: 'later' };
      if (choose === 'new') return { kind: 'setUpAsNew' };
      if (choose === 'cancel') return { kind: 'cancel' };
      const chosen = chosenAmong(profiles, choose);
      if (chosen === undefined) {
        unknown = notOffered(choose, profiles);
        return { kind: 'later' };
      }
      const { profileId, snapshotId, deviceName } = chosen;
      return { kind: 'restore', choice: { profileId, snapshotId, deviceName, exact: false, optedIn: [] } };
    },
  };
}

/** Newest first, so of two backups of one name the newer one. */
function chosenAmong(profiles: readonly OfferedProfile[], choose: string): OfferedProfile | undefined {
  if (choose === 'latest') return profiles[0];
  const wanted = choose.toUpperCase();
  return profiles.find(
    ({ profileId, deviceName }) => profileId.toUpperCase() === wanted || deviceName.toUpperCase() === wanted,
  );
}

function notOffered(choose: string, profiles: readonly OfferedProfile[]): Complaint {
  return {
    code: 'unknown-choice',
    detail: `"${choose}" is not among the backups that can be restored here.`,
    fix: `Choose one of: ${profiles.map(({ deviceName }) => deviceName).join(', ')}, latest, new.`,
  };
}
