// The same call about another tenant's things: wherever it names one of its own, it names one of theirs, and beside that
// one of nobody's, which must be answered alike.

import { columnsOf, type Identifiers, nobodys, replaceIn, sameForm } from './identifiers.ts';
import type { Call } from './wire.ts';

export type ForeignCall = {
  /** What was put there instead of what. */
  readonly what: string;
  readonly theirs: Call;
  /** What `theirs` names. */
  readonly named: string;
  readonly nobodys: readonly [Named, Named];
};

type Named = { readonly call: Call; readonly named: string };

/** With `everywhere`, not only the like of what stood there, but one of every kind that the other tenant has. */
export function foreignCalls(call: Call, own: Identifiers, theirs: Identifiers, everywhere: boolean): ForeignCall[] {
  return namedIn(call, own).flatMap((value) => {
    const alike = columnsOf(own, value);
    const columns = everywhere ? [...theirs.keys()] : alike;
    const candidates = columns.flatMap((column) =>
      (theirs.get(column) ?? []).slice(0, 1).map((it) => [column, it] as const),
    );
    const foreign = candidates.filter(([, it]) => sameForm(it, value) && columnsOf(own, it).length === 0);
    const distinct = new Map(foreign.map(([column, it]) => [it, column]));
    return [...distinct].map(([named, column]) => ({
      what: `${call.method} ${call.path} with their ${column} instead of ${alike[0] ?? ''}`,
      theirs: replaceIn(call, value, named),
      named,
      nobodys: [nameNobody(call, value), nameNobody(call, value)] as const,
    }));
  });
}

function nameNobody(call: Call, value: string): Named {
  const named = nobodys(value);
  return { call: replaceIn(call, value, named), named };
}

/** The tenant's identifiers that the call names. */
function namedIn(call: Call, own: Identifiers): readonly string[] {
  const text = JSON.stringify(call);
  return [...new Set([...own.values()].flat())].filter((value) => value.length >= LENGTH_MIN && text.includes(value));
}

/** Shorter ones would be found in words. */
const LENGTH_MIN = 8;
