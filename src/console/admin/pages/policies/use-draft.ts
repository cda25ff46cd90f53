// A change that is not saved yet, of an object that somebody else may change at the same time. The draft belongs to the version
// it was begun on; what was stored meanwhile is taken over silently where nothing was changed here, and told where something was.

import { useState } from 'react';
import { isSame } from './graph-policy.ts';

type Versioned = { readonly '@odata.etag': string };

export type Drafting<T, D> = {
  /** What the draft was begun on. */
  readonly base: T;
  readonly draft: D;
  readonly change: (part: Partial<D>) => void;
  readonly isDirty: boolean;
  /** Another version was stored since. */
  readonly isOvertaken: boolean;
  /** Begins again on a version: what was changed here is gone. */
  readonly beginOn: (version: T) => void;
  /** The draft stays, and is meant for the version that is stored now. */
  readonly keepMine: () => void;
};

export function useDraft<T extends Versioned, D extends object>(stored: T, draftOf: (version: T) => D): Drafting<T, D> {
  const [{ base, draft }, set] = useState({ base: stored, draft: draftOf(stored) });
  const beginOn = (version: T): void => set({ base: version, draft: draftOf(version) });
  const isDirty = !isSame(draftOf(base), draft);
  const isAnother = stored['@odata.etag'] !== base['@odata.etag'];
  if (isAnother && (!isDirty || isSame(draftOf(stored), draft))) beginOn(stored);
  return {
    base,
    draft,
    change: (part) => set((now) => ({ ...now, draft: { ...now.draft, ...part } })),
    isDirty,
    isOvertaken: isAnother && isDirty,
    beginOn,
    keepMine: () => set((now) => ({ ...now, base: stored })),
  };
}
