// Who uses a device, and whether it is a virtual desktop, as far as its registry says. An answer needs its evidence: where a
// key can not be read, or a desktop's broker does not say what it does with it, the answer is left out.

import type { DeviceUsage, VirtualDesktop } from '../../domain/device/device-facts.ts';
import type { Registry } from '../registry/registry.ts';
import { numberAt, textAt } from '../registry/typed-values.ts';

/**
 * `shared`: Shared PC mode, by the CSP's own values (node 01, as Microsoft's troubleshooting of Windows 365 Boot reads it) or its
 * name. `kiosk`: somebody has an assigned access configuration. Otherwise by how many people have a profile: up to one, and
 * there is one person; a multi-session Windows is several people's however many have come yet. A userless device can not be
 * told from one that nobody has used: that takes the records of the organization.
 */
export function deviceUsage(registry: Registry, edition: string | undefined): DeviceUsage | undefined {
  const kiosks = registry.subkeyNames({ hive: 'SOFTWARE', key: `${ASSIGNED_ACCESS}\\Configs` });
  const profiles = registry.subkeyNames({ hive: 'SOFTWARE', key: PROFILES });
  if (!kiosks.ok || !profiles.ok) return undefined;
  if (isSharedPc(registry)) return 'shared';
  if (kiosks.value.length > 0) return 'kiosk';
  if (profiles.value.length === 0) return undefined;
  if (isMultiSession(edition)) return 'multiUser';
  return profiles.value.filter((sid) => isPerson(registry, sid)).length > 1 ? 'multiUser' : 'singleUser';
}

/**
 * A session host of Azure Virtual Desktop, Citrix or Horizon has its agent; none of them says on the device whether the desktop
 * is kept. A Cloud PC runs such an agent too, and is no virtual desktop in this sense.
 */
export function virtualDesktop(
  registry: Registry,
  machine: { readonly isPhysical: boolean | undefined; readonly isCloudPc: boolean },
): VirtualDesktop | undefined {
  if (machine.isCloudPc || machine.isPhysical === true) return 'none';
  if (machine.isPhysical === undefined) return undefined;
  return BROKERS.some((key) => registry.hasKey({ hive: 'SOFTWARE', key })) ? undefined : 'none';
}

function isSharedPc(registry: Registry): boolean {
  const named = numberAt(registry, 'SOFTWARE', SHARED_PC, 'EnableSharedPCMode');
  return named === 1 || numberAt(registry, 'SOFTWARE', `${SHARED_PC}\\NodeValues`, '01') === 1;
}

/** Windows multi-session calls itself `ServerRdsh`. */
function isMultiSession(edition: string | undefined): boolean {
  return edition?.toUpperCase() === 'SERVERRDSH';
}

/** Accounts of Entra and of a domain or the machine; not Windows' own (administrator, guest, setup's and the sandbox's). */
function isPerson(registry: Registry, sid: string): boolean {
  if (/^S-1-12-1-/i.test(sid)) return true;
  if (!/^S-1-5-21-/i.test(sid)) return false;
  const folder = textAt(registry, 'SOFTWARE', `${PROFILES}\\${sid}`, 'ProfileImagePath') ?? '';
  const number = Number(sid.split('-').at(-1));
  return number >= FIRST_OWN_ACCOUNT && !/\\defaultuser\d+$/i.test(folder);
}

const PROFILES = 'Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const SHARED_PC = 'Microsoft\\Windows\\CurrentVersion\\SharedPC';
const ASSIGNED_ACCESS = 'Microsoft\\Windows\\AssignedAccessConfiguration';
const FIRST_OWN_ACCOUNT = 1000;

const BROKERS: readonly string[] = [
  'Microsoft\\RDInfraAgent',
  'Citrix\\VirtualDesktopAgent',
  'VMware, Inc.\\VMware VDM\\Agent',
  'Omnissa\\Horizon\\Agent',
];
