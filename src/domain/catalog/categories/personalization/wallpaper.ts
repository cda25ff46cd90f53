// The desktop's background: the picture itself, how it is fitted, and the colour instead of one. The picture is the one that
// Windows keeps ready for the screen; a slide show or Spotlight travels as the picture it showed last.
//
// Absent on purpose: the original file, the slide show's folder (an item list of the source volume), and Windows' caches.

import { fail, ok } from '../../../../lib/result.ts';
import { choice, decimalChoice, readDword } from '../../codecs/number.ts';
import { picture } from '../../codecs/picture.ts';
import { text } from '../../codecs/text.ts';
import { RESTORED_PICTURE, wallpaperPath } from '../../codecs/wallpaper-path.ts';
import { normally, onOffText, setting, together } from '../../entry.ts';
import { DESKTOP, EXPLORER, file, user } from '../../places.ts';
import type { Codec, Setting } from '../../setting.ts';

const FIT = decimalChoice({ 0: 'center', 2: 'stretch', 6: 'fit', 10: 'fill', 22: 'span' });
const IMAGE = 'personalization.wallpaper.image';
export const IMAGE_BYTES_MAX = 8 * 1024 * 1024;

const KIND_WORDS = choice({ 0: 'picture', 1: 'solid color' });
/** A slide show (2) and Spotlight (3) show a picture, and that is what travels. */
const KIND: Codec = {
  ...KIND_WORDS,
  kind: 'backgroundKind',
  decode: (raw) => {
    const kind = readDword(raw);
    if (!kind.ok) return kind;
    return kind.value > 3 ? fail(`${kind.value} is no kind of background`) : ok(kind.value === 1 ? 1 : 0);
  },
};

// biome-ignore format: one setting a line
export const wallpaper: readonly Setting[] = together('wallpaper', [
  { ...setting(IMAGE, 'Background picture', file(RESTORED_PICTURE), picture({ maxBytes: IMAGE_BYTES_MAX })), onlyWithGroup: true },
  { ...setting('personalization.wallpaper.path', 'Which picture the background shows', user(DESKTOP, 'WallPaper'), wallpaperPath(), normally('windows')), alwaysWith: IMAGE },
  setting('personalization.wallpaper.style', 'Choose a fit for your desktop image', user(DESKTOP, 'WallpaperStyle'), FIT, normally(10)),
  onOffText('personalization.wallpaper.tile', 'Tile the background', user(DESKTOP, 'TileWallpaper'), 'off'),
  setting('personalization.wallpaper.kind', 'Personalize your background', user(`${EXPLORER}\\Wallpapers`, 'BackgroundType'), KIND, normally(0)),
  setting('personalization.wallpaper.solidColor', 'Background color', user('Control Panel\\Colors', 'Background'), text({ pattern: /^\d{1,3} \d{1,3} \d{1,3}$/, words: { '0 0 0': 'black' } }), [{ builds: { from: 9200 }, value: '0 0 0' }]),
]);
