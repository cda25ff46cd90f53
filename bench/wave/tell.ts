// Times as a table: how many, and how long half of them, most of them and the slowest took.

export function summary(name: string, times: readonly number[]): readonly string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => {
    const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return found === undefined ? '–' : found.toFixed(found < 10 ? 1 : 0);
  };
  return [name, String(times.length), at(0.5), at(0.95), at(0.99), at(1)];
}

export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`,
    )
    .join('\n');
}
