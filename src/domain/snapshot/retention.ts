// Which snapshots of a backup profile may go. The head is the latest good one and never goes; only the service's own
// clock counts, so a device that lies about the time can not make history disappear.

export type RetentionPolicy = {
  /** This many of the newest are kept whatever their age. */
  readonly keepLast: number;
  /** Everything younger than this many days is kept. */
  readonly keepDays: number;
};

export const DEFAULT_RETENTION: RetentionPolicy = { keepLast: 10, keepDays: 90 };

export type StoredSnapshot = {
  readonly snapshotId: string /** Server time, milliseconds since 1970. */;
  readonly receivedAt: number;
};

/** The ids to remove, oldest first. */
export function decideRetention(
  stored: readonly StoredSnapshot[],
  headSnapshotId: string | undefined,
  policy: RetentionPolicy,
  now: number,
): readonly string[] {
  return explainRetention(stored, headSnapshotId, policy, now)
    .filter(({ by }) => by === 'nothing')
    .map(({ snapshotId }) => snapshotId)
    .toReversed();
}

export type Keeping = {
  readonly snapshotId: string;
  /** The first that holds: it is the head, one of the newest, young enough; `nothing`: it goes with the next head. */
  readonly by: 'latest' | 'newest' | 'age' | 'nothing';
  /** When its age alone keeps it no longer, milliseconds since 1970. */
  readonly until: number;
};

/** What keeps each, newest first. */
export function explainRetention(
  stored: readonly StoredSnapshot[],
  headSnapshotId: string | undefined,
  { keepLast, keepDays }: RetentionPolicy,
  now: number,
): readonly Keeping[] {
  const newestFirst = stored.toSorted((a, b) => b.receivedAt - a.receivedAt || (a.snapshotId < b.snapshotId ? 1 : -1));
  return newestFirst.map(({ snapshotId, receivedAt }, index) => {
    const until = receivedAt + keepDays * DAY_MILLISECONDS;
    if (snapshotId === headSnapshotId) return { snapshotId, by: 'latest', until };
    if (index < Math.max(keepLast, 1)) return { snapshotId, by: 'newest', until };
    return { snapshotId, by: now <= until ? 'age' : 'nothing', until };
  });
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
