// The writes behind changes: one for each place, since several settings may share one; and what would be read after them.

import { equalBytes } from '../../lib/bytes.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import { type Location, locationKey, type ReadLocation } from '../catalog/setting.ts';
import type { Step } from './judgement.ts';

export type Write = {
  readonly location: Location;
  /** What the plan found there; `undefined` for nothing. Applying stops if it is something else by then. */
  readonly before: RawValue | undefined;
  /** `undefined` deletes. */
  readonly after: RawValue | undefined;
};

/** In the order of the steps, but what Windows takes by its API comes last: it answers by what the registry says. */
export function writesOf(steps: readonly Step[], read: ReadLocation): readonly Write[] {
  const places = Map.groupBy(steps, (step) => locationKey(step.entry.setting.at));
  const writes = [...places.values()].flatMap((sharing): readonly Write[] => {
    const location = sharing[0]?.entry.setting.at;
    if (location === undefined) return [];
    const reading = read(location);
    const before = reading.state === 'present' ? reading.raw : undefined;
    const after = sharing.reduce<RawValue | undefined>((raw, { entry, after: value }) => {
      if (value === undefined) return undefined;
      const encoded = entry.setting.codec.encode(value, raw, read);
      if (!encoded.ok) throw new Error(`${entry.setting.id} was encoded once and not again: ${encoded.error}`);
      return encoded.value;
    }, before);
    return sameRaw(before, after) ? [] : [{ location, before, after }];
  });
  return writes.toSorted((a, b) => Number(isByApi(a)) - Number(isByApi(b)));
}

function isByApi({ location }: Write): boolean {
  return location.kind === 'windows';
}

/** What would be read once these writes are done. */
export function readAfter(writes: readonly Write[], read: ReadLocation): ReadLocation {
  const byPlace = new Map(writes.map((write) => [locationKey(write.location), write]));
  return (location) => {
    const write = byPlace.get(locationKey(location));
    if (write === undefined) return read(location);
    return write.after === undefined ? { state: 'absent' } : { state: 'present', raw: write.after };
  };
}

export function sameRaw(left: RawValue | undefined, right: RawValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.type === right.type && equalBytes(left.data, right.data);
}
