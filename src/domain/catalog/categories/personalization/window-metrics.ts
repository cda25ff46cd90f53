// The measures of window frames, in twips: -15 for each pixel at 96 DPI. Windows rounds them for the scaling they were saved at,
// so they fit no other.

import { logFont } from '../../codecs/log-font.ts';
import { decimalText } from '../../codecs/number.ts';
import { onlyIf, onRequest, setting, together } from '../../entry.ts';
import { DESKTOP, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const KEY = `${DESKTOP}\\WindowMetrics`;
const TWIPS = decimalText({}, { min: -6000, max: 6000 });

// biome-ignore format: one setting a line
export const windowMetrics: readonly Setting[] = onlyIf('sameScaling', [
  ...together('windowMetrics', [
    measure('borderWidth', 'BorderWidth', 'border'),
    measure('paddedBorderWidth', 'PaddedBorderWidth', 'border padding'),
    measure('captionHeight', 'CaptionHeight', 'title bar height'),
    measure('captionWidth', 'CaptionWidth', 'title bar button width'),
    measure('smCaptionHeight', 'SmCaptionHeight', 'palette title height'),
    measure('scrollWidth', 'ScrollWidth', 'scroll bar width'),
    measure('scrollHeight', 'ScrollHeight', 'scroll bar height'),
    measure('menuHeight', 'MenuHeight', 'menu height'),
    measure('iconSpacing', 'IconSpacing', 'horizontal icon spacing'),
    measure('iconVerticalSpacing', 'IconVerticalSpacing', 'vertical icon spacing'),
  ]),
  // Where text is enlarged, Windows enlarges these heights too, and restoring them would do it twice: only on request.
  ...onRequest([
    font('captionFont', 'CaptionFont', 'title bars'),
    font('smCaptionFont', 'SmCaptionFont', 'palette titles'),
    font('menuFont', 'MenuFont', 'menus'),
    font('statusFont', 'StatusFont', 'status bars'),
    font('messageFont', 'MessageFont', 'message boxes'),
    font('iconFont', 'IconFont', 'icons'),
  ]),
]);

/** What Windows ships depends on scaling and release, so there is no default. */
function measure(id: string, value: string, words: string): Setting {
  return setting(`personalization.windowMetrics.${id}`, `Window metrics: ${words}`, user(KEY, value), TWIPS);
}

function font(id: string, value: string, words: string): Setting {
  return setting(`personalization.windowMetrics.${id}`, `Font: ${words}`, user(KEY, value), logFont());
}
