// The situations of devices: what their records and they themselves say, put together for each distinct case once.

import type { DeviceFacts } from '../device/device-facts.ts';
import type { Cloud } from '../enrollment/enrollment-facts.ts';
import { completeFacts } from '../enrollment/complete-facts.ts';
import { factsOfRecords } from '../enrollment/facts-of-records.ts';
import type { KnownRecord } from '../enrollment/record.ts';
import type { Gathered } from './gather.ts';
import { type Numbered, numberedTexts } from './numbered-texts.ts';
import type { SituatedDevice } from './situation.ts';
import type { ToldApart } from './told-apart.ts';

export type DeviceSurroundings = {
  readonly cloud: Cloud;
  /** The Autopilot profile, or what else the device came by. */
  readonly provisioningOf: (device: Provisioned) => readonly KnownRecord[];
  /** Of the directory's objects; `undefined`: not known. */
  readonly groupsOf: (objectId: string) => readonly string[] | undefined;
};

export type Provisioned = {
  readonly profileName: string | undefined;
  readonly records: readonly KnownRecord[];
  readonly groupIds: readonly string[] | undefined;
};

export type Situations<T> = Pick<Numbered<T>, 'at'> & { readonly numberOf: (gathered: number) => number };

export function deviceSituations(
  gathered: Gathered,
  surroundings: DeviceSurroundings,
  told: ToldApart,
): Situations<SituatedDevice> {
  const situations = numberedTexts<SituatedDevice>();
  const byRecords = numberedTexts<number>();
  const isNamed = told.isMentioned('devicename', 'displayname', 'deviceid');
  return {
    at: situations.at,
    numberOf: (at) => {
      const objectId = gathered.deviceObjectId(at);
      const ids = objectId === undefined ? undefined : surroundings.groupsOf(objectId);
      const groupIds = ids && told.meantGroups(ids);
      const name = isNamed ? gathered.deviceName(at) : '';
      const key = `${gathered.recordSetOf(at)} ${gathered.ownWordNumber(at)} ${groupIds?.join() ?? '?'} ${name}`;
      const found = byRecords.numberOf(key, () => {
        const situation = situatedDevice(gathered, at, { groupIds, surroundings, told });
        return situations.numberOf(JSON.stringify(situation), () => situation);
      });
      return byRecords.at(found);
    },
  };
}

type Around = {
  readonly groupIds: readonly string[] | undefined;
  readonly surroundings: DeviceSurroundings;
  readonly told: ToldApart;
};

function situatedDevice(gathered: Gathered, at: number, { groupIds, surroundings, told }: Around): SituatedDevice {
  const records = gathered.recordsOf(at);
  const first = factsOfRecords(records);
  const provisioned = { profileName: first.enrollmentProfileName, records, groupIds };
  const provisioning = surroundings.provisioningOf(provisioned);
  const said = provisioning.length === 0 ? first : factsOfRecords([...records, ...provisioning]);
  const own = gathered.ownWordOf(at);
  const { device, enrollment } = completeFacts(own ?? { device: {}, enrollment: {} }, said);
  const profileName = told.isMentioned('enrollmentprofilename') ? said.enrollmentProfileName : undefined;
  return {
    device: decisiveFacts({ ...device, deviceName: gathered.deviceName(at) }, told),
    enrollment,
    cloud: surroundings.cloud,
    ...(groupIds === undefined ? {} : { deviceGroupIds: groupIds }),
    ...(profileName === undefined ? {} : { enrollmentProfileName: profileName }),
    local: own?.local ?? [],
  };
}

/** What a device is called and made by counts where some filter asks for it, how its screen is set nowhere. */
function decisiveFacts(facts: DeviceFacts, { isMentioned }: ToldApart): DeviceFacts {
  const left: readonly (keyof DeviceFacts)[] = [
    'displayVersion',
    'locale',
    'scalingPercent',
    'hardwareClass',
    ...(isMentioned('devicename', 'displayname', 'deviceid') ? [] : ['deviceName' as const]),
    ...(isMentioned('model') ? [] : ['model' as const]),
    ...(isMentioned('manufacturer') ? [] : ['manufacturer' as const]),
  ];
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !left.some((it) => it === name)));
}
