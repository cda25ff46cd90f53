// After a restore onto the running Windows: each thing it has to be told, told once.

import type { Location } from '../../domain/catalog/setting.ts';
import { announce } from './announce.ts';
import { announcementsFor } from './announcements.ts';
import type { LiveProfile } from './live-profile.ts';
import { openLiveShell } from './live-shell.ts';

/** What the person still has to do to see everything. */
export async function tellWindows(
  profile: LiveProfile,
  places: readonly Location[],
  restartExplorer: boolean,
): Promise<readonly string[]> {
  const shell = await openLiveShell();
  const { signOutFor } = announce(shell, announcementsFor(places, profile.read), restartExplorer);
  return signOutFor.length === 0 ? [] : ['Sign out and in again to see everything.'];
}
