// Store apps in words: which are in a snapshot.

import type { AppListReading } from '../../agent/apps/read-app-list.ts';
import { appName } from '../../domain/apps/app-name.ts';
import type { AppsDocument } from '../../domain/apps/app-list.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold } from '../output.ts';
import { count } from './table.ts';

export function renderApps({ apps, unreadable }: AppsDocument): string {
  const width = Math.max(0, ...apps.map((app) => appName(app).length));
  const lines = apps.map((app) => {
    const pinned = app.isPinned === true ? ', pinned to Start' : '';
    return `  ${appName(app).padEnd(width)}  ${app.version}${pinned}`;
  });
  const lost = Object.entries(unreadable).map(([name, why]) => `  ${name}\n    Unreadable: ${why}.`);
  return [bold(`Store apps (${apps.length})`), ...lines, ...lost].join('\n');
}

/** What a person should know of the app list before they rely on the backup; nothing when all is well. */
export function appListWarning(reading: AppListReading): string | undefined {
  if (reading.state === 'unreadable') return `the list of Store apps can not be read: ${reading.reason}`;
  const lost = reading.state === 'present' ? Object.keys(reading.apps.unreadable).length : 0;
  return lost === 0 ? undefined : `${count(lost, 'package')} of the app list can not be read`;
}

export function appsJson(apps: AppsDocument | undefined): Json {
  return apps === undefined ? null : { apps: apps.apps.map((app) => ({ ...app })), unreadable: apps.unreadable };
}
