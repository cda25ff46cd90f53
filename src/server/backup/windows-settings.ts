// Backup profiles as Microsoft Graph's Windows settings: what each is called there, and what it holds. Pure.
//
// What has no place in Graph's shape is left out rather than made up: a device profile says no version of Windows, which
// stands sealed in the backup, and nothing expires by a date.

import type { Json } from '../../lib/canonical-json.ts';
import type { SnapshotContent } from '../../protocol/operations/backup.ts';
import type { Entity } from '../graph/entity-page.ts';
import type { Shape } from '../graph/entity-shape.ts';
import type { QueryRules } from '../graph/odata-query.ts';
import type { BackupLine } from './profile-store.ts';

export const DEVICE_PROFILE = 'windows.data.platform.backuprestore.deviceprofile';
export const UNIT_STORE = 'windows.data.platform.settingsbackup.backupunitstore';

export type WindowsSetting = Entity & {
  readonly id: string;
  readonly payloadType: typeof DEVICE_PROFILE | typeof UNIT_STORE;
  readonly windowsDeviceId: string;
  readonly instances: readonly SettingInstance[];
};

/** `payload`: JSON in base64; `null` where it takes a request of its own. */
export type SettingInstance = Entity & { readonly id: string; readonly payload: string | null };

const SETTING_SHAPE = {
  id: 'text',
  payloadType: 'text',
  settingType: { oneOf: ['roaming', 'backup', 'unknownFutureValue'] },
  windowsDeviceId: 'text',
  instances: 'opaque',
} as const satisfies Shape;

const INSTANCE_SHAPE = {
  id: 'id',
  createdDateTime: 'instant',
  lastModifiedDateTime: 'instant',
  expirationDateTime: 'instant',
  payload: 'opaque',
} as const satisfies Shape;

/** The sizes of a page are Graph's own. */
const PAGES = { pageSizeDefault: 110, pageSizeMax: 200 } as const;
export const SETTING_RULES: QueryRules = { shape: SETTING_SHAPE, ...PAGES };
export const INSTANCE_RULES: QueryRules = { shape: INSTANCE_SHAPE, ...PAGES };

export function windowsSettingsOf(lines: readonly BackupLine[]): readonly WindowsSetting[] {
  return lines.flatMap((line) => {
    const profile = settingOf(line, DEVICE_PROFILE, {
      id: line.profileId,
      from: line.createdAt,
      to: line.lastConfirmedAt,
      payload: deviceProfile(line),
    });
    if (line.head === undefined) return [profile];
    const { snapshotId, receivedAt } = line.head;
    return [
      profile,
      settingOf(line, UNIT_STORE, { id: snapshotId, from: receivedAt, to: receivedAt, payload: undefined }),
    ];
  });
}

/** The instance with what is in the backup. */
export function withContent(
  instance: SettingInstance,
  { manifest, documents }: Pick<SnapshotContent, 'manifest' | 'documents'>,
): SettingInstance {
  const content = { manifest, documents: documents.map((it) => JSON.parse(it) as Json) };
  return { ...instance, payload: base64(content) };
}

type Instance = { readonly id: string; readonly from: Date; readonly to: Date; readonly payload: object | undefined };

function settingOf(
  { profileId }: BackupLine,
  payloadType: WindowsSetting['payloadType'],
  { id, from, to, payload }: Instance,
): WindowsSetting {
  const instance = {
    id,
    createdDateTime: from.toISOString(),
    lastModifiedDateTime: to.toISOString(),
    expirationDateTime: null,
    payload: payload === undefined ? null : base64(payload),
  };
  const common = { settingType: 'backup', windowsDeviceId: profileId } as const;
  return { id: `${profileId}$${payloadType}`, payloadType, ...common, instances: [instance] };
}

/** As Windows writes its own; times are seconds since 1970. */
function deviceProfile({ profileId, deviceName, createdAt, lastConfirmedAt, head }: BackupLine): object {
  return {
    profileId: `{${profileId}}`,
    deviceDisplayName: deviceName,
    createdBy: 'keepsake',
    sourceProfileId: '',
    createdTime: seconds(createdAt),
    modifiedTime: seconds(lastConfirmedAt),
    isActive: head !== undefined,
    ...(head === undefined ? {} : { lastFullBackupCompletedTime: seconds(head.receivedAt) }),
  };
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function base64(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64');
}
