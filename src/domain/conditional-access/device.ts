// A device as device filters and device controls see it: what the directory says, what it does not say, what is not known.
//
// An unregistered device has no attributes: all of them are null. Extension attributes have a value only on devices that
// are managed by Intune, compliant or hybrid joined; elsewhere they are null whatever the directory holds.

import type { AttributeValue } from '../filter-rule/judge.ts';
import { any, ternary, type Ternary } from '../../lib/ternary.ts';

/** The attributes of device filters, with the spelling of What If's `deviceInfo` where that differs. */
export const DEVICE_ATTRIBUTES = [
  'deviceId',
  'displayName',
  'deviceOwnership',
  'enrollmentProfileName',
  'isCompliant',
  'manufacturer',
  'mdmAppId',
  'model',
  'operatingSystem',
  'operatingSystemVersion',
  'physicalIds',
  'profileType',
  'systemLabels',
  'trustType',
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
] as const;

const ALIASES: Readonly<Record<string, string>> = { devicephysicalids: 'physicalids', ownership: 'deviceownership' };

export type Device = {
  /** Not known where left out. */
  readonly isRegistered?: boolean | undefined;
  /** By attribute name in lower case; null: known to have no value; left out: not known. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
};

export const UNREGISTERED: Device = { isRegistered: false, attributes: {} };

/** The name under which `Device.attributes` keeps an attribute, or `undefined` if there is no such attribute. */
export function attributeKey(name: string): string | undefined {
  const plain = name.replace(/^device\./i, '').toLowerCase();
  const key = ALIASES[plain] ?? plain;
  return DEVICE_ATTRIBUTES.some((known) => known.toLowerCase() === key) ? key : undefined;
}

export function deviceAttribute(device: Device | undefined, name: string): AttributeValue | undefined {
  const key = attributeKey(name);
  if (device === undefined || key === undefined) return undefined;
  if (device.isRegistered === false) return null;
  const value = Object.hasOwn(device.attributes, key) ? device.attributes[key] : undefined;
  if (!key.startsWith('extensionattribute')) return value;
  const available = hasExtensionAttributes(device);
  if (available === 'no') return null;
  return available === 'yes' ? value : undefined;
}

export function isCompliant(device: Device | undefined): Ternary {
  return says(device, 'isCompliant', 'true');
}

export function isHybridJoined(device: Device | undefined): Ternary {
  return says(device, 'trustType', 'serverad');
}

function hasExtensionAttributes(device: Device): Ternary {
  const mdm = deviceAttribute(device, 'mdmAppId');
  const isManaged = mdm === undefined ? 'unknown' : ternary(mdm !== null && mdm !== '');
  return any([isManaged, isCompliant(device), isHybridJoined(device)]);
}

function says(device: Device | undefined, name: string, wanted: string): Ternary {
  const value = deviceAttribute(device, name);
  return value === undefined ? 'unknown' : ternary(value !== null && String(value).toLowerCase() === wanted);
}
