// The rules that every table keeps so that tenants stay apart and the schema can be sharded by tenant, as questions to the
// catalog: each answers with what breaks it. With each rule stand statements that break it, which prove that it looks.

import type pg from 'pg';
import { OPERATOR_ROLE, SERVICE_ROLE } from '../../src/server/database/roles.ts';
import { rows } from './scratch.ts';

export type SchemaRule = {
  readonly rule: string;
  /** Selects `item`: what breaks the rule. */
  readonly broken: string;
  /** Statements, each of which breaks the rule; `$table` stands for any table. */
  readonly violations: readonly string[];
};

/** Every rule that something breaks, as sentences. */
export async function brokenRules(owner: pg.Client, rules = SCHEMA_RULES): Promise<readonly string[]> {
  const all = rules.map(({ rule, broken }) => `SELECT ${quote(`${rule}: `)} || item AS sentence FROM (${broken}) b`);
  const found = await rows<{ sentence: string }>(owner, `${TABLES} ${all.join(' UNION ALL ')}`);
  return found.map(({ sentence }) => sentence);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const ROLES = `'${SERVICE_ROLE}', '${OPERATOR_ROLE}'`;

/** `t`: the tables. `p`: the policies on them. */
const TABLES = `
  WITH t AS (SELECT oid, relname AS name, relrowsecurity, relforcerowsecurity, relacl FROM pg_class
              WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'schema_migration'),
       p AS (SELECT tablename, policyname, cmd, qual, with_check, '${OPERATOR_ROLE}' = ANY (roles) AS of_operator,
                    roles && ARRAY['public', '${SERVICE_ROLE}']::name[] AS of_service
               FROM pg_policies WHERE schemaname = 'public')`;

export const SCHEMA_RULES: readonly SchemaRule[] = [
  {
    rule: 'row security is on',
    broken: 'SELECT name AS item FROM t WHERE NOT relrowsecurity',
    violations: [
      'ALTER TABLE $table DISABLE ROW LEVEL SECURITY',
      'CREATE TABLE forgotten (tenant_id uuid PRIMARY KEY)',
    ],
  },
  {
    rule: 'row security is forced',
    broken: 'SELECT name AS item FROM t WHERE NOT relforcerowsecurity',
    violations: ['ALTER TABLE $table NO FORCE ROW LEVEL SECURITY'],
  },
  {
    rule: 'there is a policy for each command',
    broken: `SELECT name || ' ' || command AS item FROM t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) command
              WHERE NOT EXISTS (SELECT FROM p WHERE tablename = name AND cmd = command AND of_service)`,
    violations: ['CREATE TABLE forgotten (tenant_id uuid PRIMARY KEY)'],
  },
  {
    rule: 'a policy lets through what is of the transaction’s tenant, and nothing else',
    broken: `SELECT tablename || ' ' || policyname AS item
               FROM p, unnest(ARRAY[coalesce(qual, with_check), coalesce(with_check, qual)]) condition
              WHERE of_service AND condition IS DISTINCT FROM '(tenant_id = current_tenant_id())'`,
    violations: [
      'CREATE POLICY too_much ON $table USING (true)',
      'CREATE POLICY too_much ON $table FOR UPDATE USING (tenant_id = current_tenant_id()) WITH CHECK (true)',
    ],
  },
  {
    rule: 'the operator reads and makes tenants, and sees nothing else',
    broken: `SELECT name AS item FROM t
              WHERE (SELECT array_agg(cmd ORDER BY cmd) FROM p WHERE tablename = name AND of_operator)
                    IS DISTINCT FROM CASE name WHEN 'tenant' THEN ARRAY['INSERT', 'SELECT'] END`,
    violations: [`CREATE POLICY peek ON $table FOR DELETE TO ${OPERATOR_ROLE} USING (tenant_id = current_tenant_id())`],
  },
  {
    rule: 'the roles neither own a table nor stand above row security, nor wear another role',
    broken: `SELECT rolname AS item FROM pg_roles
              WHERE rolname IN (${ROLES})
                AND (rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)
                     OR EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid))`,
    violations: [
      `ALTER ROLE ${SERVICE_ROLE} BYPASSRLS`,
      `ALTER TABLE $table OWNER TO ${SERVICE_ROLE}`,
      `GRANT ${OPERATOR_ROLE} TO ${SERVICE_ROLE}`,
    ],
  },
  {
    // TRUNCATE asks no policy, REFERENCES lets one ask whether a row exists.
    rule: 'rights on a table are for rows alone, and for the roles alone',
    broken: `SELECT name || ' ' || privilege_type AS item FROM t, aclexplode(relacl) acl
              WHERE grantee = 0 OR (grantee::regrole::text IN (${ROLES})
                                    AND privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))`,
    violations: [
      `GRANT TRUNCATE ON $table TO ${SERVICE_ROLE}`,
      `GRANT REFERENCES ON $table TO ${OPERATOR_ROLE}`,
      'GRANT SELECT ON $table TO PUBLIC',
    ],
  },
  {
    rule: 'nothing answers with the rights of another: no view, no copy, no function of its definer, no rewriting',
    broken: `SELECT relname AS item FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'f')
             UNION ALL
             SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
             UNION ALL
             SELECT name FROM t JOIN pg_rewrite ON ev_class = t.oid`,
    violations: [
      'CREATE VIEW everything AS SELECT * FROM $table',
      'CREATE MATERIALIZED VIEW everything AS SELECT * FROM $table',
      'CREATE FUNCTION all_of_them() RETURNS bigint LANGUAGE sql SECURITY DEFINER RETURN (SELECT count(*) FROM $table)',
      'CREATE RULE quietly AS ON DELETE TO $table DO INSTEAD NOTHING',
    ],
  },
  {
    rule: 'tenant_id is a uuid that is always there',
    broken: `SELECT name AS item FROM t
              WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = t.oid AND attname = 'tenant_id'
                                                           AND atttypid = 'uuid'::regtype AND attnotnull)`,
    violations: ['CREATE TABLE shared_by_all (id uuid PRIMARY KEY)'],
  },
  {
    rule: 'there is a primary key',
    broken: `SELECT name AS item FROM t WHERE NOT EXISTS (SELECT FROM pg_index WHERE indrelid = t.oid AND indisprimary)`,
    violations: ['CREATE TABLE heap (tenant_id uuid NOT NULL)'],
  },
  {
    rule: 'a unique key begins with tenant_id',
    broken: `SELECT name || ' ' || i.indexrelid::regclass AS item FROM t
               JOIN pg_index i ON indrelid = t.oid AND (indisunique OR indisexclusion)
               LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
              WHERE attname IS DISTINCT FROM 'tenant_id'`,
    violations: [
      'ALTER TABLE $table ADD COLUMN surprise integer UNIQUE',
      'CREATE UNIQUE INDEX surprise ON $table ((1), tenant_id)',
      'ALTER TABLE $table ADD COLUMN surprise int4range, ADD EXCLUDE USING gist (surprise WITH &&)',
    ],
  },
  {
    rule: 'a foreign key begins with tenant_id on both sides and, but for the tenant’s, has more',
    broken: `SELECT name || ' ' || conname AS item FROM t
               JOIN pg_constraint c ON conrelid = t.oid AND contype = 'f'
               JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
               JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]
              WHERE (a.attname, b.attname) <> ('tenant_id', 'tenant_id')
                 OR (cardinality(conkey) < 2 AND confrelid <> 'tenant'::regclass)`,
    violations: [
      'ALTER TABLE $table ADD COLUMN surprise uuid REFERENCES tenant',
      'CREATE TABLE shortcut (tenant_id uuid PRIMARY KEY REFERENCES retention_policy (tenant_id))',
      `ALTER TABLE $table ADD COLUMN one uuid, ADD COLUMN two uuid,
         ADD FOREIGN KEY (one, two) REFERENCES app_user (tenant_id, user_id)`,
    ],
  },
  {
    // It would set tenant_id, too, and a sharded server refuses it.
    rule: 'a foreign key that lets go sets nothing, unless it names what',
    broken: `SELECT name || ' ' || conname AS item FROM t JOIN pg_constraint ON conrelid = t.oid AND contype = 'f'
              WHERE confupdtype IN ('n', 'd', 'c') OR (confdeltype IN ('n', 'd') AND confdelsetcols IS NULL)`,
    violations: [
      `ALTER TABLE $table ADD COLUMN one uuid,
         ADD FOREIGN KEY (tenant_id, one) REFERENCES app_user (tenant_id, user_id) ON DELETE SET NULL`,
      `ALTER TABLE $table ADD COLUMN one uuid,
         ADD FOREIGN KEY (tenant_id, one) REFERENCES app_user (tenant_id, user_id) ON UPDATE CASCADE`,
    ],
  },
  {
    rule: 'no triggers',
    broken: 'SELECT name AS item FROM t JOIN pg_trigger ON tgrelid = t.oid AND NOT tgisinternal',
    violations: [
      `CREATE TRIGGER surprise BEFORE UPDATE ON $table FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    ],
  },
  {
    rule: 'no sequences, also not behind a column',
    broken: `SELECT relname AS item FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`,
    violations: [
      'CREATE SEQUENCE numbers',
      'ALTER TABLE $table ADD COLUMN surprise bigserial',
      'ALTER TABLE $table ADD COLUMN surprise bigint GENERATED ALWAYS AS IDENTITY',
    ],
  },
  {
    // Times and identifiers come from the service, so that a repeated transaction writes the same.
    rule: 'a default is a constant',
    broken: `SELECT DISTINCT name || '.' || attname AS item FROM t
               JOIN pg_attrdef ON adrelid = t.oid
               JOIN pg_attribute ON attrelid = t.oid AND attnum = adnum
              WHERE attgenerated = '' AND pg_get_expr(adbin, adrelid) ~* '\\(|current_|localtime|session_user'`,
    violations: [
      'ALTER TABLE $table ADD COLUMN surprise timestamptz DEFAULT now()',
      'ALTER TABLE $table ADD COLUMN surprise uuid DEFAULT gen_random_uuid()',
      'ALTER TABLE $table ADD COLUMN surprise timestamptz DEFAULT CURRENT_TIMESTAMP',
    ],
  },
];
