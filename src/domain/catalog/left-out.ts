// What Keepsake knows of and leaves behind, each with its reason. The settings of the catalog and these together are everything
// in the map of Windows' settings that people change; a test holds them to it.

import type { ReasonCode } from './reasons.ts';

export type LeftOut = {
  /** As the setting would be called. */
  readonly id: string;
  readonly reason: ReasonCode;
  /** What the reason means here, in one sentence. */
  readonly because: string;
  /** Where the reason is `carriedInParts`: how the ids of its parts begin. */
  readonly parts?: string;
};

export const LEFT_OUT: readonly LeftOut[] = [
  parts('explorer.shellState', 'explorer.', 'Its bits are settings of File Explorer; the rest belongs to each device.'),
  parts('system.sound.events', 'system.sound.event.', 'Each event of Windows itself is a setting.'),
  parts('system.console.colors', 'system.console.', 'Each documented value of the key is a setting.'),
  parts('time.additionalClocks', 'time.additionalClock', 'Either clock is a group of settings.'),
  parts(
    'accessibility.contrast.flags',
    'accessibility.contrast.',
    'Its bits are settings; the one for "on" is the live state of a theme.',
  ),
  parts('accessibility.stickyKeys.flags', 'accessibility.stickyKeys.', 'Its bits are settings.'),
  parts('accessibility.filterKeys.flags', 'accessibility.filterKeys.', 'Its bits are settings.'),
  parts('accessibility.toggleKeys.flags', 'accessibility.toggleKeys.', 'Its bits are settings.'),
  parts('accessibility.mouseKeys.flags', 'accessibility.mouseKeys.', 'Its bits are settings.'),

  ...leftOut('travelsApart', 'The app list of a snapshot holds it, read from the package repository.', [
    'store.inventory.live',
    'store.inventory.usrclass',
    'store.inventory.machine',
    'store.inventory.winget',
  ]),
  ...leftOut('derived', 'The Store finds an app by its package family name, which the app list holds.', [
    'store.productId',
  ]),
  ...leftOut(
    'travelsApart',
    'Start pins travel as the file of the same release; the portable list is made from the device.',
    ['start.pins.export'],
  ),

  ...leftOut(
    'cloudStore',
    'Its form is not documented, and a copy with an older time is thrown away; one made anew could not be tried on Windows here.',
    ['system.display.nightLight.settings', 'system.focus.quietHours', 'system.focus.rules', 'start.pins.win10'],
  ),
  ...leftOut('noDocumentedLocation', 'Only a reading tool of Windows names it, and no place to write it.', [
    'language.lunarCalendar',
  ]),
  ...leftOut('noDocumentedLocation', 'The names of its values are nowhere confirmed.', [
    'accessibility.captions.style',
  ]),

  ...leftOut(
    'needsWindowsApi',
    'Power plans belong to the system account, and a plan of one maker is unknown to the next device.',
    ['system.power.activeScheme', 'system.power.mode.ac', 'system.power.mode.dc', 'system.power.timeouts'],
  ),
  ...leftOut(
    'needsWindowsApi',
    'Windows derives the other values of the zone when it is set by API; the name alone would contradict them.',
    ['time.zone.name'],
  ),
  ...leftOut(
    'needsWindowsApi',
    'The port in it is local; the printer has to be there, and is made the default by API.',
    ['devices.printers.default'],
  ),
  ...leftOut('needsWindowsApi', 'A connection is made by API, may need an administrator, and asks for the server.', [
    'devices.printers.connections',
    'network.drives.remotePath',
    'network.drives.userName',
    'network.drives.providerName',
    'network.drives.providerType',
    'network.drives.connectionType',
    'network.drives.deferFlags',
    'network.drives.providerFlags',
  ]),
  ...leftOut('needsWindowsApi', 'A counter in it has to grow with each change; the proxy itself travels on request.', [
    'network.proxy.blob',
  ]),
  ...leftOut('needsWindowsApi', 'A VPN connection is made by API; its secrets are elsewhere and never travel.', [
    'network.vpn.userPhonebook',
    'network.vpn.allUsersPhonebook',
  ]),
  ...leftOut('needsWindowsApi', 'The picture is set by API and comes with a work account anyway.', [
    'accounts.picture.source',
    'accounts.picture.files',
  ]),
  ...leftOut(
    'needsWindowsApi',
    'Windows exports and imports the choices of default apps for a whole device, not for a person.',
    ['apps.defaults.xml'],
  ),

  ...leftOut(
    'needsInstalling',
    'Languages and their keyboards are installed first, and Windows writes the list while it does so.',
    [
      'language.list',
      'language.inputMethods',
      'language.override',
      'language.ui',
      'language.keyboard.preload',
      'language.keyboard.substitutes',
      'accessibility.captions.language',
    ],
  ),
  ...leftOut('needsInstalling', 'A voice that is not installed would leave Narrator without speech.', [
    'accessibility.narrator.voice',
  ]),
  ...leftOut('needsInstalling', 'A theme is a file with pictures, sounds and pointers; its parts travel as settings.', [
    'personalization.theme.current',
    'personalization.theme.lastHighContrast',
    'accessibility.contrast.scheme',
  ]),
  ...leftOut('needsInstalling', 'Fonts are files, under licences of their own, and reading foreign fonts is a risk.', [
    'personalization.fonts.perUserList',
    'personalization.fonts.perUserFiles',
  ]),

  ...leftOut(
    'derived',
    'Windows writes the colours of windows from the theme; alone they make text that can not be read.',
    [
      ...'window,windowText,hilight,hilightText,buttonFace,buttonText,grayText,hotTrackingColor,activeTitle,titleText'
        .split(',')
        .map((name) => `accessibility.systemColors.${name}`),
      ...'inactiveTitle,inactiveTitleText,menu,menuText,infoWindow,infoText'
        .split(',')
        .map((name) => `accessibility.systemColors.${name}`),
    ],
  ),
  ...leftOut('derived', 'Windows draws the pointer files for it on the device; the numbers alone change nothing.', [
    'accessibility.pointer.type',
    'accessibility.pointer.color',
  ]),

  ...leftOut('hardwareBound', 'The curve is tuned for one mouse and one resolution.', ['devices.mouse.curveX']),
  ...leftOut('hardwareBound', 'Which buttons there are depends on the radios and the battery of the device.', [
    'taskbar.quickSettings.layout',
  ]),
  ...leftOut('namedOnTheDevice', 'Its keys are numbers that Windows makes from paths on that device.', [
    'taskbar.tray.iconPromoted',
  ]),
  ...leftOut(
    'namedOnTheDevice',
    'Each value is named by an app or its path, so it is also a list of what the person runs.',
    ['system.display.graphics.perApp', 'system.notifications.perApp', 'apps.backgroundPerApp'],
  ),
  ...leftOut(
    'pathOfOneDevice',
    'OneDrive or a policy decides where these folders are; a path of another device loses them.',
    'documents,pictures,music,videos,desktop,downloads,favorites'
      .split(',')
      .map((name) => `explorer.knownFolder.${name}`),
  ),
  ...leftOut('pathOfOneDevice', 'Its items name files by number on the source volume.', [
    'taskbar.pins.blob',
    'taskbar.pins.links',
  ]),
  ...leftOut('pathOfOneDevice', 'Its shortcuts name servers and folders of the source device.', ['network.places']),
  ...leftOut('protectedByWindows', 'A driver of Windows keeps every program but Settings from writing it.', [
    'taskbar.widgets',
  ]),
  ...leftOut('protectedByWindows', 'Windows guards it with a hash and takes a bare change back.', [
    'taskbar.newsInterests',
  ]),
  ...leftOut('notASetting', 'It is a persistent state of Windows; two of its bits are known and the rest is not.', [
    'explorer.nav.thisPcNetwork',
  ]),

  ...leftOut('secret', 'Wi-Fi profiles hold pass phrases, and their list is a history of places.', [
    'network.wifi.profiles',
  ]),
  ...leftOut('secret', 'Variables hold tokens of package sources and services as often as paths.', ['system.env.user']),
  ...leftOut('history', 'The lists behind it hold recent files, volumes and machine ids.', [
    'start.jumpListPins',
    'explorer.quickAccessPins',
  ]),
  ...leftOut('history', 'It is text that the person typed, word by word.', ['language.customDictionary']),

  ...leftOut('startsPrograms', 'Windows runs what it names when the person signs in.', [
    'system.startup.run',
    'system.startup.approved',
  ]),
  ...leftOut('startsPrograms', 'The screen saver is a program named by its path.', ['system.screenSaver.file']),
  ...leftOut('startsPrograms', 'The key opens whatever app it names.', ['personalization.copilotKey.app']),
  ...leftOut('startsPrograms', 'It is the key from which Explorer loads a library.', ['explorer.classicContextMenu']),
  ...leftOut('security', 'Carrying it could only let unsigned apps or scripts run.', [
    'system.dev.mode',
    'system.dev.psPolicy',
    'apps.installSource',
  ]),
  ...leftOut('management', 'It is a policy, which the new device gets from its own management.', [
    'start.pins.policy',
    'start.pins.policyUser',
    'taskbar.pins.policy',
    'apps.defaults.policy',
  ]),
  ...leftOut('notASetting', 'It only notes which message was shown; what counts is a policy.', [
    'privacy.launchTracking.diag',
  ]),
];

function leftOut(reason: ReasonCode, because: string, ids: readonly string[]): readonly LeftOut[] {
  return ids.map((id) => ({ id, reason, because }));
}

function parts(id: string, beginning: string, because: string): LeftOut {
  return { id, reason: 'carriedInParts', because, parts: beginning };
}
