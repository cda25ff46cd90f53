// Equality of setting values: by what they say, not by identity.

import { canonicalJson } from '../../lib/canonical-json.ts';
import type { SettingValue } from './setting.ts';

export function sameValue(left: SettingValue, right: SettingValue): boolean {
  return left === right || (typeof left === 'object' && canonicalJson(left) === canonicalJson(right));
}
