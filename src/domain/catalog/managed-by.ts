// Which policies of Windows stand above which settings. Where one of them is set, Windows takes the policy and ignores the person's
// value, so a restore leaves the setting alone and says that it is managed, instead of failing or of writing what nobody reads.
//
// The list names the policies of Windows' own administrative templates that decide one setting or one group; a test compares it
// with the templates. A policy that is missing here costs an idle write, and nothing else.

import { readDword } from './codecs/number.ts';
import { CURRENT_VERSION, machine, user } from './places.ts';
import type { Location, ReadLocation, RegistryLocation, Setting } from './setting.ts';

/** The policy that stands above a setting on this target; `undefined` where none does, or none that can be read. */
export function managingPolicy(
  { id, group }: Setting,
  read: ReadLocation,
  covers: (location: Location) => boolean,
): RegistryLocation | undefined {
  const policies = [...(BY_NAME.get(id) ?? []), ...(BY_NAME.get(group ?? '') ?? [])];
  return policies.find(({ policy, freeAt }) => {
    const reading = covers(policy) ? read(policy) : { state: 'absent' as const };
    if (reading.state !== 'present') return false;
    const number = readDword(reading.raw);
    return !(number.ok && number.value === freeAt);
  })?.policy;
}

type Managed = {
  readonly policy: RegistryLocation;
  /** Ids of settings, or names of groups. */
  readonly names: readonly string[];
  /** The value by which the policy leaves the choice to the person; left out where every value takes it away. */
  readonly freeAt?: number;
};

/** A policy for a person. */
function forUser(key: string, value: string, ...names: readonly string[]): Managed {
  return { policy: user(key, value), names };
}

/** A policy for the device. */
function forDevice(key: string, value: string, ...names: readonly string[]): Managed {
  return { policy: machine(`Policies\\Microsoft\\${key}`, value), names };
}

/** A policy that is there for a person and for the device, in the same place of either. */
function forEither(key: string, value: string, ...names: readonly string[]): readonly Managed[] {
  return [forUser(key, value, ...names), { policy: machine(key.replace('Software\\', ''), value), names }];
}

/** Policies that leave the choice to the person at this value. */
function leftAt(value: number, policies: readonly Managed[]): readonly Managed[] {
  return policies.map((each) => ({ ...each, freeAt: value }));
}

const WINDOWS = 'Software\\Policies\\Microsoft\\Windows';
const SCREEN_SAVER = `${WINDOWS}\\Control Panel\\Desktop`;
const SHELL = `${WINDOWS}\\Explorer`;
const CLOUD_CONTENT = `${WINDOWS}\\CloudContent`;
const TOASTS = `${WINDOWS}\\CurrentVersion\\PushNotifications`;
const INTERNET = 'Software\\Policies\\Microsoft\\Internet Explorer\\Control Panel';
const OLDER = `${CURRENT_VERSION}\\Policies`;
const MDM_PICTURES = 'Microsoft\\Windows\\CurrentVersion\\PersonalizationCSP';
const OLDER_SHELL = `${OLDER}\\Explorer`;

/** The capability of a consent by the name of the policy that decides it. */
const APP_PRIVACY: Readonly<Record<string, string>> = {
  LetAppsAccessLocation: 'location',
  LetAppsAccessCamera: 'webcam',
  LetAppsAccessMicrophone: 'microphone',
  LetAppsAccessMotion: 'activity',
  LetAppsAccessNotifications: 'userNotificationListener',
  LetAppsAccessAccountInfo: 'userAccountInformation',
  LetAppsAccessContacts: 'contacts',
  LetAppsAccessCalendar: 'appointments',
  LetAppsAccessPhone: 'phoneCall',
  LetAppsAccessCallHistory: 'phoneCallHistory',
  LetAppsAccessEmail: 'email',
  LetAppsAccessTasks: 'userDataTasks',
  LetAppsAccessMessaging: 'chat',
  LetAppsAccessRadios: 'radios',
  LetAppsSyncWithDevices: 'bluetoothSync',
  LetAppsGetDiagnosticInfo: 'appDiagnostics',
  LetAppsAccessGraphicsCaptureProgrammatic: 'graphicsCaptureProgrammatic',
  LetAppsAccessGraphicsCaptureWithoutBorder: 'graphicsCaptureWithoutBorder',
};

// biome-ignore format: one policy a line
export const MANAGED: readonly Managed[] = [
  forUser(SCREEN_SAVER, 'ScreenSaveActive', 'screenSaver'),
  forUser(SCREEN_SAVER, 'ScreenSaverIsSecure', 'screenSaver'),
  forUser(SCREEN_SAVER, 'ScreenSaveTimeOut', 'screenSaver'),
  forUser(`${OLDER}\\System`, 'Wallpaper', 'wallpaper'),
  forUser(`${OLDER}\\System`, 'WallpaperStyle', 'wallpaper'),
  forUser(`${OLDER}\\ActiveDesktop`, 'NoChangingWallPaper', 'wallpaper'),
  ...forEither(OLDER_SHELL, 'NoRecentDocsHistory', 'start.trackDocs'),
  forUser(OLDER_SHELL, 'NoInstrumentation', 'start.trackProgs'),
  ...forEither(OLDER_SHELL, 'NoDriveTypeAutoRun', 'devices.autoplay.enabled', 'autoplay.removable', 'autoplay.memoryCard'),
  forUser(OLDER_SHELL, 'NoAutoTrayNotify', 'taskbar.tray.autoHideIcons'),
  ...forEither(SHELL, 'HideRecentlyAddedApps', 'start.recentlyAdded'),
  ...forEither(SHELL, 'ShowOrHideMostUsedApps', 'start.mostUsed'),
  ...forEither(SHELL, 'HideRecommendedSection', 'start.showRecentSection', 'start.tips'),
  ...forEither(SHELL, 'ConfigureStartPins', 'start.pins.file', 'start.pins.config'),
  forUser(SHELL, 'DisableSearchBoxSuggestions', 'privacy.search.bing', 'privacy.search.webSuggestions'),
  ...forEither(SHELL, 'HideTaskViewButton', 'taskbar.taskView'),
  forUser(SHELL, 'NoWindowMinimizingShortcuts', 'system.titleBarShake'),
  forUser(CLOUD_CONTENT, 'DisableWindowsSpotlightFeatures', 'personalization.lockScreen.spotlight', 'personalization.wallpaper.spotlight', 'lockTips'),
  forUser(CLOUD_CONTENT, 'ConfigureWindowsSpotlight', 'personalization.lockScreen.spotlight'),
  forUser(CLOUD_CONTENT, 'DisableSpotlightCollectionOnDesktop', 'personalization.wallpaper.spotlight'),
  forUser(CLOUD_CONTENT, 'DisableTailoredExperiencesWithDiagnosticData', 'privacy.tailoredExperiences'),
  forUser(CLOUD_CONTENT, 'DisableWindowsSpotlightWindowsWelcomeExperience', 'system.notifications.welcome'),
  forUser(TOASTS, 'NoToastApplicationNotification', 'system.notifications.enabled'),
  forUser(TOASTS, 'NoToastApplicationNotificationOnLockScreen', 'lockToasts'),
  forUser(INTERNET, 'Proxy', 'proxy'),
  forUser(INTERNET, 'Autoconfig', 'proxy'),

  ...leftAt(1, [
    forDevice('Windows\\System', 'AllowClipboardHistory', 'system.clipboard.history'),
    forDevice('Windows\\System', 'AllowCrossDeviceClipboard', 'system.clipboard.sync', 'system.clipboard.autoSync'),
    forDevice('Windows\\System', 'EnableCdp', 'system.share.nearby', 'system.share.acrossDevices'),
    forDevice('Windows\\GameDVR', 'AllowGameDVR', 'gaming.captures.enabled', 'gaming.captures.gcs', 'gaming.captures.background'),
  ]),
  forDevice('Windows\\Windows Search', 'EnableDynamicContentInWSB', 'privacy.search.highlights'),
  forDevice('Windows\\Windows Search', 'AllowCloudSearch', 'privacy.search.msaCloud', 'privacy.search.aadCloud'),
  forDevice('Windows\\Windows Search', 'SearchOnTaskbarMode', 'taskbar.search'),
  forDevice('Windows\\StorageSense', 'AllowStorageSenseGlobal', 'system.storageSense.enabled'),
  forDevice('Windows\\StorageSense', 'AllowStorageSenseTemporaryFilesCleanup', 'system.storageSense.tempFiles'),
  forDevice('Windows\\StorageSense', 'ConfigStorageSenseGlobalCadence', 'system.storageSense.schedule'),
  forDevice('Windows\\StorageSense', 'ConfigStorageSenseRecycleBinCleanupThreshold', 'system.storageSense.recycleOn', 'system.storageSense.recycleDays'),
  forDevice('Windows\\StorageSense', 'ConfigStorageSenseDownloadsCleanupThreshold', 'system.storageSense.downloadsOn', 'system.storageSense.downloadsDays'),
  forDevice('Windows\\Personalization', 'NoLockScreenSlideshow', 'personalization.lockScreen.slideshow'),
  forDevice('Windows\\Personalization', 'LockScreenImage', 'personalization.lockScreen.image'),
  forDevice('Windows\\Personalization', 'NoChangingLockScreen', 'personalization.lockScreen.image'),
  // Where an MDM's Personalization CSP keeps the picture it gave to every person of the device.
  { policy: machine(MDM_PICTURES, 'LockScreenImagePath'), names: ['personalization.lockScreen.image'] },
  forDevice('Windows\\AdvertisingInfo', 'DisabledByGroupPolicy', 'privacy.advertisingId'),
  // 0 is "User is in control".
  ...leftAt(0, [
    forDevice('Windows\\AppPrivacy', 'LetAppsRunInBackground', 'apps.background'),
    forDevice('Windows\\AppPrivacy', 'LetAppsActivateWithVoice', 'privacy.voiceActivation'),
    ...Object.entries(APP_PRIVACY).map(([policy, name]) => forDevice('Windows\\AppPrivacy', policy, `privacy.appPermission.${name}`)),
  ]),
  forDevice('InputPersonalization', 'AllowInputPersonalization', 'privacy.onlineSpeech', 'inkTyping'),
  forDevice('PassportForWork\\DynamicLock', 'DynamicLock', 'accounts.dynamicLock'),
  forDevice('Windows\\WindowsUpdate', 'SetActiveHours', 'activeHours'),
  forDevice('Windows\\WindowsUpdate', 'AllowAutoWindowsUpdateDownloadOverMeteredNetwork', 'update.metered'),
];

const BY_NAME: ReadonlyMap<string, readonly Managed[]> = new Map(
  [
    ...Map.groupBy(
      MANAGED.flatMap((managed) => managed.names.map((name) => ({ name, managed }))),
      ({ name }) => name,
    ),
  ].map(([name, all]) => [name, all.map(({ managed }) => managed)]),
);
