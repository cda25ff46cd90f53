// Pins from strangers, in every form they come in: what was written is read, and whatever else comes in ends with an answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toUtf16le } from '../../lib/bytes.ts';
import { findAppId } from './app-id-property.ts';
import { readPinnedList } from './layout-json.ts';
import { readLayoutXml } from './layout-xml.ts';
import { matchPins, type Pin, pinnedFamilies } from './pins.ts';
import { readTaskbarPins } from './taskbar-pins.ts';

const plainText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
const packagedId = fc.stringMatching(/^[A-Za-z0-9.-]{3,20}$/).map((name) => `${name}_8wekyb3d8bbwe!App`);
const desktopId = plainText.filter((text) => !text.includes('!'));
const anyPin: fc.Arbitrary<Pin> = fc.oneof(
  packagedId.map((appId): Pin => ({ kind: 'packagedApp', appId })),
  desktopId.map((appId): Pin => ({ kind: 'desktopApp', appId })),
  plainText.map((path): Pin => ({ kind: 'desktopLink', path })),
  fc.record(
    {
      kind: fc.constant('secondaryTile' as const),
      tileId: plainText,
      displayName: plainText,
      appId: packagedId,
    },
    { noNullPrototype: true },
  ),
);
const anyPins = fc.array(anyPin, { maxLength: 8 });

test('a pinned list is read as it was written, in either encoding', () => {
  fc.assert(
    fc.property(anyPins, fc.constantFrom('utf-8', 'utf-16', 'utf-16 with a mark'), (pins, encoding) => {
      const text = JSON.stringify({ pinnedList: pins.map(written), later: true });
      const bytes =
        encoding === 'utf-8'
          ? new TextEncoder().encode(text)
          : toUtf16le(encoding === 'utf-16' ? text : `\uFEFF${text}`);
      assert.deepEqual(readPinnedList(bytes), { ok: true, value: pins });
    }),
  );
});

test('a layout is read as it was written, with the pins of the taskbar apart', () => {
  fc.assert(
    fc.property(anyPins, anyPins, (start, taskbar) => {
      const bar = taskbar.filter((pin) => pin.kind !== 'secondaryTile');
      assert.deepEqual(readLayoutXml(layout(start, bar)), { ok: true, value: { start, taskbar: bar } });
    }),
  );
});

test('no change of a layout makes the reader fail otherwise than with a reason, and it never takes long', () => {
  const text = layout([{ kind: 'packagedApp', appId: 'Contoso.App_8wekyb3d8bbwe!App' }], []);
  fc.assert(
    fc.property(
      fc.nat(text.length),
      fc.nat(30),
      fc.string({ unit: 'binary', maxLength: 20 }),
      (at, removed, inserted) => {
        const read = readLayoutXml(text.slice(0, at) + inserted + text.slice(at + removed));
        assert.ok(read.ok ? read.value.start.length <= 1000 : read.error.length > 0);
      },
    ),
    { numRuns: 1000 },
  );
  const began = performance.now();
  for (const hostile of ['<', '<!--', '<a ', '<a b="', '</a>', '<a>', '&#x41;'])
    assert.equal(readLayoutXml(hostile.repeat(50_000)).ok, false);
  assert.ok(performance.now() - began < 5000);
  assert.match(errorOf(readLayoutXml('<!DOCTYPE x [<!ENTITY a "aa">]><LayoutModificationTemplate/>')), /document type/);
  for (const broken of [
    '',
    'text',
    '<a/>',
    '<LayoutModificationTemplate>',
    '<LayoutModificationTemplate></x>',
    '<?xml?>',
  ]) {
    assert.equal(readLayoutXml(broken).ok, false, broken);
  }
});

test('bytes that are no pinned list are refused with a reason', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      (bytes) => {
        const read = readPinnedList(bytes);
        assert.ok(read.ok ? read.value.length >= 0 : read.error.length > 0);
      },
    ),
  );
  const list = (pinnedList: unknown) =>
    errorOf(readPinnedList(new TextEncoder().encode(JSON.stringify({ pinnedList }))));
  assert.match(list([{ packagedAppId: 'a!b' }, { folder: 1 }]), /pin 2/);
  assert.match(list([{ packagedAppId: 7 }]), /pin 1/);
  assert.match(list(Array.from({ length: 1001 }, () => ({ desktopAppId: 'x' }))), /more than/);
  assert.match(list('x'), /no pinnedList/);
});

test('the taskbar is read pin by pin, and damage never takes it for something else', () => {
  const pins = fc.array(fc.oneof(packagedId, desktopId, fc.constant(undefined)), { maxLength: 5 });
  fc.assert(
    fc.property(pins, fc.nat(), fc.nat(255), (appIds, where, byte) => {
      const bytes = favorites(appIds.map((appId) => (appId === undefined ? Uint8Array.of(7, 7) : storage(appId))));
      const named = appIds.filter((appId) => appId !== undefined);
      const read = readTaskbarPins(bytes);
      assert.ok(read.ok);
      assert.deepEqual(
        read.value.pins.map((pin) => 'appId' in pin && pin.appId),
        named,
      );
      assert.equal(read.value.unnamedCount, appIds.length - named.length);
      const damaged = readTaskbarPins(bytes.with(where % bytes.length, byte));
      assert.ok(damaged.ok ? damaged.value.pins.length >= 0 : damaged.error.length > 0);
      const cut = where % bytes.length;
      assert.equal(readTaskbarPins(bytes.slice(0, cut)).ok, false);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => assert.equal(findAppId(bytes), undefined)));
});

test('a pin is there, missing for a reason, or not for us to know', () => {
  const target = {
    families: new Set(['contoso.app_8wekyb3d8bbwe']),
    hasLink: (path: string) => (path === 'x.lnk' ? undefined : path === 'a.lnk'),
  };
  const pins: readonly Pin[] = [
    { kind: 'packagedApp', appId: 'Contoso.App_8wekyb3d8bbwe!App' },
    { kind: 'packagedApp', appId: 'Fabrikam.Gone_8wekyb3d8bbwe!App' },
    { kind: 'desktopApp', appId: 'MSEdge' },
    { kind: 'desktopLink', path: 'a.lnk' },
    { kind: 'desktopLink', path: 'b.lnk' },
    { kind: 'desktopLink', path: 'x.lnk' },
    { kind: 'secondaryTile', tileId: 't', appId: 'Contoso.App_8wekyb3d8bbwe!App' },
  ];
  const matches = matchPins(pins, target);
  assert.deepEqual(
    matches.map((it) => it.state),
    ['there', 'missing', 'unknown', 'there', 'missing', 'unknown', 'unknown'],
  );
  for (const { state, detail } of matches) assert.equal(detail === undefined, state === 'there');
  assert.deepEqual([...pinnedFamilies(pins)], ['contoso.app_8wekyb3d8bbwe', 'fabrikam.gone_8wekyb3d8bbwe']);
});

function written(pin: Pin): object {
  if (pin.kind === 'packagedApp') return { packagedAppId: pin.appId };
  if (pin.kind === 'desktopApp') return { desktopAppId: pin.appId };
  if (pin.kind === 'desktopLink') return { desktopAppLink: pin.path };
  return { secondaryTile: { tileId: pin.tileId, packagedAppId: pin.appId, displayName: pin.displayName } };
}

function layout(start: readonly Pin[], taskbar: readonly Pin[]): string {
  return `<?xml version="1.0"?><!-- <Tile AppUserModelID="no"/> -->
    <LayoutModificationTemplate xmlns:start="urn:s" xmlns:taskbar="urn:t" Version="1"><DefaultLayoutOverride>
    <start:Group Name="A &amp; B">${start.map((pin) => element(pin, 'start:Tile', 'start:DesktopApplicationTile')).join('\n')}</start:Group>
    </DefaultLayoutOverride><CustomTaskbarLayoutCollection>
    <taskbar:TaskbarPinList>${taskbar.map((pin) => element(pin, 'taskbar:UWA', 'taskbar:DesktopApp')).join('')}</taskbar:TaskbarPinList>
    </CustomTaskbarLayoutCollection></LayoutModificationTemplate>`;
}

function element(pin: Pin, packaged: string, desktop: string): string {
  if (pin.kind === 'packagedApp') return `<${packaged} Size="2x2" AppUserModelID="${escaped(pin.appId)}" />`;
  if (pin.kind === 'desktopApp') return `<${desktop} DesktopApplicationID='${escaped(pin.appId)}'></${desktop}>`;
  if (pin.kind === 'desktopLink') return `<${desktop} DesktopApplicationLinkPath="${escaped(pin.path)}"/>`;
  return `<start:SecondaryTile TileID="${escaped(pin.tileId)}" DisplayName="${escaped(pin.displayName ?? '')}" AppUserModelID="${escaped(pin.appId ?? '')}"/>`;
}

function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&#62;', '"': '&quot;', "'": '&#x27;' };
  return text.replaceAll(/[&<>"']/g, (sign) => names[sign] ?? sign);
}

/** A property storage with an application id. */
function storage(appId: string): Uint8Array {
  const text = toUtf16le(`${appId}\0`);
  const value = Buffer.concat([
    uint32(17 + text.length),
    uint32(5),
    Uint8Array.of(0, 0x1f, 0, 0, 0),
    uint32(text.length / 2),
    text,
  ]);
  const formatId = Buffer.from('55284c9f799f394ba8d0e1d42de1d5f3', 'hex');
  const body = Buffer.concat([Buffer.from('1SPS'), formatId, value, uint32(0)]);
  return Buffer.concat([uint32(body.length + 4), body]);
}

function favorites(items: readonly Uint8Array[]): Uint8Array {
  const parts = items.flatMap((item) => [Uint8Array.of(0), uint32(item.length), item]);
  return new Uint8Array(Buffer.concat([...parts, Uint8Array.of(0xff)]));
}

function uint32(number: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(number).buffer);
}

function errorOf(result: { readonly ok: boolean; readonly error?: string }): string {
  return result.ok ? '' : (result.error ?? '');
}
