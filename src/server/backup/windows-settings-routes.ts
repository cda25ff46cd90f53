// The operations on Windows settings, as calls of the use cases that everything else takes, too: what is in another's backup
// takes the permission, the reason and, where the tenant wants it, the approval that it takes elsewhere.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { GraphCollection, RawQuery } from '../../protocol/operations/graph.ts';
import { WINDOWS_SETTINGS_OPERATIONS } from '../../protocol/operations/windows-settings.ts';
import type { Problem } from '../../protocol/problem.ts';
import { authorize } from '../access/authorize.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type Entity, entityOf, pageOf } from '../graph/entity-page.ts';
import { parseODataQuery } from '../graph/odata-query.ts';
import { optionalReason, requiredReason } from '../graph/reason.ts';
import type { Handlers, HttpFacts } from '../http/handlers.ts';
import { findIssuers } from '../identity/issuer-store.ts';
import type { ApplicationActor, DeviceActor, UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { deleteAllBackupsOf } from './delete-all-backups.ts';
import { getSnapshot } from './get-snapshot.ts';
import type { Person } from './list-others-backups.ts';
import { findBackupLines } from './profile-store.ts';
import { readOthersSnapshot } from './read-others-snapshot.ts';
import {
  INSTANCE_RULES,
  SETTING_RULES,
  type SettingInstance,
  UNIT_STORE,
  type WindowsSetting,
  windowsSettingsOf,
  withContent,
} from './windows-settings.ts';

export function windowsSettingsHandlers(context: Context): Pick<Handlers, keyof typeof WINDOWS_SETTINGS_OPERATIONS> {
  return {
    listWindowsSettingsOf: (call) => listSettings(context, { ...call, person: personIn(call) }),
    getWindowsSettingOf: (call) => getSetting(context, { ...call, person: personIn(call) }),
    listWindowsSettingInstancesOf: (call) => listInstances(context, { ...call, person: personIn(call) }),
    getWindowsSettingInstanceOf: (call) =>
      getInstance(context, { ...call, person: personIn(call) }, (instance) => readOthers(context, call, instance)),
    deleteWindowsSettingsOf: async (call) => {
      const { actor, requestId: correlationId, http } = call;
      const reason = optionalReason(http, UNGIVEN);
      if (!reason.ok) return reason;
      const person = personIn(call);
      const known = await inTenant(context, actor.tenantId, async (tx) => knownTenant(tx, person));
      if (!known.ok) return known;
      return deleteAllBackupsOf(context, { actor, userId: person.userId, reason: reason.value, correlationId });
    },
    listMyWindowsSettings: (call) => listSettings(context, { ...call, person: call.actor }),
    getMyWindowsSetting: (call) => getSetting(context, { ...call, person: call.actor }),
    listMyWindowsSettingInstances: (call) => listInstances(context, { ...call, person: call.actor }),
    getMyWindowsSettingInstance: (call) =>
      getInstance(context, { ...call, person: call.actor }, (instance) => readOwn(context, call.actor, instance)),
  };
}

/** Whose settings; `at`: the tenant that the path names, if it does. */
type Whose = Person & { readonly at?: string };
type Asked = { readonly person: Whose; readonly query: RawQuery; readonly http: HttpFacts };
type OneAsked = Asked & { readonly params: { readonly settingId: string } };

function personIn({
  actor,
  params,
}: {
  readonly actor: UserActor | ApplicationActor;
  readonly params: { readonly userId: string };
}): Whose {
  const [userId = '', at = ''] = params.userId.toLowerCase().split('@');
  return { tenantId: actor.tenantId, userId, at };
}

async function listSettings(
  context: Context,
  { person, query: raw, http }: Asked,
): Promise<Result<GraphCollection, Problem>> {
  const query = parseODataQuery(raw, SETTING_RULES, http);
  if (!query.ok) return query;
  const all = await settingsOf(context, person);
  return all.ok ? ok(pageOf(query.value, all.value, { http, context: CONTEXT })) : all;
}

async function getSetting(
  context: Context,
  { person, query: raw, http, params }: OneAsked,
): Promise<Result<Entity, Problem>> {
  const query = parseODataQuery(raw, SETTING_RULES);
  if (!query.ok) return query;
  const setting = await settingNamed(context, person, params.settingId);
  return setting.ok ? ok(entityOf(query.value, setting.value, undefined, { http, context: CONTEXT })) : setting;
}

async function listInstances(
  context: Context,
  { person, query: raw, http, params }: OneAsked,
): Promise<Result<GraphCollection, Problem>> {
  const query = parseODataQuery(raw, INSTANCE_RULES, http);
  if (!query.ok) return query;
  const setting = await settingNamed(context, person, params.settingId);
  if (!setting.ok) return setting;
  return ok(pageOf(query.value, setting.value.instances, { http, context: `${CONTEXT}/instances` }));
}

type InstanceAsked = Asked & { readonly params: { readonly settingId: string; readonly instanceId: string } };

async function getInstance(
  context: Context,
  { person, query: raw, http, params }: InstanceAsked,
  read: (instance: SettingInstance) => Promise<Result<SettingInstance, Problem>>,
): Promise<Result<Entity, Problem>> {
  const query = parseODataQuery(raw, INSTANCE_RULES);
  if (!query.ok) return query;
  const setting = await settingNamed(context, person, params.settingId);
  if (!setting.ok) return setting;
  const instance = setting.value.instances.find(({ id }) => id === params.instanceId);
  if (instance === undefined) return missing('instance', params.instanceId);
  const shown = setting.value.payloadType === UNIT_STORE ? await read(instance) : ok(instance);
  if (!shown.ok) return shown;
  return ok(entityOf(query.value, shown.value, undefined, { http, context: `${CONTEXT}/instances` }));
}

/** More than the way here took: the content of somebody's backup. */
async function readOthers(
  context: Context,
  call: {
    readonly actor: UserActor | ApplicationActor;
    readonly params: { readonly userId: string };
    readonly requestId: string;
    readonly http: HttpFacts;
  },
  instance: SettingInstance,
): Promise<Result<SettingInstance, Problem>> {
  const { actor, requestId, http } = call;
  const { userId } = personIn(call);
  const { scopes } = WINDOWS_SETTINGS_OPERATIONS.getWindowsSettingInstanceOf;
  const allowed = await authorize(context, actor, 'backupContent.read', { requestId, userId, scopes });
  if (!allowed.ok) return allowed;
  const reason = requiredReason(http);
  if (!reason.ok) return reason;
  const act = { actor, userId, reason: reason.value, correlationId: requestId };
  const content = await readOthersSnapshot(context, act, { snapshotId: instance.id, withFiles: false });
  return content.ok ? ok(withContent(instance, content.value)) : content;
}

async function readOwn(
  context: Context,
  actor: DeviceActor | UserActor,
  instance: SettingInstance,
): Promise<Result<SettingInstance, Problem>> {
  if (actor.kind !== 'device') {
    return fail({ code: 'device-required', detail: 'The request does not come from a device of the person.' });
  }
  const content = await getSnapshot(context, actor, { snapshotId: instance.id, withFiles: false });
  return content.ok ? ok(withContent(instance, content.value)) : content;
}

function settingsOf(context: Context, person: Whose): Promise<Result<readonly WindowsSetting[], Problem>> {
  return inTenant(context, person.tenantId, async (tx) => {
    const known = await knownTenant(tx, person);
    return known.ok ? ok(windowsSettingsOf(await findBackupLines(tx, person.userId))) : known;
  });
}

async function settingNamed(
  context: Context,
  person: Whose,
  settingId: string,
): Promise<Result<WindowsSetting, Problem>> {
  const all = await settingsOf(context, person);
  if (!all.ok) return all;
  const setting = all.value.find(({ id }) => id === settingId);
  return setting === undefined ? missing('Windows setting', settingId) : ok(setting);
}

/** By its own id, or by the id that it has at the issuer of its people's tokens. */
async function knownTenant(tx: TenantTransaction, { at }: Whose): Promise<Result<void, Problem>> {
  if (at === undefined || at === tx.tenantId) return ok(undefined);
  const issuers = await findIssuers(tx);
  const isTheirs = issuers.some(({ settings }) => settings.directoryTenantId?.toLowerCase() === at);
  return isTheirs ? ok(undefined) : missing('tenant', `${at} that you are in`);
}

function missing(what: string, name: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `There is no ${what} ${name}.` });
}

const CONTEXT = 'users/settings/windows';
/** What a client of Graph's own can not say. */
const UNGIVEN = 'Deleted through Microsoft Graph, which asks for no reason.';
