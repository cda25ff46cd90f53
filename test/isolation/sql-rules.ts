// The rules for the statements that the service sends about tenants' rows, so that each belongs to one tenant by its own
// words, not by row security alone, and also runs where the tables are sharded by tenant.
//
// With each rule stand statements that break it, which prove that it looks.

export type SqlRule = {
  readonly rule: string;
  readonly breaks: (statement: Statement) => boolean;
  readonly violations: readonly string[];
};

type Statement = {
  /** Without comments and with nothing between quotes; white space is one space. */
  readonly sql: string;
  readonly tables: readonly TableRef[];
};
type TableRef = { readonly table: string; readonly alias: string };

/** The rules that a statement breaks. `tables` are those that hold tenants' rows. */
export function brokenSqlRules(text: string, tables: readonly string[], rules = SQL_RULES): readonly string[] {
  const sql = plainSql(text);
  const statement = { sql, tables: tablesOf(sql, tables) };
  return rules.filter(({ breaks }) => breaks(statement)).map(({ rule }) => `${rule}: ${sql}`);
}

export function isSql(text: string): boolean {
  return STARTS.test(text);
}

export function plainSql(text: string): string {
  return text
    .replace(/--.*$/gm, '')
    .replace(/'(''|[^'])*'/g, "''")
    .replace(/\s+/g, ' ')
    .trim();
}

export const SQL_RULES: readonly SqlRule[] = [
  {
    rule: 'a statement names its tenant, for every table in it',
    breaks: ({ sql, tables }) => {
      const isInsertion = /^INSERT INTO \w+ \(tenant_id\b/.test(sql);
      const read = isInsertion ? tables.slice(1) : tables;
      if (read.length === 0 || OPERATORS.includes(sql)) return false;
      const named = sql.replace(/^INSERT INTO \w+ \([^)]*\)/, '').match(/\btenant_id\b/g) ?? [];
      const isBound = isInsertion || /\btenant_id = \$\d/.test(sql);
      return !isBound || named.length < read.length || read.some((ref) => !namesTenantOf(sql, ref));
    },
    violations: [
      'SELECT * FROM device',
      'DELETE FROM device WHERE device_id = $1',
      'UPDATE device SET display_name = $1',
      'INSERT INTO device (device_id, tenant_id) VALUES ($1, $2)',
      'SELECT 1 FROM device d JOIN credential c ON c.device_id = d.device_id WHERE d.tenant_id = $1',
      'INSERT INTO device (tenant_id, device_id) SELECT $1, c.device_id FROM credential c',
      'SELECT 1 FROM device WHERE tenant_id = $1 AND device_id IN (SELECT c.device_id FROM credential c)',
      'WITH RECURSIVE inside AS (SELECT $1::uuid AS id UNION SELECT d.device_id FROM device d) SELECT i.id FROM inside i',
    ],
  },
  {
    rule: 'times and chance come from the service',
    breaks: ({ sql }) =>
      /\b(now|\w+_timestamp|timeofday|random|gen_random_\w+|uuid_generate_\w+|uuidv[47]|nextval|setval)\s*\(|\b(current_(timestamp|date|time)|localtime(stamp)?)\b/i.test(
        sql,
      ),
    violations: [
      'INSERT INTO device (tenant_id) VALUES ($1) ON CONFLICT (tenant_id) DO UPDATE SET created_at = now()',
      'UPDATE device SET display_name = random()::text WHERE tenant_id = $1',
      'SELECT 1 FROM device WHERE tenant_id = $1 AND created_at < CURRENT_TIMESTAMP',
    ],
  },
  {
    rule: 'a session is left as it was found',
    breaks: ({ sql }) =>
      /\b(set_config|current_setting)\s*\(|^(SET|RESET|LISTEN|NOTIFY|UNLISTEN|PREPARE|EXECUTE|DEALLOCATE|DECLARE|DISCARD|LOAD)\b|\bpg_(try_)?advisory_lock|\b(TEMP|TEMPORARY)\b/i.test(
        sql,
      ),
    violations: [
      "SELECT set_config('app.tenant_id', $1, true)",
      "SET app.tenant_id = 'x'",
      'LISTEN changes',
      'SELECT pg_advisory_lock(1)',
      'CREATE TEMPORARY TABLE t (a int)',
    ],
  },
  {
    rule: 'one statement at a time, and only about rows',
    breaks: ({ sql }) =>
      /;/.test(sql) ||
      /^(CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE|LOCK|COPY|MERGE|CALL|DO|BEGIN|COMMIT|ROLLBACK)\b/.test(sql),
    violations: ['SELECT 1; SELECT 2', 'TRUNCATE device', 'LOCK TABLE device', 'MERGE INTO device USING x ON true'],
  },
  {
    rule: 'a conflict is one within the tenant',
    breaks: ({ sql }) => /\bON CONFLICT (?!DO NOTHING|\(tenant_id\b)/.test(sql),
    violations: ['INSERT INTO device (tenant_id) VALUES ($1) ON CONFLICT (device_id) DO NOTHING'],
  },
  {
    rule: 'no row changes its tenant',
    breaks: ({ sql }) =>
      [...sql.matchAll(/\bSET (.*?)(?= WHERE | RETURNING |$)/g)].some(([, set = '']) => /\btenant_id =/.test(set)),
    violations: [
      'UPDATE device SET display_name = $2, tenant_id = $1 WHERE tenant_id = $1',
      'INSERT INTO device (tenant_id) VALUES ($1) ON CONFLICT (tenant_id) DO UPDATE SET tenant_id = $1',
    ],
  },
  {
    rule: 'groups are plain',
    breaks: ({ sql }) => /\b(GROUPING SETS|ROLLUP|CUBE)\b/.test(sql),
    violations: ['SELECT count(*) FROM device WHERE tenant_id = $1 GROUP BY ROLLUP (display_name)'],
  },
];

/** What the operator asks about all tenants, in a transaction that can use no other table. */
const OPERATORS = ['SELECT tenant_id, display_name, created_at FROM tenant ORDER BY tenant_id'];

function namesTenantOf(sql: string, { table, alias }: TableRef): boolean {
  const qualified = new RegExp(`\\b(${alias}|${table})\\.tenant_id\\b`);
  return qualified.test(sql) || (alias === table && /(?<!\.)\btenant_id\b/.test(sql));
}

function tablesOf(sql: string, tables: readonly string[]): readonly TableRef[] {
  const found = sql.matchAll(
    /\b(?:FROM|JOIN|INTO|UPDATE|USING) ([a-z_]+)\b(?: AS)?(?: (?!SET\b|ON\b|WHERE\b)([a-z]\w*)\b)?/g,
  );
  return [...found].flatMap(([, table = '', alias = table]) => (tables.includes(table) ? [{ table, alias }] : []));
}

/** Keywords in capitals, as the house writes them, with what follows each; so that no sentence is taken for a statement. */
const STARTS = new RegExp(
  `^\\s*(${[
    'WITH (RECURSIVE )?[a-z_]+ (\\([^)]*\\) )?AS\\b',
    'SELECT\\b',
    '(INSERT|MERGE) INTO\\b',
    'UPDATE [a-z_]+\\b',
    'DELETE FROM\\b',
    '(TRUNCATE|COPY|SET|RESET|LISTEN|NOTIFY|UNLISTEN|PREPARE|EXECUTE|DECLARE) [a-z_]+\\b',
    '(CREATE|ALTER|DROP|GRANT|REVOKE|LOCK|SET|RESET|TRUNCATE) [A-Z]{3,}\\b',
    '(BEGIN|COMMIT|ROLLBACK|DISCARD)\\b',
  ].join('|')})`,
);
