// Accessibility: what a person needs in order to see, hear and type on the new device from the first minute.
//
// Absent on purpose: coloured pointers and system colours (Windows draws them from files and themes, not from these numbers),
// the settings of eye control (nobody documents their places) and voices (they have to be installed first).

import type { Category } from '../category.ts';
import { hearing } from './accessibility/hearing.ts';
import { keyboard } from './accessibility/keyboard.ts';
import { magnifier } from './accessibility/magnifier.ts';
import { mouse } from './accessibility/mouse.ts';
import { narrator } from './accessibility/narrator.ts';
import { onScreenKeyboard } from './accessibility/on-screen-keyboard.ts';
import { vision } from './accessibility/vision.ts';

export const accessibility: Category = {
  id: 'accessibility',
  name: 'Accessibility',
  description:
    'Text size, pointer, colour filters, Magnifier, Narrator, sticky and filter keys, mouse keys and sound cues.',
  settings: [...vision, ...mouse, ...magnifier, ...narrator, ...hearing, ...keyboard, ...onScreenKeyboard],
};
