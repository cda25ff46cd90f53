// Backups in the shape that Microsoft Graph gives Windows' own: `settings/windows` of a person. Each backup profile is two
// settings: the device profile, which anybody may read who may know that there is a backup; and the unit store, whose one
// instance is the latest snapshot and whose payload is the content. https://learn.microsoft.com/graph/api/resources/windowssetting

import { Type } from 'typebox';
import { NAME_LENGTH_MAX } from '../limits.ts';
import { Nothing, type Operation, Uuid } from '../operation.ts';
import { COLLECTION_OPTIONS, GraphCollection, GraphObject, graphQuery } from './graph.ts';

/** `<id of the person>@<id of the tenant>`. */
const UserAtTenant = Type.String({ pattern: `^${uuid()}@${uuid()}$` });
const SettingId = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });

const READING = ['UserWindowsSettings.Read.All', 'UserWindowsSettings.ReadWrite.All'] as const;
const OF_PERSON = { access: 'backupMetadata.read', style: 'graph', scopes: READING } as const;
const OWN = { access: 'user', style: 'graph', scopes: ['UserWindowsSettings.Read', ...READING] } as const;

const LIST = { method: 'GET', query: graphQuery(COLLECTION_OPTIONS), answer: GraphCollection } as const;
const ONE = { method: 'GET', query: graphQuery(['$select']), answer: GraphObject } as const;
const CONTENT_PROBLEMS = ['bad-request', 'not-found', 'erased', 'newer-snapshot', 'damaged-snapshot'] as const;

const PERSONS = '/v1.0/users/:userId/settings/windows';
const MINE = '/v1.0/me/settings/windows';

export const WINDOWS_SETTINGS_OPERATIONS = {
  listWindowsSettingsOf: {
    ...LIST,
    path: PERSONS,
    ...OF_PERSON,
    params: parametersOf({ userId: UserAtTenant }),
    summary: "A person's backups, as Graph has Windows' own.",
    problems: ['bad-request', 'not-found'],
  },
  getWindowsSettingOf: {
    ...ONE,
    path: `${PERSONS}/:settingId`,
    ...OF_PERSON,
    params: parametersOf({ userId: UserAtTenant, settingId: SettingId }),
    summary: 'One of them.',
    problems: ['bad-request', 'not-found'],
  },
  listWindowsSettingInstancesOf: {
    ...LIST,
    path: `${PERSONS}/:settingId/instances`,
    ...OF_PERSON,
    params: parametersOf({ userId: UserAtTenant, settingId: SettingId }),
    summary: 'The instances of one of them. What is in a backup is left out: it takes a request of its own.',
    problems: ['bad-request', 'not-found'],
  },
  getWindowsSettingInstanceOf: {
    ...ONE,
    path: `${PERSONS}/:settingId/instances/:instanceId`,
    ...OF_PERSON,
    params: parametersOf({ userId: UserAtTenant, settingId: SettingId, instanceId: Uuid }),
    summary:
      'One instance. What is in a backup takes backupContent.read, and the header Keepsake-Reason, which the person sees.',
    problems: [...CONTENT_PROBLEMS, 'approval-required'],
  },
  deleteWindowsSettingsOf: {
    method: 'DELETE',
    path: PERSONS,
    access: 'backup.delete',
    style: 'graph',
    scopes: ['UserWindowsSettings.ReadWrite.All'],
    params: parametersOf({ userId: UserAtTenant }),
    query: graphQuery([]),
    summary: "Deletes all of a person's backups. The header Keepsake-Reason says why; the person sees it.",
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found', 'on-hold'],
  },
  listMyWindowsSettings: {
    ...LIST,
    path: MINE,
    ...OWN,
    summary: "The caller's own backups, as Graph has Windows' own.",
    problems: ['bad-request'],
  },
  getMyWindowsSetting: {
    ...ONE,
    path: `${MINE}/:settingId`,
    ...OWN,
    params: parametersOf({ settingId: SettingId }),
    summary: "One of the caller's own.",
    problems: ['bad-request', 'not-found'],
  },
  listMyWindowsSettingInstances: {
    ...LIST,
    path: `${MINE}/:settingId/instances`,
    ...OWN,
    params: parametersOf({ settingId: SettingId }),
    summary: "The instances of one of the caller's own.",
    problems: ['bad-request', 'not-found'],
  },
  getMyWindowsSettingInstance: {
    ...ONE,
    path: `${MINE}/:settingId/instances/:instanceId`,
    ...OWN,
    params: parametersOf({ settingId: SettingId, instanceId: Uuid }),
    summary: "One instance of the caller's own. What is in a backup takes a device of theirs.",
    problems: [...CONTENT_PROBLEMS, 'device-required'],
  },
} as const satisfies Record<string, Operation>;

function parametersOf<P extends Record<string, ReturnType<typeof Type.String>>>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

function uuid(): string {
  return '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
}
