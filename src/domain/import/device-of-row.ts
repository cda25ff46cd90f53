// A row of Intune's list of devices, exported from the portal (Devices › All devices › Export) or by the Export API (reports
// Devices and DevicesWithInventory) → Graph's `managedDevice`. The two name their columns differently, and the Export API adds
// localized twins (`_loc`). Columns that Graph has no member for are kept under `additionalColumns`, as they stand.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RecordBody } from '../enrollment/record.ts';
import { readInstant } from './read-instant.ts';

export type Row = Readonly<Record<string, string>>;

/** Whether a file with these columns is such an export. */
export function isDeviceExport(columns: readonly string[]): boolean {
  const members = new Set(columns.flatMap((column) => COLUMNS[keyOf(column)]?.member ?? []));
  return (
    members.has('deviceName') && (members.has('id') || members.has('azureADDeviceId') || members.has('serialNumber'))
  );
}

export function deviceOfRow(row: Row): Result<RecordBody, string> {
  const body: Record<string, Json> = {};
  const additional: Record<string, Json> = {};
  for (const [column, cell] of Object.entries(row)) {
    const known = COLUMNS[keyOf(column)];
    const value = known?.read(cell.trim());
    // The first column that says something counts; a localized twin, or a date that may be two, is kept as it stands.
    if (known !== undefined && value !== undefined && body[known.member] === undefined) body[known.member] = value;
    else if (cell.trim() !== '' && !isSame(body, known, value)) additional[column] = cell;
  }
  if (typeof body['deviceName'] !== 'string') return fail('it names no device');
  const hasAdditional = Object.keys(additional).length > 0;
  return ok({ ...body, ...(hasAdditional ? { additionalColumns: additional } : {}) });
}

type Column = { readonly member: string; readonly read: (cell: string) => Json | undefined };

function isSame(body: Readonly<Record<string, Json>>, known: Column | undefined, value: Json | undefined): boolean {
  return known !== undefined && value !== undefined && body[known.member] === value;
}

/** `Device ID`, `DeviceId` and `device_id` are one column. */
function keyOf(column: string): string {
  return column.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const text = (cell: string): string | undefined => (cell === '' ? undefined : cell);
const guid = (cell: string): string | undefined => {
  const plain = cell.toLowerCase().replace(/[{}]/g, '');
  return plain === '' || /^[0-]+$/.test(plain) ? undefined : plain;
};
const yesOrNo = (cell: string): boolean | undefined =>
  /^(true|yes|1)$/i.test(cell) ? true : /^(false|no|0)$/i.test(cell) ? false : undefined;
const count = (cell: string): number | undefined => (/^\d{1,15}$/.test(cell) ? Number(cell) : undefined);
const oneOf =
  (words: Readonly<Record<string, string>>) =>
  (cell: string): string | undefined =>
    words[keyOf(cell)];

/** The portal's words, the Export API's, and its numbers (Graph's own for the same enumerations). */
const OWNERS = oneOf({
  corporate: 'company',
  company: 'company',
  '1': 'company',
  personal: 'personal',
  '2': 'personal',
});

const COMPLIANCE = oneOf({
  compliant: 'compliant',
  noncompliant: 'noncompliant',
  notcompliant: 'noncompliant',
  conflict: 'conflict',
  error: 'error',
  ingraceperiod: 'inGracePeriod',
  configmanager: 'configManager',
  managedbyconfigmanager: 'configManager',
  notevaluated: 'unknown',
  unknown: 'unknown',
});

const JOIN_TYPES = oneOf({
  azureadjoined: 'azureADJoined',
  microsoftentrajoined: 'azureADJoined',
  '1': 'azureADJoined',
  azureadregistered: 'azureADRegistered',
  microsoftentraregistered: 'azureADRegistered',
  '2': 'azureADRegistered',
  hybridazureadjoined: 'hybridAzureADJoined',
  microsoftentrahybridjoined: 'hybridAzureADJoined',
  '3': 'hybridAzureADJoined',
  unknown: 'unknown',
  '0': 'unknown',
});

const AGENTS = oneOf({
  intune: 'mdm',
  mdm: 'mdm',
  comanaged: 'configurationManagerClientMdm',
  configmgr: 'configurationManagerClient',
  configmgrclient: 'configurationManagerClient',
  mde: 'msSense',
});

const COLUMNS: Readonly<Record<string, Column>> = Object.fromEntries(
  (
    [
      ['id', guid, ['Device ID', 'Intune Device ID']],
      ['azureADDeviceId', guid, ['Azure AD Device ID', 'AadDeviceId', 'Microsoft Entra Device ID', 'ReferenceId']],
      ['deviceName', text, ['Device name']],
      ['managedDeviceName', text, ['Management name', 'ManagedDeviceName']],
      ['enrolledDateTime', readInstant, ['Enrollment date', 'EnrolledDate', 'CreatedDate']],
      ['lastSyncDateTime', readInstant, ['Last check-in', 'LastContact', 'LastSyncDateTime']],
      [
        'complianceGracePeriodExpirationDateTime',
        readInstant,
        ['Compliance grace period expiration', 'InGracePeriodUntil'],
      ],
      ['managementCertificateExpirationDate', readInstant, ['Management certificate expiration date']],
      ['osVersion', text, ['OS version']],
      ['operatingSystem', text, ['OS', 'Operating system', 'OSDescription']],
      ['azureADRegistered', yesOrNo, ['Azure AD registered', 'Microsoft Entra registered']],
      ['serialNumber', text, ['Serial number']],
      ['manufacturer', text, ['Manufacturer']],
      ['model', text, ['Model', 'DeviceModel']],
      ['imei', text, ['IMEI']],
      ['wiFiMacAddress', text, ['Wi-Fi MAC', 'WiFiMacAddress']],
      ['ethernetMacAddress', text, ['EthernetMAC', 'EthernetMacAddress']],
      ['deviceCategoryDisplayName', text, ['Category', 'CategoryName']],
      ['userId', text, ['UserId', 'PrimaryUser']],
      ['userPrincipalName', text, ['Primary user UPN', 'UPN']],
      ['emailAddress', text, ['Primary user email address', 'UserEmail']],
      ['userDisplayName', text, ['Primary user display name', 'UserName']],
      ['managementAgent', AGENTS, ['Managed by', 'ManagementAgents', 'ManagementAgent']],
      ['managedDeviceOwnerType', OWNERS, ['Ownership', 'OwnerType']],
      ['complianceState', COMPLIANCE, ['Compliance', 'ComplianceState', 'CompliantState']],
      ['joinType', JOIN_TYPES, ['JoinType']],
      ['skuFamily', text, ['SkuFamily']],
      ['skuNumber', count, ['SkuNumber']],
      ['isEncrypted', yesOrNo, ['Encrypted', 'IsEncrypted']],
      ['isSupervised', yesOrNo, ['Supervised', 'IsSupervised']],
      ['jailBroken', text, ['Jailbroken']],
      ['enrollmentProfileName', text, ['Enrollment profile', 'EnrollmentProfileName']],
      ['deviceEnrollmentType', text, ['Enrollment type', 'DeviceEnrollmentType']],
    ] as const
  ).flatMap(([member, read, names]) => names.map((name) => [keyOf(name), { member, read }] as const)),
);
