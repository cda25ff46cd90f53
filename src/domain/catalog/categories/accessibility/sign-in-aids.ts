// The assistive technologies that start when a person signs in: names in one comma-separated list. Windows starts whatever
// program registered under a name, so a setting adds or removes one fixed name of Windows' own and never takes a list.

import { listedWord } from '../../codecs/part.ts';
import { normally, setting } from '../../entry.ts';
import { user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

export type SignInAid = 'narrator' | 'magnifierpane' | 'colorfiltering' | 'cursorindicator' | 'voiceaccess';

export function startsAtSignIn(id: string, name: string, word: SignInAid): Setting {
  const at = user('Software\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility', 'Configuration');
  return setting(id, name, at, listedWord({ word }), normally(false));
}
