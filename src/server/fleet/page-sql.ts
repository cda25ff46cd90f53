// The end of a statement that reads one page of a list: sorted by a key and then the id, after the row that the page before
// ended with. The cursor is that row's id alone; its key is looked up, so that a page can be asked for by hand.

export type Sorting = {
  /** An expression over the row `r`. */
  readonly key: string;
  readonly direction: 'ASC' | 'DESC';
};

/** `rows` yields the column `id`; `after` and `limit` are the names of parameters. */
export function pageSql(
  rows: string,
  { where, sorting, after, limit }: { where: string; sorting: Sorting; after: string; limit: string },
): string {
  const { key, direction } = sorting;
  const beyond = direction === 'ASC' ? '>' : '<';
  return `SELECT r.* FROM (${rows}) r
           WHERE ${where} AND (${after}::uuid IS NULL
                  OR (${key}, r.id) ${beyond} (SELECT ${key}, r.id FROM (${rows}) r WHERE r.id = ${after}))
           ORDER BY ${key} ${direction}, r.id ${direction} LIMIT ${limit}`;
}

export const SORTINGS = {
  name: { key: 'lower(r.display_name)', direction: 'ASC' },
  lastBackup: { key: "coalesce(r.last_backup_at, '-infinity')", direction: 'ASC' },
  newest: { key: 'r.id', direction: 'DESC' },
} as const satisfies Record<string, Sorting>;

/** What a list of backups can be narrowed to, over `r`; `$2` is since when a backup is fresh, and named in any case. */
export const BY_FRESHNESS = {
  any: '$2::timestamptz IS NOT NULL',
  fresh: 'r.last_backup_at >= $2',
  ageing: 'r.last_backup_at < $2',
} as const;
