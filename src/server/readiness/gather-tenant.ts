// Everything that a tenant's tables say of its fleet, gathered: records a part at a time, and devices that joined with what they
// said themselves and who uses them. A device that was removed is gone.

import { completeFacts } from '../../domain/enrollment/complete-facts.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { EnrollmentFacts } from '../../domain/enrollment/enrollment-facts.ts';
import type { DeviceRecordKind, RecordBody } from '../../domain/enrollment/record.ts';
import { type Account, type Gathered, gatherFleet, type Gathering } from '../../domain/readiness/gather.ts';
import { type Memberships, memberships } from '../../domain/readiness/memberships.ts';
import type { LocalPolicyValue } from '../../domain/policy/local-voices.ts';
import type { JoinType } from '../../protocol/operations/devices.ts';
import type { TenantTransaction } from '../database/database.ts';
import { JOIN_STATES } from '../devices/load-device-facts.ts';

export type GatheredTenant = {
  readonly gathered: Gathered;
  /** Ids of the devices that joined. */
  readonly deviceIds: ReadonlyMap<number, string>;
  readonly memberships: Memberships;
  /** Where records came from. */
  readonly sources: readonly string[];
};

export async function gatherTenant(tx: TenantTransaction): Promise<GatheredTenant> {
  const gathering = gatherFleet();
  const sources = await gatherRecords(tx, gathering);
  const deviceIds = await gatherDevices(tx, gathering);
  await gatherUses(tx, gathering, deviceIds);
  return {
    gathered: gathering.gathered(),
    deviceIds: new Map([...deviceIds].map(([deviceId, at]) => [at, deviceId])),
    memberships: await gatherMemberships(tx),
    sources,
  };
}

const PART_ROWS = 5000;

async function gatherRecords(tx: TenantTransaction, gathering: Gathering): Promise<readonly string[]> {
  const sources = new Set<string>();
  let after: readonly [string, string] = ['', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const rows = await tx.query<RecordRow>(
      `SELECT r.kind, r.object_id, r.directory_device_id, r.device_name, r.serial_key, r.body, r.source
         FROM device_record r
        WHERE r.tenant_id = $1 AND (r.kind, r.object_id) > ($2, $3) ORDER BY r.kind, r.object_id LIMIT $4`,
      [tx.tenantId, ...after, PART_ROWS],
    );
    for (const { kind, object_id, directory_device_id, device_name, serial_key, body, source } of rows) {
      sources.add(source);
      gathering.addRecord({
        kind,
        objectId: object_id,
        directoryDeviceId: directory_device_id ?? undefined,
        deviceName: device_name ?? undefined,
        serialKey: serial_key ?? undefined,
        body,
      });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PART_ROWS) return [...sources];
    after = [last.kind, last.object_id];
  }
}

type RecordRow = {
  readonly kind: DeviceRecordKind;
  readonly object_id: string;
  readonly directory_device_id: string | null;
  readonly device_name: string | null;
  readonly serial_key: string | null;
  readonly body: RecordBody;
  readonly source: string;
};

/** The number of each device by its id. */
async function gatherDevices(tx: TenantTransaction, gathering: Gathering): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<DeviceRow>(
    `SELECT d.device_id, d.display_name, d.join_type, d.directory_device_id, r.facts, r.enrollment, r.local_policies
       FROM device d LEFT JOIN device_report r ON r.tenant_id = d.tenant_id AND r.device_id = d.device_id
      WHERE d.tenant_id = $1 AND d.removed_at IS NULL ORDER BY d.device_id`,
    [tx.tenantId],
  );
  const namesakes = Map.groupBy(rows, ({ display_name }) => display_name.toLowerCase());
  return new Map(
    rows.map((row) => {
      const { device_id: key, display_name: name, directory_device_id: directoryDeviceId } = row;
      const isFound = directoryDeviceId !== null || namesakes.get(name.toLowerCase())?.length === 1;
      const at = isFound ? gathering.recorded(directoryDeviceId ?? undefined, name) : undefined;
      return [key, gathering.addOwn({ key, name, ...(at === undefined ? {} : { at }) }, ownWord(row))] as const;
    }),
  );
}

type DeviceRow = {
  readonly device_id: string;
  readonly display_name: string;
  readonly join_type: JoinType | null;
  readonly directory_device_id: string | null;
  readonly facts: DeviceFacts | null;
  readonly enrollment: EnrollmentFacts | null;
  readonly local_policies: readonly LocalPolicyValue[] | null;
};

/** What it said when it joined counts where it has said nothing since; what it is called is told apart elsewhere. */
function ownWord({ join_type, facts, enrollment, local_policies }: DeviceRow) {
  const joinState = join_type === null ? undefined : JOIN_STATES[join_type];
  const joined = { device: joinState === undefined ? {} : { joinState }, enrollment: {} };
  const { deviceName: _, ...said } = facts ?? {};
  return {
    ...completeFacts({ device: said, enrollment: enrollment ?? {} }, joined),
    local: local_policies ?? [],
  };
}

/** By a key of theirs or a credential; the account is what the last decision about both was made from. */
async function gatherUses(
  tx: TenantTransaction,
  gathering: Gathering,
  deviceIds: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = await tx.query<UseRow>(
    `SELECT o.device_id, u.user_principal_name,
            (SELECT e.body -> 'facts' -> 'person' ->> 'account' FROM eligibility_decision e
              WHERE e.tenant_id = $1 AND e.user_id = o.user_id AND e.device_id = o.device_id
              ORDER BY e.decision_id DESC LIMIT 1) AS account
       FROM (SELECT k.device_id, k.user_id FROM device_key k WHERE k.tenant_id = $1
              UNION SELECT c.device_id, c.user_id FROM credential c
                     WHERE c.tenant_id = $1 AND c.revoked_at IS NULL) o
       JOIN app_user u ON u.tenant_id = $1 AND u.user_id = o.user_id ORDER BY o.device_id, o.user_id`,
    [tx.tenantId],
  );
  for (const { device_id, user_principal_name, account } of rows) {
    const at = deviceIds.get(device_id);
    if (at !== undefined) gathering.addUse(at, gathering.addPerson(user_principal_name), account ?? undefined);
  }
}

type UseRow = {
  readonly device_id: string;
  readonly user_principal_name: string;
  readonly account: Account | null;
};

async function gatherMemberships(tx: TenantTransaction): Promise<Memberships> {
  const gathered = memberships();
  const rows = await tx.query<{ readonly group_id: string; readonly member_id: string }>(
    'SELECT m.group_id, m.member_id FROM group_record_member m WHERE m.tenant_id = $1',
    [tx.tenantId],
  );
  for (const { group_id, member_id } of rows) gathered.add(group_id, member_id);
  const known = await tx.query('SELECT 1 FROM group_record g WHERE g.tenant_id = $1 AND g.members_known LIMIT 1', [
    tx.tenantId,
  ]);
  if (known.length > 0) gathered.setKnown();
  return gathered;
}
