// Bluetooth & devices: mouse, keyboard, touchpad, AutoPlay, USB and the default printer's mode.
//
// Absent on purpose: paired devices and printers (they are the machine's), the pen's buttons (their codes differ between
// releases, and two of them start a program) and pointer schemes (their files do not travel yet).

import type { Category } from '../category.ts';
import { choice, decimalChoice, decimalText, DWORD_MAX } from '../codecs/number.ts';
import { textChoice } from '../codecs/text.ts';
import { normally, offOn, onlyIf, onOff, setting, together } from '../entry.ts';
import { CURRENT_VERSION, DESKTOP, EXPLORER, MOUSE, user } from '../places.ts';

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

/** Windows names no words for these two, and the sources name them the other way round. */
const TOUCHPAD_DIRECTION = choice({ 0: 'direction 0', 1: 'direction 1' });
const ACCELERATION = decimalText({}, { min: 0, max: 100 });
const KEYBOARD = 'Control Panel\\Keyboard';
const TOUCHPAD = `${CURRENT_VERSION}\\PrecisionTouchPad`;

// biome-ignore format: one setting a line
export const bluetoothDevices: Category = {
  id: 'bluetooth-devices',
  name: 'Bluetooth & devices',
  description: 'How the mouse, keyboard and touchpad behave, what AutoPlay does, and notices about USB devices.',
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
    setting('devices.touchpad.scrollDirection', 'Touchpad scrolling direction', user(TOUCHPAD, 'ScrollDirection'), TOUCHPAD_DIRECTION, normally(0)),

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

    onOff('devices.usb.errors', 'Connection notifications', user(USB, 'NotifyOnUsbErrors'), 'on'),
    onOff('devices.usb.weakCharger', 'Show a notification if this PC is charging slowly over USB', user(USB, 'NotifyOnWeakCharger'), 'on'),
    setting('devices.printers.windowsManagesDefault', 'Let Windows manage my default printer', user(WINDOWS, 'LegacyDefaultPrinterMode'), PRINTER, normally(DWORD_MAX)),
  ],
};
