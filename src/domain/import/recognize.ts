// What a piece of JSON is that an organization exported: by the type that it states, by the collection that it came in, or by
// its members. Collections, arrays and wrappers of tools are taken apart; whatever is not understood is named with a reason,
// and never dropped in silence.

import type { Json } from '../../lib/canonical-json.ts';
import { readExports } from '../conditional-access/read-exports.ts';
import { type DeviceRecordKind, isBody, member, type RecordBody, text } from '../enrollment/record.ts';

export type ThingKind = DeviceRecordKind | ManagementKind | 'group' | 'user' | 'conditionalAccess';

/** What policies and profiles are made of. */
export type ManagementKind =
  | 'autopilotProfile'
  | 'configurationPolicy'
  | 'enrollmentConfiguration'
  | 'assignmentFilter';

export type Thing = {
  /** Where it stood: `devices.json#3`. */
  readonly origin: string;
  readonly body: RecordBody;
} & (
  | { readonly kind: ThingKind }
  | { readonly kind: 'groupMember'; readonly groupId: string }
  | { readonly kind: undefined; readonly reason: string }
);

/** `context` is the `@odata.context` of what it came in. */
export function thingsIn(json: Json, origin: string, context = ''): readonly Thing[] {
  if (Array.isArray(json)) return json.flatMap((it: Json, nth) => thingsIn(it, `${origin}#${nth}`, context));
  if (!isBody(json)) return [{ kind: undefined, origin, body: {}, reason: 'it is no JSON object' }];
  const own = text(json, '@odata.context') ?? context;
  const value = member(json, 'value');
  if (Array.isArray(value)) return thingsIn(value, origin, own);
  const groupId = /#groups\('([0-9a-f-]{36})'\)\/(?:transitiveM|m)embers/i.exec(own)?.[1];
  if (groupId !== undefined) return [{ kind: 'groupMember', groupId: groupId.toLowerCase(), origin, body: json }];
  const kind = kindOfType(text(json, '@odata.type')) ?? kindOfContext(own) ?? kindOfMembers(json);
  if (kind !== undefined) return [{ kind, origin, body: json }];
  return wrapped(json, origin, own) ?? [{ kind: undefined, origin, body: json, reason: reasonOf(json, own) }];
}

/** What `@odata.type` ends with. */
const TYPES: readonly (readonly [RegExp, ThingKind])[] = [
  [/^(windowsM|m)anagedDevice$/i, 'managedDevice'],
  [/^device$/i, 'device'],
  [/^windowsAutopilotDeviceIdentity$/i, 'autopilotDeviceIdentity'],
  [/^cloudPC$/i, 'cloudPC'],
  [/^group$/i, 'group'],
  [/^user$/i, 'user'],
  [/WindowsAutopilotDeploymentProfile$/i, 'autopilotProfile'],
  [/^deviceManagementConfigurationPolicy$/i, 'configurationPolicy'],
  [/EnrollmentConfiguration$|^windows10EnrollmentCompletionPageConfiguration$/i, 'enrollmentConfiguration'],
  [/^(deviceAndAppManagement|payloadCompatible)AssignmentFilter$/i, 'assignmentFilter'],
  [/^conditionalAccessPolicy$|NamedLocation$|^authenticationStrengthPolicy$/i, 'conditionalAccess'],
];

/** What follows `$metadata#`; anything further down is a part of an object, and stands for nothing by itself. */
const CONTEXTS: readonly (readonly [RegExp, ThingKind])[] = [
  [/^devices$/i, 'device'],
  [/^deviceManagement\/managedDevices$/i, 'managedDevice'],
  [/^deviceManagement\/windowsAutopilotDeviceIdentities$/i, 'autopilotDeviceIdentity'],
  [/^deviceManagement\/virtualEndpoint\/cloudPCs$/i, 'cloudPC'],
  [/^groups$/i, 'group'],
  [/^users$/i, 'user'],
  [/^deviceManagement\/windowsAutopilotDeploymentProfiles$/i, 'autopilotProfile'],
  [/^deviceManagement\/configurationPolicies$/i, 'configurationPolicy'],
  [/^deviceManagement\/deviceEnrollmentConfigurations$/i, 'enrollmentConfiguration'],
  [/^deviceManagement\/assignmentFilters$/i, 'assignmentFilter'],
];

/** Members that together belong to one kind alone. */
const SHAPES: readonly (readonly [readonly string[], ThingKind])[] = [
  [['deviceName', 'complianceState'], 'managedDevice'],
  [['deviceName', 'managementAgent'], 'managedDevice'],
  [['deviceName', 'azureADDeviceId'], 'managedDevice'],
  [['deviceName', 'managedDeviceOwnerType'], 'managedDevice'],
  [['deviceId', 'displayName', 'trustType'], 'device'],
  [['deviceId', 'displayName', 'operatingSystem'], 'device'],
  [['serialNumber', 'groupTag'], 'autopilotDeviceIdentity'],
  [['serialNumber', 'enrollmentState'], 'autopilotDeviceIdentity'],
  [['provisioningPolicyId', 'managedDeviceId'], 'cloudPC'],
  [['outOfBoxExperienceSetting'], 'autopilotProfile'],
  [['outOfBoxExperienceSettings'], 'autopilotProfile'],
  [['platforms', 'technologies', 'name'], 'configurationPolicy'],
  [['deviceEnrollmentConfigurationType'], 'enrollmentConfiguration'],
  [['rule', 'platform', 'displayName'], 'assignmentFilter'],
  [['displayName', 'securityEnabled'], 'group'],
  [['displayName', 'groupTypes'], 'group'],
  [['id', 'userPrincipalName', 'displayName'], 'user'],
];

function kindOfType(type: string | undefined): ThingKind | undefined {
  const name = type?.split('.').at(-1) ?? '';
  return TYPES.find(([pattern]) => pattern.test(name))?.[1];
}

function kindOfContext(context: string): ThingKind | undefined {
  const path = pathOf(context);
  return CONTEXTS.find(([pattern]) => pattern.test(path))?.[1];
}

/** Without the selection and the mark of a single entity: `devices(id,displayName)/$entity` is of `devices`. */
function pathOf(context: string): string {
  const [, path = ''] = /\$metadata#([^#]*)$/.exec(context) ?? [];
  return path.replace(/\/\$entity$/, '').replace(/\([^')]*\)$/, '');
}

function kindOfMembers(body: RecordBody): ThingKind | undefined {
  const shape = SHAPES.find(([members]) => members.every((it) => member(body, it) !== undefined));
  if (shape !== undefined) return shape[1];
  const { policies, locations, strengths } = readExports([{ origin: '', content: { json: body } }]);
  return policies.length + locations.length + strengths.length > 0 ? 'conditionalAccess' : undefined;
}

/** Objects that a tool put around what it exported, one deep. */
function wrapped(body: RecordBody, origin: string, context: string): readonly Thing[] | undefined {
  if (context !== '' || isBody(member(body, 'error'))) return undefined;
  const inner = Object.entries(body).flatMap(([name, value]) =>
    isBody(value) || (Array.isArray(value) && value.some((it: Json) => isBody(it)))
      ? thingsIn(value, `${origin}#${name}`, ' ')
      : [],
  );
  const known = inner.filter(({ kind }) => kind !== undefined);
  return known.length === 0 ? undefined : known;
}

function reasonOf(body: RecordBody, context: string): string {
  if (isBody(member(body, 'error'))) return 'it is an error that Graph answered';
  const path = pathOf(context);
  return path === '' ? 'it is nothing that is imported' : `it is of ${path}, which is not imported by itself`;
}
