// Windows 11 SE, HoloLens, IoT Core and Surface Hub are left out. A limit of Microsoft's service: its page for Intune lists six
// editions, while its own configuration service provider allows three of them, so an organization may know better.
//
// The number of the edition decides; where it is not known, a name that Windows itself uses. Where number and name contradict each
// other, neither is believed: otherwise forgetting one of them would turn a no into a yes.

import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const supportedEdition: Rule = {
  id: 'supported-edition',
  title: 'The edition of Windows is none that is left out (Windows 11 SE, HoloLens, IoT Core, Surface Hub)',
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'service',
  requirements: ['R15'],
  source: "Microsoft's list of excluded editions",
  judge: ({ device: { sku, edition } }) => {
    const byName = edition === undefined ? undefined : answerByName(edition);
    if (sku === undefined) return byName ?? NOT_KNOWN;
    const byNumber = REFUSED_SKUS.get(sku) ?? SUPPORTED;
    return byName === undefined || byName.holds === byNumber.holds ? byNumber : CONTRADICTION;
  },
};

const NOT_KNOWN = unknown('device.sku');
const CONTRADICTION = unknown('device.sku', 'device.edition');

/** Other names than Windows' own say nothing. Windows' own spelling is tried first, for speed. */
function answerByName(edition: string): Judgement | undefined {
  return BY_NAME.get(edition) ?? BY_NAME.get(edition.toLowerCase());
}

/** By the numbers of `GetProductInfo` and the names of `EditionID`. */
export const EXCLUDED_EDITIONS = [
  { sku: 203, name: 'CloudEdition', product: 'Windows 11 SE' },
  { sku: 202, name: 'CloudEditionN', product: 'Windows 11 SE N' },
  { sku: 136, name: 'Holographic', product: 'Windows Holographic' },
  { sku: 123, name: 'IoTUAP', product: 'Windows IoT Core' },
  { sku: 131, name: 'IoTUAPCommercial', product: 'Windows IoT Core Commercial' },
  { sku: 119, name: 'PPIPro', product: 'Windows Team (Surface Hub)' },
] as const;

const SUPPORTED = yes('A supported edition');

const SUPPORTED_NAMES = [
  'Professional',
  'ProfessionalN',
  'ProfessionalEducation',
  'ProfessionalEducationN',
  'ProfessionalWorkstation',
  'ProfessionalWorkstationN',
  'Enterprise',
  'EnterpriseN',
  'EnterpriseS',
  'EnterpriseSN',
  'IoTEnterprise',
  'IoTEnterpriseS',
  'Education',
  'EducationN',
  'ServerRdsh',
] as const;

const REFUSED_SKUS: ReadonlyMap<number, Judgement> = new Map(
  EXCLUDED_EDITIONS.map(({ sku, product }) => [sku, refused(product, sku)]),
);

const BY_NAME: ReadonlyMap<string, Judgement> = new Map(
  [
    ...SUPPORTED_NAMES.map((name) => [name, SUPPORTED] as const),
    ...EXCLUDED_EDITIONS.map(({ name, product, sku }) => [name, refused(product, sku)] as const),
  ].flatMap(([name, answer]) => [[name, answer] as const, [name.toLowerCase(), answer] as const]),
);

function refused(product: string, sku: number): Judgement {
  return no(`${product} (SKU ${sku})`, {
    code: 'edition-excluded',
    administrator: `${product} (SKU ${sku}) is one of the editions that Microsoft leaves out.`,
    person: 'The edition of Windows on this device does not save or restore settings.',
    fix: 'Give the person a device with Windows Pro, Enterprise or Education; or lift this limit for the organization.',
  });
}
