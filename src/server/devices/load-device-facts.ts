// What is known of one of the tenant's devices: what it last said of itself, completed by the records that were imported of
// it. Whoever decides about a device asks here, and nowhere else.

import type { DeviceFacts, JoinState } from '../../domain/device/device-facts.ts';
import { completeFacts } from '../../domain/enrollment/complete-facts.ts';
import { cloudOf } from '../../domain/enrollment/cloud.ts';
import type { Cloud, EnrollmentFacts } from '../../domain/enrollment/enrollment-facts.ts';
import { type Disagreement, factsOfRecords, type RecordFacts } from '../../domain/enrollment/facts-of-records.ts';
import type { KnownRecord } from '../../domain/enrollment/record.ts';
import { canonicalJson } from '../../lib/canonical-json.ts';
import type { JoinType } from '../../protocol/operations/devices.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type DeviceReport, findDeviceReport, putDeviceReport } from './device-report-store.ts';
import { findIssuers } from '../identity/issuer-store.ts';
import { type Device, findDevice } from './device-store.ts';
import type { DeviceRecord } from './device-record-store.ts';
import { findProvisioning } from './find-provisioning.ts';
import { findRecordsOf, type RecordLink } from './find-records-of.ts';
import { findGroupsOfMembers } from './group-record-store.ts';

export type KnownDevice = {
  readonly device: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
  readonly cloud?: Cloud;
  /** Groups of the directory that the device is in; left out where nobody knows. */
  readonly groupIds?: readonly string[];
  readonly enrollmentProfileName?: string;
  /** The device never said anything itself. */
  readonly isOnlyFromRecords: boolean;
  /** How the records were found to be this device's. */
  readonly linkedBy: RecordLink;
  /** What records say differently. */
  readonly disagreements: readonly Disagreement[];
};

/** Of a device that does not exist, or of which nobody said anything, nothing is known. */
export async function loadDeviceFacts(tx: TenantTransaction, deviceId: string): Promise<KnownDevice> {
  const device = await findDevice(tx, deviceId);
  const report = device && (await findDeviceReport(tx, deviceId));
  const { linkedBy, records } = await findRecordsOf(tx, device);
  const groupIds = await groupsOf(tx, records);
  const said = await factsOf(tx, records, groupIds);
  const own = { device: ownFacts(device, report), enrollment: report?.enrollment ?? {} };
  return {
    ...completeFacts(own, said),
    cloud: await loadCloud(tx, records),
    ...(groupIds === undefined ? {} : { groupIds }),
    ...(said.enrollmentProfileName === undefined ? {} : { enrollmentProfileName: said.enrollmentProfileName }),
    isOnlyFromRecords: report === undefined,
    linkedBy,
    disagreements: said.disagreements,
  };
}

/**
 * Remembers what a device says of itself. False: it said the same within the last day, and nothing was written. True: it was,
 * and the transaction needs its audit event (`device.reported`).
 */
export async function recordDeviceReport(
  tx: TenantTransaction,
  deviceId: string,
  report: DeviceReport,
): Promise<boolean> {
  const before = await findDeviceReport(tx, deviceId);
  if (before !== undefined && isNoNews(before, report)) return false;
  await putDeviceReport(tx, deviceId, report);
  return true;
}

/** What is unchanged is noted again after so long. */
const NOTED_MILLISECONDS_MAX = 24 * 60 * 60 * 1000;

function isNoNews(before: DeviceReport, after: DeviceReport): boolean {
  const age = after.reportedAt.getTime() - before.reportedAt.getTime();
  return age < NOTED_MILLISECONDS_MAX && contentOf(before) === contentOf(after);
}

function contentOf({ facts, enrollment, localPolicies, enrollmentId }: DeviceReport): string {
  return canonicalJson([facts, enrollment, [...localPolicies], enrollmentId]);
}

/** What it said when it joined counts where it has said nothing since. */
function ownFacts(device: Device | undefined, report: DeviceReport | undefined): DeviceFacts {
  if (device === undefined) return {};
  const joinState = device.joinType === undefined ? undefined : JOIN_STATES[device.joinType];
  return { deviceName: device.displayName, ...(joinState === undefined ? {} : { joinState }), ...report?.facts };
}

export const JOIN_STATES: Readonly<Record<JoinType, JoinState | undefined>> = {
  azureADJoined: 'entraJoined',
  hybridAzureADJoined: 'hybridJoined',
  azureADRegistered: 'workplaceRegistered',
  unknown: undefined,
};

function knownRecordOf({ kind, body, importedAt }: DeviceRecord): KnownRecord {
  return { kind, body, importedAt: importedAt.getTime() };
}

/** Records name the profile that a device enrolled with, or it is assigned; the profile says how. */
async function factsOf(
  tx: TenantTransaction,
  records: readonly DeviceRecord[],
  groupIds: readonly string[] | undefined,
): Promise<RecordFacts> {
  const known = records.map(knownRecordOf);
  const said = factsOfRecords(known);
  const { enrollmentProfileName: profileName } = said;
  const provisioning = await findProvisioning(tx, { profileName, records: known, groupIds });
  return provisioning.length === 0 ? said : factsOfRecords([...known, ...provisioning]);
}

/** An organization without a directory of Microsoft's is in none of its restricted clouds. */
async function loadCloud(tx: TenantTransaction, records: readonly DeviceRecord[]): Promise<Cloud> {
  const directories = (await findIssuers(tx)).map(({ issuer }) => issuer);
  return cloudOf([...directories, ...records.map(({ source }) => source)]);
}

/** Groups hold the directory's own object, which only its record names. */
function groupsOf(tx: TenantTransaction, records: readonly DeviceRecord[]): Promise<readonly string[] | undefined> {
  const object = records.find(({ kind }) => kind === 'device');
  return object === undefined ? Promise.resolve(undefined) : findGroupsOfMembers(tx, [object.objectId]);
}
