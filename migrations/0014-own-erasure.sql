-- People erase their own backups, where the organization lets them. Who erased decides who may let backups begin again.
ALTER TABLE access_policy ADD COLUMN own_erasure boolean NOT NULL DEFAULT true;
ALTER TABLE erasure ADD COLUMN is_own boolean NOT NULL DEFAULT false;
