-- Keys: what is backed up is sealed under a key of its person, that under a key of the tenant, that under a key outside the
-- database (docs/operating/keys.md, docs/formats/sealed.md). A person's keys are destroyed to erase; a legal hold keeps them.
--
-- There never was a release without keys. Where snapshots from before are found, the new column refuses them and nothing
-- changes.

-- Wrapped by a key of the key provider. The one with the highest version wraps from now on; an earlier one is there as long
-- as something is wrapped by it.
CREATE TABLE tenant_key (
  tenant_id        uuid        NOT NULL REFERENCES tenant (tenant_id),
  version          integer     NOT NULL CHECK (version >= 1),
  key_id           uuid        NOT NULL,
  provider_key_id  text        NOT NULL CHECK (provider_key_id <> ''),
  wrapped          bytea       NOT NULL,
  created_at       timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, version),
  UNIQUE (tenant_id, key_id)
);

-- A person's first key also names their blobs; the one with the highest version seals from now on.
CREATE TABLE user_key (
  tenant_id      uuid        NOT NULL,
  user_id        uuid        NOT NULL,
  version        integer     NOT NULL CHECK (version >= 1),
  key_id         uuid        NOT NULL,
  tenant_key_id  uuid        NOT NULL,
  wrapped        bytea       NOT NULL,
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id, version),
  UNIQUE (tenant_id, key_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  FOREIGN KEY (tenant_id, tenant_key_id) REFERENCES tenant_key (tenant_id, key_id)
);
CREATE INDEX user_key_tenant_key ON user_key (tenant_id, tenant_key_id);

-- That a person's keys were destroyed. It outlives the person's account, so there is no foreign key. Until it is lifted
-- nothing is backed up for them again.
CREATE TABLE erasure (
  tenant_id   uuid        NOT NULL,
  erasure_id  uuid        NOT NULL,
  user_id     uuid        NOT NULL,
  erased_at   timestamptz NOT NULL,
  receipt     text        NOT NULL,
  lifted_at   timestamptz,
  PRIMARY KEY (tenant_id, erasure_id)
);
CREATE INDEX erasure_user ON erasure (tenant_id, user_id);

CREATE TABLE legal_hold (
  tenant_id    uuid        NOT NULL,
  hold_id      uuid        NOT NULL,
  user_id      uuid        NOT NULL,
  reason       text        NOT NULL CHECK (reason <> ''),
  placed_by    text        NOT NULL,
  placed_at    timestamptz NOT NULL,
  released_by  text,
  released_at  timestamptz,
  PRIMARY KEY (tenant_id, hold_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id),
  CHECK ((released_by IS NULL) = (released_at IS NULL))
);
CREATE INDEX legal_hold_user ON legal_hold (tenant_id, user_id);

-- Sealed from now on: the bytes of a blob, a manifest, and the hash of what a manifest says. A name of a blob is a keyed hash
-- that only its person's key can make; a hash without a key, or the size of a content, is nowhere.
ALTER TABLE snapshot DROP COLUMN content_sha256;
ALTER TABLE snapshot ADD COLUMN content_hash bytea NOT NULL;
ALTER TABLE snapshot_blob DROP CONSTRAINT snapshot_blob_pkey;
ALTER TABLE snapshot_blob DROP COLUMN sha256;
ALTER TABLE snapshot_blob ADD PRIMARY KEY (tenant_id, snapshot_id, blob_name);
ALTER TABLE blob DROP COLUMN size_bytes;

-- So is the value of a secret. Without snapshots, the only secret there was until now named nothing.
DROP TABLE tenant_secret;
CREATE TABLE tenant_secret (
  tenant_id      uuid  NOT NULL REFERENCES tenant (tenant_id),
  name           text  NOT NULL CHECK (name <> ''),
  tenant_key_id  uuid  NOT NULL,
  sealed         bytea NOT NULL,
  PRIMARY KEY (tenant_id, name),
  FOREIGN KEY (tenant_id, tenant_key_id) REFERENCES tenant_key (tenant_id, key_id)
);
CREATE INDEX tenant_secret_tenant_key ON tenant_secret (tenant_id, tenant_key_id);

ALTER TABLE tenant_secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_secret FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_secret_select ON tenant_secret FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_secret_insert ON tenant_secret FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY tenant_secret_update ON tenant_secret FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_secret_delete ON tenant_secret FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE tenant_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_key_select ON tenant_key FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_key_insert ON tenant_key FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY tenant_key_update ON tenant_key FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY tenant_key_delete ON tenant_key FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE user_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_key FORCE ROW LEVEL SECURITY;
CREATE POLICY user_key_select ON user_key FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY user_key_insert ON user_key FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY user_key_update ON user_key FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY user_key_delete ON user_key FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY erasure_select ON erasure FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY erasure_insert ON erasure FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY erasure_update ON erasure FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY erasure_delete ON erasure FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY legal_hold_select ON legal_hold FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY legal_hold_insert ON legal_hold FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY legal_hold_update ON legal_hold FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY legal_hold_delete ON legal_hold FOR DELETE USING (tenant_id = current_tenant_id());

-- A key is wrapped anew or destroyed, never changed; a blob's bytes are written again only to heal damage.
GRANT SELECT, INSERT, DELETE ON tenant_key, user_key TO keepsake_service;
GRANT UPDATE (tenant_key_id, wrapped) ON user_key TO keepsake_service;
GRANT SELECT, INSERT ON tenant_secret TO keepsake_service;
GRANT UPDATE (tenant_key_id, sealed) ON tenant_secret TO keepsake_service;
GRANT UPDATE (body) ON blob TO keepsake_service;
GRANT SELECT, INSERT ON erasure, legal_hold TO keepsake_service;
GRANT UPDATE (lifted_at) ON erasure TO keepsake_service;
GRANT UPDATE (released_by, released_at) ON legal_hold TO keepsake_service;
