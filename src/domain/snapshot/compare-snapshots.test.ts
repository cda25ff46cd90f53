// Two snapshots in words: what a person reads is what the catalog says, and nothing is left out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64 } from '../../lib/bytes.ts';
import type { App } from '../apps/app-list.ts';
import { catalog } from '../catalog/catalog.ts';
import type { SettingValue } from '../catalog/setting.ts';
import { compareSnapshots } from './compare-snapshots.ts';
import type { Snapshot } from './snapshot.ts';

test('changes are told in the words of Windows and its catalog', () => {
  const before = snapshotOf({ 'personalization.darkMode.apps': 1, 'made.up': 'kept' }, [notes('1.0.0.0')]);
  const after = snapshotOf({ 'personalization.darkMode.apps': 0, 'made.up': 'changed' }, [notes('2.0.0.0')]);
  const { settings, apps } = compareSnapshots(before, after, catalog);
  assert.deepEqual(
    settings.map(({ name, before: was, after: is }) => [name, was, is]),
    [
      ['made.up', '"kept"', '"changed"'],
      ['Default app mode', 'light', 'dark'],
    ],
  );
  assert.deepEqual(
    apps.map(({ name, before: was, after: is }) => [name, was, is]),
    [['Notes', '1.0.0.0', '2.0.0.0']],
  );
  assert.deepEqual(compareSnapshots(after, after, catalog).settings, []);
});

test('with nothing before it, all that a snapshot holds is new', () => {
  const { settings, apps, pins } = compareSnapshots(
    undefined,
    snapshotOf({ 'personalization.darkMode.apps': 0, 'start.pins.config': pinned('MSEdge') }, [notes('1.0.0.0')]),
    catalog,
  );
  assert.deepEqual(
    settings.map(({ name, before: was }) => [name, was]),
    [['Default app mode', null]],
  );
  assert.deepEqual([apps.length, apps[0]?.before], [1, null]);
  assert.deepEqual(pins, { added: ['MSEdge'], removed: [] });
});

test('pins are told by name; where only their order changed, the setting is', () => {
  const before = snapshotOf({ 'start.pins.config': pinned('MSEdge', 'Calc') });
  const other = compareSnapshots(before, snapshotOf({ 'start.pins.config': pinned('MSEdge', 'Paint') }), catalog);
  assert.deepEqual([other.pins, other.settings], [{ added: ['Paint'], removed: ['Calc'] }, []]);
  const packaged = compareSnapshots(
    before,
    snapshotOf({ 'start.pins.config': pinned('MSEdge', 'Calc', 'Contoso.Notes_8wekyb3d8bbwe!App') }),
    catalog,
  );
  assert.deepEqual(packaged.pins.added, ['Contoso.Notes'], 'an app by its name');
  const turned = compareSnapshots(before, snapshotOf({ 'start.pins.config': pinned('Calc', 'MSEdge') }), catalog);
  assert.deepEqual([turned.pins, turned.settings.length], [{ added: [], removed: [] }, 1]);
});

test('what could not be read is named with its reason', () => {
  const { unreadable } = compareSnapshots(
    undefined,
    snapshotOf({}, [], { 'personalization.darkMode.apps': 'the value is of another type' }),
    catalog,
  );
  assert.deepEqual(unreadable, [
    {
      id: 'personalization.darkMode.apps',
      name: 'Default app mode',
      category: 'personalization',
      why: 'the value is of another type',
    },
  ]);
});

function snapshotOf(
  chosen: Readonly<Record<string, SettingValue>>,
  apps: readonly App[] = [],
  unreadable: Readonly<Record<string, string>> = {},
): Snapshot {
  return {
    manifest: {
      format: 'keepsake.snapshot',
      version: 1,
      catalogVersion: catalog.version,
      capturedAt: '2026-01-01T08:00:00Z',
      source: { deviceName: 'PC-1', windowsBuild: 26100 },
      categories: [],
      excluded: [],
    },
    documents: [
      {
        format: 'keepsake.category',
        version: 1,
        category: 'personalization',
        chosen,
        atDefault: [],
        absent: [],
        unreadable,
      },
    ],
    apps: { format: 'keepsake.apps', version: 1, apps, unreadable: {} },
    files: new Map(),
  };
}

function notes(version: string): App {
  const packageFamilyName = 'Contoso.Notes_8wekyb3d8bbwe';
  return { packageFamilyName, displayName: 'Notes', source: 'store', version, architecture: 'x64' };
}

function pinned(...ids: readonly string[]): SettingValue {
  const pinnedList = ids.map((id) => (id.includes('!') ? { packagedAppId: id } : { desktopAppId: id }));
  return { base64: toBase64(new TextEncoder().encode(JSON.stringify({ pinnedList }))) };
}
