-- The audit log: each tenant's events in one order, as the leaves of a Merkle tree (docs/formats/audit-log.md).
--
-- The service may add and read; entries and nodes it can neither change nor remove. Only the head moves, forward, and its
-- row's lock is what gives events their order. No foreign key leads to tenant: the tables must not share its lock.

-- The head: how many entries there are, and the roots of the perfect subtrees that they make, from left to right: one hash
-- of 32 bytes for each bit that is set in size.
CREATE TABLE audit_log (
  tenant_id  uuid   NOT NULL,
  size       bigint NOT NULL CHECK (size >= 0),
  frontier   bytea  NOT NULL CHECK (octet_length(frontier) = 32 * bit_count(size::bit(64))),
  PRIMARY KEY (tenant_id)
);

-- An event's canonical JSON: what is hashed, exported and verified, byte for byte. Its hash is kept beside it, so that an
-- altered event is found by its number.
CREATE TABLE audit_entry (
  tenant_id   uuid   NOT NULL,
  leaf_index  bigint NOT NULL CHECK (leaf_index >= 0),
  event_id    uuid   NOT NULL,
  body        bytea  NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 65535),
  leaf_hash   bytea  NOT NULL CHECK (octet_length(leaf_hash) = 32),
  PRIMARY KEY (tenant_id, leaf_index),
  UNIQUE (tenant_id, event_id)
);

-- The roots of full tiles: a hash of level n is over 256 of level n - 1; level 0 are the entries' leaf hashes.
CREATE TABLE audit_node (
  tenant_id   uuid     NOT NULL,
  level       smallint NOT NULL CHECK (level >= 1),
  node_index  bigint   NOT NULL CHECK (node_index >= 0),
  hash        bytea    NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (tenant_id, level, node_index)
);

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_log_select ON audit_log FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY audit_log_insert ON audit_log FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY audit_log_update ON audit_log FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY audit_log_delete ON audit_log FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_entry_select ON audit_entry FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY audit_entry_insert ON audit_entry FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY audit_entry_update ON audit_entry FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY audit_entry_delete ON audit_entry FOR DELETE USING (tenant_id = current_tenant_id());

ALTER TABLE audit_node ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_node FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_node_select ON audit_node FOR SELECT USING (tenant_id = current_tenant_id());
CREATE POLICY audit_node_insert ON audit_node FOR INSERT WITH CHECK (tenant_id = current_tenant_id());
CREATE POLICY audit_node_update ON audit_node FOR UPDATE USING (tenant_id = current_tenant_id());
CREATE POLICY audit_node_delete ON audit_node FOR DELETE USING (tenant_id = current_tenant_id());

GRANT SELECT, INSERT ON audit_entry, audit_node TO keepsake_service;
GRANT SELECT, INSERT, UPDATE ON audit_log TO keepsake_service;

-- What was written before there was a log stays readable; nothing is added to it any more.
REVOKE INSERT ON audit_event FROM keepsake_service;
