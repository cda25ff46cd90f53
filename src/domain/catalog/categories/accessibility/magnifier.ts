// Magnifier. Whether it runs at this moment (`RunningState`) is no setting.

import { choice, dword } from '../../codecs/number.ts';
import { normally, onOff, setting } from '../../entry.ts';
import { user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';
import { startsAtSignIn } from './sign-in-aids.ts';

const VIEW = choice({ 1: 'docked', 2: 'full screen', 3: 'lens' });
const LENS_PERCENT = dword({}, { min: 10, max: 100 });
const at = (value: string): RegistryLocation => user('Software\\Microsoft\\ScreenMagnifier', value);

// biome-ignore format: one setting a line
export const magnifier: readonly Setting[] = [
  startsAtSignIn('accessibility.magnifier.autostart', 'Start Magnifier after sign-in', 'magnifierpane'),
  setting('accessibility.magnifier.mode', 'Magnifier: view', at('MagnificationMode'), VIEW, normally(2)),
  setting('accessibility.magnifier.level', 'Magnifier: zoom level in percent', at('Magnification'), dword({}, { min: 100, max: 1600 }), normally(200)),
  setting('accessibility.magnifier.increment', 'Magnifier: zoom increment in percent', at('ZoomIncrement'), dword({}, { min: 5, max: 400 }), normally(100)),
  onOff('accessibility.magnifier.invert', 'Magnifier: invert colors', at('Invert'), 'off'),
  onOff('accessibility.magnifier.followMouse', 'Magnifier: follow my mouse pointer', at('FollowMouse'), 'on'),
  onOff('accessibility.magnifier.followFocus', 'Magnifier: follow my keyboard focus', at('FollowFocus'), 'on'),
  onOff('accessibility.magnifier.followCaret', 'Magnifier: follow my text cursor', at('FollowCaret'), 'on'),
  onOff('accessibility.magnifier.followNarrator', 'Magnifier: follow my Narrator cursor', at('FollowNarrator'), 'on'),
  onOff('accessibility.magnifier.smoothing', 'Magnifier: smooth edges of images and text', at('UseBitmapSmoothing'), 'on'),
  setting('accessibility.magnifier.lensWidth', 'Magnifier: lens width in percent', at('LensWidth'), LENS_PERCENT),
  setting('accessibility.magnifier.lensHeight', 'Magnifier: lens height in percent', at('LensHeight'), LENS_PERCENT),
  onOff('accessibility.magnifier.collapseToIcon', 'Magnifier: collapse to magnifying glass icon', at('FadeToMagIcon'), 'off'),
];
