import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { REG_SZ } from '../../../regf/value-type.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import type { Reading } from '../setting.ts';
import { readText, writeText } from './text.ts';
import { wallpaperPath } from './wallpaper-path.ts';

const codec = wallpaperPath();
const text = (value: string): RawValue => ({ type: REG_SZ, data: writeText(value) });
const profileIn = (appData: string) => (): Reading => ({ state: 'present', raw: text(appData) });

test('whatever a snapshot says, what is written is nothing, Windows own picture, or a file of the target itself', () => {
  const anyValue = fc.oneof(fc.constantFrom('none', 'windows', 'own'), fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(anyValue, fc.string({ maxLength: 40 }), (value, before) => {
      const current = text(before);
      const written = codec.encode(value as string, current, profileIn('D:\\Users\\Anna\\AppData\\Roaming'));
      if (!written.ok) return assert.ok(!['none', 'windows', 'own'].includes(value as string));
      const path = readText(written.value);
      assert.ok(path.ok);
      assert.ok(
        [
          '',
          'C:\\Windows\\web\\wallpaper\\Windows\\img0.jpg',
          'D:\\Users\\Anna\\AppData\\Roaming\\Microsoft\\Windows\\Themes\\TranscodedWallpaper',
        ].includes(path.value),
      );
      assert.deepEqual(codec.decode(written.value), { ok: true, value });
    }),
  );
});

test('a target that does not say where its folder is, or says a strange place, keeps its own path or is left alone', () => {
  const strange = ['', 'Roaming', '\\\\server\\share\\Anna', 'C:', 'C:\\a\\..\\b', 'C:\\a"b', '%APPDATA%', 'C:\\x\\'];
  for (const place of strange) {
    assert.equal(codec.encode('own', undefined, profileIn(place)).ok, false, place);
    assert.deepEqual(codec.encode('own', text('E:\\cat.png'), profileIn(place)), {
      ok: true,
      value: text('E:\\cat.png'),
    });
  }
});

test('the pictures that Windows comes with are told from all others', () => {
  for (const [path, value] of [
    ['c:\\windows\\WEB\\wallpaper\\Windows\\img0.jpg', 'windows'],
    ['%SystemRoot%\\Web\\Wallpaper\\Windows\\img19.jpg', 'windows'],
    ['C:\\Windows\\Web\\Wallpaper\\ThemeA\\img20.jpg', 'own'],
    ['C:\\Users\\Anna\\Pictures\\cat.png', 'own'],
    ['', 'none'],
  ]) {
    assert.deepEqual(codec.decode(text(path ?? '')), { ok: true, value });
  }
});
