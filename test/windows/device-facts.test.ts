// Device facts from what a registry holds; every value was seen on a real device or is documented.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { HiveName } from '../../src/domain/catalog/setting.ts';
import { readDeviceFacts, readFactsFile } from '../../src/agent/windows/device-facts.ts';
import { readSku } from '../../src/agent/windows/sku.ts';
import { toUtf16le } from '../../src/lib/bytes.ts';
import { type FakeRegistry, fakeRegistry } from './fake-registry.ts';

const NT = 'Microsoft\\Windows NT\\CurrentVersion';
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
  put(registry, 'NTUSER.DAT', 'Control Panel\\International', 'LocaleName', 'de-AT');
  assert.deepEqual(readDeviceFacts(registry), {
    deviceName: 'LAP-0042',
    windowsBuild: 26100,
    updateRevision: 4946,
    edition: 'Enterprise',
    displayVersion: '24H2',
    joinState: 'entraJoined',
    cloudPc: 'none',
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

test('facts that somebody states are checked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-facts-'));
  try {
    const stated = (text: string): ReturnType<typeof readFactsFile> => {
      writeFileSync(join(folder, 'facts.json'), text);
      return readFactsFile(join(folder, 'facts.json'));
    };
    assert.deepEqual(stated('{"windowsBuild":26100,"joinState":"none"}'), {
      ok: true,
      value: { windowsBuild: 26100, joinState: 'none' },
    });
    for (const wrong of ['', '[]', '{"windowsBuild":"26100"}', '{"joinState":"other"}', '{"unknown":1}']) {
      assert.equal(stated(wrong).ok, false, wrong);
    }
    assert.equal(readFactsFile(join(folder, 'missing.json')).ok, false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function put(registry: FakeRegistry, hive: HiveName, key: string, value: string, content: string | number): void {
  const number = new Uint8Array(4);
  if (typeof content === 'number') new DataView(number.buffer).setUint32(0, content, true);
  const raw = typeof content === 'number' ? { type: 4, data: number } : { type: 1, data: toUtf16le(`${content}\0`) };
  assert.ok(registry.write({ kind: 'registry', hive, key, value }, raw).ok);
}
