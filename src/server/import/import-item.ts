// One piece of what is imported, with where it stood, so that whoever has to mend it finds it.

import type { Json } from '../../lib/canonical-json.ts';

export type ImportItem = {
  /** `devices.csv:17` is a line, `devices.json#3` an element. */
  readonly origin: string;
  readonly content: { readonly json: Json; readonly isRow?: boolean } | { readonly error: string };
  /** Bytes read so far, for whoever shows progress. */
  readonly bytesRead?: number;
};

/** What can be read twice: once to see whether all of it is sound, once to take it in. */
export type ImportSource = {
  readonly name: string;
  /** What records are said to come from; the name, unless it is a service's address. */
  readonly source: string;
  readonly sizeBytes: number;
  readonly items: () => AsyncIterable<ImportItem>;
};
