// Privacy & security: search, suggestions and consents.
//
// A consent belongs to the device it was given on. So each travels only where an administrator asks for it, and even then only
// towards the more private side: from a backup nothing can be allowed that the target denies.

import type { Category } from '../category.ts';
import { consents } from './privacy-security/consents.ts';
import { search } from './privacy-security/search.ts';

export const privacySecurity: Category = {
  id: 'privacy-security',
  name: 'Privacy & security',
  description:
    'What search shows and remembers and, where the organization asks, consents. Never less private than the new device.',
  settings: [...search, ...consents],
};
