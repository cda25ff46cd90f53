// Time & language: region, regional formats, typing and the shortcuts that switch input languages.
//
// Absent on purpose: the time zone itself (Windows derives half of its values and sets them by API), the list of languages and their input methods
// (a language has to be installed first) and the personal spelling dictionary (it is not a setting but the person's text).

import type { Category } from '../category.ts';
import { clock } from './time-language/clock.ts';
import { region } from './time-language/region.ts';
import { typing } from './time-language/typing.ts';

export const timeLanguage: Category = {
  id: 'time-language',
  name: 'Time & language',
  description: 'Country or region, formats of dates, numbers and currency, and how Windows helps with typing.',
  settings: [...region, ...typing, ...clock],
};
