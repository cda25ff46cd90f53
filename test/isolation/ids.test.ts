// The identifiers that the service gives are UUIDs of version 7: they sort by time without a sequence, which sharded tables
// could not share. Everything is done that can be done, and then every identifier in every table is looked at.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverKinds } from '../database.ts';
import { inHouse } from './house.ts';
import { readIdentifiers } from './identifiers.ts';
import { askForOwn } from './route-suite.ts';

/** Identifiers that come from elsewhere. */
const OTHERS: readonly string[] = [
  // Built-in roles have Entra's ids.
  'role_assignment.role_id',
  'directory_role_holder.role_template_id',
  // Imported records have the ids that another directory gave.
  'device_record.object_id',
  'device_record.directory_device_id',
];

for (const { kind, skip } of serverKinds) {
  test(`every identifier that the service gave is a UUIDv7 (${kind})`, { skip }, () =>
    inHouse(kind, async (house) => {
      await askForOwn(house);
      const all = [...(await readIdentifiers(house.owner, house.a.tenantId))].flatMap(([column, values]) =>
        values.filter((value) => UUID.test(value)).map((value) => ({ column, value })),
      );
      assert.ok(all.length >= 20, `only ${all.length} identifiers were found`);
      const foreign = all.filter(({ column, value }) => !VERSION_7.test(value) && !OTHERS.includes(column));
      assert.deepEqual(foreign, []);
    }),
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
