-- Restores that an administrator asked for: told to the device when it next asks, offered to the person there, who decides.
-- Whether one waits, is offered or has ended follows from its times and its session, so no state is stored beside them. What was
-- named may be gone by the time it is offered, and the session with its decision: neither is a foreign key.
CREATE TABLE restore_request (
  tenant_id     uuid        NOT NULL,
  request_id    uuid        NOT NULL,
  user_id       uuid        NOT NULL,
  device_id     uuid        NOT NULL,
  profile_id    uuid,
  snapshot_id   uuid,
  reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  requested_by  text        NOT NULL CHECK (length(requested_by) BETWEEN 1 AND 256),
  requested_at  timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  withdrawn_at  timestamptz,
  session_id    uuid,
  PRIMARY KEY (tenant_id, request_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id) ON DELETE CASCADE,
  CHECK (snapshot_id IS NULL OR profile_id IS NOT NULL),
  CHECK (withdrawn_at IS NULL OR session_id IS NULL)
);
CREATE INDEX restore_request_place ON restore_request (tenant_id, user_id, device_id, request_id);
CREATE INDEX restore_request_device ON restore_request (tenant_id, device_id);
CREATE INDEX restore_request_session ON restore_request (tenant_id, session_id) WHERE session_id IS NOT NULL;

ALTER TABLE restore_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE restore_request FORCE ROW LEVEL SECURITY;
CREATE POLICY restore_request_select ON restore_request FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY restore_request_insert ON restore_request FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY restore_request_update ON restore_request FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY restore_request_delete ON restore_request FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON restore_request TO keepsake_service;
