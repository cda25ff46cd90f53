-- Policies: what Microsoft Graph keeps under deviceManagement (configuration policies, enrollment configurations, Autopilot
-- profiles, assignment filters), each as the JSON it was given as, so that parts which this version does not know are
-- neither lost nor changed; and what an organization chose about eligibility.

-- Ids are Graph's, and not all of them are UUIDs: `<guid>_WindowsRestore`. Assignments are apart from the body, because Graph
-- has them in a list of their own. Each change raises the version, which is what an ETag says.
CREATE TABLE management_object (
  tenant_id    uuid        NOT NULL REFERENCES tenant (tenant_id),
  collection   text        NOT NULL CHECK (collection IN ('configurationPolicies', 'deviceEnrollmentConfigurations',
                                                          'windowsAutopilotDeploymentProfiles', 'assignmentFilters')),
  object_id    text        NOT NULL CHECK (length(object_id) BETWEEN 1 AND 200),
  body         jsonb       NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  assignments  jsonb       NOT NULL CHECK (jsonb_typeof(assignments) = 'array'),
  version      integer     NOT NULL CHECK (version >= 1),
  created_at   timestamptz NOT NULL,
  modified_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, collection, object_id)
);

-- A tenant without a row has Keepsake's defaults; `build_table` is null where it goes with the one that Keepsake brings.
CREATE TABLE tenant_choice (
  tenant_id                uuid        NOT NULL REFERENCES tenant (tenant_id),
  lifted_limits            text[]      NOT NULL,
  is_backup_on_by_default  boolean     NOT NULL,
  build_table              jsonb       CHECK (jsonb_typeof(build_table) = 'object'),
  updated_at               timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);

ALTER TABLE management_object ENABLE ROW LEVEL SECURITY;
ALTER TABLE management_object FORCE ROW LEVEL SECURITY;
CREATE POLICY management_object_select ON management_object FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY management_object_insert ON management_object FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY management_object_update ON management_object FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY management_object_delete ON management_object FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE tenant_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_choice_select ON tenant_choice FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_choice_insert ON tenant_choice FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY tenant_choice_update ON tenant_choice FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_choice_delete ON tenant_choice FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON management_object TO keepsake_service;
GRANT SELECT, INSERT, UPDATE ON tenant_choice TO keepsake_service;
