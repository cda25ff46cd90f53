-- Conditional Access: policies, named locations, authentication strengths, each kept as the JSON it was given as, so that
-- parts which this version does not know are neither lost nor changed.

CREATE TABLE conditional_access_object (
  tenant_id    uuid        NOT NULL REFERENCES tenant (tenant_id),
  collection   text        NOT NULL CHECK (collection IN ('policies', 'namedLocations', 'authenticationStrengths')),
  object_id    uuid        NOT NULL,
  body         jsonb       NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  modified_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, collection, object_id)
);

ALTER TABLE conditional_access_object ENABLE ROW LEVEL SECURITY;
ALTER TABLE conditional_access_object FORCE ROW LEVEL SECURITY;
CREATE POLICY conditional_access_object_select ON conditional_access_object FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY conditional_access_object_insert ON conditional_access_object FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY conditional_access_object_update ON conditional_access_object FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY conditional_access_object_delete ON conditional_access_object FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON conditional_access_object TO keepsake_service;
