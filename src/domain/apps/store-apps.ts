// Which of a person's packages are apps that could be brought back, and which only come along with Windows or with another
// app. Pure rules over what the package repository says; each package is an app, or left out for a named reason.

import type { App, AppSource } from './app-list.ts';
import { compareVersions, type PackageName } from './package-name.ts';

/** One package as the repository under UsrClass.dat, or a live Windows, describes it. */
export type PackageRecord = PackageName & {
  /** `Framework` of the repository. */
  readonly isFramework: boolean;
  /** `C:\Program Files\WindowsApps\…`; `undefined` when it says nothing. */
  readonly rootFolder: string | undefined;
  /** As it stands there, which is often a reference to a text inside of the package. */
  readonly displayName: string | undefined;
  /** Known only on a live Windows. */
  readonly source?: AppSource;
};

export type NoApp = 'framework' | 'resource' | 'windows';

/** Sorted by family name, one entry a family: the newest version. `pinned` are families; `undefined` where nobody knows. */
export function appsAmong(packages: readonly PackageRecord[], pinned: ReadonlySet<string> | undefined): readonly App[] {
  const families = Map.groupBy(
    packages.filter((each) => whyNoApp(each) === undefined),
    (each) => each.familyName.toLowerCase(),
  );
  return [...families.values()]
    .flatMap((versions) => versions.toSorted(newestFirst).slice(0, 1))
    .map((newest) => appOf(newest, pinned))
    .toSorted((a, b) => (a.packageFamilyName < b.packageFamilyName ? -1 : 1));
}

/** Of equal versions the order is the same whatever order they come in. */
function newestFirst(a: PackageRecord, b: PackageRecord): number {
  const [left, right] = [`${a.architecture} ${a.familyName}`, `${b.architecture} ${b.familyName}`];
  return compareVersions(b.version, a.version) || (left < right ? -1 : 1);
}

/** Why a package is no app; `undefined` when it is one. */
export function whyNoApp(item: PackageRecord): NoApp | undefined {
  if (item.isFramework || FRAMEWORKS.some((beginning) => startsWith(item.name, beginning))) return 'framework';
  if (item.resourceId !== '' && item.resourceId !== 'neutral') return 'resource';
  return isPartOfWindows(item) ? 'windows' : undefined;
}

/** Parts of Windows are signed by "Microsoft Windows" or lie in its own folder; the rest is signed like Microsoft's apps. */
function isPartOfWindows({ publisherId, rootFolder = '', name }: PackageRecord): boolean {
  if (publisherId === WINDOWS_PUBLISHER_ID || /^[a-z]:\\windows\\/i.test(rootFolder)) return true;
  return publisherId === MICROSOFT_PUBLISHER_ID && WINDOWS_PARTS.has(name.toLowerCase());
}

function appOf(item: PackageRecord, pinned: ReadonlySet<string> | undefined): App {
  const { familyName: packageFamilyName, version, architecture, displayName } = item;
  return {
    packageFamilyName,
    ...(displayName !== undefined && isPlainName(displayName) ? { displayName } : {}),
    source: item.source ?? sourceOf(item),
    version,
    architecture,
    ...(pinned === undefined ? {} : { isPinned: pinned.has(packageFamilyName.toLowerCase()) }),
  };
}

/** Only a package that runs from a folder of its developer gives itself away; the others all lie in WindowsApps. */
function sourceOf({ rootFolder }: PackageRecord): AppSource {
  return rootFolder !== undefined && !/\\WindowsApps\\/i.test(rootFolder) ? 'sideloaded' : 'unknown';
}

function isPlainName(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,256}$/u.test(text) && !/^@\{|^ms-resource:/i.test(text);
}

function startsWith(name: string, beginning: string): boolean {
  return name.toLowerCase().startsWith(beginning.toLowerCase());
}

const WINDOWS_PUBLISHER_ID = 'cw5n1h2txyewy';
const MICROSOFT_PUBLISHER_ID = '8wekyb3d8bbwe';

/** Libraries that Store apps bring along, for sources that do not mark them. */
const FRAMEWORKS = [
  'Microsoft.NET.Native.',
  'Microsoft.VCLibs.',
  'Microsoft.UI.Xaml.',
  'Microsoft.WinUI.',
  'Microsoft.WinJS.',
  'Microsoft.WindowsAppRuntime.',
  'MicrosoftCorporationII.WinAppRuntime.',
  'Microsoft.Services.Store.Engagement',
  'Microsoft.Advertising.Xaml',
  'Microsoft.DirectXRuntime',
];

/** Signed like apps, yet installed and removed with Windows alone; lower case. */
const WINDOWS_PARTS = new Set([
  'microsoft.asynctextservice',
  'microsoft.ecapp',
  'microsoft.microsoftedge',
  'microsoft.microsoftedgedevtoolsclient',
  'microsoft.windows.narratorquickstart',
  'ncsiuwpapp',
]);
