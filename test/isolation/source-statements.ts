// The statements of the service as they stand in its source, and those among what was sent that do not.

import { globSync, readFileSync } from 'node:fs';
import { textsIn } from './source-literals.ts';
import { isSql, plainSql } from './sql-rules.ts';

/** By statement: a file that has it. The database layer's own statements are the owner's, about the server and the schema. */
export function statementsInSource(): ReadonlyMap<string, string> {
  const paths = globSync('src/server/**/*.ts').filter(
    (path) => !path.endsWith('.test.ts') && !path.includes('/database/'),
  );
  const found = paths.flatMap((path) => textsIn(readFileSync(path, 'utf8')).map((text) => [text, path] as const));
  return new Map(found.filter(([text]) => isSql(text)).map(([text, path]) => [plainSql(text), path]));
}

/** But for opening and ending transactions. */
export function statementsNotInSource(sent: readonly string[]): readonly string[] {
  if (sent.length <= 100) throw new Error(`only ${sent.length} statements were sent`);
  const known = [...statementsInSource().keys()].map(asPattern);
  const others = sent.map(plainSql).filter((sql) => !known.some((pattern) => pattern.test(sql)));
  return [...new Set(others.filter((sql) => !OF_TRANSACTIONS.test(sql)))];
}

const OF_TRANSACTIONS = /^((BEGIN; )?SET LOCAL ROLE |SET LOCAL app\.tenant_id = ''$|COMMIT$|ROLLBACK$)/;

/** What a statement of the source may have become: anything where an expression stood. */
function asPattern(sql: string): RegExp {
  return new RegExp(
    `^${sql
      .split('?')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
  );
}
