// A record of a device, ready to be kept: the JSON as it came, beside what records are found by. PowerShell's cmdlets write
// Graph's members with a capital letter; those that Graph's names are known of get them back, everything else stays.

import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import { sha256Bytes } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid, uuidV8 } from '../../lib/uuid.ts';
import { DEVICE_MEMBERS, SPELLINGS } from '../enrollment/device-members.ts';
import { type DeviceRecordKind, member, type RecordBody, text } from '../enrollment/record.ts';
import { whyNotKept } from './keepable.ts';

export type NewDeviceRecord = {
  readonly kind: DeviceRecordKind;
  readonly objectId: string;
  readonly directoryDeviceId: string | undefined;
  readonly deviceName: string | undefined;
  /** These without regard to case, to be found by. */
  readonly nameKey: string | undefined;
  readonly serialKey: string | undefined;
  readonly userKey: string | undefined;
  readonly body: RecordBody;
};

export function deviceRecordOf(kind: DeviceRecordKind, given: RecordBody): Result<NewDeviceRecord, string> {
  const unkept = whyNotKept(given);
  if (unkept !== undefined) return fail(unkept);
  const body = spelled(given, kind);
  const odd = INSTANTS[kind].find((name) => isOddInstant(member(body, name)));
  if (odd !== undefined) return fail(`its ${odd} is no point in time`);
  const { name, directoryId } = FOUND_BY[kind];
  const directoryDeviceId = directoryId.flatMap((it) => guid(body, it) ?? [])[0];
  const [deviceName, serialKey] = [text(body, name), folded(body, 'serialNumber')];
  const keys = { nameKey: folded(body, name), serialKey, userKey: folded(body, 'userPrincipalName') };
  const objectId = guid(body, 'id') ?? idOf(kind, [directoryDeviceId, deviceName, serialKey]);
  if (objectId === undefined) return fail('it has no id, and nothing that one could follow from');
  const identified = body['id'] === objectId ? body : { ...body, id: objectId };
  return ok({ kind, objectId, directoryDeviceId, deviceName, ...keys, body: identified });
}

/** Where each kind has the computer's name, and the id that the directory gave the computer. */
const FOUND_BY: Readonly<Record<DeviceRecordKind, { readonly name: string; readonly directoryId: readonly string[] }>> =
  {
    managedDevice: { name: 'deviceName', directoryId: ['azureADDeviceId', 'azureActiveDirectoryDeviceId'] },
    device: { name: 'displayName', directoryId: ['deviceId'] },
    autopilotDeviceIdentity: { name: 'displayName', directoryId: ['azureActiveDirectoryDeviceId', 'azureAdDeviceId'] },
    cloudPC: { name: 'managedDeviceName', directoryId: ['aadDeviceId'] },
  };

/** Exported without one, as rows of a table may be: the same device gets the same id again. */
function idOf(
  kind: DeviceRecordKind,
  [directoryId, name, serial]: readonly (string | undefined)[],
): string | undefined {
  const known = directoryId ?? (name === undefined ? undefined : `${name.toLowerCase()} ${serial ?? ''}`);
  if (known === undefined) return undefined;
  return uuidV8(sha256Bytes(new TextEncoder().encode(canonicalJson([kind, known]))));
}

/** As it stands, but for the case of ASCII's letters: the one that every database ignores alike. */
function folded(body: RecordBody, name: string): string | undefined {
  const value = member(body, name);
  return typeof value === 'string' ? value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : undefined;
}

/** All zeros stand for none. */
function guid(body: RecordBody, name: string): string | undefined {
  const id = text(body, name)?.toLowerCase();
  return id !== undefined && isUuid(id) && !/^[0-]+$/.test(id) ? id : undefined;
}

/** Most are spelled as Graph does, and stay what they are. */
function spelled(body: RecordBody, kind: DeviceRecordKind): RecordBody {
  const [members, spellings] = [DEVICE_MEMBERS[kind], SPELLINGS[kind]];
  const isSpelled = (name: string): boolean => Object.hasOwn(members, name) || !spellings.has(name.toLowerCase());
  if (Object.keys(body).every(isSpelled)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [spellings.get(name.toLowerCase()) ?? name, value]),
  );
}

const INSTANTS: Readonly<Record<DeviceRecordKind, readonly string[]>> = {
  managedDevice: instantsOf('managedDevice'),
  device: instantsOf('device'),
  autopilotDeviceIdentity: instantsOf('autopilotDeviceIdentity'),
  cloudPC: instantsOf('cloudPC'),
};

function instantsOf(kind: DeviceRecordKind): readonly string[] {
  return Object.entries(DEVICE_MEMBERS[kind]).flatMap(([name, it]) => (it === 'instant' ? [name] : []));
}

/** Graph writes RFC 3339, PowerShell at times `/Date(…)/`. */
function isOddInstant(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value !== 'string') return true;
  const day = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,12})?)?(Z|[+-]\d\d:\d\d)$/i.exec(value)?.[1];
  return day === undefined || Number.isNaN(Date.parse(value)) || !isDay(day);
}

/** `Date.parse` takes the 31st of February for the 3rd of March. */
function isDay(day: string): boolean {
  return day.slice(8) <= '28' || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
