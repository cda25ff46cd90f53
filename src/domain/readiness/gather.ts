// A fleet out of everything that services say of devices, piece by piece and in any order: records of several kinds that are one
// device, groups and who is in them, what devices said themselves, who uses them.
//
// Nothing is kept as it came: a record is reduced to what it says and numbered, a device is the number of the set of its records,
// and texts stand in one table each. So a million devices fit into a few hundred megabytes, files of any size can stream through,
// and each distinct case is looked at once.

import type { Known } from '../enrollment/complete-facts.ts';
import type { KnownRecord } from '../enrollment/record.ts';
import type { NewDeviceRecord } from '../import/device-record.ts';
import type { LocalPolicyValue } from '../policy/local-voices.ts';
import { intList } from '../../lib/int-list.ts';
import { textTable } from '../../lib/text-table.ts';
import { deviceNames } from './device-names.ts';
import { numberedTexts } from './numbered-texts.ts';
import { isOfWindows, relevantRecord } from './relevant-record.ts';
import { type Match, type SerialNumbers, serialNumbers } from './serial-numbers.ts';

/** What a device said of itself. */
export type OwnWord = Known & { readonly local: readonly LocalPolicyValue[] };

export type Account = 'organizational' | 'other';

export type Gathered = {
  readonly deviceCount: number;
  readonly personCount: number;
  readonly deviceName: (device: number) => string;
  /** As they sign in; whose name nobody tells, by an id. */
  readonly personName: (person: number) => string;
  readonly recordsOf: (device: number) => readonly KnownRecord[];
  /** Numbers that are equal where the records are. */
  readonly recordSetOf: (device: number) => number;
  readonly ownWordOf: (device: number) => OwnWord | undefined;
  readonly ownWordNumber: (device: number) => number;
  /** Of the directory; `undefined`: not known. */
  readonly deviceObjectId: (device: number) => string | undefined;
  readonly personObjectId: (person: number) => string | undefined;
  readonly isWindows: (device: number) => boolean;
  /** What was taken for a device turned out to be the record of another. */
  readonly isOfAnother: (device: number) => boolean;
  readonly uses: readonly [device: Int32Array, person: Int32Array, account: Int32Array];
};

export type RecordPiece = Pick<
  NewDeviceRecord,
  'kind' | 'objectId' | 'directoryDeviceId' | 'deviceName' | 'serialKey' | 'body'
>;

export type Gathering = {
  readonly addRecord: (record: RecordPiece) => void;
  /** The device whose records have this id; without one, the only one that bears the name. */
  readonly recorded: (directoryDeviceId: string | undefined, name: string) => number | undefined;
  /** Answers with the device's number. `at`: the recorded one that it is. */
  readonly addOwn: (
    device: { readonly key: string; readonly name: string; readonly at?: number },
    word: OwnWord,
  ) => number;
  /** `name`: of sign-in, or an id where there is none. Answers with the person's number. */
  readonly addPerson: (name: string, objectId?: string) => number;
  readonly addUse: (device: number, person: number, account: Account | undefined) => void;
  /** Everything; nothing can be added any more. */
  readonly gathered: () => Gathered;
};

export function gatherFleet(): Gathering {
  const [keys, ids, people, names] = [textTable(), textTable(), textTable(), deviceNames()];
  const device = {
    set: intList(),
    object: intList(),
    own: intList(),
    system: intList(),
    use: intList(),
  };
  const personObject = intList();
  const [records, ownWords] = [numberedTexts<KnownRecord>(), numberedTexts<OwnWord>()];
  const sets = recordSets();
  /** Given back once they are compared. */
  let serials: SerialNumbers | undefined = serialNumbers();
  const uses = { device: intList(), person: intList(), account: intList() };
  /** By device and person, of devices that several people use, all but the last. */
  const others = new Map<string, number>();

  const deviceAt = (key: string): number => {
    const number = keys.numberOf(key);
    if (number === device.set.length) {
      for (const list of [device.set, device.system]) list.push(0);
      for (const list of [device.object, device.own, device.use]) list.push(NONE);
    }
    return number;
  };
  const addPerson = (name: string, objectId?: string): number => {
    const number = people.numberOf(name.toLowerCase());
    if (number === personObject.length) personObject.push(NONE);
    if (objectId !== undefined) personObject.set(number, ids.numberOf(objectId.toLowerCase()));
    return number;
  };
  const addUse = (at: number, person: number, account: Account | undefined): void => {
    const last = device.use.at(at) ?? NONE;
    // Most devices have one person, whom several records name.
    const known = last === NONE ? undefined : uses.person.at(last) === person ? last : others.get(`${at} ${person}`);
    const use = known ?? uses.device.length;
    if (known === undefined) {
      uses.device.push(at);
      uses.person.push(person);
      uses.account.push(0);
      if (last !== NONE) others.set(`${at} ${uses.person.at(last)}`, last);
      device.use.set(at, use);
    }
    if (account !== undefined) uses.account.set(use, account === 'organizational' ? 1 : 2);
  };
  const isListed = (at: number): boolean =>
    sets.members(device.set.at(at) ?? 0).some((record) => records.at(record).kind === 'autopilotDeviceIdentity');
  const join = ({ managed, listed, record }: Match): void => {
    if (isListed(managed)) return;
    device.set.set(managed, sets.with(device.set.at(managed) ?? 0, record));
    const isAlone = sets.members(device.set.at(listed) ?? 0).length === 1;
    if (isAlone && device.own.at(listed) === NONE) device.system.set(listed, OF_ANOTHER);
  };

  return {
    addPerson,
    addUse,
    recorded: (directoryDeviceId, name) =>
      directoryDeviceId === undefined ? names.called(name) : keys.find(directoryDeviceId),
    addRecord: ({ kind, objectId, directoryDeviceId, deviceName, serialKey = '', body }) => {
      const at = deviceAt(directoryDeviceId ?? `${kind} ${objectId}`);
      const relevant = relevantRecord(kind, body);
      const record = records.numberOf(JSON.stringify([kind, relevant]), () => ({
        kind,
        body: relevant,
        importedAt: 0,
      }));
      device.set.set(at, sets.with(device.set.at(at) ?? 0, record));
      if (kind === 'managedDevice' && serialKey !== '') serials?.addManaged(serialKey, at);
      if (kind === 'autopilotDeviceIdentity' && serialKey !== '') serials?.addListed(serialKey, at, record);
      // Autopilot's display name may be anything.
      const addName = kind === 'autopilotDeviceIdentity' ? names.addLabel : names.add;
      if (deviceName !== undefined) addName(at, deviceName);
      if (kind === 'device') device.object.set(at, ids.numberOf(objectId));
      const system = isOfWindows(body);
      if (system !== undefined) device.system.set(at, system ? WINDOWS : OTHER_SYSTEM);
      const user = kind === 'managedDevice' ? primaryUser(body) : undefined;
      if (user === undefined) return;
      addUse(at, addPerson(user.name, user.objectId), undefined);
    },
    addOwn: ({ key, name, at: known }, word) => {
      const at = known ?? deviceAt(`own ${key}`);
      names.addLabel(at, name);
      device.system.set(at, WINDOWS);
      device.own.set(
        at,
        ownWords.numberOf(JSON.stringify(word), () => word),
      );
      return at;
    },
    gathered: () => {
      for (const match of serials?.matches() ?? []) join(match);
      serials = undefined;
      for (const table of [keys, ids, people, names]) table.close();
      return {
        deviceCount: device.set.length,
        personCount: personObject.length,
        deviceName: (at) => names.nameOf(at) ?? keys.textOf(at),
        personName: (person) => people.textOf(person),
        recordsOf: (at) => sets.members(device.set.at(at) ?? 0).map((record) => records.at(record)),
        recordSetOf: (at) => device.set.at(at) ?? 0,
        ownWordOf: (at) => ((device.own.at(at) ?? NONE) === NONE ? undefined : ownWords.at(device.own.at(at) ?? 0)),
        ownWordNumber: (at) => device.own.at(at) ?? NONE,
        deviceObjectId: (at) => textAt(ids, device.object.at(at)),
        personObjectId: (person) => textAt(ids, personObject.at(person)),
        isWindows: (at) => device.system.at(at) !== OTHER_SYSTEM,
        isOfAnother: (at) => device.system.at(at) === OF_ANOTHER,
        uses: [uses.device.values(), uses.person.values(), uses.account.values()],
      };
    },
  };
}

const NONE = -1;
const [WINDOWS, OTHER_SYSTEM, OF_ANOTHER] = [1, 2, 3];

function textAt(table: ReturnType<typeof textTable>, number: number | undefined): string | undefined {
  return number === undefined || number === NONE ? undefined : table.textOf(number);
}

function primaryUser(body: NewDeviceRecord['body']): { readonly name: string; readonly objectId?: string } | undefined {
  const said = (name: string): string | undefined => {
    const value = body[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const [name, objectId] = [said('userPrincipalName'), said('userId')];
  if (name === undefined && objectId === undefined) return undefined;
  return { name: name ?? objectId ?? '', ...(objectId === undefined ? {} : { objectId }) };
}

/** Sets of numbers that grow by one: each set has a number, the empty one 0. */
function recordSets() {
  const members: (readonly number[])[] = [[]];
  const [numbers, steps] = [new Map<string, number>(), new Map<string, number>()];
  const numberOf = (set: readonly number[]): number => {
    const known = numbers.get(set.join());
    if (known !== undefined) return known;
    numbers.set(set.join(), members.length);
    return members.push(set) - 1;
  };
  return {
    members: (set: number): readonly number[] => members[set] ?? [],
    with: (set: number, record: number): number => {
      const step = `${set} ${record}`;
      const known = steps.get(step);
      if (known !== undefined) return known;
      const grown = numberOf([...new Set([...(members[set] ?? []), record])].toSorted((a, b) => a - b));
      steps.set(step, grown);
      return grown;
    },
  };
}
