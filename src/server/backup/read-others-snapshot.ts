// Gives an administrator another person's snapshot.

import { ok, type Result } from '../../lib/result.ts';
import type { SnapshotContent } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { readContent, type WantedContent } from './get-snapshot.ts';
import type { OthersAct } from './others-act.ts';
import { readingOthers } from './reading-others.ts';

export function readOthersSnapshot(
  context: Context,
  act: OthersAct,
  wanted: WantedContent,
): Promise<Result<SnapshotContent, Problem>> {
  return readingOthers<SnapshotContent>(context, act, [wanted.snapshotId], async (tx) => {
    const content = await readContent(context, tx, act.userId, wanted);
    return content.ok ? ok({ answer: content.value, toldToPerson: [content.value.snapshot] }) : content;
  });
}
