// The Store apps of a person: what a snapshot keeps of them. An app is known by its package family name, which is the same
// on every device and in every version. Frameworks, resources and parts of Windows are not apps and are not in the list.
//
// Deliberately absent: icons, last start times, licences, and Win32 programs, which nothing here could bring back.

export type AppsDocument = {
  readonly format: 'keepsake.apps';
  readonly version: 1;
  /** Sorted by package family name, each once. */
  readonly apps: readonly App[];
  /** Why a package could not be read, by its full name. */
  readonly unreadable: Readonly<Record<string, string>>;
};

export type App = {
  /** `Microsoft.WindowsCalculator_8wekyb3d8bbwe`. */
  readonly packageFamilyName: string;
  /** Left out where Windows keeps only a reference to a text in the package. */
  readonly displayName?: string;
  readonly source: AppSource;
  /** Four numbers: `10.1803.711.0`. */
  readonly version: string;
  readonly architecture: Architecture;
  /** Whether Start shows it; left out where the pins can not be read. */
  readonly isPinned?: boolean;
  /** The Store's own id, twelve letters and digits; left out where nobody told. */
  readonly storeProductId?: string;
};

/** How it came onto the device. An offline profile does not say: `unknown`. */
export type AppSource = 'store' | 'sideloaded' | 'unknown';

export type Architecture = 'x86' | 'x64' | 'arm' | 'arm64' | 'x86a64' | 'neutral';
