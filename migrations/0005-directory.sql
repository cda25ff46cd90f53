-- The embedded identity provider: accounts of people, how they prove who they are, groups, applications, and what the
-- provider has issued. No secret is kept in the clear: passwords, passes and application secrets as hashes, the rest sealed.

-- What the provider knows of a user beyond the name. A user without a row can not sign in here.
CREATE TABLE directory_account (
  tenant_id             uuid        NOT NULL,
  user_id               uuid        NOT NULL,
  enabled               boolean     NOT NULL,
  -- PHC string: algorithm, parameters, salt and hash.
  password              text,
  password_must_change  boolean     NOT NULL,
  -- Sessions and refresh tokens from before are void.
  valid_from            timestamptz NOT NULL,
  created_at            timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE
);

-- One-time password apps, passkeys and Temporary Access Passes. `details` holds what is not secret (a public key, a
-- counter, the last step used); `sealed` the shared secret of an app; `hash` that of a pass.
CREATE TABLE authentication_method (
  tenant_id      uuid        NOT NULL,
  method_id      uuid        NOT NULL,
  user_id        uuid        NOT NULL,
  kind           text        NOT NULL CHECK (kind IN ('totp', 'passkey', 'accessPass')),
  display_name   text        NOT NULL,
  -- Of a passkey: the authenticator's own name for it, base64url.
  credential_id  text,
  details        jsonb       NOT NULL,
  sealed         bytea,
  hash           text,
  created_at     timestamptz NOT NULL,
  last_used_at   timestamptz,
  expires_at     timestamptz,
  PRIMARY KEY (tenant_id, method_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES directory_account (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX authentication_method_user ON authentication_method (tenant_id, user_id);
CREATE UNIQUE INDEX authentication_method_credential ON authentication_method (tenant_id, credential_id);

-- Failures counted against somebody's guessing. A bucket is a hash: of an address, of a name, or of both.
CREATE TABLE sign_in_throttle (
  tenant_id      uuid        NOT NULL REFERENCES tenant (tenant_id),
  bucket         text        NOT NULL,
  failures       integer     NOT NULL CHECK (failures > 0),
  blocked_until  timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, bucket)
);
CREATE INDEX sign_in_throttle_expiry ON sign_in_throttle (tenant_id, expires_at);

CREATE TABLE directory_group (
  tenant_id     uuid        NOT NULL REFERENCES tenant (tenant_id),
  group_id      uuid        NOT NULL,
  display_name  text        NOT NULL CHECK (display_name <> ''),
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, group_id)
);
CREATE UNIQUE INDEX directory_group_name ON directory_group (tenant_id, lower(display_name));

CREATE TABLE group_member (
  tenant_id  uuid NOT NULL,
  group_id   uuid NOT NULL,
  user_id    uuid NOT NULL,
  PRIMARY KEY (tenant_id, group_id, user_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES directory_group (tenant_id, group_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES directory_account (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX group_member_user ON group_member (tenant_id, user_id);

-- Directory roles, by the id of Entra's role template: what the claim `wids` says. Who holds one is a user.
CREATE TABLE directory_role_holder (
  tenant_id         uuid NOT NULL,
  user_id           uuid NOT NULL,
  role_template_id  uuid NOT NULL,
  PRIMARY KEY (tenant_id, user_id, role_template_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES directory_account (tenant_id, user_id) ON DELETE CASCADE
);

-- Applications that people sign in to, or that act for themselves. `app_roles` is what the claim `roles` says of the latter.
CREATE TABLE application (
  tenant_id       uuid        NOT NULL REFERENCES tenant (tenant_id),
  application_id  uuid        NOT NULL,
  display_name    text        NOT NULL CHECK (display_name <> ''),
  kind            text        NOT NULL CHECK (kind IN ('native', 'spa', 'web', 'daemon')),
  redirect_uris   jsonb       NOT NULL CHECK (jsonb_typeof(redirect_uris) = 'array'),
  app_roles       jsonb       NOT NULL CHECK (jsonb_typeof(app_roles) = 'array'),
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, application_id)
);

-- Several at once, so that a secret can be replaced without a pause. 256 bits of chance need no slow hash.
CREATE TABLE application_secret (
  tenant_id       uuid        NOT NULL,
  application_id  uuid        NOT NULL,
  secret_id       uuid        NOT NULL,
  secret_sha256   bytea       NOT NULL CHECK (octet_length(secret_sha256) = 32),
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, application_id, secret_id),
  FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, application_id) ON DELETE CASCADE
);

-- Codes, tokens, sessions, grants and interactions of the provider. `artifact_hash` is the SHA-256 of what the client holds.
CREATE TABLE provider_artifact (
  tenant_id      uuid        NOT NULL REFERENCES tenant (tenant_id),
  model          text        NOT NULL,
  artifact_hash  bytea       NOT NULL CHECK (octet_length(artifact_hash) = 32),
  body           bytea       NOT NULL,
  grant_id       text,
  user_code      text,
  session_uid    text,
  account_id     uuid,
  consumed_at    timestamptz,
  expires_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, model, artifact_hash)
);
CREATE INDEX provider_artifact_grant ON provider_artifact (tenant_id, grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX provider_artifact_code ON provider_artifact (tenant_id, user_code) WHERE user_code IS NOT NULL;
CREATE INDEX provider_artifact_session ON provider_artifact (tenant_id, session_uid) WHERE session_uid IS NOT NULL;
CREATE INDEX provider_artifact_account ON provider_artifact (tenant_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX provider_artifact_expiry ON provider_artifact (tenant_id, expires_at);

-- Published before it signs and after it has signed, so that nobody meets a token whose key is unknown.
CREATE TABLE signing_key (
  tenant_id      uuid        NOT NULL REFERENCES tenant (tenant_id),
  key_id         uuid        NOT NULL,
  sealed         bytea       NOT NULL,
  created_at     timestamptz NOT NULL,
  signs_from     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key_id)
);

-- Row security, as in every file.

ALTER TABLE directory_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_account FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_account_select ON directory_account FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY directory_account_insert ON directory_account FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY directory_account_update ON directory_account FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY directory_account_delete ON directory_account FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE authentication_method ENABLE ROW LEVEL SECURITY;
ALTER TABLE authentication_method FORCE ROW LEVEL SECURITY;
CREATE POLICY authentication_method_select ON authentication_method FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY authentication_method_insert ON authentication_method FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY authentication_method_update ON authentication_method FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY authentication_method_delete ON authentication_method FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE sign_in_throttle ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_throttle FORCE ROW LEVEL SECURITY;
CREATE POLICY sign_in_throttle_select ON sign_in_throttle FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY sign_in_throttle_insert ON sign_in_throttle FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY sign_in_throttle_update ON sign_in_throttle FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY sign_in_throttle_delete ON sign_in_throttle FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE directory_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_group FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_group_select ON directory_group FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY directory_group_insert ON directory_group FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY directory_group_update ON directory_group FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY directory_group_delete ON directory_group FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE group_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_member FORCE ROW LEVEL SECURITY;
CREATE POLICY group_member_select ON group_member FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY group_member_insert ON group_member FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY group_member_update ON group_member FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY group_member_delete ON group_member FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE directory_role_holder ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_role_holder FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_role_holder_select ON directory_role_holder FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY directory_role_holder_insert ON directory_role_holder FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY directory_role_holder_update ON directory_role_holder FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY directory_role_holder_delete ON directory_role_holder FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE application ENABLE ROW LEVEL SECURITY;
ALTER TABLE application FORCE ROW LEVEL SECURITY;
CREATE POLICY application_select ON application FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY application_insert ON application FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY application_update ON application FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY application_delete ON application FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE application_secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE application_secret FORCE ROW LEVEL SECURITY;
CREATE POLICY application_secret_select ON application_secret FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY application_secret_insert ON application_secret FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY application_secret_update ON application_secret FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY application_secret_delete ON application_secret FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE provider_artifact ENABLE ROW LEVEL SECURITY;
ALTER TABLE provider_artifact FORCE ROW LEVEL SECURITY;
CREATE POLICY provider_artifact_select ON provider_artifact FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY provider_artifact_insert ON provider_artifact FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY provider_artifact_update ON provider_artifact FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY provider_artifact_delete ON provider_artifact FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;
CREATE POLICY signing_key_select ON signing_key FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY signing_key_insert ON signing_key FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY signing_key_update ON signing_key FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY signing_key_delete ON signing_key FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON
  directory_account, authentication_method, sign_in_throttle, directory_group, application, provider_artifact TO keepsake_service;
GRANT SELECT, INSERT, DELETE ON
  group_member, directory_role_holder, application_secret, signing_key TO keepsake_service;
