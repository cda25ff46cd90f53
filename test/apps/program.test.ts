// Store apps and a background picture through the program, as an administrator uses it: from a profile on a disk to a running
// service, shown, previewed for another profile, and planned without anything being run.

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import { RESTORED_PICTURE } from '../../src/domain/catalog/codecs/wallpaper-path.ts';
import { createHive } from '../../src/regf/create.ts';
import { REG_BINARY, REG_SZ } from '../../src/regf/value-type.ts';
import { runKeepsake, startKeepsake, tryKeepsake } from '../fixtures/program.ts';

const PACKAGES = 'Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
const CALCULATOR = 'Microsoft.WindowsCalculator_11.2405.2.0_x64__8wekyb3d8bbwe';
const NOTES = 'Fabrikam.Notes_2.1.0.0_x64__8wekyb3d8bbwe';
const PICTURE = Uint8Array.from([
  0x42,
  0x4d,
  ...new Uint8Array(12),
  40,
  0,
  0,
  0,
  9,
  0,
  0,
  0,
  9,
  0,
  0,
  0,
  ...new Uint8Array(99_000),
]);

let folder = '';
let service: ChildProcess | undefined;
let url = '';
const environment = (): NodeJS.ProcessEnv => ({ KEEPSAKE_DATA: join(folder, 'service') });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-apps-'));
  chmodSync(folder, 0o711);
  ({ child: service, url } = await startKeepsake(['serve', '--port', '0', '--json'], environment()));
  runKeepsake(['tenant', 'create', 'Contoso', '--json'], environment());
});
after(async () => {
  const ended = new Promise((resolve) => service?.once('exit', resolve));
  service?.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

test('apps and a picture go in from one profile, and the next profile is told what would become of them', () => {
  const [old, next] = [join(folder, 'old'), join(folder, 'new')];
  makeProfile(old, [CALCULATOR, NOTES], PICTURE);
  makeProfile(next, [CALCULATOR], undefined);
  const credential = join(folder, 'credential.json');
  const enroll = [
    'enroll',
    '--tenant',
    'Contoso',
    '--user',
    'anna@contoso.example',
    '--device',
    'OLD',
    '--out',
    credential,
  ];
  runKeepsake([...enroll, '--service', url, '--json'], environment());
  const keepsake = (...words: string[]) => runKeepsake([...words, '--credential', credential, '--json'], environment());

  const stored = keepsake('backup', '--profile', old, '--build', '26100') as { bytesSent: number };
  assert.ok(stored.bytesSent > PICTURE.length);
  const again = keepsake('backup', '--profile', old, '--build', '26100') as { outcome: string; requests: number };
  assert.deepEqual([again.outcome, again.requests], ['unchanged', 1]);
  const shown = keepsake('show') as { apps: { apps: { packageFamilyName: string }[] }; files: { sizeBytes: number }[] };
  assert.deepEqual(
    shown.apps.apps.map((app) => app.packageFamilyName),
    ['Fabrikam.Notes_8wekyb3d8bbwe', 'Microsoft.WindowsCalculator_8wekyb3d8bbwe'],
  );
  assert.deepEqual(
    shown.files.map((file) => file.sizeBytes),
    [PICTURE.length],
  );

  const told = tryKeepsake(['show', '--credential', credential], environment()).stdout;
  assert.match(told, /Store apps \(2\)/);
  assert.match(told, /Background picture +99\.0 KB, kept as a file/);
  const dry = tryKeepsake(['backup', '--profile', old, '--dry-run'], environment()).stdout;
  assert.match(dry, /Background picture +BMP picture, 9 × 9, 100 KB/);
  assert.match(dry, /Fabrikam\.Notes/);

  const restore = ['restore', '--profile', next, '--build', '26100'];
  const preview = keepsake(...restore, '--preview') as {
    apps: { isKnown: boolean; apps: { state: string }[] };
    startPins: { appId: string; state: string }[];
  };
  assert.deepEqual(
    preview.startPins.map(({ appId, state }) => [appId, state]),
    [
      ['Microsoft.WindowsCalculator_8wekyb3d8bbwe!App', 'there'],
      ['Fabrikam.Notes_8wekyb3d8bbwe!App', 'missing'],
    ],
  );
  assert.equal(preview.apps.isKnown, true);
  assert.deepEqual(
    preview.apps.apps.map((app) => app.state),
    ['waiting', 'alreadyThere'],
  );
  const asPerson = [...restore, '--apps', '--credential', credential];
  const planned = tryKeepsake([...asPerson, '--dry-run'], environment());
  assert.match(planned.stdout, /1 already there, 1 to bring back/);
  assert.match(planned.stdout, /Add-AppxPackage -RegisterByFamilyName -MainPackage 'Fabrikam\.Notes_8wekyb3d8bbwe'/);
  assert.match(planned.stdout, /winget\.exe install --query Fabrikam\.Notes_8wekyb3d8bbwe --exact --source msstore/);
  assert.match(planned.stdout, /ms-windows-store:\/\/pdp\/\?PFN=Fabrikam\.Notes_8wekyb3d8bbwe/);
  assert.match(planned.stdout, /only a plan/);
  const refused = tryKeepsake(asPerson, environment());
  assert.notEqual(refused.status, 0);
  assert.match(refused.stderr, /running Windows/);

  const restored = keepsake(...restore, '--yes') as { outcomes: { settingId: string; state: string }[] };
  assert.deepEqual(
    restored.outcomes.filter((it) => it.state !== 'restored'),
    [],
  );
  assert.ok(restored.outcomes.some((it) => it.settingId === 'personalization.wallpaper.image'));
  assert.equal((keepsake('verify', '--profile', next, '--build', '26100') as { agrees: boolean }).agrees, true);
});

function makeProfile(at: string, packages: readonly string[], background: Uint8Array | undefined): void {
  const user = createHive();
  const shell = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders';
  user.setValue(shell, 'AppData', { type: REG_SZ, data: writeText('C:\\Users\\Anna\\AppData\\Roaming') });
  const path = background === undefined ? 'C:\\Windows\\web\\wallpaper\\Windows\\img0.jpg' : 'D:\\cat.bmp';
  user.setValue('Control Panel\\Desktop', 'WallPaper', { type: REG_SZ, data: writeText(path) });
  if (background !== undefined) {
    const pinnedList = packages.map((name) => ({ packagedAppId: `${name.split('_')[0]}_8wekyb3d8bbwe!App` }));
    const data = new TextEncoder().encode(JSON.stringify({ pinnedList }));
    user.setValue('Software\\Microsoft\\Windows\\CurrentVersion\\Start', 'Config', { type: REG_BINARY, data });
  }
  const classes = createHive();
  for (const name of packages)
    classes.setValue(`${PACKAGES}\\${name}`, 'PackageID', { type: REG_SZ, data: writeText(name) });
  const files = {
    'NTUSER.DAT': user.toBytes(),
    'AppData/Local/Microsoft/Windows/UsrClass.dat': classes.toBytes(),
    ...(background === undefined ? {} : { [RESTORED_PICTURE]: background }),
  };
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), bytes);
  }
}
