// What people call an app.

import type { App } from './app-list.ts';
import { parsePackageFamilyName } from './package-name.ts';

/** What Windows calls it, or the readable part of its family name. */
export function appName(app: Pick<App, 'displayName' | 'packageFamilyName'>): string {
  return app.displayName ?? parsePackageFamilyName(app.packageFamilyName)?.name ?? app.packageFamilyName;
}
