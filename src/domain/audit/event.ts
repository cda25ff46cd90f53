// An audit event: who did what to which things, in the shape of Intune's `auditEvent`, with the place that it has in its
// tenant's log. Its canonical JSON is what is stored, hashed, exported and verified: one text for all four.
//
// Guarantees: a value is there only under a property that the activity allows; an event fits into a bundle of the log; its
// texts are ones that every reader of JSON takes, so that no name that somebody has elsewhere makes the log unreadable.

import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { ACTIVITIES, type Activity, type AuditActivity, type PropertyOf, type ResourceType } from './activities.ts';

/** What the one who acts tells of an act. The activity decides which properties its resources may have. */
export type AuditAct = { readonly [A in AuditActivity]: ActOf<A> }[AuditActivity];

type ActOf<A extends AuditActivity> = {
  /** Made outside the transaction, so that running it again appends nothing twice. */
  readonly eventId: string;
  /** Milliseconds since 1970, the service's clock. */
  readonly occurredAt: number;
  readonly actor: AuditActor;
  readonly activity: A;
  /** `Success` unless it says otherwise: a refusal is an event, too. */
  readonly result?: AuditResult;
  /** The request, or the command, that all events of one act share. */
  readonly correlationId: string;
  /** At most `RESOURCES_MAX`. */
  readonly resources: readonly ResourceOf<A>[];
};

type ResourceOf<A extends AuditActivity> = {
  readonly type: ResourceType;
  readonly id: string;
  /** What people call it; never a value of a setting. */
  readonly name?: string | undefined;
  readonly properties?: { readonly [P in PropertyOf<A>]?: Change };
};

/** What a property was and what it is; absent: it had or has no value. */
export type Change = { readonly old?: AuditValue | undefined; readonly new?: AuditValue | undefined };
export type AuditValue = string | number | boolean | readonly string[];

export type AuditResult = 'Success' | 'Failure';

/** A person, a person's device, an application for itself, whoever runs the service, or the service by itself. */
export type AuditActor = {
  readonly type: 'User' | 'Device' | 'Application' | 'Operator' | 'System';
  readonly userId?: string | undefined;
  readonly userPrincipalName?: string | undefined;
  /** What was asked of them and found. */
  readonly userPermissions?: readonly string[];
  readonly applicationId?: string | undefined;
  readonly applicationDisplayName?: string | undefined;
  readonly servicePrincipalName?: string | undefined;
  readonly ipAddress?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly credentialId?: string | undefined;
};

export const OPERATOR: AuditActor = { type: 'Operator' };

export type AuditEvent = ReturnType<typeof auditEvent>;

/** Throws for a property that is not allowed, or for more than fits: these are mistakes of whoever calls. */
export function auditEvent(act: AuditAct, place: { readonly tenantId: string; readonly leafIndex: number }) {
  const kind: Activity = ACTIVITIES[act.activity];
  if (act.resources.length > RESOURCES_MAX) throw new RangeError(`${act.activity}: too many resources for one event`);
  return readable({
    id: act.eventId,
    ...place,
    displayName: kind.name,
    componentName: kind.component,
    activity: act.activity,
    activityType: `${kind.operation} ${kind.category}`,
    activityOperationType: kind.operation,
    activityResult: act.result ?? 'Success',
    activityDateTime: new Date(act.occurredAt).toISOString(),
    category: kind.category,
    correlationId: act.correlationId,
    actor: actorOf(act.actor),
    resources: act.resources.map((resource) => resourceOf(resource, act.activity)),
  });
}

/** The bytes that are a leaf of the log. */
export function auditEventBytes(event: AuditEvent): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalJson(event));
  if (bytes.length > EVENT_BYTES_MAX) throw new RangeError(`${event.activity}: the event does not fit into the log`);
  return bytes;
}

function actorOf(actor: AuditActor) {
  return {
    auditActorType: actor.type,
    userPermissions: actor.userPermissions ?? [],
    applicationId: actor.applicationId ?? null,
    applicationDisplayName: actor.applicationDisplayName ?? null,
    userPrincipalName: actor.userPrincipalName ?? null,
    servicePrincipalName: actor.servicePrincipalName ?? null,
    ipAddress: actor.ipAddress ?? null,
    userId: actor.userId ?? null,
    deviceId: actor.deviceId ?? null,
    credentialId: actor.credentialId ?? null,
  };
}

type AnyResource = Omit<ResourceOf<AuditActivity>, 'properties'> & {
  readonly properties?: { readonly [name: string]: Change | undefined };
};

function resourceOf(resource: AnyResource, activity: AuditActivity) {
  const allowed: readonly string[] = ACTIVITIES[activity].properties;
  const changes = Object.entries(resource.properties ?? {});
  const stranger = changes.find(([name]) => !allowed.includes(name));
  if (stranger !== undefined) throw new TypeError(`${activity}: an event may not carry "${stranger[0]}"`);
  return {
    displayName: resource.name ?? null,
    auditResourceType: resource.type,
    resourceId: resource.id,
    modifiedProperties: changes.map(([name, change]) => ({
      displayName: name,
      oldValue: textOf(change?.old),
      newValue: textOf(change?.new),
    })),
  };
}

/** Halves of characters, and U+0000, are replaced: PostgreSQL and others refuse a text with these. */
function readable<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD') as T & string;
  if (Array.isArray(value)) return value.map(readable) as T & unknown[];
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, readable(member)])) as T & object;
}

/** A string as it is, everything else as JSON; what is too long for an event by its hash. */
function textOf(value: AuditValue | undefined): string | null {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > VALUE_LENGTH_MAX ? `${text.length} characters, sha256:${sha256(text)}` : text;
}

/** What the length of an entry in a bundle of a tiled log can say. */
export const EVENT_BYTES_MAX = 65_535;
export const RESOURCES_MAX = 200;
/** UTF-16 units of one old or new value. */
const VALUE_LENGTH_MAX = 4096;
