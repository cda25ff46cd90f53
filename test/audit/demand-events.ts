// "No act without its event", held for every test that uses the service: a database in which a transaction of the service that
// wrote anything can not be committed unless it appended an event. The product has no triggers; these are a test's.
//
// A table that changes without anybody acting has its reason here. A test that prepares something behind the back of the use
// cases says so in its transaction: `await asFixture(tx)`.

import { OPERATOR_ROLE, SERVICE_ROLE } from '../../src/server/database/roles.ts';
import type { TenantTransaction } from '../../src/server/database/database.ts';
import type { TestService } from '../server/service-fixture.ts';

const EXEMPT: Readonly<Record<string, string>> = {
  audit_log: 'the log itself',
  audit_entry: 'the log itself',
  audit_node: 'the log itself',
  audit_event: 'nobody writes it any more',
  schema_migration: 'the owner’s',
  tenant_secret: 'keys that are made when they are first needed',
  known_groups: 'what tokens said lately of somebody’s groups: the issuer’s word, kept for some days',
  provider_artifact: 'steps of a sign-in under way; how it ends is an event',
  user_key: 'made with the first backup; wrapped anew, step by step, between the two events of a rotation',
  sign_in_throttle: 'counts of failures, each of which is an event',
};

export async function demandEvents(sql: TestService['sql']): Promise<void> {
  const tables = await sql(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  const names = tables.map(({ name }) => String(name)).filter((name) => !Object.hasOwn(EXEMPT, name));
  const triggers = names.map(
    (name) => `CREATE CONSTRAINT TRIGGER demand_event AFTER INSERT OR UPDATE OR DELETE ON ${name}
               DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION demand_event()`,
  );
  await sql([FUNCTION, ...triggers].join(';'));
}

/** What this transaction writes is the test's preparation and nobody's act. */
export async function asFixture(tx: TenantTransaction): Promise<void> {
  await tx.query("SET LOCAL app.fixture = 'on'");
}

/** Run when the transaction is committed. An entry of this very transaction has its number. */
const FUNCTION = `
  CREATE FUNCTION demand_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF current_setting('role') NOT IN ('${SERVICE_ROLE}', '${OPERATOR_ROLE}')
       OR current_setting('app.fixture', true) = 'on'
       OR (TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW)
       OR EXISTS (SELECT FROM audit_entry WHERE xmin = pg_current_xact_id()::xid) THEN RETURN NULL;
    END IF;
    RAISE EXCEPTION '% on % without an audit event (test/audit/demand-events.ts)', TG_OP, TG_TABLE_NAME;
  END $$`;
