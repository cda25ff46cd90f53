-- The first schema: tenants, users, devices and their credentials, backup profiles, snapshots, blobs, audit events.
--
-- Rules that every table keeps (held by src/server/database/row-security.test.ts):
--   * tenant_id is the first column of every primary key, unique constraint and foreign key, so that the schema also
--     runs sharded by tenant; no triggers, no sequences: identifiers are UUIDs that the service makes.
--   * Row security is on and forced. A policy compares tenant_id with the transaction's tenant, and a transaction
--     without one gets an error, never zero rows and never all rows.
--   * Times come from the service as parameters.
--
-- Each statement ends with a semicolon at the end of a line; the runner sends them one at a time.
-- The roles keepsake_service and keepsake_operator exist before this runs. They hold no more than is granted here.

-- The transaction's tenant. Unset, the setting is an error (42704); after a transaction that set it, it is '' and the cast
-- is the error (22P02). A body this plain is inlined into the policies, so an index on tenant_id is used.
CREATE FUNCTION current_tenant_id() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN pg_catalog.current_setting('app.tenant_id')::uuid;

CREATE TABLE tenant (
  tenant_id     uuid        NOT NULL,
  display_name  text        NOT NULL CHECK (display_name <> ''),
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);

CREATE TABLE app_user (
  tenant_id            uuid        NOT NULL REFERENCES tenant (tenant_id),
  user_id              uuid        NOT NULL,
  user_principal_name  text        NOT NULL CHECK (user_principal_name <> ''),
  display_name         text        NOT NULL,
  created_at           timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE UNIQUE INDEX app_user_principal_name ON app_user (tenant_id, lower(user_principal_name));

CREATE TABLE device (
  tenant_id     uuid        NOT NULL REFERENCES tenant (tenant_id),
  device_id     uuid        NOT NULL,
  display_name  text        NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, device_id)
);

-- What a device shows on behalf of a user. Only the hash of the secret is kept.
CREATE TABLE credential (
  tenant_id      uuid        NOT NULL,
  credential_id  uuid        NOT NULL,
  user_id        uuid        NOT NULL,
  device_id      uuid        NOT NULL,
  secret_sha256  bytea       NOT NULL CHECK (octet_length(secret_sha256) = 32),
  created_at     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  revoked_at     timestamptz,
  PRIMARY KEY (tenant_id, credential_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id) ON DELETE CASCADE
);
CREATE INDEX credential_user ON credential (tenant_id, user_id);
CREATE INDEX credential_device ON credential (tenant_id, device_id);

-- One user's line of snapshots from one device. The head is the snapshot that a restore gets; it is written last.
CREATE TABLE backup_profile (
  tenant_id          uuid        NOT NULL,
  profile_id         uuid        NOT NULL,
  user_id            uuid        NOT NULL,
  device_id          uuid        NOT NULL,
  display_name       text        NOT NULL,
  head_snapshot_id   uuid,
  created_at         timestamptz NOT NULL,
  last_confirmed_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, profile_id),
  UNIQUE (tenant_id, user_id, device_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id)
);
CREATE INDEX backup_profile_device ON backup_profile (tenant_id, device_id);

-- captured_at is the device's claim; only received_at, the server's time, decides anything. The manifest is kept as its
-- canonical bytes; content_sha256 names what they say apart from the time. A parent may be gone (retention), so it is not a
-- foreign key.
CREATE TABLE snapshot (
  tenant_id           uuid        NOT NULL,
  snapshot_id         uuid        NOT NULL,
  profile_id          uuid        NOT NULL,
  parent_snapshot_id  uuid,
  content_sha256      text        NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  manifest            bytea       NOT NULL,
  setting_count       integer     NOT NULL CHECK (setting_count >= 0),
  size_bytes          bigint      NOT NULL CHECK (size_bytes >= 0),
  captured_at         timestamptz NOT NULL,
  received_at         timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, snapshot_id),
  -- Pages through a profile's history, newest first, and is what a head points at.
  UNIQUE (tenant_id, profile_id, snapshot_id),
  FOREIGN KEY (tenant_id, profile_id) REFERENCES backup_profile (tenant_id, profile_id) ON DELETE CASCADE
);

-- A head is a snapshot of its own profile, and a snapshot that is a head can not be deleted.
ALTER TABLE backup_profile
  ADD CONSTRAINT backup_profile_head FOREIGN KEY (tenant_id, profile_id, head_snapshot_id)
  REFERENCES snapshot (tenant_id, profile_id, snapshot_id);

-- Bytes under a keyed hash of them, so that equal contents of two tenants have nothing in common. There is no foreign key
-- to tenant here and in audit_event: every writer of a tenant would lock the same row.
CREATE TABLE blob (
  tenant_id   uuid        NOT NULL,
  blob_name   bytea       NOT NULL CHECK (octet_length(blob_name) = 32),
  body        bytea       NOT NULL,
  size_bytes  integer     NOT NULL CHECK (size_bytes >= 0),
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, blob_name)
);
ALTER TABLE blob ALTER COLUMN body SET STORAGE EXTERNAL;

-- Which blob holds the content that a snapshot's manifest names by sha256.
CREATE TABLE snapshot_blob (
  tenant_id    uuid  NOT NULL,
  snapshot_id  uuid  NOT NULL,
  sha256       bytea NOT NULL CHECK (octet_length(sha256) = 32),
  blob_name    bytea NOT NULL,
  PRIMARY KEY (tenant_id, snapshot_id, sha256),
  FOREIGN KEY (tenant_id, snapshot_id) REFERENCES snapshot (tenant_id, snapshot_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, blob_name) REFERENCES blob (tenant_id, blob_name)
);
CREATE INDEX snapshot_blob_name ON snapshot_blob (tenant_id, blob_name);

CREATE TABLE retention_policy (
  tenant_id   uuid        NOT NULL REFERENCES tenant (tenant_id),
  keep_last   integer     NOT NULL CHECK (keep_last >= 1),
  keep_days   integer     NOT NULL CHECK (keep_days >= 0),
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);

CREATE TABLE tenant_secret (
  tenant_id  uuid  NOT NULL REFERENCES tenant (tenant_id),
  name       text  NOT NULL CHECK (name <> ''),
  value      bytea NOT NULL,
  PRIMARY KEY (tenant_id, name)
);

CREATE TABLE audit_event (
  tenant_id       uuid        NOT NULL,
  event_id        uuid        NOT NULL,
  occurred_at     timestamptz NOT NULL,
  actor           jsonb       NOT NULL,
  activity        text        NOT NULL CHECK (activity <> ''),
  resource        jsonb       NOT NULL,
  correlation_id  uuid        NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
);

-- Row security: on, for the tables' owner too, with a policy for each command.

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_select ON tenant FOR SELECT TO keepsake_service USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_insert ON tenant FOR INSERT TO keepsake_service WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY tenant_update ON tenant FOR UPDATE TO keepsake_service USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_delete ON tenant FOR DELETE TO keepsake_service USING (tenant_id = current_tenant_id());

ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE app_user FORCE ROW LEVEL SECURITY;
CREATE POLICY app_user_select ON app_user FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY app_user_insert ON app_user FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY app_user_update ON app_user FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY app_user_delete ON app_user FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE device ENABLE ROW LEVEL SECURITY;
ALTER TABLE device FORCE ROW LEVEL SECURITY;
CREATE POLICY device_select ON device FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY device_insert ON device FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY device_update ON device FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY device_delete ON device FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE credential FORCE ROW LEVEL SECURITY;
CREATE POLICY credential_select ON credential FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY credential_insert ON credential FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY credential_update ON credential FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY credential_delete ON credential FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE backup_profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE backup_profile FORCE ROW LEVEL SECURITY;
CREATE POLICY backup_profile_select ON backup_profile FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY backup_profile_insert ON backup_profile FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY backup_profile_update ON backup_profile FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY backup_profile_delete ON backup_profile FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE snapshot FORCE ROW LEVEL SECURITY;
CREATE POLICY snapshot_select ON snapshot FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY snapshot_insert ON snapshot FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY snapshot_update ON snapshot FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY snapshot_delete ON snapshot FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE blob ENABLE ROW LEVEL SECURITY;
ALTER TABLE blob FORCE ROW LEVEL SECURITY;
CREATE POLICY blob_select ON blob FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY blob_insert ON blob FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY blob_update ON blob FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY blob_delete ON blob FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE snapshot_blob ENABLE ROW LEVEL SECURITY;
ALTER TABLE snapshot_blob FORCE ROW LEVEL SECURITY;
CREATE POLICY snapshot_blob_select ON snapshot_blob FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY snapshot_blob_insert ON snapshot_blob FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY snapshot_blob_update ON snapshot_blob FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY snapshot_blob_delete ON snapshot_blob FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE retention_policy ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_policy FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_policy_select ON retention_policy FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY retention_policy_insert ON retention_policy FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY retention_policy_update ON retention_policy FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY retention_policy_delete ON retention_policy FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE tenant_secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_secret FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_secret_select ON tenant_secret FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_secret_insert ON tenant_secret FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY tenant_secret_update ON tenant_secret FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_secret_delete ON tenant_secret FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_event_select ON audit_event FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY audit_event_insert ON audit_event FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY audit_event_update ON audit_event FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY audit_event_delete ON audit_event FOR DELETE USING (tenant_id = current_tenant_id());

-- Tenants are made and listed by the operator alone, who may use no other table (hence the named role in the policies above).
CREATE POLICY tenant_operator_select ON tenant FOR SELECT TO keepsake_operator USING (true);
CREATE POLICY tenant_operator_insert ON tenant FOR INSERT TO keepsake_operator WITH CHECK (true);
GRANT SELECT, INSERT ON tenant TO keepsake_operator;

-- What the service may do. A snapshot, a blob, a secret and an audit event are never changed once written.
GRANT SELECT ON tenant TO keepsake_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON app_user, device, credential, backup_profile TO keepsake_service;
GRANT SELECT, INSERT, DELETE ON snapshot, blob, snapshot_blob TO keepsake_service;
GRANT SELECT, INSERT, UPDATE ON retention_policy TO keepsake_service;
GRANT SELECT, INSERT ON tenant_secret, audit_event TO keepsake_service;
