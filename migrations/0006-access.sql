-- Roles: custom definitions, assignments, approvals of reading another's backup; and who looked at whose backup.

-- Built-in roles are the program's (src/domain/access/roles.ts); these are the tenant's own. A role is never changed: what
-- somebody was given stays what it was.
CREATE TABLE role_definition (
  tenant_id     uuid        NOT NULL REFERENCES tenant (tenant_id),
  role_id       uuid        NOT NULL,
  display_name  text        NOT NULL CHECK (display_name <> ''),
  description   text        NOT NULL,
  permissions   text[]      NOT NULL CHECK (cardinality(permissions) > 0),
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, role_id)
);
CREATE UNIQUE INDEX role_definition_name ON role_definition (tenant_id, lower(display_name));

-- role_id is a built-in role's or one of role_definition. Users, groups and applications are named as tokens name them, so
-- one that the service has never seen can be given a role. A scope of NULL is the whole tenant, else the members of a group.
CREATE TABLE role_assignment (
  tenant_id       uuid        NOT NULL REFERENCES tenant (tenant_id),
  assignment_id   uuid        NOT NULL,
  role_id         uuid        NOT NULL,
  principal_kind  text        NOT NULL CHECK (principal_kind IN ('user', 'group', 'application')),
  principal_id    text        NOT NULL CHECK (principal_id <> ''),
  scope_group_id  text        CHECK (scope_group_id <> ''),
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, assignment_id),
  UNIQUE NULLS NOT DISTINCT (tenant_id, principal_kind, principal_id, role_id, scope_group_id)
);

-- The groups that a person's own token named last: whom a role over a group reaches, where the directory is elsewhere.
CREATE TABLE known_groups (
  tenant_id  uuid        NOT NULL,
  user_id    uuid        NOT NULL,
  group_ids  text[]      NOT NULL,
  issued_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE
);

-- A tenant's choices about access. Without a row the defaults of src/domain/access/access-policy.ts hold.
CREATE TABLE access_policy (
  tenant_id              uuid        NOT NULL REFERENCES tenant (tenant_id),
  content_read_approval  boolean     NOT NULL,
  trust_token_roles      boolean     NOT NULL,
  updated_at             timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);

-- A request to read somebody's backup (snapshot_id NULL: any of theirs), and what became of it.
CREATE TABLE approval (
  tenant_id       uuid        NOT NULL,
  approval_id     uuid        NOT NULL,
  requester_kind  text        NOT NULL CHECK (requester_kind IN ('user', 'application')),
  requester_id    text        NOT NULL,
  requester_name  text        NOT NULL,
  user_id         uuid        NOT NULL,
  snapshot_id     uuid,
  reason          text        NOT NULL,
  once            boolean     NOT NULL,
  minutes         integer     NOT NULL CHECK (minutes BETWEEN 1 AND 480),
  requested_at    timestamptz NOT NULL,
  outcome         text        CHECK (outcome IN ('approved', 'refused')),
  decided_by      uuid,
  decided_at      timestamptz,
  used_at         timestamptz,
  PRIMARY KEY (tenant_id, approval_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE,
  CHECK (num_nulls(outcome, decided_by, decided_at) IN (0, 3)),
  CHECK (requester_kind <> 'user' OR requester_id <> decided_by::text),
  CHECK (used_at IS NULL OR outcome = 'approved')
);
CREATE INDEX approval_user ON approval (tenant_id, user_id, approval_id);

-- What others did with a person's backups, for that person to see. The service adds and reads, and changes nothing.
CREATE TABLE backup_access (
  tenant_id    uuid        NOT NULL,
  access_id    uuid        NOT NULL,
  user_id      uuid        NOT NULL,
  act          text        NOT NULL CHECK (act IN ('read', 'deleted')),
  actor_kind   text        NOT NULL CHECK (actor_kind IN ('user', 'application')),
  actor_name   text        NOT NULL,
  profile_id   uuid        NOT NULL,
  snapshot_id  uuid,
  device_name  text        NOT NULL,
  reason       text        NOT NULL,
  occurred_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, access_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX backup_access_user ON backup_access (tenant_id, user_id, access_id);

ALTER TABLE role_definition ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_definition FORCE ROW LEVEL SECURITY;
CREATE POLICY role_definition_select ON role_definition FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY role_definition_insert ON role_definition FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY role_definition_update ON role_definition FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY role_definition_delete ON role_definition FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE role_assignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_assignment FORCE ROW LEVEL SECURITY;
CREATE POLICY role_assignment_select ON role_assignment FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY role_assignment_insert ON role_assignment FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY role_assignment_update ON role_assignment FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY role_assignment_delete ON role_assignment FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE known_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_groups FORCE ROW LEVEL SECURITY;
CREATE POLICY known_groups_select ON known_groups FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY known_groups_insert ON known_groups FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY known_groups_update ON known_groups FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY known_groups_delete ON known_groups FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE access_policy ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_policy FORCE ROW LEVEL SECURITY;
CREATE POLICY access_policy_select ON access_policy FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY access_policy_insert ON access_policy FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY access_policy_update ON access_policy FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY access_policy_delete ON access_policy FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval FORCE ROW LEVEL SECURITY;
CREATE POLICY approval_select ON approval FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY approval_insert ON approval FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY approval_update ON approval FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY approval_delete ON approval FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE backup_access ENABLE ROW LEVEL SECURITY;
ALTER TABLE backup_access FORCE ROW LEVEL SECURITY;
CREATE POLICY backup_access_select ON backup_access FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY backup_access_insert ON backup_access FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY backup_access_update ON backup_access FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY backup_access_delete ON backup_access FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, DELETE ON role_definition, role_assignment TO keepsake_service;
GRANT SELECT, INSERT, UPDATE ON access_policy, approval TO keepsake_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON known_groups TO keepsake_service;
GRANT SELECT, INSERT ON backup_access TO keepsake_service;
