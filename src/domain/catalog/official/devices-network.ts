// The pages Bluetooth & devices and Network & internet of the official catalogue.

import { BOTH, carried, group, NEITHER, type OfficialGroup, ONLY_11, staying } from './official-row.ts';

const PEN_PLACE = 'Only a type of the cloud store is documented, which holds one record for each pen.';
const ADAPTER = 'It is kept under the number of one network adapter, and the next device has others.';
const MODEM = 'It depends on the modem and the subscription of one device.';

// biome-ignore format: one row a line
export const devicesPages: readonly OfficialGroup[] = [
  group('Bluetooth & devices', 'AutoPlay', BOTH, [
    carried('Use AutoPlay for all media and devices', 'devices.autoplay.enabled'),
    carried('Removable drive', 'devices.autoplay.removable', 'devices.autoplay.removableMirror'),
    carried('Memory card', 'devices.autoplay.memoryCard', 'devices.autoplay.memoryCardMirror'),
  ]),
  group('Bluetooth & devices', 'Printers & scanners', BOTH, [
    carried('Let Windows manage my default printer', 'devices.printers.windowsManagesDefault'),
  ]),
  group('Bluetooth & devices', 'Mouse', BOTH, [
    carried('Mouse pointer speed', 'devices.mouse.speed'),
    carried('Roll the mouse wheel to scroll', 'devices.mouse.wheelLines'),
    carried('Lines to scroll at a time', 'devices.mouse.wheelLines'),
    carried('Scroll inactive windows when hovering over them', 'devices.mouse.scrollInactive'),
  ]),
  group('Bluetooth & devices', 'Pen & Windows Ink', BOTH, [
    staying("Ignore touch input when I'm using my pen", 'noDocumentedLocation', PEN_PLACE),
    staying('Let me use my pen as a mouse', 'noDocumentedLocation', PEN_PLACE),
  ]),
  group('Bluetooth & devices', 'Pen & Windows Ink › more', NEITHER, [
    staying('Use the pen button as a right-click equivalent', 'noDocumentedLocation', PEN_PLACE),
  ]),
  group('Bluetooth & devices', 'Pen & Windows Ink › some devices', ONLY_11, [
    staying('Tactile signals', 'noDocumentedLocation', PEN_PLACE),
    staying('While inking', 'noDocumentedLocation', PEN_PLACE),
    staying('While interacting with your device', 'noDocumentedLocation', PEN_PLACE),
    staying('Intensity', 'noDocumentedLocation', PEN_PLACE),
  ]),
  group('Bluetooth & devices', 'Pen shortcut button', BOTH, [
    carried('Single-click', 'devices.pen.singleClick', 'devices.pen.singleClickVerb'),
    carried('Double-click', 'devices.pen.doubleClick', 'devices.pen.doubleClickVerb'),
    carried('Press and hold', 'devices.pen.longPress', 'devices.pen.longPressVerb'),
    staying('Allow apps to override the shortcut button behavior', 'noDocumentedLocation', PEN_PLACE),
  ]),
  group('Bluetooth & devices', 'Pen shortcut button › storage', ONLY_11, [
    staying('Show pen menu after I remove my pen from storage', 'noDocumentedLocation', PEN_PLACE),
  ]),
  group('Bluetooth & devices', 'Touchpad', BOTH, [
    carried('Cursor speed', 'devices.touchpad.cursorSpeed'),
    carried('Touchpad sensitivity', 'devices.touchpad.sensitivity'),
    carried('Tap with a single finger to single-click', 'devices.touchpad.tap'),
    carried('Tap with two fingers to right-click', 'devices.touchpad.twoFingerTap'),
    carried('Tap twice and drag to multi-select', 'devices.touchpad.tapAndDrag'),
    carried('Press the lower right corner of the touchpad to right-click', 'devices.touchpad.rightClickZone'),
    carried('Drag two fingers to scroll', 'devices.touchpad.pan'),
    carried('Pinch to zoom', 'devices.touchpad.zoom'),
  ]),
  group('Bluetooth & devices', 'Touchpad › some devices', ONLY_11, [
    carried('Touchpad feedback', 'devices.touchpad.haptic'),
    carried('Intensity', 'devices.touchpad.hapticIntensity'),
  ]),
  group('Bluetooth & devices', 'USB', BOTH, [
    carried('Connection notifications', 'devices.usb.errors'),
    carried('Show a notification if this PC is charging slowly over USB', 'devices.usb.weakCharger'),
  ]),
  group('Bluetooth & devices', 'Touch', ONLY_11, [
    carried('Three- and four-finger touch gestures', 'devices.touch.gestures'),
    staying('Touch the screen to wake', 'hardwareBound', "It is a capability of one device's touch controller and firmware."),
  ]),
  group('Network & internet', '', ONLY_11, [
    staying('Wi-Fi: Random hardware addresses', 'hardwareBound', ADAPTER),
    carried('VPN: Allow VPN over metered networks', 'network.vpn.metered'),
    carried('VPN: Allow VPN while roaming', 'network.vpn.roaming'),
    staying('Cellular: Let Windows keep me connected', 'hardwareBound', MODEM),
    staying('Cellular: Metered connection', 'hardwareBound', MODEM),
    staying('Cellular: Data roaming options', 'hardwareBound', MODEM),
    staying('Cellular: Use cellular whenever Wi-Fi is poor', 'hardwareBound', MODEM),
  ]),
];
