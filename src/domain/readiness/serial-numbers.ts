// Autopilot may list a computer by its serial number alone, or under an id that the directory gave it before it was set up. Where
// one entry of Autopilot has the serial number of a managed device, it is that device's, as it is when one device is looked at alone.

import { intList } from '../../lib/int-list.ts';
import { textTable } from '../../lib/text-table.ts';

export type SerialNumbers = {
  /** Of a device's record in management. */
  readonly addManaged: (serial: string, device: number) => void;
  /** Of an entry of Autopilot; `device`: what it would be if it were nobody's. */
  readonly addListed: (serial: string, device: number, record: number) => void;
  /** Each managed device with the only entry that has its serial number. */
  readonly matches: () => readonly Match[];
};

export type Match = { readonly managed: number; readonly listed: number; readonly record: number };

export function serialNumbers(): SerialNumbers {
  const serials = textTable();
  const managed = { serial: intList(), device: intList() };
  const listed = { serial: intList(), device: intList(), record: intList() };
  return {
    addManaged: (serial, device) => {
      managed.serial.push(serials.numberOf(serial));
      managed.device.push(device);
    },
    addListed: (serial, device, record) => {
      listed.serial.push(serials.numberOf(serial));
      listed.device.push(device);
      listed.record.push(record);
    },
    matches: () => {
      /** By serial number 1 + the entry, 0 where there is none. */
      const entries = new Int32Array(serials.size);
      for (const [entry, serial] of listed.serial.values().entries()) {
        entries[serial] = entries[serial] === 0 ? 1 + entry : SEVERAL;
      }
      const found: Match[] = [];
      for (const [nth, serial] of managed.serial.values().entries()) {
        const entry = (entries[serial] ?? 0) - 1;
        const [device, own, record] = [managed.device.at(nth), listed.device.at(entry), listed.record.at(entry)];
        if (device === undefined || own === undefined || record === undefined || device === own) continue;
        found.push({ managed: device, listed: own, record });
      }
      return found;
    },
  };
}

const SEVERAL = -1;
