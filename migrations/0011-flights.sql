-- Terms of preview features that an organization accepted: which text (by its hash), who, when. A row whose text is no longer
-- the one in force counts for nothing, and stays to say what was accepted.
CREATE TABLE flight_acceptance (
  tenant_id      uuid        NOT NULL REFERENCES tenant (tenant_id),
  flight_id      text        NOT NULL CHECK (length(flight_id) BETWEEN 1 AND 100),
  terms_version  text        NOT NULL CHECK (length(terms_version) BETWEEN 1 AND 64),
  accepted_by    text        NOT NULL CHECK (length(accepted_by) BETWEEN 1 AND 256),
  accepted_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, flight_id)
);

ALTER TABLE flight_acceptance ENABLE ROW LEVEL SECURITY;
ALTER TABLE flight_acceptance FORCE ROW LEVEL SECURITY;
CREATE POLICY flight_acceptance_select ON flight_acceptance FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY flight_acceptance_insert ON flight_acceptance FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY flight_acceptance_update ON flight_acceptance FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY flight_acceptance_delete ON flight_acceptance FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON flight_acceptance TO keepsake_service;
