// The switches that Windows keeps as bits of a decimal number named `Flags`, one number for each aid under
// `Control Panel\Accessibility`. A setting owns one bit, so that a person's other choices on the target survive.

import { decimalFlag } from '../../codecs/part.ts';
import { normally, setting } from '../../entry.ts';
import { ACCESSIBILITY, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

type FlagOf = (id: string, name: string, mask: number) => Setting;

/** For the aid under `key`, whose flags Windows ships as `shipped`: that also is where each switch's default comes from. */
export function flagsOf(key: string, shipped: number): FlagOf {
  return (id, name, mask) => {
    const at = user(`${ACCESSIBILITY}\\${key}`, 'Flags');
    return setting(id, name, at, decimalFlag({ mask, base: shipped }), normally((shipped & mask) !== 0));
  };
}
