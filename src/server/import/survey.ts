// What is in the files, before any of it is taken in: how many of each kind, what can not be read and where it stands, what
// is of no use here. Device records and groups are only counted, so that files of any size can be looked through; policies
// and profiles are few, and kept.

import type { ExportDocument } from '../../domain/conditional-access/read-exports.ts';
import type { RecordBody } from '../../domain/enrollment/record.ts';
import { deviceOfRow, isDeviceExport, type Row } from '../../domain/import/device-of-row.ts';
import { deviceRecordOf, type NewDeviceRecord } from '../../domain/import/device-record.ts';
import { type GroupRecord, type Membership, groupRecordOf, membershipsOf } from '../../domain/import/group-record.ts';
import { type ManagementKind, type Thing, type ThingKind, thingsIn } from '../../domain/import/recognize.ts';
import type { ImportItem, ImportSource } from './import-item.ts';

export type Survey = {
  readonly files: readonly SurveyedFile[];
  readonly managementObjects: readonly ManagementItem[];
  readonly conditionalAccess: readonly ExportDocument[];
};

export type SurveyedFile = {
  readonly name: string;
  readonly counts: Readonly<Partial<Record<Kind, number>>>;
  /** What is damaged or incomplete, and would be left out. */
  readonly malformed: readonly Unread[];
  /** What is nothing that is imported. */
  readonly leftOut: readonly Unread[];
};

export type Unread = { readonly origin: string; readonly reason: string };

export type ManagementItem = { readonly kind: ManagementKind; readonly origin: string; readonly body: RecordBody };

/** A piece of an export that is fit to be taken in, or why it is not. */
export type Fit =
  | { readonly kind: 'record'; readonly what: ThingKind; readonly record: NewDeviceRecord }
  | { readonly kind: 'group'; readonly group: GroupRecord }
  | { readonly kind: 'memberships'; readonly memberships: readonly Membership[] }
  | { readonly kind: 'management'; readonly item: ManagementItem }
  | { readonly kind: 'conditionalAccess'; readonly document: ExportDocument }
  | { readonly kind: 'malformed'; readonly unread: Unread }
  | { readonly kind: 'leftOut'; readonly unread: Unread };

type Kind = ThingKind | 'memberships';

export type Progress = (source: ImportSource, bytesRead: number, itemsRead: number) => void;

export async function survey(sources: readonly ImportSource[], onProgress: Progress): Promise<Survey> {
  const files: SurveyedFile[] = [];
  const managementObjects: ManagementItem[] = [];
  const conditionalAccess: ExportDocument[] = [];
  for (const source of sources) {
    const counts: Partial<Record<Kind, number>> = {};
    const [malformed, leftOut]: [Unread[], Unread[]] = [[], []];
    for await (const fit of fitsOf(source, onProgress)) {
      if (fit.kind === 'malformed') malformed.push(fit.unread);
      else if (fit.kind === 'leftOut') leftOut.push(fit.unread);
      else {
        const kind = kindOf(fit);
        counts[kind] = (counts[kind] ?? 0) + 1;
      }
      if (fit.kind === 'management') managementObjects.push(fit.item);
      if (fit.kind === 'conditionalAccess') conditionalAccess.push(fit.document);
    }
    files.push({ name: source.name, counts, malformed, leftOut });
  }
  return { files, managementObjects, conditionalAccess };
}

export async function* fitsOf(source: ImportSource, onProgress: Progress): AsyncGenerator<Fit> {
  let [itemsRead, toldAt] = [0, 0];
  for await (const item of source.items()) {
    yield* fitsIn(item);
    itemsRead += 1;
    const bytesRead = item.bytesRead ?? source.sizeBytes;
    if (itemsRead - toldAt < PROGRESS_ITEMS) continue;
    toldAt = itemsRead;
    onProgress(source, bytesRead, itemsRead);
  }
}

const PROGRESS_ITEMS = 5000;

function fitsIn(item: ImportItem): readonly Fit[] {
  const { origin, content } = item;
  if ('error' in content) return [{ kind: 'malformed', unread: { origin, reason: content.error } }];
  if (content.isRow === true) return [fitRow(origin, content.json as Row)];
  return thingsIn(content.json, origin).flatMap(fitThing);
}

function fitRow(origin: string, row: Row): Fit {
  if (!isDeviceExport(Object.keys(row))) {
    const reason =
      'the columns are not those of an export of devices: it takes a device name, and an id or a serial number';
    return { kind: 'leftOut', unread: { origin, reason } };
  }
  const body = deviceOfRow(row);
  if (!body.ok) return { kind: 'malformed', unread: { origin, reason: body.error } };
  return fitRecord('managedDevice', origin, body.value);
}

function fitThing(thing: Thing): readonly Fit[] {
  const { kind, origin, body } = thing;
  switch (kind) {
    case undefined:
      return [{ kind: 'leftOut', unread: { origin, reason: thing.reason } }];
    case 'managedDevice':
    case 'device':
    case 'autopilotDeviceIdentity':
    case 'cloudPC': {
      const memberships = membershipsOf(kind, body);
      const beside: readonly Fit[] = memberships.length === 0 ? [] : [{ kind: 'memberships', memberships }];
      return [fitRecord(kind, origin, body), ...beside];
    }
    case 'group': {
      const group = groupRecordOf(body);
      return [group.ok ? { kind, group: group.value } : { kind: 'malformed', unread: { origin, reason: group.error } }];
    }
    case 'user':
      return fitUser(origin, body);
    case 'groupMember':
      return [{ kind: 'memberships', memberships: membershipsOf(kind, body, thing.groupId) }];
    case 'conditionalAccess':
      return [{ kind, document: { origin, content: { json: body } } }];
    case 'autopilotProfile':
    case 'configurationPolicy':
    case 'enrollmentConfiguration':
    case 'assignmentFilter':
      return [{ kind: 'management', item: { kind, origin, body } }];
  }
}

function fitRecord(kind: NewDeviceRecord['kind'], origin: string, body: RecordBody): Fit {
  const record = deviceRecordOf(kind, body);
  if (record.ok) return { kind: 'record', what: kind, record: record.value };
  return { kind: 'malformed', unread: { origin, reason: record.error } };
}

/** Accounts are nobody's to make from a list: people come by signing in. What counts is which groups they are in. */
function fitUser(origin: string, body: RecordBody): readonly Fit[] {
  const memberships = membershipsOf('user', body);
  if (memberships.length > 0) return [{ kind: 'memberships', memberships }];
  const reason = 'a person is not imported; with $expand=memberOf, the groups they are in are';
  return [{ kind: 'leftOut', unread: { origin, reason } }];
}

function kindOf(fit: Exclude<Fit, { kind: 'malformed' | 'leftOut' }>): Kind {
  if (fit.kind === 'record') return fit.what;
  return fit.kind === 'management' ? fit.item.kind : fit.kind;
}
