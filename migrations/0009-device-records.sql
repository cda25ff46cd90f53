-- What is known of devices: what a device that joined said of itself last, and records of other directories and management
-- services, each kept as the JSON it was given as. Beside them the groups that such a directory has, with their members.

-- `enrollment_id` names one enrollment of the device: another after a reset. `local_policies` are what its registry holds.
CREATE TABLE device_report (
  tenant_id       uuid        NOT NULL,
  device_id       uuid        NOT NULL,
  facts           jsonb       NOT NULL CHECK (jsonb_typeof(facts) = 'object'),
  enrollment      jsonb       NOT NULL CHECK (jsonb_typeof(enrollment) = 'object'),
  local_policies  jsonb       NOT NULL CHECK (jsonb_typeof(local_policies) = 'array'),
  enrollment_id   text        NOT NULL CHECK (enrollment_id <> ''),
  reported_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, device_id),
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id) ON DELETE CASCADE
);

-- `directory_device_id` is the id that Entra gave the device, whatever the record calls it. It and the keys are taken out of the
-- body, to be found by: the computer's name, its serial number, the person's sign-in name, with ASCII's letters in lower case,
-- because row security lets no index be used through a function.
CREATE TABLE device_record (
  tenant_id            uuid        NOT NULL REFERENCES tenant (tenant_id),
  kind                 text        NOT NULL CHECK (kind IN ('managedDevice', 'device', 'autopilotDeviceIdentity', 'cloudPC')),
  object_id            uuid        NOT NULL,
  directory_device_id  uuid,
  device_name          text,
  name_key             text        COLLATE "C",
  serial_key           text        COLLATE "C",
  user_key             text        COLLATE "C",
  body                 jsonb       NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  source               text        NOT NULL CHECK (source <> ''),
  imported_at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, kind, object_id)
);
-- Queries list what has no value first.
CREATE INDEX device_record_page ON device_record (tenant_id, kind, object_id NULLS FIRST);
CREATE INDEX device_record_name ON device_record (tenant_id, kind, name_key NULLS FIRST, object_id NULLS FIRST);
CREATE INDEX device_record_serial ON device_record (tenant_id, kind, serial_key NULLS FIRST, object_id NULLS FIRST);
CREATE INDEX device_record_user ON device_record (tenant_id, kind, user_key NULLS FIRST, object_id NULLS FIRST);
CREATE INDEX device_record_directory ON device_record (tenant_id, directory_device_id);

-- Keepsake's own devices are listed beside the records.
CREATE INDEX device_page ON device (tenant_id, device_id NULLS FIRST) WHERE removed_at IS NULL;

-- A group of another directory. `members_known` is false where only the group itself was told.
CREATE TABLE group_record (
  tenant_id      uuid        NOT NULL REFERENCES tenant (tenant_id),
  group_id       uuid        NOT NULL,
  display_name   text        NOT NULL,
  body           jsonb       NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  members_known  boolean     NOT NULL,
  source         text        NOT NULL CHECK (source <> ''),
  imported_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, group_id)
);

-- `member_id` is the directory's object id of a person, a device or a group.
CREATE TABLE group_record_member (
  tenant_id  uuid NOT NULL,
  group_id   uuid NOT NULL,
  member_id  uuid NOT NULL,
  PRIMARY KEY (tenant_id, group_id, member_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES group_record (tenant_id, group_id) ON DELETE CASCADE
);
CREATE INDEX group_record_member_of ON group_record_member (tenant_id, member_id);

ALTER TABLE device_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_report FORCE ROW LEVEL SECURITY;
CREATE POLICY device_report_select ON device_report FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY device_report_insert ON device_report FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY device_report_update ON device_report FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY device_report_delete ON device_report FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE device_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_record FORCE ROW LEVEL SECURITY;
CREATE POLICY device_record_select ON device_record FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY device_record_insert ON device_record FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY device_record_update ON device_record FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY device_record_delete ON device_record FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE group_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_record FORCE ROW LEVEL SECURITY;
CREATE POLICY group_record_select ON group_record FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY group_record_insert ON group_record FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY group_record_update ON group_record FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY group_record_delete ON group_record FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE group_record_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_record_member FORCE ROW LEVEL SECURITY;
CREATE POLICY group_record_member_select ON group_record_member FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY group_record_member_insert ON group_record_member FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY group_record_member_update ON group_record_member FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY group_record_member_delete ON group_record_member FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, UPDATE, DELETE ON device_report, device_record, group_record, group_record_member TO keepsake_service;
