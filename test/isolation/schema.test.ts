// The rules of the schema, held for every table that there is, and each shown to find what breaks it.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { serverKinds } from '../database.ts';
import { tableNames } from './catalog.ts';
import { brokenRules, SCHEMA_RULES } from './schema-rules.ts';
import { rolledBack, withOwner } from './scratch.ts';

for (const { kind, skip } of serverKinds) {
  suite(`the schema on a server by ${kind}`, { skip }, () => {
    test('every table keeps every rule', () =>
      withOwner(kind, async (owner) => {
        const tables = await tableNames(owner);
        assert.ok(tables.length >= 11, `only ${tables.length} tables were found`);
        assert.deepEqual(await brokenRules(owner), []);
      }));

    test('each rule finds what breaks it, on any table', () =>
      withOwner(kind, async (owner) => {
        const tables = await tableNames(owner);
        for (const rule of SCHEMA_RULES) {
          for (const violation of rule.violations) {
            for (const table of violation.includes('$table') ? tables : ['']) {
              const sql = violation.replaceAll('$table', table);
              await rolledBack(owner, async () => {
                await owner.query(sql);
                assert.notDeepEqual(
                  await brokenRules(owner, [rule]),
                  [],
                  `${rule.rule}: nothing was found after ${sql}`,
                );
              });
            }
          }
        }
      }));
  });
}
