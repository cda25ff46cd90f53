-- What was decided about people and devices, with the facts it was decided from; and the restores that people were offered.

-- A decision is never changed. `body` has the findings as they were told then, and the facts: whoever asks next month is told
-- what held that day. `digest` names what was found, so that the same decision is not kept every hour.
CREATE TABLE eligibility_decision (
  tenant_id            uuid        NOT NULL,
  decision_id          uuid        NOT NULL,
  user_id              uuid        NOT NULL,
  device_id            uuid        NOT NULL,
  occasion             text        NOT NULL CHECK (occasion IN ('backup', 'oobe', 'firstSignIn', 'inUse')),
  verdict              text        NOT NULL CHECK (verdict IN ('eligible', 'ineligible', 'unknown')),
  rule_set_version     text        NOT NULL,
  build_table_version  text        NOT NULL,
  body                 jsonb       NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  digest               bytea       NOT NULL CHECK (octet_length(digest) = 32),
  decided_at           timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, decision_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id) ON DELETE CASCADE
);
CREATE INDEX eligibility_decision_user ON eligibility_decision (tenant_id, user_id, device_id, occasion, decision_id);
CREATE INDEX eligibility_decision_device ON eligibility_decision (tenant_id, device_id);

-- The life of a restore: src/domain/restore/session.ts. What became of each setting and app is sealed with the person's key,
-- since the names of apps are contents of a backup. The snapshot may be gone by now, so it is not a foreign key.
CREATE TABLE restore_session (
  tenant_id               uuid        NOT NULL,
  session_id              uuid        NOT NULL,
  user_id                 uuid        NOT NULL,
  device_id               uuid        NOT NULL,
  decision_id             uuid        NOT NULL,
  phase                   text        NOT NULL CHECK (phase IN ('oobe', 'firstSignIn', 'inUse')),
  enrollment_id           text        NOT NULL CHECK (enrollment_id <> ''),
  state                   text        NOT NULL CHECK (state IN ('offered', 'applying', 'completed', 'failed', 'setUpAsNew',
                                                                'cancelled', 'expired', 'undone')),
  version                 integer     NOT NULL CHECK (version >= 0),
  profile_id              uuid,
  snapshot_id             uuid,
  offered_at              timestamptz NOT NULL,
  changed_at              timestamptz NOT NULL,
  expires_at              timestamptz NOT NULL,
  signed_in_at            timestamptz,
  ended_at                timestamptz,
  progress_done           integer     CHECK (progress_done >= 0),
  progress_total          integer     CHECK (progress_total >= 0),
  failure_code            text,
  outcome_counts          jsonb       NOT NULL CHECK (jsonb_typeof(outcome_counts) = 'object'),
  outcomes                bytea,
  last_transition_id      uuid,
  last_transition_digest  bytea       CHECK (octet_length(last_transition_digest) = 32),
  PRIMARY KEY (tenant_id, session_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES app_user (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, decision_id) REFERENCES eligibility_decision (tenant_id, decision_id) ON DELETE CASCADE,
  CHECK (num_nulls(profile_id, snapshot_id) IN (0, 2)),
  CHECK (num_nulls(progress_done, progress_total) IN (0, 2)),
  CHECK (num_nulls(last_transition_id, last_transition_digest) IN (0, 2)),
  CHECK ((ended_at IS NULL) = (state IN ('offered', 'applying')))
);
-- At most one that somebody may still go on with.
CREATE UNIQUE INDEX restore_session_live ON restore_session (tenant_id, user_id, device_id)
  WHERE state IN ('offered', 'applying');
CREATE INDEX restore_session_user ON restore_session (tenant_id, user_id, device_id, session_id);
CREATE INDEX restore_session_device ON restore_session (tenant_id, device_id);
CREATE INDEX restore_session_decision ON restore_session (tenant_id, decision_id);

ALTER TABLE eligibility_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE eligibility_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY eligibility_decision_select ON eligibility_decision FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY eligibility_decision_insert ON eligibility_decision FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY eligibility_decision_update ON eligibility_decision FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY eligibility_decision_delete ON eligibility_decision FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE restore_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE restore_session FORCE ROW LEVEL SECURITY;
CREATE POLICY restore_session_select ON restore_session FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY restore_session_insert ON restore_session FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY restore_session_update ON restore_session FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY restore_session_delete ON restore_session FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT, DELETE ON eligibility_decision TO keepsake_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON restore_session TO keepsake_service;
