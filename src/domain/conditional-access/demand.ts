// What a policy demands of a sign-in, from nothing to a refusal, and the span between what is certain and what is possible.
//
// A span is how an unknown fact travels to the verdict: "at least" is what holds whatever the missing facts are, "at most"
// what enforcement has to assume. The two meet when enough is known; learning a fact only narrows the span.

export type Demand = 'none' | 'interaction' | 'block';

export type Span = { readonly atLeast: Demand; readonly atMost: Demand };

export const NOTHING: Span = { atLeast: 'none', atMost: 'none' };
export const REFUSAL: Span = { atLeast: 'block', atMost: 'block' };

const RANK: Readonly<Record<Demand, number>> = { none: 0, interaction: 1, block: 2 };

/** All of these have to be met. */
export function strictest(spans: readonly Span[]): Span {
  return spans.reduce(
    (one, other) => ({ atLeast: harder(one.atLeast, other.atLeast), atMost: harder(one.atMost, other.atMost) }),
    NOTHING,
  );
}

/** Any one of these is enough; of nothing: nothing. */
export function mildest(spans: readonly Span[]): Span {
  const [first = NOTHING, ...rest] = spans;
  return rest.reduce(
    (one, other) => ({ atLeast: milder(one.atLeast, other.atLeast), atMost: milder(one.atMost, other.atMost) }),
    first,
  );
}

/** The same demand from somebody who perhaps demands nothing at all. */
export function perhaps({ atMost }: Span): Span {
  return { atLeast: 'none', atMost };
}

/** Exactly this demand, or less while it is not known. */
export function exactly(demand: Demand): Span {
  return { atLeast: demand, atMost: demand };
}

export function sameSpan(one: Span, other: Span): boolean {
  return one.atLeast === other.atLeast && one.atMost === other.atMost;
}

export function harder(one: Demand, other: Demand): Demand {
  return RANK[one] >= RANK[other] ? one : other;
}

function milder(one: Demand, other: Demand): Demand {
  return RANK[one] <= RANK[other] ? one : other;
}
