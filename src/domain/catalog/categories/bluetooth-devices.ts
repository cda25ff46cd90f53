// Bluetooth & devices: mouse, keyboard, touchpad, AutoPlay, USB and the default printer's mode.
//
// Absent on purpose: paired devices and printers (they are the machine's) and whether the touchpad is on at all (a restore could
// leave a laptop without a pointer).

import type { Category } from '../category.ts';
import { choice, decimalChoice, decimalText, DWORD_MAX } from '../codecs/number.ts';
import { textChoice } from '../codecs/text.ts';
import { normally, offOn, ofTheMachine, onlyIf, onOff, onOffText, setting, since, together } from '../entry.ts';
import { CURRENT_VERSION, DESKTOP, EXPLORER, KEYBOARD, machine, MOUSE, user } from '../places.ts';
import { cursors } from './bluetooth-devices/cursors.ts';
import { pen } from './bluetooth-devices/pen.ts';
import { touchpad } from './bluetooth-devices/touchpad.ts';

const AUTOPLAY = `${EXPLORER}\\AutoplayHandlers`;
const CHOSEN = `${AUTOPLAY}\\UserChosenExecuteHandlers`;
const SELECTED = `${AUTOPLAY}\\EventHandlersDefaultSelection`;
const USB = 'Software\\Microsoft\\Shell\\USB';
const WINDOWS = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows';

/** A handler is a program that starts when a disk arrives, so only Windows' own and OneDrive's may be named. */
const HANDLER = textChoice({
  MSTakeNoAction: 'take no action',
  MSOpenFolder: 'open folder to view files',
  MSPromptEachTime: 'ask me every time',
  MSStorageSense: 'configure storage settings',
  MSPlayMediaOnArrival: 'play',
  OneDriveAutoPlay: 'import photos and videos to OneDrive',
});

const PRINTER = choice({ 0: 'Windows manages it', 1: 'I choose it', [DWORD_MAX]: 'not chosen' });

const ACCELERATION = decimalText({}, { min: 0, max: 100 });
const PIXELS = decimalText({}, { min: 1, max: 100 });
const ROUTING = choice({ 0: 'off', 1: 'only in classic windows', 2: 'on' });

// biome-ignore format: one setting a line
export const bluetoothDevices: Category = {
  id: 'bluetooth-devices',
  name: 'Bluetooth & devices',
  description: 'How the mouse, keyboard, touchpad and pen behave, what AutoPlay does, and notices about devices.',
  settings: [
    setting('devices.mouse.primaryButton', 'Primary mouse button', user(MOUSE, 'SwapMouseButtons'), decimalChoice({ 0: 'left', 1: 'right' }), normally(0)),
    setting('devices.mouse.speed', 'Mouse pointer speed', user(MOUSE, 'MouseSensitivity'), decimalText({}, { min: 1, max: 20 }), normally(10)),
    setting('devices.mouse.wheelLines', 'Lines to scroll at a time', user(DESKTOP, 'WheelScrollLines'), decimalText({ [-1]: 'one screen' }, { min: -1 }), normally(3)),
    setting('devices.mouse.wheelChars', 'Characters to scroll at a time', user(DESKTOP, 'WheelScrollChars'), decimalText({}, { min: 0 }), normally(3)),
    setting('devices.mouse.doubleClick', 'Double-click speed in milliseconds', user(MOUSE, 'DoubleClickSpeed'), decimalText({}, { min: 200, max: 900 }), normally(500)),
    // Windows speeds the pointer up once the mouse crosses a threshold: on, 6 and 10, or off, 0 and 0.
    ...together('mouseAcceleration', [
      setting('devices.mouse.precision', 'Enhance pointer precision', user(MOUSE, 'MouseSpeed'), decimalChoice({ 0: 'off', 1: 'on' }), normally(1)),
      setting('devices.mouse.threshold1', 'First acceleration threshold', user(MOUSE, 'MouseThreshold1'), ACCELERATION, normally(6)),
      setting('devices.mouse.threshold2', 'Second acceleration threshold', user(MOUSE, 'MouseThreshold2'), ACCELERATION, normally(10)),
    ]),
    setting('devices.keyboard.delay', 'Repeat delay', user(KEYBOARD, 'KeyboardDelay'), decimalText({ 0: 'short', 3: 'long' }, { min: 0, max: 3 }), normally(1)),
    setting('devices.keyboard.speed', 'Repeat rate', user(KEYBOARD, 'KeyboardSpeed'), decimalText({}, { min: 0, max: 31 }), normally(31)),
    // On since 22H2 only.
    onOff('devices.keyboard.printScreen', 'Use the Print screen key to open screen capture', user(KEYBOARD, 'PrintScreenKeyForSnippingEnabled')),
    setting('devices.mouse.scrollInactive', 'Scroll inactive windows when hovering over them', user(DESKTOP, 'MouseWheelRouting'), ROUTING, [{ builds: { from: 10_240 }, value: 2 }]),
    setting('devices.mouse.doubleClickWidth', 'Double-click: width in pixels', user(MOUSE, 'DoubleClickWidth'), PIXELS, normally(4)),
    setting('devices.mouse.doubleClickHeight', 'Double-click: height in pixels', user(MOUSE, 'DoubleClickHeight'), PIXELS, normally(4)),
    setting('devices.mouse.hoverTime', 'Milliseconds until resting counts as hovering', user(MOUSE, 'MouseHoverTime'), decimalText({}, { min: 1, max: 60_000 }), normally(400)),
    onOffText('devices.mouse.snapToDefault', 'Automatically move pointer to the default button in a dialog box', user(MOUSE, 'SnapToDefaultButton'), 'off'),
    ...since(26100, [
      setting('devices.mouse.scrollDirection', 'Scrolling direction', user(MOUSE, 'ReverseMouseWheelDirection'), choice({ 0: 'down motion scrolls down', 1: 'down motion scrolls up' }), normally(0)),
      onOff('devices.mouse.haptic', 'Mouse haptic signals', user(`${WINDOWS}\\EnhancedPenSupport`, 'MouseFeedbackEnabled'), 'on'),
    ]),
    ...cursors,
    ...touchpad,
    ...pen,

    // Turning AutoPlay on again would weaken a target whose owner turned it off.
    ...onlyIf('neverWeaker:higherIsStricter', [
      offOn('devices.autoplay.enabled', 'Use AutoPlay for all media and devices', user(AUTOPLAY, 'DisableAutoplay'), 'on'),
    ]),
    ...together('autoplay.removable', [
      setting('devices.autoplay.removable', 'Removable drive', user(`${CHOSEN}\\StorageOnArrival`, ''), HANDLER),
      setting('devices.autoplay.removableMirror', 'Removable drive (second copy)', user(`${SELECTED}\\StorageOnArrival`, ''), HANDLER),
    ]),
    ...together('autoplay.memoryCard', [
      setting('devices.autoplay.memoryCard', 'Memory card', user(`${CHOSEN}\\CameraAlternate\\ShowPicturesOnArrival`, ''), HANDLER),
      setting('devices.autoplay.memoryCardMirror', 'Memory card (second copy)', user(`${SELECTED}\\CameraAlternate\\ShowPicturesOnArrival`, ''), HANDLER),
    ]),

    onOff('devices.bluetooth.swiftPair', 'Show notifications to connect using Swift Pair', user(`${CURRENT_VERSION}\\Bluetooth`, 'QuickPair'), 'on'),
    onOff('devices.mobile.suggestions', 'Show me suggestions for using my mobile device with Windows', user(`${CURRENT_VERSION}\\Mobility`, 'OptedIn'), 'on'),
    onOff('devices.usb.errors', 'Connection notifications', user(USB, 'NotifyOnUsbErrors'), 'on'),
    onOff('devices.usb.weakCharger', 'Show a notification if this PC is charging slowly over USB', user(USB, 'NotifyOnWeakCharger'), 'on'),
    setting('devices.printers.windowsManagesDefault', 'Let Windows manage my default printer', user(WINDOWS, 'LegacyDefaultPrinterMode'), PRINTER, normally(DWORD_MAX)),
    ...ofTheMachine([
      onOff('devices.drivers.metered', 'Download drivers and device software over metered connections', machine('Microsoft\\Windows\\CurrentVersion\\DeviceSetup', 'CostedNetworkPolicy'), 'off'),
    ]),
  ],
};
