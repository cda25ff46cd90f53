// The tenant's people, all at once: how Conditional Access and policies know each, and whether there is a backup of theirs. A
// backup counts as usable when it has a head; none is opened for this.

import type { BackupFact } from '../../domain/eligibility/facts.ts';
import type { Memberships } from '../../domain/readiness/memberships.ts';
import type { SituatedPerson } from '../../domain/readiness/situation.ts';
import { isUuid } from '../../lib/uuid.ts';
import { KNOWN_DAYS_MAX } from '../access/known-groups-store.ts';
import type { TenantTransaction } from '../database/database.ts';

export type KnownPerson = {
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly situated: SituatedPerson;
};

/** By their names of sign-in, in lower case. */
export async function loadPeople(
  tx: TenantTransaction,
  { memberships, now }: { readonly memberships: Memberships; readonly now: number },
): Promise<ReadonlyMap<string, KnownPerson>> {
  const since = new Date(now - KNOWN_DAYS_MAX * DAY_MILLISECONDS);
  const rows = await tx.query<Row>(PEOPLE, [tx.tenantId, since]);
  return new Map(
    rows.map((row) => [row.user_principal_name.toLowerCase(), personOf(row, tx.tenantId, memberships)] as const),
  );
}

/** Somebody whom only imported records name: nothing was ever backed up of them. */
export function importedPerson(
  {
    name,
    objectId,
    tenantId,
  }: { readonly name: string; readonly objectId: string | undefined; readonly tenantId: string },
  memberships: Pick<Memberships, 'groupsOf'>,
): SituatedPerson {
  const groupIds = objectId === undefined ? undefined : memberships.groupsOf([objectId]);
  return {
    facts: { userId: objectId ?? name, tenantId },
    ...(groupIds === undefined ? {} : { groupIds }),
    identity: {
      ...(objectId === undefined ? {} : { id: objectId }),
      ...(name.includes('@') ? { principalName: name } : {}),
      // A guest's name of sign-in says so; what kind of guest it does not.
      ...(name.includes('@') && !name.includes('#ext#') ? { guestType: 'none' } : {}),
    },
    backups: [],
  };
}

/** What is taken to be there where backups are assumed, and where there is one. */
export function ownBackup(userId: string, tenantId: string): BackupFact {
  return { profileId: '', deviceName: '', userId, tenantId, isUsable: true, isOfThisDevice: false };
}

const DAY_MILLISECONDS = 24 * 60 * 60_000;

const PEOPLE = `
  SELECT u.user_id, u.user_principal_name,
         EXISTS (SELECT FROM directory_account a WHERE a.tenant_id = $1 AND a.user_id = u.user_id) AS has_account,
         ARRAY(SELECT h.role_template_id::text FROM directory_role_holder h
                WHERE h.tenant_id = $1 AND h.user_id = u.user_id ORDER BY 1) AS roles,
         ARRAY(SELECT m.group_id::text FROM group_member m
                WHERE m.tenant_id = $1 AND m.user_id = u.user_id ORDER BY 1) AS groups,
         (SELECT k.group_ids FROM known_groups k
           WHERE k.tenant_id = $1 AND k.user_id = u.user_id AND k.issued_at > $2) AS named,
         ARRAY(SELECT i.subject FROM user_identity i
                WHERE i.tenant_id = $1 AND i.user_id = u.user_id ORDER BY i.created_at, i.subject) AS subjects,
         ARRAY(SELECT p.head_snapshot_id IS NOT NULL FROM backup_profile p
                WHERE p.tenant_id = $1 AND p.user_id = u.user_id) AS backups
    FROM app_user u WHERE u.tenant_id = $1 ORDER BY u.user_id`;

type Row = {
  readonly user_id: string;
  readonly user_principal_name: string;
  readonly has_account: boolean;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly named: readonly string[] | null;
  readonly subjects: readonly string[];
  readonly backups: readonly boolean[];
};

function personOf(row: Row, tenantId: string, memberships: Memberships): KnownPerson {
  const { user_id: userId, user_principal_name: userPrincipalName, has_account: isOfOwnDirectory } = row;
  const groupIds = groupsOf(row, memberships);
  return {
    userId,
    userPrincipalName,
    situated: {
      facts: { userId, tenantId },
      ...(groupIds === undefined ? {} : { groupIds }),
      identity: {
        id: isOfOwnDirectory ? userId : (row.subjects[0] ?? userId),
        principalName: userPrincipalName,
        ...(isOfOwnDirectory ? { guestType: 'none', roles: row.roles } : {}),
      },
      backups: row.backups.map((isUsable) => ({ ...ownBackup(userId, tenantId), isUsable })),
    },
  };
}

/** As person-groups.ts has them for one. */
function groupsOf(
  { has_account, groups, named, subjects }: Row,
  memberships: Memberships,
): readonly string[] | undefined {
  const ids = subjects.filter(isUuid);
  const imported = ids.length === 0 ? undefined : memberships.groupsOf(ids);
  if (named === null && imported === undefined && !has_account) return undefined;
  return [...new Set([...groups, ...(named ?? []), ...(imported ?? [])])];
}
