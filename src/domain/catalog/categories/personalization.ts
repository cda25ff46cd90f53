// Personalization, with Start and the taskbar as in Microsoft's own catalogue.
//
// Absent on purpose: the slide show's folder and the theme (paths of the source device), taskbar pins (their item lists hold
// file ids of the source volume) and the lock screen's picture (Windows keeps it outside of the profile).

import type { Category } from '../category.ts';
import { colors } from './personalization/colors.ts';
import { desktop } from './personalization/desktop.ts';
import { lighting } from './personalization/lighting.ts';
import { lockScreen } from './personalization/lock-screen.ts';
import { start } from './personalization/start.ts';
import { taskbar } from './personalization/taskbar.ts';
import { touchKeyboard } from './personalization/touch-keyboard.ts';
import { wallpaper } from './personalization/wallpaper.ts';
import { windowMetrics } from './personalization/window-metrics.ts';

export const personalization: Category = {
  id: 'personalization',
  name: 'Personalization',
  description:
    'Light or dark mode, colours, the background, the desktop, Start with its pins, the taskbar and the touch keyboard.',
  settings: [
    ...colors,
    ...wallpaper,
    ...desktop,
    ...start,
    ...taskbar,
    ...touchKeyboard,
    ...lockScreen,
    ...lighting,
    ...windowMetrics,
  ],
};
