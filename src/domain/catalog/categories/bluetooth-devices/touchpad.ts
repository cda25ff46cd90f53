// The precision touchpad and touch. Windows ignores them where the device has none. `Status`, which says whether the touchpad is on,
// is absent on purpose: it could leave a laptop without a pointer.

import { choice, dword, DWORD_MAX } from '../../codecs/number.ts';
import { WINDOWS_11_BUILD } from '../../../device/windows-build.ts';
import { normally, onOff, setting, since } from '../../entry.ts';
import { DESKTOP, TOUCHPAD, user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const SWIPE = choice({ 0: 'nothing', 1: 'switch apps', 2: 'switch desktops', 3: 'audio and volume', 65_535: 'custom' });
const TAP = choice({
  0: 'nothing',
  1: 'search',
  2: 'notification center',
  3: 'play or pause',
  4: 'middle mouse button',
  65_535: 'custom',
});
const SENSITIVITY = choice({ 0: 'most sensitive', 1: 'high', 2: 'medium', 3: 'low', 4: 'off' });
/** Windows names no words for these two, and the sources name them the other way round. */
const DIRECTION = choice({ 0: 'direction 0', 1: 'direction 1' });
const ALL_BITS = choice({ 0: 'off', [DWORD_MAX]: 'on' });
const PERCENT = dword({}, { max: 100 });
const SWIPE_ACTION = dword({ 0: 'nothing' }, { max: 18 });
const TAP_ACTION = dword({ 0: 'nothing' }, { max: 6 });
const at = (value: string): RegistryLocation => user(TOUCHPAD, value);

// biome-ignore format: one setting a line
export const touchpad: readonly Setting[] = [
  onOff('devices.touchpad.leaveOnWithMouse', 'Leave touchpad on when a mouse is connected', at('LeaveOnWithMouse'), 'on'),
  setting('devices.touchpad.cursorSpeed', 'Touchpad: cursor speed', at('CursorSpeed'), dword({}, { min: 1, max: 20 }), normally(10)),
  setting('devices.touchpad.sensitivity', 'Touchpad sensitivity', at('AAPThreshold'), SENSITIVITY, normally(2)),
  onOff('devices.touchpad.tap', 'Tap with a single finger to single-click', at('TapsEnabled'), 'on'),
  onOff('devices.touchpad.twoFingerTap', 'Tap with two fingers to right-click', at('TwoFingerTapEnabled'), 'on'),
  onOff('devices.touchpad.tapAndDrag', 'Tap twice and drag to multi-select', at('TapAndDrag'), 'on'),
  onOff('devices.touchpad.rightClickZone', 'Press the lower right corner of the touchpad to right-click', at('RightClickZoneEnabled'), 'on'),
  onOff('devices.touchpad.pan', 'Drag two fingers to scroll', at('PanEnabled'), 'on'),
  onOff('devices.touchpad.zoom', 'Pinch to zoom', at('ZoomEnabled'), 'on'),
  setting('devices.touchpad.scrollDirection', 'Touchpad scrolling direction', at('ScrollDirection'), DIRECTION, normally(0)),
  setting('devices.touchpad.threeFingerSwipe', 'Three-finger swipes', at('ThreeFingerSlideEnabled'), SWIPE, normally(1)),
  // Sources differ on its default.
  setting('devices.touchpad.fourFingerSwipe', 'Four-finger swipes', at('FourFingerSlideEnabled'), SWIPE),
  setting('devices.touchpad.threeFingerTap', 'Three-finger tap', at('ThreeFingerTapEnabled'), TAP, normally(1)),
  setting('devices.touchpad.fourFingerTap', 'Four-finger tap', at('FourFingerTapEnabled'), TAP, normally(2)),
  ...['Up', 'Down', 'Left', 'Right'].map((way) => swipe('three', 'Three', way)),
  setting('devices.touchpad.customThreeFingerTap', 'Three-finger tap: custom action', at('CustomThreeFingerTap'), TAP_ACTION, normally(0)),
  ...['Up', 'Down', 'Left', 'Right'].map((way) => swipe('four', 'Four', way)),
  setting('devices.touchpad.customFourFingerTap', 'Four-finger tap: custom action', at('CustomFourFingerTap'), TAP_ACTION, normally(0)),
  setting('devices.touchpad.haptic', 'Touchpad feedback', at('FeedbackEnabled'), ALL_BITS, normally(DWORD_MAX)),
  setting('devices.touchpad.hapticIntensity', 'Touchpad feedback: intensity in percent', at('FeedbackIntensity'), PERCENT, normally(50)),
  setting('devices.touchpad.clickForce', 'Touchpad: click sensitivity in percent', at('ClickForceSensitivity'), PERCENT, normally(50)),
  ...since(26100, [
    setting('devices.touchpad.zoomSpeed', 'Touchpad: zoom speed in percent', at('ZoomSensitivity'), PERCENT, normally(50)),
    setting('devices.touchpad.scrollSpeed', 'Touchpad: scroll speed in percent', at('PanSensitivity'), PERCENT, normally(50)),
    setting('devices.touchpad.acceleratedScroll', 'Touchpad: accelerated scrolling', at('BoostedPanningEnabled'), ALL_BITS, normally(DWORD_MAX)),
  ]),
  ...since(WINDOWS_11_BUILD, [
    onOff('devices.touch.gestures', 'Three- and four-finger touch gestures', user(DESKTOP, 'TouchGestureSetting'), 'on'),
  ]),
];

/** What a swipe does where swipes are "custom": the number of one of Windows' own actions. */
function swipe(fingers: string, words: string, way: string): Setting {
  const name = `${words}-finger swipe ${way.toLowerCase()}: custom action`;
  return setting(
    `devices.touchpad.${fingers}Finger${way}`,
    name,
    at(`${words}Finger${way}`),
    SWIPE_ACTION,
    normally(0),
  );
}
