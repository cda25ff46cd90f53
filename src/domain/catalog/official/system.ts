// The System page of the official catalogue.

import { sound } from '../categories/system/sound.ts';
import {
  BOTH,
  carried,
  group,
  NEITHER,
  NEW_IN_11,
  type OfficialGroup,
  type OfficialRow,
  ONLY_11,
  partly,
  staying,
} from './official-row.ts';

const SOUNDS = sound.map((each) => each.id).filter((id) => /^system\.sound\.(scheme|event)/.test(id));
const NIGHT_LIGHT =
  'Its form is not documented, and a record with an older time is thrown away. One made anew could not be tried on Windows here.';
const QUIET =
  'Its form is not documented, its names changed with 22H2, and the focus service is seen to write its own copy over another. One made anew could not be tried on Windows here.';

// biome-ignore format: one row a line
export const systemPage: readonly OfficialGroup[] = [
  group('System', 'Display › Multiple displays', ONLY_11, [
    carried('Remember window locations based on monitor connection', 'system.display.rememberWindows'),
    carried('Minimize windows when a monitor is disconnected', 'system.display.minimizeOnDisconnect'),
    carried('Ease cursor movement between displays', 'system.display.easeCursor'),
  ]),
  group('System', 'Display › Night light', BOTH, [
    inCloud('Show warmer colors on your display to help you sleep', NIGHT_LIGHT),
    inCloud('Strength', NIGHT_LIGHT),
    inCloud('Schedule Night Light', NIGHT_LIGHT),
    inCloud('Sunset to sunrise / Set hours', NIGHT_LIGHT),
    inCloud('Turn on (time)', NIGHT_LIGHT),
    inCloud('Turn off (time)', NIGHT_LIGHT),
  ]),
  group('System', 'Sound', BOTH, [
    carried('Mono audio', 'accessibility.audio.mono'),
    partly('Sounds (program events)', SOUNDS, 'Every event of Windows itself, but only sounds that Windows brings along.'),
  ]),
  group('System', 'Notifications', BOTH, [
    carried('Notifications', 'system.notifications.enabled'),
    carried('Show notifications on the lock screen', 'system.notifications.lockScreen', 'system.notifications.aboveLock'),
    inCloud('Do not disturb', QUIET),
  ]),
  group('System', 'Notifications › more', NEITHER, [
    carried('Allow notifications to play sounds', 'system.notifications.sound'),
    carried('Show reminders and incoming VoIP calls on the lock screen', 'system.notifications.criticalAboveLock'),
    carried('Show notification bell icon', 'taskbar.bell'),
  ]),
  group('System', 'Notifications › Turn on do not disturb automatically', BOTH, [
    inCloud('During these times', QUIET),
    inCloud('When duplicating your display', QUIET),
    inCloud('When playing a game', QUIET),
    inCloud('When using an app in full-screen mode', QUIET),
    inCloud('For the first hour after a Windows feature update', QUIET),
  ]),
  group('System', 'Notifications › Set priority notifications', BOTH, [
    inCloud('Show incoming calls, including VoIP', QUIET),
    inCloud('Show reminders, regardless of app used', QUIET),
    inCloud('Apps', QUIET),
  ]),
  group('System', 'Multitasking › Snap windows', NEITHER, [
    carried('Snap windows', 'system.snap.enabled'),
    carried('When I snap a window, suggest what I can snap next to it', 'system.snap.suggest'),
    carried("Show snap layouts when I hover over a window's maximize button", 'system.snap.layoutsOnMaximize'),
    carried('Show snap layouts when I drag a window to the top of my screen', 'system.snap.layoutsOnTop'),
    carried('Show my snapped windows when I hover over taskbar apps, in Task View, and when I press Alt+Tab', 'system.snap.groups'),
    carried('When I drag a window, let me snap it without dragging all the way to the screen edge', 'system.snap.beforeEdge'),
  ]),
  group('System', 'Multitasking › Desktops', ONLY_11, [
    carried('On the taskbar, show all the open windows', 'system.desktops.taskbar'),
    carried('Show all open windows when I press Alt+Tab', 'system.desktops.altTab'),
    carried('Title bar window shake', 'system.titleBarShake'),
  ]),
  group('System', 'For developers › File Explorer', NEW_IN_11, [
    carried('Show file extensions', 'explorer.fileExtensions'),
    carried('Show hidden and system files', 'explorer.hiddenFiles', 'explorer.systemFiles'),
    carried('Show full path in title bar', 'explorer.fullPath'),
    carried('Show empty drives', 'explorer.emptyDrives'),
  ]),
  group('System', 'About', BOTH, [
    staying('Rename this PC', 'notASetting', "A name belongs to one device, and two devices of one name are in each other's way."),
  ]),
];

function inCloud(name: string, because: string): OfficialRow {
  return staying(name, 'cloudStore', because);
}
