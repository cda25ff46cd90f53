// What devices are called. Who has to be found by name alone is looked for in an index that is made when it is first asked for:
// most fleets never need it, and a million names are not kept twice.

import { intList } from '../../lib/int-list.ts';
import { textTable } from '../../lib/text-table.ts';

export type DeviceNames = {
  /** The name of the computer; a device may have several, and is told by the first. */
  readonly add: (device: number, name: string) => void;
  /** Some other name, told where there is none of the computer. */
  readonly addLabel: (device: number, label: string) => void;
  readonly nameOf: (device: number) => string | undefined;
  /** The only device whose computer bears the name, in any case. */
  readonly called: (name: string) => number | undefined;
  /** No more will be added. */
  readonly close: () => void;
};

export function deviceNames(): DeviceNames {
  const texts = textTable();
  const [names, labels] = [intList(), intList()];
  const further = { device: intList(), name: intList() };
  let byName: ReadonlyMap<string, number> | undefined;

  const indexed = (): ReadonlyMap<string, number> => {
    const found = new Map<string, number>();
    const index = (device: number, name: number): void => {
      const folded = texts.textOf(name).toLowerCase();
      const known = found.get(folded) ?? device;
      found.set(folded, known === device ? device : SEVERAL);
    };
    for (const [device, name] of names.values().entries()) if (name !== NONE) index(device, name);
    for (const [nth, device] of further.device.values().entries()) index(device, further.name.at(nth) ?? NONE);
    return found;
  };
  return {
    add: (device, name) => {
      const number = texts.numberOf(name);
      const known = at(names, device);
      if (known === number) return;
      byName = undefined;
      if (known === NONE) return put(names, device, number);
      further.device.push(device);
      further.name.push(number);
    },
    addLabel: (device, label) => {
      if (at(labels, device) === NONE) put(labels, device, texts.numberOf(label));
    },
    nameOf: (device) => {
      const number = at(names, device) === NONE ? at(labels, device) : at(names, device);
      return number === NONE ? undefined : texts.textOf(number);
    },
    called: (name) => {
      byName ??= indexed();
      const device = byName.get(name.toLowerCase());
      return device === SEVERAL ? undefined : device;
    },
    close: texts.close,
  };
}

const NONE = -1;
const SEVERAL = -2;

type Numbers = ReturnType<typeof intList>;

function at(numbers: Numbers, device: number): number {
  return numbers.at(device) ?? NONE;
}

function put(numbers: Numbers, device: number, value: number): void {
  while (numbers.length <= device) numbers.push(NONE);
  numbers.set(device, value);
}
