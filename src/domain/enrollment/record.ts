// Records that other directories and management services keep of devices and of how these are provisioned, as Microsoft
// Graph has them: JSON that is kept as it came, with its kind. Member names are taken in any case; whatever is not of the
// type that Graph documents is as good as left out.

import type { Json } from '../../lib/canonical-json.ts';

export type RecordBody = { readonly [member: string]: Json };

export type RecordKind = DeviceRecordKind | 'autopilotProfile' | 'devicePreparationPolicy' | 'enrollmentStatusPage';

/** Records of one device each. */
export type DeviceRecordKind = 'managedDevice' | 'device' | 'autopilotDeviceIdentity' | 'cloudPC';

export const DEVICE_RECORD_KINDS = [
  'managedDevice',
  'device',
  'autopilotDeviceIdentity',
  'cloudPC',
] as const satisfies readonly DeviceRecordKind[];

export type KnownRecord = {
  readonly kind: RecordKind;
  readonly body: RecordBody;
  /** Milliseconds since 1970: the newer of two alike is believed. */
  readonly importedAt: number;
};

export function isBody(json: Json | undefined): json is RecordBody {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function member(body: RecordBody, name: string): Json | undefined {
  const exact = body[name];
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  // The length first: most members are no match, and of a million records each is asked for many that it has not.
  const found = Object.keys(body).find((it) => it.length === wanted.length && it.toLowerCase() === wanted);
  return found === undefined ? undefined : body[found];
}

/** `undefined` also where it is empty: that is how Graph says that nobody knows. */
export function text(body: RecordBody, name: string): string | undefined {
  const value = member(body, name);
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return trimmed === '' ? undefined : trimmed;
}

export function flag(body: RecordBody, name: string): boolean | undefined {
  const value = member(body, name);
  return typeof value === 'boolean' ? value : undefined;
}

export function number(body: RecordBody, name: string): number | undefined {
  const value = member(body, name);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

export function texts(body: RecordBody, name: string): readonly string[] {
  const value = member(body, name);
  return Array.isArray(value) ? value.filter((it: Json) => typeof it === 'string') : [];
}

export function object(body: RecordBody, name: string): RecordBody | undefined {
  const value = member(body, name);
  return isBody(value) ? value : undefined;
}

/** The value that a word stands for; Graph answers in one spelling, scripts and CSV in others. */
export function wordOf<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  if (word === undefined) return undefined;
  const plain = (it: string): string => it.toLowerCase().replace(/[\s_-]/g, '');
  return Object.entries(table).find(([name]) => plain(name) === plain(word))?.[1];
}
