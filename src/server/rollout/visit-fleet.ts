// Every device that the service knows, joined or only recorded, with what is known of it: its own word completed by its records, as
// a decision about it would take them. Records are read in parts, so that a fleet need not fit into memory.

import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import { completeFacts } from '../../domain/enrollment/complete-facts.ts';
import type { EnrollmentFacts } from '../../domain/enrollment/enrollment-facts.ts';
import { factsOfRecords } from '../../domain/enrollment/facts-of-records.ts';
import { type KnownRecord, type RecordBody, type RecordKind, text } from '../../domain/enrollment/record.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findProvisioning } from '../devices/find-provisioning.ts';

export type FleetDevice = {
  /** Keepsake's, of one that joined. */
  readonly deviceId: string | undefined;
  readonly name: string;
  /** How a person who uses it signs in. */
  readonly person: string | undefined;
  readonly device: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
};

export async function visitFleet(tx: TenantTransaction, visit: (device: FleetDevice) => void): Promise<void> {
  const joined = await tx.query<Joined>(JOINED, [tx.tenantId]);
  const byDirectory = new Map(joined.flatMap((it) => (it.directory_device_id ? [[it.directory_device_id, it]] : [])));
  const byName = Map.groupBy(
    joined.filter((it) => it.directory_device_id === null),
    ({ display_name }) => display_name.toLowerCase(),
  );
  const seen = new Set<Joined>();
  const profiles = new Map<string, readonly KnownRecord[]>();
  for await (const records of recordedDevices(tx)) {
    const [first] = records;
    const called = records.find(({ device_name }) => device_name !== null)?.device_name ?? undefined;
    const named = called === undefined ? [] : (byName.get(called.toLowerCase()) ?? []);
    const device = byDirectory.get(first?.directory_device_id ?? '') ?? (named.length === 1 ? named[0] : undefined);
    if (device !== undefined) seen.add(device);
    visit(deviceOf(device, called, await withProfile(tx, records.map(knownRecordOf), profiles)));
  }
  for (const device of joined) if (!seen.has(device)) visit(deviceOf(device, undefined, []));
}

/** Kinds of record that stand for a device that is there; Autopilot lists computers long before. */
const PRESENT: readonly RecordKind[] = ['managedDevice', 'device', 'cloudPC'];
const PART_ROWS = 3000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** All records of one device at a time. */
async function* recordedDevices(tx: TenantTransaction): AsyncGenerator<readonly RecordRow[]> {
  let after = FIRST;
  for (;;) {
    const rows = await tx.query<RecordRow>(
      `${RECORDS} AND r.directory_device_id > $2
        ORDER BY r.directory_device_id, r.kind, r.object_id LIMIT $3`,
      [tx.tenantId, after, PART_ROWS],
    );
    const isLast = rows.length < PART_ROWS;
    const groups = [...Map.groupBy(rows, ({ directory_device_id }) => directory_device_id).values()];
    // The last device of a part may go on in the next.
    const whole = isLast ? groups : groups.slice(0, -1);
    for (const group of whole) if (group.some(({ kind }) => PRESENT.includes(kind))) yield group;
    after = whole.at(-1)?.[0]?.directory_device_id ?? after;
    if (isLast) break;
  }
  const alone = await tx.query<RecordRow>(
    `${RECORDS} AND r.directory_device_id IS NULL AND r.kind = 'managedDevice'
      ORDER BY r.object_id`,
    [tx.tenantId],
  );
  for (const row of alone) yield [row];
}

/** The profile that records name tells how the device was set up. */
async function withProfile(
  tx: TenantTransaction,
  records: readonly KnownRecord[],
  profiles: Map<string, readonly KnownRecord[]>,
): Promise<readonly KnownRecord[]> {
  const profileName = factsOfRecords(records).enrollmentProfileName;
  if (profileName === undefined) return records;
  const known =
    profiles.get(profileName) ?? (await findProvisioning(tx, { profileName, records, groupIds: undefined }));
  profiles.set(profileName, known);
  return [...records, ...known];
}

function deviceOf(
  joined: Joined | undefined,
  called: string | undefined,
  records: readonly KnownRecord[],
): FleetDevice {
  const own = { device: joined?.facts ?? {}, enrollment: joined?.enrollment ?? {} };
  const { device, enrollment } = completeFacts(own, factsOfRecords(records));
  const recorded = records.flatMap(({ body }) => text(body, 'userPrincipalName') ?? [])[0];
  return {
    deviceId: joined?.device_id,
    name: joined?.display_name ?? called ?? '–',
    person: joined?.person ?? recorded,
    device,
    enrollment,
  };
}

function knownRecordOf({ kind, body, imported_at }: RecordRow): KnownRecord {
  return { kind, body, importedAt: imported_at.getTime() };
}

const JOINED = `
  SELECT d.device_id, d.display_name, d.directory_device_id, r.facts, r.enrollment,
         (SELECT u.user_principal_name FROM app_user u
            JOIN (SELECT k.user_id FROM device_key k WHERE k.tenant_id = $1 AND k.device_id = d.device_id
                   UNION SELECT c.user_id FROM credential c
                          WHERE c.tenant_id = $1 AND c.device_id = d.device_id AND c.revoked_at IS NULL) o
              ON o.user_id = u.user_id
           WHERE u.tenant_id = $1 ORDER BY u.user_principal_name LIMIT 1) AS person
    FROM device d LEFT JOIN device_report r ON r.tenant_id = d.tenant_id AND r.device_id = d.device_id
   WHERE d.tenant_id = $1 AND d.removed_at IS NULL ORDER BY d.device_id`;

const RECORDS = `
  SELECT r.kind, r.directory_device_id, r.device_name, r.body, r.imported_at
    FROM device_record r WHERE r.tenant_id = $1`;

type Joined = {
  readonly device_id: string;
  readonly display_name: string;
  readonly directory_device_id: string | null;
  readonly facts: DeviceFacts | null;
  readonly enrollment: EnrollmentFacts | null;
  readonly person: string | null;
};

type RecordRow = {
  readonly kind: KnownRecord['kind'];
  readonly directory_device_id: string | null;
  readonly device_name: string | null;
  readonly body: RecordBody;
  readonly imported_at: Date;
};
