// How a list asks for its rows: a page at a time, each naming the one after it.

export type ListPage<T> = {
  readonly rows: readonly T[];
  /** `null`: this is the last. */
  readonly next: string | null;
};

export type AskedPage = {
  readonly limit: number;
  /** What the page before said comes next. */
  readonly after: string | undefined;
  readonly signal: AbortSignal;
};

export type PageOf<T> = (asked: AskedPage) => Promise<ListPage<T>>;

/** Where Microsoft Graph's page is gone on with. */
export function skipTokenOf(nextLink: string | undefined): string | null {
  return nextLink === undefined ? null : new URL(nextLink).searchParams.get('$skiptoken');
}
