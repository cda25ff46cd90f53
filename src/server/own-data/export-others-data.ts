// Gives an administrator everything that is stored of another person's backups, in the open format. Each page is a reading
// of its own, with its event and a line for the person, so that no page can be asked for unseen.

import { ok, type Result } from '../../lib/result.ts';
import type { ExportPage } from '../../protocol/operations/own-data.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { OthersAct } from '../backup/others-act.ts';
import { readingOthers } from '../backup/reading-others.ts';
import type { Context } from '../context.ts';
import { exportPage } from './export-page.ts';

export function exportOthersData(
  context: Context,
  act: OthersAct,
  after: string | undefined,
): Promise<Result<ExportPage, Problem>> {
  const { actor, userId } = act;
  return readingOthers<ExportPage>(context, act, 'everything', async (tx) => {
    const page = await exportPage(context, tx, { tenantId: actor.tenantId, userId }, after);
    if (!page.ok) return page;
    const snapshots = page.value.records.flatMap((it) => (it.record === 'snapshot' ? [it.snapshot] : []));
    const profiles = new Map(snapshots.map(({ profileId, deviceName }) => [profileId, deviceName]));
    const toldToPerson = [...profiles].map(([profileId, deviceName]) => ({ profileId, deviceName, snapshotId: null }));
    return ok({ answer: page.value, toldToPerson });
  });
}
