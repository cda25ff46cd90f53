// The pointer scheme: one file for each shape, and only files that Windows brings along. Pointers in a colour of the person's own
// are files that Windows draws for one device: those stay behind, and then the whole scheme does, since a mix would serve nobody.

import { inboxFile } from '../../codecs/inbox-file.ts';
import { choice } from '../../codecs/number.ts';
import { text } from '../../codecs/text.ts';
import { normally, setting, since, together } from '../../entry.ts';
import { CURSORS, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const LABEL = text({ pattern: /^[\p{L}\p{N} ()_-]{0,64}$/u });
const SOURCE = choice({ 0: 'none', 1: "the person's own scheme", 2: "a scheme of Windows'" });

// biome-ignore format: one setting a line
export const cursors: readonly Setting[] = together('cursors', [
  setting('devices.cursors.scheme', 'Pointer scheme', user(CURSORS, ''), LABEL),
  setting('devices.cursors.source', 'Pointer scheme: where it comes from', user(CURSORS, 'Scheme Source'), SOURCE, normally(2)),
  shape('Arrow', 'normal select'),
  shape('Help', 'help select'),
  shape('AppStarting', 'working in background'),
  shape('Wait', 'busy'),
  shape('Crosshair', 'precision select'),
  shape('IBeam', 'text select'),
  shape('NWPen', 'handwriting'),
  shape('No', 'unavailable'),
  shape('SizeNS', 'vertical resize'),
  shape('SizeWE', 'horizontal resize'),
  shape('SizeNWSE', 'diagonal resize 1'),
  shape('SizeNESW', 'diagonal resize 2'),
  shape('SizeAll', 'move'),
  shape('UpArrow', 'alternate select'),
  shape('Hand', 'link select'),
  ...since(17763, [
    shape('Pin', 'location select'),
    shape('Person', 'person select'),
  ]),
]);

/** Empty is the pointer built into Windows. Releases ship different files, so none is the default. */
function shape(value: string, words: string): Setting {
  const id = `devices.cursors.${value.charAt(0).toLowerCase()}${value.slice(1)}`;
  return setting(id, `Pointer: ${words}`, user(CURSORS, value), inboxFile('cursors'));
}
