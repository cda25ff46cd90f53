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
  const newestFirst = stored.toSorted((a, b) => b.receivedAt - a.receivedAt || (a.snapshotId < b.snapshotId ? 1 : -1));
  const youngest = now - policy.keepDays * DAY_MILLISECONDS;
  return newestFirst
    .slice(Math.max(policy.keepLast, 1))
    .filter((snapshot) => snapshot.receivedAt < youngest && snapshot.snapshotId !== headSnapshotId)
    .map((snapshot) => snapshot.snapshotId)
    .toReversed();
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
