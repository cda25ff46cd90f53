// Device facts from what a registry holds; every value was seen on a real device or is documented.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { HiveName } from '../../src/domain/catalog/setting.ts';
import { readDeviceFacts } from '../../src/agent/windows/device-facts.ts';
import { readFactsFile } from '../../src/agent/windows/stated-facts.ts';
import { fileTimeOf } from '../../src/agent/restore/restore-profile.ts';
import { readSignedInAt } from '../../src/agent/windows/signed-in-at.ts';
import { readSku } from '../../src/agent/windows/sku.ts';
import { toUtf16le } from '../../src/lib/bytes.ts';
import { type FakeRegistry, fakeRegistry } from './fake-registry.ts';

const NT = 'Microsoft\\Windows NT\\CurrentVersion';
const SHARED_PC = 'Microsoft\\Windows\\CurrentVersion\\SharedPC';
const JOIN_INFO = 'CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo\\0123456789ABCDEF';

test('a registry without anything knows nothing, and says nothing', () => {
  assert.deepEqual(readDeviceFacts(fakeRegistry()), {});
});

test('a laptop of an organization', () => {
  const registry = fakeRegistry();
  put(registry, 'SOFTWARE', NT, 'CurrentBuildNumber', '26100');
  put(registry, 'SOFTWARE', NT, 'UBR', 4946);
  put(registry, 'SOFTWARE', NT, 'EditionID', 'Enterprise');
  put(registry, 'SOFTWARE', NT, 'DisplayVersion', '24H2');
  put(registry, 'SYSTEM', 'CurrentControlSet\\Control\\ComputerName\\ActiveComputerName', 'ComputerName', 'LAP-0042');
  put(registry, 'SYSTEM', 'CurrentControlSet\\Services\\Netlogon', 'Start', 3);
  put(registry, 'SYSTEM', JOIN_INFO, 'TenantId', 'x');
  put(registry, 'SYSTEM', 'HardwareConfig\\Current', 'SystemProductName', 'Latitude 7440');
  put(registry, 'SYSTEM', 'HardwareConfig\\Current', 'EnclosureType', 10);
  put(registry, 'NTUSER.DAT', 'Control Panel\\Desktop\\WindowMetrics', 'AppliedDPI', 144);
  put(registry, 'SOFTWARE', 'Microsoft\\Enrollments\\Ownership', 'CorpOwned', 1);
  person(registry, 'S-1-12-1-1-2-3-4');
  put(registry, 'NTUSER.DAT', 'Control Panel\\International', 'LocaleName', 'de-AT');
  assert.deepEqual(readDeviceFacts(registry), {
    deviceName: 'LAP-0042',
    windowsBuild: 26100,
    updateRevision: 4946,
    edition: 'Enterprise',
    displayVersion: '24H2',
    joinState: 'entraJoined',
    cloudPc: 'none',
    virtualDesktop: 'none',
    usage: 'singleUser',
    ownership: 'company',
    model: 'Latitude 7440',
    locale: 'de-AT',
    scalingPercent: 150,
    hardwareClass: 'laptop',
  });
});

test('the five ways of belonging are told apart, and a DNS suffix alone is no domain', () => {
  const joinOf = (netlogon: number | undefined, domain: string, entra: boolean, work: boolean): string | undefined => {
    const registry = fakeRegistry();
    if (netlogon !== undefined) put(registry, 'SYSTEM', 'CurrentControlSet\\Services\\Netlogon', 'Start', netlogon);
    put(registry, 'SYSTEM', 'CurrentControlSet\\Services\\Tcpip\\Parameters', 'Domain', domain);
    if (entra) put(registry, 'SYSTEM', JOIN_INFO, 'TenantId', 'x');
    const workplace = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\WorkplaceJoin\\JoinInfo\\AB';
    if (work) put(registry, 'NTUSER.DAT', workplace, 'TenantId', 'x');
    return readDeviceFacts(registry).joinState;
  };
  assert.equal(joinOf(3, '', false, false), 'none');
  assert.equal(joinOf(3, 'home.arpa', false, false), 'none');
  assert.equal(joinOf(3, '', false, true), 'workplaceRegistered');
  assert.equal(joinOf(2, 'corp.example', false, true), 'domainJoined');
  assert.equal(joinOf(3, '', true, false), 'entraJoined');
  assert.equal(joinOf(2, 'corp.example', true, false), 'hybridJoined');
  assert.equal(joinOf(undefined, '', true, false), undefined);
});

test('who uses a device: by what is configured, and by who has a profile', () => {
  const usageOf = (work: (registry: FakeRegistry) => void): string | undefined => {
    const registry = fakeRegistry();
    person(registry, 'S-1-5-18');
    work(registry);
    return readDeviceFacts(registry).usage;
  };
  assert.equal(
    usageOf(() => {}),
    'singleUser',
  );
  const anna = 'S-1-12-1-1-2-3-4';
  const ben = 'S-1-5-21-1-2-3-1104';
  assert.equal(
    usageOf((it) => person(it, anna)),
    'singleUser',
  );
  assert.equal(
    usageOf((it) => [anna, ben].forEach((sid) => person(it, sid))),
    'multiUser',
  );
  for (const own of ['S-1-5-21-1-2-3-500', 'S-1-5-21-1-2-3-504']) {
    assert.equal(
      usageOf((it) => [anna, own].forEach((sid) => person(it, sid))),
      'singleUser',
      own,
    );
  }
  const setup = (it: FakeRegistry): void => person(it, 'S-1-5-21-1-2-3-1000', 'C:\\Users\\defaultuser0');
  assert.equal(
    usageOf((it) => [setup(it), person(it, anna)]),
    'singleUser',
  );
  assert.equal(
    usageOf((it) => put(it, 'SOFTWARE', NT, 'EditionID', 'ServerRdsh')),
    'multiUser',
  );
  assert.equal(
    usageOf((it) => put(it, 'SOFTWARE', `${SHARED_PC}\\NodeValues`, '01', 1)),
    'shared',
  );
  assert.equal(
    usageOf((it) => put(it, 'SOFTWARE', SHARED_PC, 'EnableSharedPCMode', 1)),
    'shared',
  );
  assert.equal(
    usageOf((it) => put(it, 'SOFTWARE', SHARED_PC, 'EnableSharedPCMode', 0)),
    'singleUser',
  );
  const kiosk = 'Microsoft\\Windows\\AssignedAccessConfiguration\\Configs\\S-1-5-21-1-2-3-1001';
  assert.equal(
    usageOf((it) => put(it, 'SOFTWARE', kiosk, 'DefaultProfileId', '{1}')),
    'kiosk',
  );
});

test('a virtual machine with the agent of a broker is a desktop of which nobody says whether it is kept', () => {
  const desktopOf = (product: string, enclosure: number, broker?: string): string | undefined => {
    const registry = fakeRegistry();
    put(registry, 'SYSTEM', 'HardwareConfig\\Current', 'SystemProductName', product);
    put(registry, 'SYSTEM', 'HardwareConfig\\Current', 'EnclosureType', enclosure);
    if (broker !== undefined) put(registry, 'SOFTWARE', broker, 'IsRegistered', 1);
    return readDeviceFacts(registry).virtualDesktop;
  };
  assert.equal(desktopOf('Latitude 7440', 10), 'none');
  assert.equal(desktopOf('Unheard of', 0), undefined);
  assert.equal(desktopOf('Virtual Machine', 3), 'none');
  for (const broker of ['Microsoft\\RDInfraAgent', 'Citrix\\VirtualDesktopAgent']) {
    assert.equal(desktopOf('Virtual Machine', 3, broker), undefined);
    assert.equal(desktopOf('Cloud PC Enterprise 2vCPU/8GB/128GB', 3, broker), 'none');
  }
});

test('a Cloud PC is one by name, and a virtual machine too', () => {
  const registry = fakeRegistry();
  put(registry, 'SYSTEM', 'HardwareConfig\\Current', 'SystemProductName', 'Cloud PC Enterprise 2vCPU/8GB/128GB');
  const { cloudPc, hardwareClass } = readDeviceFacts(registry);
  assert.deepEqual({ cloudPc, hardwareClass }, { cloudPc: 'dedicated', hardwareClass: 'virtualMachine' });
});

test('the number of the edition is what Windows says, and unknown where it says none', async () => {
  const skuSaid = (answered: boolean, number: number): Promise<number | undefined> =>
    readSku(() =>
      Promise.resolve((...[major, , , , sku]) => {
        assert.equal(major, 10);
        sku[0] = number;
        return answered;
      }),
    );
  assert.equal(await skuSaid(true, 48), 48);
  for (const [answered, number] of [
    [false, 48],
    [true, 0],
    [true, 0xabcd_abcd],
  ] as const)
    assert.equal(await skuSaid(answered, number), undefined);
});

test('when somebody signed in is what Windows says of the session, unless it can not be', async () => {
  const now = Date.UTC(2026, 0, 1);
  const said = (milliseconds: number | undefined, size = 216): Promise<number | undefined> =>
    readSignedInAt(now, async () => () => {
      const info = new Uint8Array(size);
      if (milliseconds === undefined) return undefined;
      if (size >= 208) new DataView(info.buffer).setBigInt64(200, fileTimeOf(milliseconds), true);
      return info;
    });
  assert.equal(await said(now - 60_000), now - 60_000);
  assert.equal(await said(undefined), undefined);
  assert.equal(await said(now + 60_000), undefined, 'later than now');
  assert.equal(await said(-11_644_473_600_000), undefined, 'no time at all');
  assert.equal(await said(now, 100), undefined, 'cut short');
});

test('facts that somebody states are checked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-facts-'));
  try {
    const stated = (text: string): ReturnType<typeof readFactsFile> => {
      writeFileSync(join(folder, 'facts.json'), text);
      return readFactsFile(join(folder, 'facts.json'));
    };
    assert.deepEqual(stated('{"windowsBuild":26100,"joinState":"none"}'), {
      ok: true,
      value: { device: { windowsBuild: 26100, joinState: 'none' }, report: {} },
    });
    for (const wrong of ['', '[]', '{"windowsBuild":"26100"}', '{"joinState":"other"}', '{"unknown":1}']) {
      assert.equal(stated(wrong).ok, false, wrong);
    }
    assert.equal(readFactsFile(join(folder, 'missing.json')).ok, false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function person(registry: FakeRegistry, sid: string, folder = `C:\\Users\\${sid}`): void {
  put(registry, 'SOFTWARE', `${NT}\\ProfileList\\${sid}`, 'ProfileImagePath', folder);
}

function put(registry: FakeRegistry, hive: HiveName, key: string, value: string, content: string | number): void {
  const number = new Uint8Array(4);
  if (typeof content === 'number') new DataView(number.buffer).setUint32(0, content, true);
  const raw = typeof content === 'number' ? { type: 4, data: number } : { type: 1, data: toUtf16le(`${content}\0`) };
  assert.ok(registry.write({ kind: 'registry', hive, key, value }, raw).ok);
}
