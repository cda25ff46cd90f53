// The commands that bring an app back, word for word. They are facts of Windows' and winget's documentation; none of them
// was run where Keepsake is built. What goes into them was checked to be a package family name or a Store product id, which
// hold no character that a shell gives a meaning to.

import { parsePackageFamilyName } from '../../domain/apps/package-name.ts';
import type { QueuedApp } from '../../domain/apps/queue.ts';

export type AppCommand = { readonly program: string; readonly arguments: readonly string[] };

/** `undefined` where nothing is run: the rest is a link for the person. */
export function commandFor({ way, packageFamilyName, storeProductId }: QueuedApp): AppCommand | undefined {
  if (way === 'registerByFamilyName' && parsePackageFamilyName(packageFamilyName) !== undefined) {
    return powershell(`Add-AppxPackage -RegisterByFamilyName -MainPackage '${packageFamilyName}'`);
  }
  if (way === 'installFromStore' && storeProductId !== undefined && PRODUCT_ID.test(storeProductId)) {
    return { program: 'winget.exe', arguments: ['install', '--id', storeProductId, '--exact', ...FROM_STORE] };
  }
  return undefined;
}

/** As a person would type it. */
export function commandLine({ program, arguments: words }: AppCommand): string {
  return [program, ...words.map((word) => (/[\s']/.test(word) ? `"${word}"` : word))].join(' ');
}

function powershell(command: string): AppCommand {
  return { program: 'powershell.exe', arguments: ['-NoProfile', '-NonInteractive', '-Command', command] };
}

const FROM_STORE = [
  '--source',
  'msstore',
  '--accept-package-agreements',
  '--accept-source-agreements',
  '--disable-interactivity',
];
const PRODUCT_ID = /^[0-9A-Z]{12}$/;
