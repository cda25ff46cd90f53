-- The rollout: its rings in their order, what is left out of it on purpose, and what people acknowledged by name.

-- `entry` and `exit` are the criteria of src/domain/rollout/ring.ts. A ring that began keeps its place; one is stopped while
-- `stopped_at` has a value.
CREATE TABLE rollout_ring (
  tenant_id     uuid        NOT NULL REFERENCES tenant (tenant_id),
  ring_id       uuid        NOT NULL,
  position      integer     NOT NULL CHECK (position >= 1),
  display_name  text        NOT NULL CHECK (display_name <> ''),
  group_id      uuid        NOT NULL,
  group_name    text        NOT NULL CHECK (group_name <> ''),
  members       text        NOT NULL CHECK (members IN ('people', 'devices')),
  entry         jsonb       NOT NULL CHECK (jsonb_typeof(entry) = 'object'),
  exit          jsonb       NOT NULL CHECK (jsonb_typeof(exit) = 'object'),
  started_at    timestamptz,
  finished_at   timestamptz,
  stopped_at    timestamptz,
  stopped_by    text,
  stop_reason   text,
  PRIMARY KEY (tenant_id, ring_id),
  UNIQUE (tenant_id, position),
  UNIQUE (tenant_id, group_id),
  CHECK (started_at IS NOT NULL OR num_nulls(finished_at, stopped_at) = 2),
  CHECK (num_nulls(stopped_at, stopped_by, stop_reason) IN (0, 3))
);

CREATE TABLE rollout_exception (
  tenant_id     uuid        NOT NULL REFERENCES tenant (tenant_id),
  exception_id  uuid        NOT NULL,
  subject       text        NOT NULL CHECK (subject <> ''),
  owner         text        NOT NULL CHECK (owner <> ''),
  fallback      text        NOT NULL CHECK (fallback <> ''),
  ends_on       date        NOT NULL,
  added_at      timestamptz NOT NULL,
  closed_at     timestamptz,
  PRIMARY KEY (tenant_id, exception_id)
);

CREATE TABLE rollout_acknowledgement (
  tenant_id        uuid        NOT NULL REFERENCES tenant (tenant_id),
  subject          text        NOT NULL CHECK (subject <> ''),
  acknowledged_by  text        NOT NULL CHECK (acknowledged_by <> ''),
  role             text        NOT NULL CHECK (role <> ''),
  acknowledged_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, subject)
);

ALTER TABLE rollout_ring ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollout_ring FORCE ROW LEVEL SECURITY;
CREATE POLICY rollout_ring_select ON rollout_ring FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY rollout_ring_insert ON rollout_ring FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY rollout_ring_update ON rollout_ring FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY rollout_ring_delete ON rollout_ring FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE rollout_exception ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollout_exception FORCE ROW LEVEL SECURITY;
CREATE POLICY rollout_exception_select ON rollout_exception FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY rollout_exception_insert ON rollout_exception FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY rollout_exception_update ON rollout_exception FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY rollout_exception_delete ON rollout_exception FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE rollout_acknowledgement ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollout_acknowledgement FORCE ROW LEVEL SECURITY;
CREATE POLICY rollout_acknowledgement_select ON rollout_acknowledgement FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY rollout_acknowledgement_insert ON rollout_acknowledgement FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY rollout_acknowledgement_update ON rollout_acknowledgement FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY rollout_acknowledgement_delete ON rollout_acknowledgement FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON rollout_ring TO keepsake_service;
GRANT SELECT, INSERT, UPDATE ON rollout_exception TO keepsake_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON rollout_acknowledgement TO keepsake_service;
