// May this snapshot become the head of its backup profile? An empty or half-read capture never replaces a good one.
// Asked by the agent before it sends anything, and again by the service, whose answer counts.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Manifest, ManifestApps } from './snapshot.ts';
import { APPS_CATEGORY } from './take-snapshot.ts';

export type SnapshotRefusal = {
  readonly code: 'capture-empty' | 'capture-half-read';
  readonly detail: string;
};

/** More unreadable settings than this share of those looked at means that the source itself is damaged. */
export const UNREADABLE_SHARE_MAX = 0.1;

/** `acceptLoss` is the word of whoever backs up that the person really has fewer settings now. */
export function decideSnapshot(
  proposed: Manifest,
  head: Manifest | undefined,
  acceptLoss: boolean,
): Result<'accept', SnapshotRefusal> {
  const observed = total(proposed, 'observedCount');
  const unreadable = total(proposed, 'unreadableCount');
  if (observed === 0 || unreadable === observed) return fail(empty('The capture read no setting at all.'));
  if (unreadable > observed * UNREADABLE_SHARE_MAX) {
    return fail(halfRead(`${unreadable} of ${observed} settings could not be read.`));
  }
  if (proposed.apps !== undefined && isHalfRead(proposed.apps)) {
    return fail(halfRead(`${proposed.apps.unreadableCount} packages of the app list could not be read.`));
  }
  if (head === undefined || acceptLoss) return ok('accept');
  const missing = head.categories.find((old) => !accountedFor(old.category, proposed));
  if (missing !== undefined) return fail(halfRead(`The category "${missing.category}" of the last backup is missing.`));
  const appsBefore = head.apps?.appCount ?? 0;
  if (appsBefore > 0 && !proposed.excluded.includes(APPS_CATEGORY)) {
    if (proposed.apps === undefined)
      return fail(halfRead(`The app list of the last backup (${appsBefore}) is missing.`));
    if (proposed.apps.appCount === 0)
      return fail(empty(`The app list is empty, but the last one holds ${appsBefore}.`));
  }
  const chosenBefore = total(head, 'chosenCount');
  if (chosenBefore > 0 && total(proposed, 'chosenCount') === 0) {
    return fail(empty(`Every setting is at Windows' default, but the last backup holds ${chosenBefore} chosen ones.`));
  }
  return ok('accept');
}

function accountedFor(category: string, manifest: Manifest): boolean {
  return manifest.excluded.includes(category) || manifest.categories.some((entry) => entry.category === category);
}

function isHalfRead({ appCount, unreadableCount }: ManifestApps): boolean {
  return unreadableCount > (appCount + unreadableCount) * UNREADABLE_SHARE_MAX;
}

function total(manifest: Manifest, count: 'observedCount' | 'unreadableCount' | 'chosenCount'): number {
  return manifest.categories.reduce((sum, category) => sum + category[count], 0);
}

function empty(detail: string): SnapshotRefusal {
  return { code: 'capture-empty', detail };
}

function halfRead(detail: string): SnapshotRefusal {
  return { code: 'capture-half-read', detail };
}
