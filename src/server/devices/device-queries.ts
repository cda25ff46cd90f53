// What queries of device records may name, and the expression in SQL of each: the columns that records are found by, and for
// everything else the member of the JSON, if it is there and of its kind.

import { DEVICE_MEMBERS, type MemberKind, type Members } from '../../domain/enrollment/device-members.ts';
import { PAGE_SIZE_MAX_DEFAULT, type QueryRules } from '../graph/odata-query.ts';
import type { Columns } from '../graph/filter/filter-sql.ts';
import type { ListedKind } from './listed-devices.ts';

export const DEVICE_QUERIES: Readonly<Record<ListedKind, { readonly rules: QueryRules; readonly columns: Columns }>> = {
  managedDevice: queriesOf(DEVICE_MEMBERS.managedDevice, {
    deviceName: { folded: 'r.name_key' },
    azureADDeviceId: 'r.directory_device_id',
    serialNumber: { folded: 'r.serial_key' },
    userPrincipalName: { folded: 'r.user_key' },
  }),
  device: queriesOf(DEVICE_MEMBERS.device, {
    displayName: { folded: 'r.name_key' },
    deviceId: 'r.directory_device_id',
  }),
  autopilotDeviceIdentity: queriesOf(DEVICE_MEMBERS.autopilotDeviceIdentity, {
    serialNumber: { folded: 'r.serial_key' },
    userPrincipalName: { folded: 'r.user_key' },
  }),
};

function queriesOf(members: Members, columns: Columns): { readonly rules: QueryRules; readonly columns: Columns } {
  const found = Object.entries(members).flatMap(([name, kind]) => {
    const expression = columns[name] ?? (name === 'id' ? 'r.id' : memberSql(name, kind));
    return expression === undefined ? [] : [[name, expression] as const];
  });
  return { rules: { shape: members, pageSizeMax: PAGE_SIZE_MAX_DEFAULT }, columns: Object.fromEntries(found) };
}

/** Imports let only real points in time through; a text that is no UUID is none. */
function memberSql(name: string, kind: MemberKind): string | undefined {
  const text = `r.body ->> '${name}'`;
  const ofType = (type: string, cast: string) =>
    `CASE jsonb_typeof(r.body -> '${name}') WHEN '${type}' THEN (${text})::${cast} END`;
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return ofType('number', 'float8');
    case 'boolean':
      return ofType('boolean', 'boolean');
    case 'id':
      return `CASE WHEN ${text} ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (${text})::uuid END`;
    case 'instant':
      return `CASE WHEN ${text} <> '' THEN (${text})::timestamptz END`;
    case 'opaque':
      return undefined;
  }
}
