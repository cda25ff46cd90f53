// Tells an administrator what changed between two of another person's snapshots, in words. It is a reading of both: with a
// reason, the second person's approval where the tenant wants one, a line for the person and an event, all in one transaction.

import { catalog } from '../../domain/catalog/catalog.ts';
import { compareSnapshots } from '../../domain/snapshot/compare-snapshots.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { SnapshotSummary } from '../../protocol/operations/backup.ts';
import type { SnapshotComparison } from '../../protocol/operations/backups.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readSnapshot } from '../../protocol/snapshot-format.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { readContent } from './get-snapshot.ts';
import type { OthersAct } from './others-act.ts';
import { readingOthers } from './reading-others.ts';

export function compareOthersSnapshots(
  context: Context,
  act: OthersAct,
  { newer, older }: { readonly newer: string; readonly older: string | undefined },
): Promise<Result<SnapshotComparison, Problem>> {
  const snapshotIds = older === undefined || older === newer ? [newer] : [older, newer];
  return readingOthers<SnapshotComparison>(context, act, snapshotIds, async (tx) => {
    const after = await readWhole(context, tx, act.userId, newer);
    if (!after.ok) return after;
    const before = older === undefined ? ok(undefined) : await readWhole(context, tx, act.userId, older);
    if (!before.ok) return before;
    const compared = compareSnapshots(before.value?.snapshot, after.value.snapshot, catalog);
    const { settings, apps, pins, unreadable } = compared;
    return ok({
      toldToPerson: [before.value?.summary, after.value.summary].filter((it) => it !== undefined),
      answer: {
        older: before.value === undefined ? null : factsOf(before.value.summary),
        newer: factsOf(after.value.summary),
        settings: settings.map((it) => ({ ...it, before: brief(it.before), after: brief(it.after) })),
        apps: [...apps],
        pins: { added: [...pins.added], removed: [...pins.removed] },
        unreadable: [...unreadable],
      },
    });
  });
}

type Whole = { readonly summary: SnapshotSummary; readonly snapshot: Snapshot };

async function readWhole(
  context: Context,
  tx: TenantTransaction,
  userId: string,
  snapshotId: string,
): Promise<Result<Whole, Problem>> {
  const content = await readContent(context, tx, userId, { snapshotId, withFiles: false });
  if (!content.ok) return content;
  const snapshot = readSnapshot(content.value.manifest, content.value.documents);
  return snapshot.ok ? ok({ summary: content.value.snapshot, snapshot: snapshot.value }) : snapshot;
}

function factsOf(summary: SnapshotSummary): Omit<SnapshotSummary, 'contentSha256'> {
  const { contentSha256: _, ...facts } = summary;
  return facts;
}

/** What nobody has words for can be long. */
function brief(words: string | null): string | null {
  return words === null || words.length <= WORDS_MAX ? words : `${words.slice(0, WORDS_MAX)}…`;
}

const WORDS_MAX = 300;
