import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { planRestore } from '../restore/plan.ts';
import { observe } from '../snapshot/observe.ts';
import { takeSnapshot } from '../snapshot/take-snapshot.ts';
import { catalog, type Catalog } from './catalog.ts';
import { text } from './codecs/text.ts';
import { whyDenied } from './deny-list.ts';
import { DENIED_FILES, DENIED_KEYS } from './denied-places.ts';
import { setting } from './entry.ts';
import { classes, file, user } from './places.ts';
import type { Location } from './setting.ts';

/** A place for every line of the list: stars become names, and a key of its own lies below. */
const denied: readonly Location[] = [
  ...DENIED_KEYS.map(({ hive, key, values }) => ({
    kind: 'registry' as const,
    hive,
    key: named(key.replace('**\\', 'some\\where\\')),
    value: named(values?.[0] ?? 'anything'),
  })),
  ...DENIED_FILES.map(({ path }) => file(`${named(path)}/below`)),
];

test('no setting of the catalog is denied', () => {
  const caught = catalog.categories.flatMap((category) => category.settings).filter(({ at }) => whyDenied(at));
  assert.deepEqual(
    caught.map((it) => it.id),
    [],
  );
});

test('every place on the list is denied, below as well, and however it is spelled', () => {
  for (const place of denied) {
    const why = whyDenied(place);
    assert.ok(why, JSON.stringify(place));
    if (place.kind === 'windows') continue;
    if (place.kind === 'file') {
      assert.equal(whyDenied(file(place.path.toUpperCase())), why);
      continue;
    }
    for (const key of [place.key.toUpperCase(), `${place.key}\\below\\it`, `\\${place.key.replaceAll('\\', '\\\\')}\\`])
      assert.ok(whyDenied({ ...place, key }), key);
  }
});

test('other names of the same place do not help', () => {
  const classId = 'CLSID\\{86CA1AA0-34AA-4E8B-A509-50C905BAE2A2}\\InprocServer32';
  assert.ok(whyDenied(classes(classId, '')));
  assert.ok(whyDenied(user(`Software\\Classes\\${classId}`, '')));
  assert.ok(whyDenied(user('Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Run', 'x')));
  const lsa = { kind: 'registry', hive: 'SYSTEM', key: 'ControlSet002\\Control\\Lsa\\JD', value: '' } as const;
  assert.ok(whyDenied(lsa));
  for (const path of [
    '../Public/x',
    'AppData/../.ssh/id',
    'AppData\\Roaming\\x',
    'a:stream',
    './a',
    'AppData//x',
    '.ssh./id',
    '',
  ])
    assert.ok(whyDenied(file(path)), path);
});

test('only the one excepted value of a class may travel', () => {
  const folder = 'CLSID\\{f874310e-b6b7-47dc-bc84-b9e6b38f5903}';
  assert.equal(whyDenied(classes(folder, 'System.IsPinnedToNameSpaceTree')), undefined);
  assert.ok(whyDenied(classes(folder, 'AppID')));
  assert.ok(whyDenied(classes(`${folder}\\InprocServer32`, 'System.IsPinnedToNameSpaceTree')));
});

test('a hostile catalog captures nothing of a denied place, and restores nothing to it', () => {
  const hostile: Catalog = {
    version: 1,
    categories: [
      {
        id: 'system',
        name: 'Hostile',
        description: '',
        settings: denied.map((at, i) => setting(`hostile.setting${i}`, `${i}`, at, text())),
      },
    ],
  };
  const read = (): never => assert.fail('a denied place was read');
  const scope = { facts: {}, read, covers: () => true, optedIn: new Set<string>() };
  const observed = observe(hostile, read, scope);
  assert.ok(observed.every(({ observation }) => observation.state === 'unreadable'));

  const planted = observed.map((it) => ({
    ...it,
    observation: { state: 'present', value: 'evil', atDefault: false } as const,
  }));
  const context = { catalogVersion: 1, facts: {}, capturedAt: '2026-01-01T00:00:00Z', excluded: [] };
  const plan = planRestore({
    snapshot: takeSnapshot(planted, context),
    catalog: hostile,
    target: { ...scope, read },
    selection: {},
    exact: true,
  });
  assert.deepEqual([plan.changes, plan.writes], [[], []]);
  assert.deepEqual(new Set(plan.exclusions.map((it) => it.code)), new Set(['denied']));
  assert.equal(plan.exclusions.length, denied.length);
});

test('whatever the location, the answer is a reason or nothing, and never an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (key, value) => {
      for (const location of [user(key, value), classes(key, value), file(key)])
        assert.match(whyDenied(location) ?? 'nothing', /\w/);
    }),
  );
});

function named(pattern: string): string {
  return pattern.replaceAll('*', 'x');
}
