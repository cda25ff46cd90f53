// What the deny-list denies, as data: keys of the registry with all below them, single values, and folders of a profile.

import { CURRENT_VERSION, DESKTOP, EXPLORER } from './places.ts';
import type { HiveName } from './setting.ts';

export type DeniedKey = {
  readonly hive: HiveName;
  /** From the hive's root; `*` is any name of one key, a leading `**\` any key at all above. */
  readonly key: string;
  /** Only these values of the key and of those below; left out: every value. */
  readonly values?: readonly string[];
  /** The one key, there or below, of which these values may travel all the same. */
  readonly except?: readonly [key: string, ...values: readonly string[]];
  readonly why: string;
};

export type DeniedFile = { readonly path: string; readonly why: string };

const SECRET = 'it holds secrets';
const IDENTITY = 'it names this person, device or installation';
const HISTORY = 'it is a history of what the person did';
const HARDWARE = 'it describes the hardware of one device';
const CODE = 'Windows starts or loads programs from it';
const POLICY = 'it belongs to the management of the device';
const PROTECTED = 'Windows keeps others from writing it';
const STATE = 'it is state or a cache of Windows, not a choice';
const CLOUD = 'services of Windows own it and write their own copy back';

const NT = 'Software\\Microsoft\\Windows NT\\CurrentVersion';
const MACHINE = 'Microsoft\\Windows\\CurrentVersion';
const MACHINE_NT = 'Microsoft\\Windows NT\\CurrentVersion';
const LOCAL = 'Local Settings\\Software\\Microsoft\\Windows';
const CONTROL = 'CurrentControlSet\\Control';

export const DENIED_KEYS: readonly DeniedKey[] = [
  ...user(SECRET, [
    'Software\\Microsoft\\SystemCertificates',
    'Software\\Microsoft\\Protected Storage System Provider',
    'Software\\Microsoft\\Internet Explorer\\IntelliForms',
    'Software\\Microsoft\\IdentityCRL',
    'Software\\Microsoft\\Office\\*\\Common\\Identity',
    // Tokens of package sources and the like are kept here, and variables from which runtimes load libraries.
    'Environment',
    'Volatile Environment',
  ]),
  ...user(IDENTITY, [
    `${NT}\\WorkplaceJoin`,
    `${CURRENT_VERSION}\\AAD`,
    'Software\\Microsoft\\OneDrive\\Accounts',
    'Software\\Microsoft\\IdentityStore',
    `${CURRENT_VERSION}\\Diagnostics`,
  ]),
  { hive: 'NTUSER.DAT', key: `${CURRENT_VERSION}\\AdvertisingInfo`, values: ['Id'], why: IDENTITY },
  { hive: 'NTUSER.DAT', key: `${CURRENT_VERSION}\\Feeds`, values: ['*MUID'], why: IDENTITY },
  { hive: 'NTUSER.DAT', key: `${CURRENT_VERSION}\\Search`, values: ['*MUID', '*Revision'], why: IDENTITY },
  // Of the connected devices platform only the person's choices about sharing are settings.
  {
    hive: 'NTUSER.DAT',
    key: `${CURRENT_VERSION}\\CDP`,
    except: [
      `${CURRENT_VERSION}\\CDP`,
      'NearShareChannelUserAuthzPolicy',
      'RomeSdkChannelUserAuthzPolicy',
      'DragTrayEnabled',
    ],
    why: IDENTITY,
  },
  ...user(CLOUD, [`${CURRENT_VERSION}\\CloudStore`]),
  ...user(HISTORY, [
    ...'RecentDocs,RunMRU,TypedPaths,UserAssist,ComDlg32,WordWheelQuery,MountPoints2,FeatureUsage,StreamMRU,SessionInfo'
      .split(',')
      .map((name) => `${EXPLORER}\\${name}`),
    `${EXPLORER}\\Map Network Drive MRU`,
    'Software\\Microsoft\\Internet Explorer\\TypedURLs',
    `${CURRENT_VERSION}\\Search\\RecentApps`,
    `${CURRENT_VERSION}\\Search\\JumplistData`,
    `${CURRENT_VERSION}\\Applets\\Regedit`,
    'Software\\Microsoft\\Terminal Server Client\\Servers',
    'Software\\Microsoft\\Terminal Server Client\\Default',
    'Software\\Microsoft\\RAS Phonebook',
    'Software\\Microsoft\\RAS AutoDial',
    'Software\\Microsoft\\Windows\\Shell\\BagMRU',
    `${CURRENT_VERSION}\\CapabilityAccessManager\\ConsentStore\\*\\*`,
    'System\\GameConfigStore\\Children',
    'System\\GameConfigStore\\Parents',
  ]),
  { hive: 'NTUSER.DAT', key: `${CURRENT_VERSION}\\CapabilityAccessManager`, values: ['LastUsedTime*'], why: HISTORY },
  ...classes(HISTORY, [`${LOCAL}\\Shell\\BagMRU`, `${LOCAL}\\Shell\\MuiCache`]),
  {
    hive: 'UsrClass.dat',
    key: `${LOCAL}\\Shell\\Bags`,
    except: [`${LOCAL}\\Shell\\Bags\\AllFolders\\Shell`, 'FolderType'],
    why: HISTORY,
  },
  { hive: 'UsrClass.dat', key: `${LOCAL}\\CurrentVersion\\TrayNotify`, values: ['*Stream', '*Streams'], why: HISTORY },
  ...user(HARDWARE, [
    `${DESKTOP}\\PerMonitorSettings`,
    `${EXPLORER}\\MMStuckRects3`,
    'Software\\Microsoft\\Multimedia\\Audio\\DefaultEndpoint',
    'Software\\Microsoft\\Internet Explorer\\LowRegistry\\Audio\\PolicyConfig',
    `${CURRENT_VERSION}\\PrecisionTouchPad\\Status`,
    'Printers\\DevModes2',
    'Printers\\DevModePerUser',
    'Printers\\ConvertUserDevModesCount',
    `${NT}\\Devices`,
    `${NT}\\PrinterPorts`,
    `${EXPLORER}\\BitBucket`,
  ]),
  ...user(PROTECTED, [
    `${EXPLORER}\\FileExts\\*\\UserChoice`,
    `${EXPLORER}\\FileExts\\*\\UserChoiceLatest`,
    'Software\\Microsoft\\Windows\\Shell\\Associations',
  ]),
  ...user(POLICY, [
    'Software\\Policies',
    `${CURRENT_VERSION}\\Policies`,
    'Software\\Microsoft\\PolicyManager',
    `${CURRENT_VERSION}\\Group Policy`,
  ]),
  ...user(STATE, [
    `${CURRENT_VERSION}\\ApplicationAssociationToasts`,
    `${EXPLORER}\\Shell Folders`,
    `${DESKTOP}\\MuiCached`,
    `${CURRENT_VERSION}\\ContentDeliveryManager\\*`,
  ]),
  {
    hive: 'NTUSER.DAT',
    key: DESKTOP,
    values: ['TranscodedImage*', 'LastUpdated', 'MaxMonitorDimension', 'MaxVirtualDesktopDimension', 'ImageColor'],
    why: STATE,
  },
  ...classes(STATE, [
    `${LOCAL}\\CurrentVersion\\AppModel`,
    'AppX*',
    'ActivatableClasses',
    'Extensions',
    'NotificationData',
  ]),
  ...user(CODE, [
    `${CURRENT_VERSION}\\Run`,
    `${CURRENT_VERSION}\\RunOnce*`,
    `${CURRENT_VERSION}\\RunServices*`,
    `${EXPLORER}\\StartupApproved`,
    'Software\\Microsoft\\Active Setup',
    'Software\\Microsoft\\Command Processor',
    `${NT}\\Image File Execution Options`,
    `${NT}\\SilentProcessExit`,
    `${NT}\\AppCompatFlags`,
    'Software\\Microsoft\\PowerShell',
  ]),
  {
    hive: 'NTUSER.DAT',
    key: `${NT}\\Winlogon`,
    values: ['Shell', 'Userinit', 'PUUActive', 'DP', 'BuildNumber'],
    why: CODE,
  },
  { hive: 'NTUSER.DAT', key: `${NT}\\Windows`, values: ['Load', 'Run', '*_DLLs'], why: CODE },
  { hive: 'NTUSER.DAT', key: DESKTOP, values: ['SCRNSAVE.EXE'], why: CODE },
  { hive: 'UsrClass.dat', key: 'CLSID', except: ['CLSID\\{*}', 'System.IsPinnedToNameSpaceTree'], why: CODE },
  ...classes(CODE, [
    '**\\shell\\*\\command',
    '**\\shell\\*\\ddeexec',
    '**\\shellex',
    '**\\InprocServer32',
    '**\\LocalServer32',
    'Interface',
    'TypeLib',
  ]),

  { hive: 'SOFTWARE', key: 'Microsoft\\Cryptography', why: IDENTITY },
  { hive: 'SOFTWARE', key: 'Microsoft\\SQMClient', why: IDENTITY },
  {
    hive: 'SOFTWARE',
    key: MACHINE_NT,
    values: ['ProductId', 'DigitalProductId*', 'InstallDate', 'InstallTime', 'BuildLab*', 'UBR', 'Registered*'],
    why: IDENTITY,
  },
  ...machine('SOFTWARE', IDENTITY, [`${MACHINE}\\SystemProtectedUserData`, `${MACHINE_NT}\\ProfileList`]),
  ...machine('SOFTWARE', HARDWARE, [
    `${MACHINE}\\MMDevices\\Audio`,
    'Microsoft\\WlanSvc\\Interfaces',
    `${MACHINE_NT}\\NetworkList`,
    'Microsoft\\WcmSvc\\SubscriptionManager',
    'Microsoft\\WwanSvc',
  ]),
  ...machine('SOFTWARE', POLICY, [
    'Policies',
    `${MACHINE}\\Policies`,
    'Microsoft\\PolicyManager',
    `${MACHINE}\\PersonalizationCSP`,
  ]),
  ...machine('SOFTWARE', CODE, [
    `${MACHINE}\\Run`,
    `${MACHINE}\\RunOnce*`,
    `${MACHINE}\\RunServices*`,
    `${MACHINE_NT}\\Winlogon`,
    `${MACHINE_NT}\\Windows`,
    `${MACHINE_NT}\\Image File Execution Options`,
    `${MACHINE_NT}\\SilentProcessExit`,
    `${MACHINE_NT}\\AppCompatFlags`,
    `${MACHINE_NT}\\Schedule`,
    'Microsoft\\Active Setup',
    'Microsoft\\Command Processor',
    'Classes',
  ]),
  ...machine('SYSTEM', IDENTITY, [`${CONTROL}\\ComputerName`, 'CurrentControlSet\\Services\\Tcpip\\Parameters']),
  ...machine('SYSTEM', SECRET, [`${CONTROL}\\Lsa`, `${CONTROL}\\SecurityProviders`]),
  ...machine('SYSTEM', HARDWARE, [`${CONTROL}\\GraphicsDrivers`, 'CurrentControlSet\\Enum', 'MountedDevices']),
  ...machine('SYSTEM', STATE, [`${CONTROL}\\FeatureManagement\\Overrides`]),
  {
    hive: 'SYSTEM',
    key: 'CurrentControlSet\\Services',
    values: ['ImagePath', 'ServiceDll', 'Type', 'ObjectName'],
    why: CODE,
  },
  {
    hive: 'SYSTEM',
    key: `${CONTROL}\\Session Manager`,
    values: ['BootExecute', 'SetupExecute', 'PendingFileRename*'],
    why: CODE,
  },
  ...machine('SYSTEM', CODE, [
    `${CONTROL}\\Session Manager\\AppCertDlls`,
    `${CONTROL}\\Session Manager\\KnownDLLs`,
    `${CONTROL}\\Session Manager\\Environment`,
  ]),
];

const ROAMING = 'AppData/Roaming';
const APP_LOCAL = 'AppData/Local';

export const DENIED_FILES: readonly DeniedFile[] = [
  ...files(SECRET, [
    `${APP_LOCAL}/Microsoft/Ngc`,
    `${ROAMING}/Microsoft/Protect`,
    `${APP_LOCAL}/Microsoft/Protect`,
    `${ROAMING}/Microsoft/Credentials`,
    `${APP_LOCAL}/Microsoft/Credentials`,
    `${ROAMING}/Microsoft/Vault`,
    `${APP_LOCAL}/Microsoft/Vault`,
    `${ROAMING}/Microsoft/Crypto`,
    `${ROAMING}/Microsoft/SystemCertificates`,
    `${APP_LOCAL}/Microsoft/TokenBroker`,
    `${APP_LOCAL}/Packages/Microsoft.AAD.BrokerPlugin_*`,
    `${APP_LOCAL}/Microsoft/IdentityCache`,
    `${APP_LOCAL}/*/*/User Data`,
    `${ROAMING}/Mozilla`,
    '.ssh',
    '.gnupg',
    '.aws',
    '.azure',
  ]),
  ...files(HISTORY, [`${APP_LOCAL}/ConnectedDevicesPlatform`, `${APP_LOCAL}/Microsoft/Windows/WebCache`]),
  ...files(CODE, [
    `${ROAMING}/Microsoft/Windows/Start Menu/Programs/Startup`,
    'Documents/PowerShell',
    'Documents/WindowsPowerShell',
  ]),
  ...files('it is a registry hive, and hives never travel whole', [
    'NTUSER.*',
    `${APP_LOCAL}/Microsoft/Windows/UsrClass.*`,
  ]),
];

function machine(hive: HiveName, why: string, keys: readonly string[]): readonly DeniedKey[] {
  return keys.map((key) => ({ hive, key, why }));
}

function user(why: string, keys: readonly string[]): readonly DeniedKey[] {
  return machine('NTUSER.DAT', why, keys);
}

function classes(why: string, keys: readonly string[]): readonly DeniedKey[] {
  return machine('UsrClass.dat', why, keys);
}

function files(why: string, paths: readonly string[]): readonly DeniedFile[] {
  return paths.map((path) => ({ path, why }));
}
