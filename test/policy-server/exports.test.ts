// Objects that other people exported from Intune: posted as import scripts post them, and read back with every member as it
// was; then the exports as they are, taken in by the import.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Json } from '../../src/lib/canonical-json.ts';
import type { Collection } from '../../src/server/policy/management-object-store.ts';
import { importManagementObjects } from '../../src/server/policy/import-objects.ts';
import type { ExportedObject } from '../../src/server/policy/place-import.ts';
import { expectOk } from '../database.ts';
import { type GraphHouse, type GraphJson, type GraphPage, onEachGraphHouse, textOf } from './graph-house.ts';

const INTUNE = join(import.meta.dirname, '../../../shared/data/intune');

const SETS = [
  {
    name: 'policies of the OpenIntuneBaseline',
    files: 'settings-catalog/openintunebaseline/SettingsCatalog/*.json',
    collection: 'configurationPolicies',
    expand: 'settings',
  },
  {
    name: 'Autopilot profiles',
    files: 'enrollment/autopilot-profile/*create*{success,hybrid,hololens}.json',
    collection: 'windowsAutopilotDeploymentProfiles',
    expand: 'assignments',
  },
  {
    name: 'Enrollment Status Pages',
    files: 'enrollment/esp/*{create,update,assignments,page}*{success,page,assignments}.json',
    collection: 'deviceEnrollmentConfigurations',
    expand: 'assignments',
  },
] as const;

for (const { name, files, collection, expand } of SETS) {
  const bodies = globSync(files, { cwd: INTUNE })
    .toSorted()
    .map((file) => ({ file, body: readJson(join(INTUNE, file)) }))
    .filter(({ body }) => Object.keys(body).length > 0);
  if (!existsSync(INTUNE)) {
    test(`${name} come back member by member`, { skip: 'the collected exports are not present' });
    continue;
  }
  onEachGraphHouse(`${name} come back member by member`, async (house) => {
    assert.ok(bodies.length >= 3);
    for (const { file, body } of bodies) {
      const given = forImport(body);
      const made = await post(house, collection, given);
      const read = await readBack(house, collection, { id: textOf(made['id']), expand });
      assert.deepEqual(membersOf(read, given), given, file);
      const asItIs = await post(house, collection, body);
      const again = await readBack(house, collection, { id: textOf(asItIs['id']), expand });
      assert.deepEqual(membersOf(again, given), given, `${file}, not prepared for an import`);
    }
  });

  onEachGraphHouse(`${name} are imported under their ids, and once`, async (house) => {
    const objects = bodies.map(({ file, body }): ExportedObject => ({ collection, origin: file, body }));
    const run = () =>
      importManagementObjects(house.service.context, { tenantId: house.tenantId, objects, skipMalformed: false });
    await run();
    const second = expectOk(await run());
    const ids = new Set(objects.map(({ body }) => textOf(body['id']).toLowerCase()));
    const { value } = (await house.graph().api(`/deviceManagement/${collection}`).get()) as GraphPage;
    assert.deepEqual(new Set(value.map(({ id }) => textOf(id)).filter((id) => !id.endsWith('_WindowsRestore'))), ids);
    if (ids.size === objects.length) assert.ok(second.imported.every(({ outcome }) => outcome === 'unchanged'));
  });
}

async function post({ graph }: GraphHouse, collection: Collection, body: GraphJson): Promise<GraphJson> {
  return (await graph('beta').api(`/deviceManagement/${collection}`).post(body)) as GraphJson;
}

async function readBack(
  { graph }: GraphHouse,
  collection: Collection,
  { id, expand }: { readonly id: string; readonly expand: string },
): Promise<GraphJson> {
  return (await graph('beta').api(`/deviceManagement/${collection}/${id}`).expand(expand).get()) as GraphJson;
}

/** Without what scripts take out before they import: the service's own members, and where the object was. */
function forImport(body: GraphJson): GraphJson {
  const own = ['id', 'createdDateTime', 'lastModifiedDateTime', 'version', 'settingCount', 'isAssigned', 'priority'];
  const others = ['assignments', 'deviceEnrollmentConfigurationType'];
  const kept = Object.entries(withoutAddresses(body) as GraphJson).filter(([it]) => ![...own, ...others].includes(it));
  return Object.fromEntries(kept);
}

function withoutAddresses(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutAddresses(item));
  if (value === null || typeof value !== 'object') return value;
  const isAddress = (name: string) => /@odata\.(context|id|editLink|navigationLink|associationLink)$|^#/.test(name);
  const kept = Object.entries(value).filter(([name]) => !isAddress(name));
  return Object.fromEntries(kept.map(([name, member]: [string, Json]) => [name, withoutAddresses(member)]));
}

function membersOf(read: GraphJson, given: GraphJson): GraphJson {
  return Object.fromEntries(Object.keys(given).map((name) => [name, read[name] ?? null]));
}

function readJson(file: string): GraphJson {
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\u{feff}/u, '')) as GraphJson;
}
