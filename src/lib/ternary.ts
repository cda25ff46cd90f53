// Three-valued logic (Kleene's): what is not known stays "unknown" until it can no longer matter.
//
// Guarantees monotony: replacing an "unknown" by either answer never changes a result that was "yes" or "no". The law that
// learning a fact never changes a definite verdict rests on these four functions.

export type Ternary = 'yes' | 'no' | 'unknown';

export function ternary(value: boolean | undefined): Ternary {
  if (value === undefined) return 'unknown';
  return value ? 'yes' : 'no';
}

export function not(value: Ternary): Ternary {
  if (value === 'unknown') return 'unknown';
  return value === 'yes' ? 'no' : 'yes';
}

/** "no" if any is "no", "yes" if all are; of nothing: "yes". */
export function all(values: readonly Ternary[]): Ternary {
  if (values.includes('no')) return 'no';
  return values.includes('unknown') ? 'unknown' : 'yes';
}

/** "yes" if any is "yes", "no" if none can be; of nothing: "no". */
export function any(values: readonly Ternary[]): Ternary {
  return not(all(values.map(not)));
}
