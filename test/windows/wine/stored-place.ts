// A value with its place as JSON, on its way into a Windows process.

import { fromBase64, toBase64 } from '../../../src/lib/bytes.ts';
import type { Location } from '../../../src/domain/catalog/setting.ts';
import type { Place } from '../../fixtures/chosen-values.ts';

export type StoredPlace = {
  readonly location: Location;
  readonly raw: { readonly type: number; readonly base64: string };
};

export function storedPlace({ location, raw }: Place): StoredPlace {
  return { location, raw: { type: raw.type, base64: toBase64(raw.data) } };
}

export function placeOf({ location, raw }: StoredPlace): Place {
  return { location, raw: { type: raw.type, data: fromBase64(raw.base64) ?? new Uint8Array() } };
}
