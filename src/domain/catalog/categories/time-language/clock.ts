// Clocks, and what websites learn of the person's languages.

import { choice } from '../../codecs/number.ts';
import { text } from '../../codecs/text.ts';
import { normally, ofTheMachine, onlyIf, onOff, setting, together } from '../../entry.ts';
import { control, INTERNATIONAL, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const DATE = 'Control Panel\\TimeDate';
/** The name of a zone's registry key, such as `W. Europe Standard Time` or `UTC-11`. */
const ZONE = text({ pattern: /^[A-Za-z][\w .()+-]{1,127}$/ });
const LABEL = text({ pattern: /^[^\p{Cc}\\/:%{}]{0,64}$/u });

// biome-ignore format: one setting a line
export const clock: readonly Setting[] = [
  onOff('time.dstNotification', 'Notify me when the clock changes', user(DATE, 'DstNotification'), 'on'),
  ...additional(1),
  ...additional(2),
  // Opting out is the more private side.
  ...onlyIf('neverWeaker:higherIsStricter', [
    setting('language.httpAccept', 'Let websites show me locally relevant content by accessing my language list', user(`${INTERNATIONAL}\\User Profile`, 'HttpAcceptLanguageOptOut'), choice({ 0: 'on', 1: 'off' }), normally(0)),
  ]),
  // The start mode of the service that does it.
  ...ofTheMachine([
    setting('time.zone.auto', 'Set time zone automatically', control('Services\\tzautoupdate', 'Start'), choice({ 3: 'on', 4: 'off' })),
  ]),
];

/** A clock beside the first: its switch, its zone and what the person calls it. */
function additional(number: 1 | 2): readonly Setting[] {
  const key = `${DATE}\\AdditionalClocks\\${number}`;
  const id = `time.additionalClock${number}`;
  return together(`additionalClock${number}`, [
    onOff(`${id}.shown`, `Additional clock ${number}`, user(key, 'Enable'), 'off'),
    setting(`${id}.zone`, `Additional clock ${number}: time zone`, user(key, 'TzRegKeyName'), ZONE),
    setting(`${id}.name`, `Additional clock ${number}: name`, user(key, 'DisplayName'), LABEL),
  ]);
}
