// Pins as other people's Windows wrote them: layouts collected from the field, and the taskbars of real profiles.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { readPins } from '../../src/agent/start/read-pins.ts';
import { openProfile } from '../../src/agent/offline/offline-profile.ts';
import { readPinnedList } from '../../src/domain/start/layout-json.ts';
import { readLayoutXml } from '../../src/domain/start/layout-xml.ts';
import { pinName } from '../../src/domain/start/pins.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const skip = existsSync(join(data, 'start')) ? false : 'the collected layouts are not here';

test('every collected layout is read: as many pins as it has elements or entries that pin something', { skip }, () => {
  const paths = globSync(join(data, 'start/*/*.{json,xml}'));
  let layouts = 0;
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const isLayout = text.includes('pinnedList') || text.includes('<LayoutModificationTemplate');
    const read = path.endsWith('.json') ? readPinnedList(readFileSync(path)) : readLayoutXml(text);
    assert.equal(read.ok, isLayout, `${basename(path)}: ${JSON.stringify(read)}`);
    if (!read.ok) continue;
    layouts += 1;
    const found = 'start' in read.value ? [...read.value.start, ...read.value.taskbar] : read.value;
    const expected = text.match(
      /(AppUserModelID|DesktopApplicationID|DesktopApplicationLinkPath)="[^"]|"(packagedAppId|desktopAppId|desktopAppLink)"/g,
    );
    assert.equal(found.length, expected?.length ?? 0, basename(path));
  }
  assert.ok(layouts >= 6, `${layouts} layouts`);
});

const hives = join(data, 'hives/user');
test('the taskbars of real profiles are read pin by pin', {
  skip: existsSync(hives) ? false : 'the collected hives are not here',
}, () => {
  const bars = {
    'win10-22H2-19045-admin.NTUSER.DAT.gz': [
      'Microsoft Edge',
      'File Explorer',
      'Microsoft.WindowsStore_8wekyb3d8bbwe!App',
      'microsoft.windowscommunicationsapps_8wekyb3d8bbwe!microsoft.windowslive.mail',
    ],
    'win10-preview-9926-Patrick.NTUSER.DAT.gz': [
      'Microsoft.Office.Word_8wekyb3d8bbwe!microsoft.word',
      'Microsoft.SkypeApp_kzf8qxf38zg5c!App',
      'Microsoft.Office.OneNote_8wekyb3d8bbwe!microsoft.onenoteim',
    ],
    'win81-9600-bperry.NTUSER.DAT.gz': ['Internet Explorer', 'File Explorer', 'winstore_cw5n1h2txyewy!Windows.Store'],
  };
  for (const [name, expected] of Object.entries(bars)) {
    const profile = openProfile(join(hives, name));
    assert.ok(profile.ok);
    const taskbar = readPins(profile.value.read).find((source) => source.bar === 'taskbar');
    assert.ok(taskbar?.pins.ok === true, name);
    assert.deepEqual(taskbar.pins.value.map(pinName), expected);
  }
});
