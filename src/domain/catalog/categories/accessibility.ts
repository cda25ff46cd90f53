// Accessibility: what a person needs in order to see, hear and type on the new device from the first minute.
//
// Absent on purpose: contrast themes and coloured pointers (their files do not travel yet; Windows draws them from files, not
// from these numbers), eye control (it needs the tracker) and what Narrator keeps under its own `NoRoam` key.

import type { Category } from '../category.ts';
import { hearing } from './accessibility/hearing.ts';
import { keyboard } from './accessibility/keyboard.ts';
import { magnifier } from './accessibility/magnifier.ts';
import { mouse } from './accessibility/mouse.ts';
import { narrator } from './accessibility/narrator.ts';
import { vision } from './accessibility/vision.ts';

export const accessibility: Category = {
  id: 'accessibility',
  name: 'Accessibility',
  description:
    'Text size, pointer, colour filters, Magnifier, Narrator, sticky and filter keys, mouse keys and sound cues.',
  settings: [...vision, ...mouse, ...magnifier, ...narrator, ...hearing, ...keyboard],
};
