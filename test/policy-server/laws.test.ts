// Whatever is done to restore pages, in whatever order, what is there afterwards is what a simple model says; each accepted
// change is one event, and what is refused leaves nothing behind.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OPERATOR } from '../../src/domain/audit/event.ts';
import { ok, type Result } from '../../src/lib/result.ts';
import { newId } from '../../src/server/context.ts';
import { assignObject, setPriority } from '../../src/server/policy/assign-object.ts';
import { changeObject, createObject } from '../../src/server/policy/change-object.ts';
import { defaultRestorePageId } from '../../src/server/policy/default-restore-page.ts';
import { deleteObject } from '../../src/server/policy/delete-object.ts';
import { allObjects } from '../../src/server/policy/find-objects.ts';
import type { Body } from '../../src/server/policy/management-object-store.ts';
import type { PolicyAct } from '../../src/server/policy/one-change.ts';
import { inTenant } from '../../src/server/transact.ts';
import { expectOk } from '../database.ts';
import { onEachServer, type TestService } from '../server/service-fixture.ts';
import { textOf } from './graph-house.ts';

const COLLECTION = 'deviceEnrollmentConfigurations';
const TYPE = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';
const STATES = ['notConfigured', 'enabled', 'disabled'] as const;

/** `at` names one of those there are, by its place in their order; past the end, one that is not there. */
type Command =
  | { readonly kind: 'create'; readonly name: string; readonly state: string }
  | { readonly kind: 'change'; readonly at: number; readonly given: Given; readonly isStale: boolean }
  | { readonly kind: 'order'; readonly at: number; readonly priority: number }
  | { readonly kind: 'assign'; readonly at: number; readonly groups: readonly string[] }
  | { readonly kind: 'toggle'; readonly state: string }
  | { readonly kind: 'delete'; readonly at: number };

type Given = { readonly state?: string; readonly displayName?: string };

type Page = { readonly name: string; readonly state: string; readonly groups: readonly string[] };
/** Two pages may be alike but for when they were made. */
type Model = {
  readonly toggle: string;
  readonly pages: readonly (Page & { readonly nth: number })[];
  readonly made: number;
};

const state = fc.constantFrom(...STATES);
const at = fc.nat(4);
const name = fc.constantFrom('Pilot', 'Staff', 'Ünïcode', ' ');
const commands = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('create' as const), name, state }) },
    fc.record({
      kind: fc.constant('change' as const),
      at,
      given: fc.oneof(fc.record({ state: fc.oneof(state, fc.constant('on')) }), fc.record({ displayName: name })),
      isStale: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('order' as const), at, priority: fc.integer({ min: 0, max: 5 }) }),
    fc.record({
      kind: fc.constant('assign' as const),
      at,
      groups: fc.array(fc.constantFrom('pilot', 'staff', 'kiosk'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('toggle' as const), state }),
    fc.record({ kind: fc.constant('delete' as const), at }),
  ),
  { maxLength: 14 },
);

onEachServer('any sequence of changes leaves what a model of it says, and an event for each', async (service) => {
  await fc.assert(
    fc.asyncProperty(commands, async (all) => {
      const tenantId = await service.newTenant();
      let model: Model = { toggle: 'notConfigured', pages: [], made: 0 };
      let expectedEvents = 1;
      for (const command of all) {
        const next = apply(model, command);
        const result = await perform(service, tenantId, command);
        assert.equal(result.ok, next !== undefined, `${JSON.stringify(command)}: ${JSON.stringify(result)}`);
        if (next === undefined) continue;
        if (JSON.stringify(next) !== JSON.stringify(model)) expectedEvents += 1;
        model = next;
        const { toggle } = model;
        const pages = model.pages.map((page) => ({ name: page.name, state: page.state, groups: page.groups }));
        assert.deepEqual(await whatIsThere(service, tenantId), { toggle, pages }, JSON.stringify(command));
      }
      assert.equal(await eventCount(service, tenantId), expectedEvents);
    }),
    { numRuns: 30 },
  );
});

/** `undefined`: it is refused. */
function apply(model: Model, command: Command): Model | undefined {
  const { pages } = model;
  if (command.kind === 'toggle') return { ...model, toggle: command.state };
  if (command.kind === 'create') {
    if (command.name.trim() === '') return undefined;
    const page = { name: command.name, state: command.state, groups: [], nth: model.made };
    return { ...model, pages: [...pages, page], made: model.made + 1 };
  }
  const page = pages[command.at];
  if (page === undefined) return undefined;
  const others = pages.toSpliced(command.at, 1);
  if (command.kind === 'delete') return { ...model, pages: others };
  if (command.kind === 'order') {
    if (command.priority < 1 || command.priority > pages.length) return undefined;
    return { ...model, pages: others.toSpliced(command.priority - 1, 0, page) };
  }
  if (command.kind === 'assign') {
    if (new Set(command.groups).size < command.groups.length) return undefined;
    return { ...model, pages: pages.with(command.at, { ...page, groups: command.groups }) };
  }
  const { displayName, state: wanted } = command.given;
  if (command.isStale || wanted === 'on' || displayName === ' ') return undefined;
  const changed = { ...page, state: wanted ?? page.state, name: displayName ?? page.name };
  return { ...model, pages: pages.with(command.at, changed) };
}

async function perform(
  { context }: TestService,
  tenantId: string,
  command: Command,
): Promise<Result<unknown, { readonly code: string }>> {
  const act: PolicyAct = { tenantId, actor: OPERATOR, correlationId: newId(context) };
  if (command.kind === 'create') {
    const { name: displayName, state: wanted } = command;
    return createObject(context, act, COLLECTION, { '@odata.type': TYPE, displayName, state: wanted });
  }
  if (command.kind === 'toggle') {
    const given = { '@odata.type': TYPE, state: command.state };
    return changeObject(context, act, COLLECTION, { id: defaultRestorePageId(tenantId), given, how: 'merge' });
  }
  const id = (await inOrder(context, tenantId))[command.at]?.id ?? 'nothing';
  if (command.kind === 'delete') return deleteObject(context, act, { collection: COLLECTION, id });
  if (command.kind === 'order') return setPriority(context, act, { id, priority: command.priority });
  if (command.kind === 'change') {
    const seen = command.isStale ? { ...act, ifMatch: 'W/"b3RoZXI"' } : act;
    return changeObject(context, seen, COLLECTION, { id, given: { ...command.given }, how: 'merge' });
  }
  const type = '#microsoft.graph.groupAssignmentTarget';
  const wanted = command.groups.map((groupId) => ({ target: { '@odata.type': type, groupId } }));
  return assignObject(context, act, { collection: COLLECTION, id }, () => wanted);
}

async function whatIsThere(
  { context }: TestService,
  tenantId: string,
): Promise<{ readonly toggle: string; readonly pages: readonly Page[] }> {
  const all = await objectsOf(context, tenantId);
  const text = (body: Body, member: string) => textOf(body[member]);
  const pages = (await inOrder(context, tenantId)).map(({ body, assignments }) => ({
    name: text(body, 'displayName'),
    state: text(body, 'state'),
    groups: assignments.map(({ target }) => text(target as Body, 'groupId')),
  }));
  return { toggle: text(all[0]?.body ?? {}, 'state'), pages };
}

/** Without the default, by their priorities, which are 1, 2, 3 and so on. */
async function inOrder(context: TestService['context'], tenantId: string) {
  const [, ...pages] = await objectsOf(context, tenantId);
  const sorted = pages.toSorted((a, b) => Number(a.body['priority']) - Number(b.body['priority']));
  assert.deepEqual(
    sorted.map(({ body }) => body['priority']),
    sorted.map((_, index) => index + 1),
  );
  return sorted;
}

function objectsOf(context: TestService['context'], tenantId: string) {
  return inTenant(context, tenantId, async (tx) => ok(await allObjects(tx, COLLECTION))).then(expectOk);
}

async function eventCount({ sql }: TestService, tenantId: string): Promise<number> {
  const [row] = await sql(`SELECT count(*)::int AS count FROM audit_entry WHERE tenant_id = '${tenantId}'`);
  return Number(row?.['count']);
}
