// Personalization, with Start and the taskbar as in Microsoft's own catalogue.
//
// Absent on purpose: wallpaper, slide show and theme (their pictures do not travel yet), taskbar pins (their item lists hold
// file ids of the source volume) and the lock screen (Windows keeps it under keys named by SID).

import type { Category } from '../category.ts';
import { colors } from './personalization/colors.ts';
import { desktop } from './personalization/desktop.ts';
import { start } from './personalization/start.ts';
import { taskbar } from './personalization/taskbar.ts';
import { touchKeyboard } from './personalization/touch-keyboard.ts';

export const personalization: Category = {
  id: 'personalization',
  name: 'Personalization',
  description: 'Light or dark mode, colours, the desktop, Start with its pins, the taskbar and the touch keyboard.',
  settings: [...colors, ...desktop, ...start, ...taskbar, ...touchKeyboard],
};
