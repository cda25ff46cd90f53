// Readiness from exports alone, with no service and no database: what an organization has out of Intune and Entra is enough. Files
// stream through; what is damaged is named by file and line and stops nothing. What no file tells is not known, and is told so.

import type { NewDeviceRecord } from '../../domain/import/device-record.ts';
import type { GroupRecord } from '../../domain/import/group-record.ts';
import type { ExportDocument } from '../../domain/conditional-access/read-exports.ts';
import { gatherFleet } from '../../domain/readiness/gather.ts';
import { memberships } from '../../domain/readiness/memberships.ts';
import { fleetIn, situateFleet } from '../../domain/readiness/situated-fleet.ts';
import type { World } from '../../domain/readiness/world.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { provisioningAmong } from '../devices/find-provisioning.ts';
import type { ImportSource } from '../import/import-item.ts';
import { type Fit, fitsOf, type ManagementItem, type Progress, type Unread } from '../import/survey.ts';
import { exportAssumptions } from './assumptions.ts';
import { importedPerson, ownBackup } from './load-people.ts';
import type { LoadedFleet } from './load-fleet.ts';
import { type ReadinessRun, runIn, worldAfter } from './readiness-run.ts';
import { changeOf, type WhatIf } from './what-if.ts';
import { objectsOf, worldOfExports } from './world-of-exports.ts';

export type ExportsRun = ReadinessRun & { readonly files: readonly ReadFile[] };

export type ReadFile = {
  readonly name: string;
  /** Pieces that were of use. */
  readonly used: number;
  /** The first of what was damaged, and of what was nothing that matters here. */
  readonly malformed: Named;
  readonly leftOut: Named;
};

export type Named = { readonly count: number; readonly first: readonly Unread[] };

export async function readinessOfExports(
  sources: readonly ImportSource[],
  { whatIfs, onProgress }: { readonly whatIfs: readonly WhatIf[]; readonly onProgress: Progress },
): Promise<Result<ExportsRun, string>> {
  const read = await readAll(sources, onProgress);
  const { world: before, malformed } = worldOfExports(read);
  const changes = whatIfs.map((whatIf) => {
    const group = read.groups.find((it) => isCalled(it, whatIf.group));
    return changeOf(whatIf, group?.groupId ?? whatIf.group);
  });
  const after = worldAfter(before, changes);
  if (!after.ok) return fail(after.error);
  const fleet = fleetOf(read, [before, after.value]);
  const assumptions = exportAssumptions(before.choices.buildTable.version);
  const run = runIn(fleet, { before, after: after.value, assumptions });
  return ok({ ...run, files: read.files.map((file) => withMalformed(file, malformed)) });
}

export type ReadExports = Awaited<ReturnType<typeof readAll>>;

async function readAll(sources: readonly ImportSource[], onProgress: Progress) {
  const [gathering, members] = [gatherFleet(), memberships()];
  const [management, access, groups] = [[] as ManagementItem[], [] as ExportDocument[], [] as GroupRecord[]];
  const files: ReadFile[] = [];
  for (const source of sources) {
    const [malformed, leftOut] = [unreads(), unreads()];
    let used = 0;
    for await (const fit of fitsOf(source, onProgress)) {
      if (fit.kind === 'malformed') malformed.add(fit.unread);
      else if (fit.kind === 'leftOut') leftOut.add(fit.unread);
      else used += 1;
      take(fit, {
        record: (record) => gathering.addRecord(record),
        management: (item) => management.push(item),
        access: (document) => access.push(document),
        group: (group) => {
          groups.push({ ...group, memberIds: undefined });
          for (const memberId of group.memberIds ?? []) members.add(group.groupId, memberId);
          if (group.memberIds !== undefined) members.setKnown();
        },
        membership: ({ groupId, memberId, isFromGroup }) => {
          members.add(groupId, memberId);
          if (isFromGroup) members.setKnown();
        },
      });
    }
    files.push({ name: source.name, used, malformed: malformed.named(), leftOut: leftOut.named() });
  }
  return { gathered: gathering.gathered(), members, management, access, groups, files };
}

type Takers = {
  readonly record: (record: NewDeviceRecord) => void;
  readonly management: (item: ManagementItem) => void;
  readonly access: (document: ExportDocument) => void;
  readonly group: (group: GroupRecord) => void;
  readonly membership: (membership: Extract<Fit, { kind: 'memberships' }>['memberships'][number]) => void;
};

function take(fit: Fit, takers: Takers): void {
  if (fit.kind === 'record') takers.record(fit.record);
  else if (fit.kind === 'management') takers.management(fit.item);
  else if (fit.kind === 'conditionalAccess') takers.access(fit.document);
  else if (fit.kind === 'group') takers.group(fit.group);
  else if (fit.kind === 'memberships') for (const membership of fit.memberships) takers.membership(membership);
}

/** Counted all, named some: a file with a million damaged rows is a file that is damaged. */
function unreads() {
  const first: Unread[] = [];
  let count = 0;
  return {
    add: (unread: Unread): void => {
      count += 1;
      if (first.length < NAMED_MAX) first.push(unread);
    },
    named: (): Named => ({ count, first }),
  };
}

const NAMED_MAX = 200;

function fleetOf({ gathered, members, management }: ReadExports, worlds: readonly World[]): LoadedFleet {
  const objects = objectsOf(management);
  const situated = situateFleet(gathered, {
    worlds,
    cloud: 'public',
    provisioningOf: (device) => provisioningAmong(objects, device),
    groupsOf: (objectId) => members.groupsOf([objectId]),
    person: (number) => {
      const [name, objectId] = [gathered.personName(number), gathered.personObjectId(number)];
      const person = importedPerson({ name, objectId, tenantId: EXPORTED }, members);
      return { ...person, backups: [ownBackup(person.facts.userId ?? '', EXPORTED)] };
    },
  });
  return {
    notWindows: situated.notWindows,
    fleetIn: (world) => fleetIn(situated, world),
    device: (number) => ({ id: undefined, name: gathered.deviceName(situated.gatheredDevices[number] ?? 0) }),
    person: (number) => ({ id: undefined, name: gathered.personName(situated.gatheredPeople[number] ?? 0) }),
  };
}

/** The organization that was exported, whose id does not matter. */
const EXPORTED = 'exported';

function isCalled({ groupId, displayName }: GroupRecord, called: string | undefined): boolean {
  return [groupId, displayName].some((it) => it.toLowerCase() === called?.toLowerCase());
}

function withMalformed(file: ReadFile, found: readonly Unread[]): ReadFile {
  const own = found.filter(
    ({ origin }) => origin === file.name || origin.startsWith(`${file.name}#`) || origin.startsWith(`${file.name}:`),
  );
  if (own.length === 0) return file;
  const { count, first } = file.malformed;
  return { ...file, malformed: { count: count + own.length, first: [...first, ...own].slice(0, NAMED_MAX) } };
}
