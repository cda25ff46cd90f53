-- Who a tenant trusts for tokens, whom their subjects are, and the keys of devices.

-- A trusted issuer. Never changed: another one is another row, so that what was verified under an id stays what it was.
-- `issuer` is what people know it by; `settings` holds what its tokens must say and how they are read.
CREATE TABLE identity_issuer (
  tenant_id   uuid        NOT NULL REFERENCES tenant (tenant_id),
  issuer_id   uuid        NOT NULL,
  kind        text        NOT NULL CHECK (kind IN ('entra', 'generic', 'embedded')),
  issuer      text        NOT NULL CHECK (issuer <> ''),
  settings    jsonb       NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, issuer_id),
  UNIQUE (tenant_id, issuer)
);

-- Which user an issuer means by a subject (Entra: the object id). A name can pass to somebody else; this can not. Keyed by
-- the issuer's name, so that an issuer that is removed and added again means the same people.
CREATE TABLE user_identity (
  tenant_id   uuid        NOT NULL,
  issuer      text        NOT NULL,
  subject     text        NOT NULL CHECK (subject <> ''),
  user_id     uuid        NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, issuer, subject),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX user_identity_user ON user_identity (tenant_id, user_id);

-- When the token was issued that the user's names come from; an older token does not bring old names back.
ALTER TABLE app_user
  ADD COLUMN named_at timestamptz;

-- What a device says of itself when it joins. `directory_device_id` is the id that Entra gave it.
ALTER TABLE device
  ADD COLUMN join_type text CHECK (join_type IN ('azureADJoined', 'hybridAzureADJoined', 'azureADRegistered', 'unknown')),
  ADD COLUMN directory_device_id uuid,
  ADD COLUMN joined_at timestamptz,
  -- It may do nothing any more; its backups still bear its name.
  ADD COLUMN removed_at timestamptz;

-- A key that a person uses on a device: the RFC 7638 thumbprint of its public half. `protection` is the device's word.
CREATE TABLE device_key (
  tenant_id   uuid        NOT NULL,
  thumbprint  text        NOT NULL CHECK (thumbprint ~ '^[A-Za-z0-9_-]{43}$'),
  user_id     uuid        NOT NULL,
  device_id   uuid        NOT NULL,
  protection  text        NOT NULL CHECK (protection IN ('hardware', 'software', 'file')),
  joined_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, thumbprint, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id) ON DELETE CASCADE
);
CREATE INDEX device_key_device ON device_key (tenant_id, device_id);
CREATE INDEX device_key_user ON device_key (tenant_id, user_id);

-- Once set, the credential opens nothing without a proof by this key.
ALTER TABLE credential
  ADD COLUMN key_thumbprint text CHECK (key_thumbprint ~ '^[A-Za-z0-9_-]{43}$');

ALTER TABLE identity_issuer ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_issuer FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_issuer_select ON identity_issuer FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY identity_issuer_insert ON identity_issuer FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY identity_issuer_update ON identity_issuer FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY identity_issuer_delete ON identity_issuer FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE user_identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_identity FORCE ROW LEVEL SECURITY;
CREATE POLICY user_identity_select ON user_identity FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY user_identity_insert ON user_identity FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY user_identity_update ON user_identity FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY user_identity_delete ON user_identity FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE device_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_key FORCE ROW LEVEL SECURITY;
CREATE POLICY device_key_select ON device_key FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY device_key_insert ON device_key FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY device_key_update ON device_key FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY device_key_delete ON device_key FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, DELETE ON identity_issuer, user_identity, device_key TO keepsake_service;
