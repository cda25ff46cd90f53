// Tells Windows what changed, through a port, so that what would be said can be tested and shown. Nothing here fails a
// restore: the values are written and confirmed; at worst the person sees them after the next sign-in, and is told so.

import type { Announcement } from './announcements.ts';

/** What can be done to a running Windows. False where Windows refused. */
export type WindowsShell = {
  readonly setSystemParameter: (
    action: number,
    uiParam: number,
    pvParam: number | string | readonly number[],
  ) => boolean;
  readonly settingChange: (area: string) => boolean;
  readonly associationsChanged: () => boolean;
  readonly endProcess: (image: string) => boolean;
  /** Closes the person's folder windows. */
  readonly restartExplorer: () => boolean;
};

export type Told = {
  /** What was left for the next sign-in, in the words of the person who reads them. */
  readonly signOutFor: readonly string[];
};

/** Explorer is only restarted when the person agreed to it. */
export function announce(
  shell: WindowsShell,
  announcements: readonly Announcement[],
  mayRestartExplorer: boolean,
): Told {
  const signOutFor = announcements.flatMap((announcement) =>
    say(shell, announcement, mayRestartExplorer) ? [] : [describeAnnouncement(announcement)],
  );
  return { signOutFor };
}

function say(shell: WindowsShell, announcement: Announcement, mayRestartExplorer: boolean): boolean {
  if (announcement.kind === 'systemParameter') {
    return shell.setSystemParameter(announcement.action, announcement.uiParam, announcement.pvParam);
  }
  if (announcement.kind === 'settingChange') return shell.settingChange(announcement.area);
  if (announcement.kind === 'associationsChanged') return shell.associationsChanged();
  if (announcement.kind === 'endProcess') return shell.endProcess(announcement.image);
  if (announcement.kind === 'restartExplorer') return mayRestartExplorer && shell.restartExplorer();
  return false;
}

/** What would be done, as `--preview` shows it. */
export function describeAnnouncement(announcement: Announcement): string {
  if (announcement.kind === 'systemParameter') {
    return `SystemParametersInfo 0x${announcement.action.toString(16).toUpperCase()}`;
  }
  if (announcement.kind === 'settingChange') return `tell every window that "${announcement.area}" changed`;
  if (announcement.kind === 'associationsChanged') return 'have icons and folder windows look again';
  if (announcement.kind === 'endProcess') return `start ${announcement.image} again`;
  if (announcement.kind === 'restartExplorer') return 'restart Explorer (desktop, taskbar and folder windows)';
  return 'sign out and in again';
}
