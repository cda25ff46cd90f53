// The commands that bring an app back, word for word. They are facts of Windows' and winget's documentation and of winget's
// source; none of them was run where Keepsake is built. What goes into them was checked to be a package family name or a Store
// product id, which hold no character that a shell gives a meaning to.
//
// winget looks the family name up by itself: a query for one package to install or to show is compared with the package family
// names of a source, always exactly (`GetSearchRequestForSingle` in winget-cli's WorkflowBase.cpp).

import { parsePackageFamilyName } from '../../domain/apps/package-name.ts';
import type { QueuedApp } from '../../domain/apps/queue.ts';

export type AppCommand = {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Exit codes after which another try would end the same way. */
  readonly hopeless?: readonly number[];
};

/** `undefined` where nothing is run: the rest is a link for the person. */
export function commandFor({ way, packageFamilyName, storeProductId }: QueuedApp): AppCommand | undefined {
  if (way === 'registerByFamilyName' && isFamilyName(packageFamilyName)) {
    return powershell(`Add-AppxPackage -RegisterByFamilyName -MainPackage '${packageFamilyName}'`);
  }
  if (way !== 'installFromStore') return undefined;
  if (storeProductId !== undefined) return PRODUCT_ID.test(storeProductId) ? winget('--id', storeProductId) : undefined;
  return isFamilyName(packageFamilyName) ? winget('--query', packageFamilyName) : undefined;
}

/** One that no program could take for an option. */
function isFamilyName(text: string): boolean {
  return parsePackageFamilyName(text) !== undefined && !text.startsWith('-');
}

/** As a person would type it. */
export function commandLine({ program, arguments: words }: AppCommand): string {
  return [program, ...words.map((word) => (/[\s']/.test(word) ? `"${word}"` : word))].join(' ');
}

function winget(...which: readonly string[]): AppCommand {
  const words = ['install', ...which, '--exact', ...FROM_STORE];
  return { program: 'winget.exe', arguments: words, hopeless: [NO_SUCH_PACKAGE, SEVERAL_PACKAGES] };
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

/** winget's documented return codes 0x8A150014 and 0x8A150016, as Windows hands them over: without a sign. */
const NO_SUCH_PACKAGE = 0x8a15_0014;
const SEVERAL_PACKAGES = 0x8a15_0016;
