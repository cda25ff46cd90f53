// What is chosen of a list, as its address says it: what it is narrowed to, and its order.

import { useCallback, useMemo } from 'react';

export type ListAddress<S> = {
  readonly wanted: S;
  /** What is not named stays as it is; `undefined` is no choice. */
  readonly change: (next: Partial<S>) => void;
  readonly clear: () => void;
};

/** Choices take each other's place in the browser's history: back leads to the page before the list. */
type Navigate<S> = (to: { readonly search: (now: S) => S; readonly replace: true }) => Promise<void>;

export function useListAddress<S extends object>(wanted: S, navigate: Navigate<S>): ListAddress<S> {
  const change = useCallback(
    (next: Partial<S>) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const clear = useCallback(() => void navigate({ search: () => ({}) as S, replace: true }), [navigate]);
  return useMemo(() => ({ wanted, change, clear }), [wanted, change, clear]);
}

/** An order leaves nothing out. */
export function isNarrowed({ wanted }: ListAddress<object>): boolean {
  return Object.entries(wanted).some(([name, value]) => name !== 'sort' && value !== undefined);
}

/** The order, as heads of columns show and change it; `''` is the list's own. */
export function sortingOf(address: ListAddress<object>): {
  readonly by: string;
  readonly onSort: (by: string) => void;
} {
  const { wanted, change } = address as ListAddress<{ readonly sort?: string | undefined }>;
  return { by: wanted.sort ?? '', onSort: (by) => change({ sort: by === '' ? undefined : by }) };
}
