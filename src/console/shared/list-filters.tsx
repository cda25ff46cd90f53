// What narrows a list, above its rows: a search, choices among a few, whatever else a page puts there, and the way back to all
// of it.

import { type ReactNode, useCallback } from 'react';
import { isNarrowed, type ListAddress } from './list-address.ts';
import { ClearChoices, ListChoice, ListSearch } from './list-controls.tsx';

/** By the name in the address: what can be chosen there. */
export type Choices<S> = {
  readonly [K in keyof S]?: {
    readonly label: string;
    readonly options: readonly (readonly [value: (S[K] & string) | '', label: string])[];
  };
};

type Props<S> = {
  readonly address: ListAddress<S>;
  readonly hasSearch: boolean;
  readonly choices: Choices<S> | undefined;
  readonly children: ReactNode;
};

export function ListFilters<S extends object>({ address, hasSearch, choices = {}, children }: Props<S>) {
  const { wanted, change, clear } = address as unknown as ListAddress<Readonly<Record<string, string | undefined>>>;
  const onSearch = useCallback((search?: string) => change({ search }), [change]);
  return (
    <>
      {hasSearch ? <ListSearch value={wanted['search']} onChange={onSearch} /> : null}
      {children}
      {Object.entries(choices as Choices<Readonly<Record<string, string>>>).map(([name, choice]) =>
        choice === undefined ? null : (
          <ListChoice key={name} {...choice} value={wanted[name]} onChange={(value) => change({ [name]: value })} />
        ),
      )}
      {isNarrowed(address) ? <ClearChoices onClear={clear} /> : null}
    </>
  );
}
