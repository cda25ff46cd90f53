-- People erase their own backups, where the organization lets them: a stolen device deletes nothing otherwise. Who erased decides who may let backups begin again.
ALTER TABLE access_policy ADD COLUMN own_erasure boolean NOT NULL DEFAULT false;
ALTER TABLE erasure ADD COLUMN is_own boolean NOT NULL DEFAULT false;
