// The same call about another tenant's things: wherever it names one of its own, it names one of theirs, and beside that
// one of nobody's, which must be answered alike.

import { columnsOf, type Identifiers, names, nobodys, replaceIn, sameForm } from './identifiers.ts';
import type { Call } from './wire.ts';

/** One place in a call where it named its own. */
export type ForeignCalls = {
  readonly theirs: readonly Named[];
  readonly nobodys: readonly [Named, Named];
};

export type Named = {
  readonly call: Call;
  /** What stands there instead. */
  readonly named: string;
  /** In words. */
  readonly what: string;
};

/**
 * For each thing that the calls name: the first call that names it, naming the like of what stood there; with `everywhere`,
 * one of every kind that the other tenant has.
 */
export function foreignCalls(
  calls: readonly Call[],
  own: Identifiers,
  theirs: Identifiers,
  everywhere: boolean,
): readonly ForeignCalls[] {
  const shared = new Set([...theirs.values()].flat());
  const all = JSON.stringify(calls);
  // Most values are in no call at all, which a look at all calls' text tells soonest.
  const values = [...new Set([...own.values()].flat())].filter(
    (it) => it.length >= LENGTH_MIN && all.includes(JSON.stringify(it).slice(1, -1)) && !shared.has(it),
  );
  return values.flatMap((value) => {
    const call = calls.find((it) => names(it, value));
    const columns = columnsOf(own, value);
    const foreign = (everywhere ? [...theirs.keys()] : columns)
      .map((column) => ({ column, named: theirs.get(column)?.[0] ?? '' }))
      .filter(({ named }) => sameForm(named, value) && columnsOf(own, named).length === 0);
    const distinct = foreign.filter(({ named }, index) => foreign.findIndex((it) => it.named === named) === index);
    if (call === undefined || distinct.length === 0) return [];
    const naming = (named: string, whose: string): Named => ({
      call: replaceIn(call, value, named),
      named,
      what: `${call.method} ${call.path} with ${whose} instead of its own ${columns[0] ?? ''}`,
    });
    return {
      theirs: distinct.map(({ column, named }) => naming(named, `their ${column}`)),
      nobodys: [naming(nobodys(value), 'nobody’s'), naming(nobodys(value), 'nobody’s')],
    };
  });
}

/** Shorter ones would be words. */
const LENGTH_MIN = 8;
