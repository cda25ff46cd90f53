// What the names of a model and its maker say: a Cloud PC calls itself one, hypervisors sign their machines, and everything
// else is a computer that somebody can touch. Windows 365's names: "Cloud PC Enterprise 2vCPU/8GB/128GB".

import { implied, said, type Statement } from './statement.ts';

export function readHardware(model: string | undefined, manufacturer: string | undefined): readonly Statement[] {
  return [
    ...said('device.model', model),
    ...said('device.manufacturer', manufacturer),
    ...(model === undefined ? [] : readKind(model, manufacturer ?? '')),
  ];
}

function readKind(model: string, manufacturer: string): readonly Statement[] {
  if (/^cloud pc\b/i.test(model)) {
    // A Frontline one is either one person's for a shift, or anybody's.
    const isOfOne = !/frontline|shared/i.test(model);
    return [
      ...(isOfOne ? implied('device.cloudPc', 'dedicated') : implied('device.cloudPc', 'dedicated', 'frontlineShared')),
      ...implied('device.virtualDesktop', 'none'),
      ...implied('device.hardwareClass', 'virtualMachine'),
    ];
  }
  if (/virtual|vmware|kvm|standard pc/i.test(model) || /^(qemu|vmware|innotek|xen|parallels)/i.test(manufacturer)) {
    return [...implied('device.cloudPc', 'none'), ...implied('device.hardwareClass', 'virtualMachine')];
  }
  return [...implied('device.cloudPc', 'none'), ...implied('device.virtualDesktop', 'none')];
}
