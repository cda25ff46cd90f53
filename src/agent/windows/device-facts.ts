// What a registry knows of its device. Everything comes from documented values; what is not there or makes no sense is
// left out. Works over a running Windows and over the hives of one that is not.

import type { HiveName } from '../../domain/catalog/setting.ts';
import type { CloudPcKind, DeviceFacts, HardwareClass, JoinState } from '../../domain/device/device-facts.ts';
import type { Registry } from '../registry/registry.ts';
import { numberAt, textAt } from '../registry/typed-values.ts';
import { deviceUsage, virtualDesktop } from './device-usage.ts';

/** All but the `sku` and whether it is compliant, which no registry holds. */
export function readDeviceFacts(registry: Registry): DeviceFacts {
  const text = (hive: HiveName, key: string, value: string): string | undefined => textAt(registry, hive, key, value);
  const number = (hive: HiveName, key: string, value: string): number | undefined =>
    numberAt(registry, hive, key, value);
  const product = text('SYSTEM', HARDWARE, 'SystemProductName');
  const maker = text('SYSTEM', HARDWARE, 'SystemManufacturer');
  const edition = text('SOFTWARE', WINDOWS_NT, 'EditionID');
  const hardware = hardwareClass(product, maker, number('SYSTEM', HARDWARE, 'EnclosureType'));
  const cloudPc = cloudPcKind(product);
  return known({
    deviceName: text('SYSTEM', `${CONTROL}\\ComputerName\\ActiveComputerName`, 'ComputerName'),
    windowsBuild: positive(number('SOFTWARE', WINDOWS_NT, 'CurrentBuildNumber')),
    updateRevision: number('SOFTWARE', WINDOWS_NT, 'UBR'),
    edition,
    sku: undefined,
    displayVersion: text('SOFTWARE', WINDOWS_NT, 'DisplayVersion'),
    joinState: joinState(registry),
    cloudPc,
    virtualDesktop: virtualDesktop(registry, {
      isPhysical: hardware === undefined ? undefined : hardware !== 'virtualMachine',
      isCloudPc: product !== undefined && cloudPc !== 'none',
    }),
    usage: deviceUsage(registry, edition),
    isCompliant: undefined,
    ownership: ownership(registry),
    manufacturer: maker,
    model: product,
    locale: text('NTUSER.DAT', 'Control Panel\\International', 'LocaleName'),
    scalingPercent: scaling(number('NTUSER.DAT', 'Control Panel\\Desktop\\WindowMetrics', 'AppliedDPI')),
    hardwareClass: hardware,
  });
}

const WINDOWS_NT = 'Microsoft\\Windows NT\\CurrentVersion';
const CONTROL = 'CurrentControlSet\\Control';
/** What the firmware says (SMBIOS), as Windows noted it at the last start. */
const HARDWARE = 'HardwareConfig\\Current';
/** Windows' 100 percent, in dots per inch. */
const DPI_UNSCALED = 96;

/** Windows 365 names a Cloud PC by its model. Of a Frontline one it does not say whether it is one person's. */
function cloudPcKind(product: string | undefined): CloudPcKind | undefined {
  if (product === undefined) return undefined;
  if (!/^cloud pc\b/i.test(product)) return 'none';
  return /frontline/i.test(product) ? undefined : 'dedicated';
}

/** What the MDM noted when the device was enrolled. */
function ownership(registry: Registry): DeviceFacts['ownership'] {
  const isCorporate = numberAt(registry, 'SOFTWARE', 'Microsoft\\Enrollments\\Ownership', 'CorpOwned');
  return isCorporate === 1 ? 'company' : isCorporate === 0 ? 'personal' : undefined;
}

/** An automatic Netlogon service together with a DNS domain is what joining a domain sets; one alone is not enough. */
function joinState(registry: Registry): JoinState | undefined {
  const joins = registry.subkeyNames({ hive: 'SYSTEM', key: `${CONTROL}\\CloudDomainJoin\\JoinInfo` });
  const workplace = registry.subkeyNames({
    hive: 'NTUSER.DAT',
    key: 'Software\\Microsoft\\Windows NT\\CurrentVersion\\WorkplaceJoin\\JoinInfo',
  });
  const netlogon = numberAt(registry, 'SYSTEM', 'CurrentControlSet\\Services\\Netlogon', 'Start');
  if (!joins.ok || !workplace.ok || netlogon === undefined) return undefined;
  const domain = textAt(registry, 'SYSTEM', 'CurrentControlSet\\Services\\Tcpip\\Parameters', 'Domain');
  const inDomain = netlogon === SERVICE_AUTOMATIC && (domain ?? '') !== '';
  if (joins.value.length > 0) return inDomain ? 'hybridJoined' : 'entraJoined';
  if (inDomain) return 'domainJoined';
  return workplace.value.length > 0 ? 'workplaceRegistered' : 'none';
}

const SERVICE_AUTOMATIC = 2;

function scaling(dotsPerInch: number | undefined): number | undefined {
  const isSound = dotsPerInch !== undefined && dotsPerInch >= DPI_UNSCALED && dotsPerInch <= 6 * DPI_UNSCALED;
  return isSound ? Math.round((100 * dotsPerInch) / DPI_UNSCALED) : undefined;
}

/** Virtual machines name themselves; for the rest the numbers are SMBIOS' system enclosure types (DSP0134, 7.4.1). */
function hardwareClass(product = '', maker = '', enclosure: number | undefined): HardwareClass | undefined {
  if (/^(virtual machine|vmware|virtualbox|kvm|cloud pc\b|standard pc)/i.test(product)) return 'virtualMachine';
  if (/^(qemu|vmware|innotek|xen|parallels)/i.test(maker)) return 'virtualMachine';
  return ENCLOSURES.find(([types]) => types.includes(enclosure ?? 0))?.[1];
}

const ENCLOSURES: readonly (readonly [readonly number[], HardwareClass])[] = [
  [[3, 4, 5, 6, 7, 13, 15, 16, 24, 33, 34, 35, 36], 'desktop'],
  [[8, 9, 10, 14, 31], 'laptop'],
  [[11, 30, 32], 'tablet'],
  [[17, 23, 25, 28, 29], 'server'],
];

function positive(number: number | undefined): number | undefined {
  return number === 0 ? undefined : number;
}

/** The facts without the unknown ones. */
function known(facts: { readonly [Name in keyof DeviceFacts]-?: DeviceFacts[Name] | undefined }): DeviceFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}
