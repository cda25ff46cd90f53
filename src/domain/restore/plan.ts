// A plan: everything a restore would do to one target, and everything it would not do and why. Pure: the same snapshot
// and the same target give the same plan, so that what a person previews is exactly what is applied.

import { equalBytes } from '../../lib/bytes.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import { type Catalog, type CatalogEntry, settingsById } from '../catalog/catalog.ts';
import { whyDenied } from '../catalog/deny-list.ts';
import { managingPolicy } from '../catalog/managed-by.ts';
import { type Location, locationKey, locationName, type ReadLocation, type SettingValue } from '../catalog/setting.ts';
import { sameValue } from '../catalog/setting-value.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import { buildInRange, describeBuild } from '../device/windows-build.ts';
import { inlined } from '../snapshot/files.ts';
import { defaultOf } from '../snapshot/observe.ts';
import type { CategoryDocument, Snapshot } from '../snapshot/snapshot.ts';
import { whyNot } from './conditions.ts';

export type Plan = {
  /** What a person would see change, sorted by category order of the catalog. */
  readonly changes: readonly Change[];
  /** The same changes as writes, one per place; several settings may share a place. */
  readonly writes: readonly Write[];
  /** Ids of settings that already hold what the snapshot says. */
  readonly unchanged: readonly string[];
  readonly exclusions: readonly Exclusion[];
};

export type Change = CatalogEntry & {
  /** `undefined` when there is none, or when what stands there is no such setting. */
  readonly before: SettingValue | undefined;
  /** `undefined` when the value is deleted, so that Windows' default holds. */
  readonly after: SettingValue | undefined;
};

export type Write = {
  readonly location: Location;
  /** What the plan found there; `undefined` for nothing. Applying stops if it is something else by then. */
  readonly before: RawValue | undefined;
  /** `undefined` deletes. */
  readonly after: RawValue | undefined;
};

export type Exclusion = {
  readonly settingId: string;
  readonly category: string;
  readonly code: ExclusionCode;
  /** One sentence for the person who asks why. */
  readonly detail: string;
};

export type ExclusionCode =
  | 'unknown-setting'
  | 'denied'
  | 'managed'
  | 'unreadable-at-source'
  | 'not-on-this-build'
  | 'not-in-this-target'
  | 'opt-in'
  | 'needs-elevation'
  | 'condition'
  | 'target-unreadable'
  | 'bad-value'
  | 'default-unknown'
  | 'group-incomplete'
  | 'without-its-partner';

export type PlanInput = {
  readonly snapshot: Snapshot;
  readonly catalog: Catalog;
  readonly target: Target;
  readonly selection: Selection;
  /** Also bring back to Windows' default what was at default when the snapshot was taken. */
  readonly exact: boolean;
};

export type Target = {
  readonly facts: DeviceFacts;
  readonly read: ReadLocation;
  readonly covers: (location: Location) => boolean;
  /** Whether this process has the right to write there; asked for values of the machine. Left out: it has. */
  readonly mayWrite?: (location: Location) => boolean;
  readonly optedIn: ReadonlySet<string>;
};

/** Left out: everything. A selected setting brings the rest of its group along. */
export type Selection = { readonly categories?: ReadonlySet<string>; readonly settings?: ReadonlySet<string> };

export function planRestore(input: PlanInput): Plan {
  const known = settingsById(input.catalog);
  const wishes = input.snapshot.documents.flatMap((document) => wishesOf(document, input, known));
  const judged = leftToWindows(
    judgeGroups(
      selected(wishes, input.selection, known).map((wish) => judge(wish, input, known)),
      known,
    ),
    input.target.read,
  );
  const steps = judged.flatMap((item) => (item.kind === 'step' ? [item] : []));
  const order = new Map([...known.keys()].map((id, i) => [id, i]));
  const inOrder = steps.toSorted((a, b) => (order.get(a.settingId) ?? 0) - (order.get(b.settingId) ?? 0));
  const changing = inOrder.filter((step) => !step.same);
  const ids = new Set(changing.map((step) => step.settingId));
  const written = inOrder.filter(
    ({ same, after, entry }) => !same || (after !== undefined && ids.has(entry.setting.alwaysWith ?? '')),
  );
  return {
    changes: changing.map(({ entry, before, after }) => ({ ...entry, before, after })),
    writes: lastByApi(writesOf(written, input.target.read)),
    unchanged: steps.filter((step) => step.same && step.after !== undefined).map((step) => step.settingId),
    exclusions: judged.flatMap((item) => (item.kind === 'excluded' ? [item.exclusion] : [])),
  };
}

/** One setting that the snapshot wants to be so: a value, `undefined` for absent, or a reason why it can not say. */
type Wish = {
  readonly settingId: string;
  readonly category: string;
  readonly value: SettingValue | undefined;
  /** Why the source could not say. */
  readonly unreadable: string | undefined;
};

type Step = {
  readonly kind: 'step';
  readonly settingId: string;
  readonly entry: CatalogEntry;
  readonly before: SettingValue | undefined;
  readonly after: SettingValue | undefined;
  readonly same: boolean;
};

type Judged = Step | { readonly kind: 'excluded'; readonly exclusion: Exclusion };

function wishesOf(
  document: CategoryDocument,
  input: PlanInput,
  known: ReadonlyMap<string, CatalogEntry>,
): readonly Wish[] {
  const groupOf = (id: string): string | undefined => known.get(id)?.setting.group;
  const chosenGroups = new Set(
    Object.keys(document.chosen)
      .map(groupOf)
      .filter((group) => group !== undefined),
  );
  const wish = (settingId: string, value: SettingValue | undefined, unreadable?: string): Wish => ({
    settingId,
    category: document.category,
    value,
    unreadable,
  });
  const belongs = (id: string): boolean => input.exact || chosenGroups.has(groupOf(id) ?? '');
  // What travels only with its group is no choice by itself: with a group at default there is nothing to bring back.
  const matters = (id: string): boolean => known.get(id)?.setting.onlyWithGroup !== true;
  const usual = (id: string): SettingValue | undefined => {
    const setting = known.get(id)?.setting;
    return setting && defaultOf(setting, input.target.facts.windowsBuild);
  };
  return [
    ...Object.entries(document.chosen).map(([id, value]) => wish(id, inlined(value, input.snapshot.files))),
    ...document.absent.filter(belongs).map((id) => wish(id, undefined)),
    ...(input.exact ? document.atDefault.filter(matters).map((id) => wish(id, usual(id))) : []),
    ...Object.entries(document.unreadable).map(([id, why]) => wish(id, undefined, why)),
  ];
}

function selected(
  wishes: readonly Wish[],
  selection: Selection,
  known: ReadonlyMap<string, CatalogEntry>,
): readonly Wish[] {
  const { categories, settings } = selection;
  if (categories === undefined && settings === undefined) return wishes;
  const groups = new Set(
    [...(settings ?? [])].map((id) => known.get(id)?.setting.group).filter((group) => group !== undefined),
  );
  return wishes.filter(
    (wish) =>
      categories?.has(wish.category) === true ||
      settings?.has(wish.settingId) === true ||
      groups.has(known.get(wish.settingId)?.setting.group ?? ''),
  );
}

function judge(wish: Wish, input: PlanInput, known: ReadonlyMap<string, CatalogEntry>): Judged {
  const exclude = (code: ExclusionCode, detail: string): Judged =>
    excluded(wish.settingId, wish.category, code, detail);
  const entry = known.get(wish.settingId);
  if (wish.unreadable !== undefined) {
    return exclude('unreadable-at-source', `It could not be read when the backup was made: ${wish.unreadable}.`);
  }
  if (entry === undefined) {
    return exclude('unknown-setting', 'This version of Keepsake does not know it; a newer one may restore it.');
  }
  const { setting } = entry;
  const { facts, read, covers, optedIn } = input.target;
  const denied = whyDenied(setting.at);
  if (denied !== undefined) return exclude('denied', `It is never restored from a backup: ${denied}.`);
  if (setting.optIn === true && !optedIn.has(setting.id)) {
    return exclude('opt-in', 'It is restored only when an administrator asks for it by name.');
  }
  if (buildInRange(facts.windowsBuild, setting.builds) === false) {
    return exclude('not-on-this-build', `${describeBuild(facts.windowsBuild)} has no such setting.`);
  }
  if (setting.alwaysWith !== undefined && !holds(input.snapshot, setting.alwaysWith)) {
    return exclude('without-its-partner', `The backup was made without ${setting.alwaysWith}, which it means.`);
  }
  if (!covers(setting.at)) return exclude('not-in-this-target', LACKING[setting.at.kind]);
  const policy = managingPolicy(setting, read, covers);
  if (policy !== undefined) {
    return exclude('managed', `A policy of the organization decides it on this device: ${locationName(policy)}.`);
  }
  const reading = read(setting.at);
  if (reading.state === 'unreadable') {
    return exclude('target-unreadable', `What stands there now can not be read: ${reading.reason}.`);
  }
  return judgeChange(wish, entry, reading.state === 'present' ? reading.raw : undefined, input);
}

const NEEDS_ELEVATION =
  'It belongs to the machine, and this process may not write there: run the restore from an elevated prompt ("Run as administrator").';

const LACKING: Record<Location['kind'], string> = {
  registry: 'The target has no such registry hive.',
  file: 'The target has no such file.',
  windows: 'Only a running Windows takes it: restore it there, with --live.',
};

function holds({ documents }: Snapshot, settingId: string): boolean {
  return documents.some(
    ({ chosen, atDefault, absent, unreadable }) =>
      Object.hasOwn(chosen, settingId) ||
      Object.hasOwn(unreadable, settingId) ||
      atDefault.includes(settingId) ||
      absent.includes(settingId),
  );
}

function judgeChange(wish: Wish, entry: CatalogEntry, raw: RawValue | undefined, input: PlanInput): Judged {
  const { setting } = entry;
  const exclude = (code: ExclusionCode, detail: string): Judged =>
    excluded(wish.settingId, wish.category, code, detail);
  const decoded = raw && setting.codec.decode(raw);
  const before = decoded?.ok === true ? decoded.value : undefined;
  const usual = defaultOf(setting, input.target.facts.windowsBuild);
  // A part of a shared value can not be deleted without its neighbours, and what Windows shows only be replaced: absent then
  // means Windows' default.
  const hasToBe = raw !== undefined && (setting.codec.shared || setting.at.kind === 'windows');
  const after = wish.value ?? (hasToBe ? usual : undefined);
  const step: Step = { kind: 'step', settingId: setting.id, entry, before, after, same: true };
  if (after === undefined && raw === undefined) return step;
  if (after === undefined && hasToBe)
    return exclude('default-unknown', "It was at Windows' default, which is not known.");
  if (after !== undefined && before !== undefined && sameValue(before, after)) return step;

  const held = {
    sourceBuild: input.snapshot.manifest.source.windowsBuild,
    targetBuild: input.target.facts.windowsBuild,
    sourceScaling: input.snapshot.manifest.source.scalingPercent,
    targetScaling: input.target.facts.scalingPercent,
    current: before ?? usual,
    after: after ?? usual,
  };
  const broken = setting.conditions?.map((condition) => whyNot(condition, held)).find((why) => why !== undefined);
  if (broken !== undefined) return exclude('condition', `${capitalized(broken)}.`);
  if (setting.elevated === true && input.target.mayWrite?.(setting.at) === false) {
    return exclude('needs-elevation', NEEDS_ELEVATION);
  }
  const encoded = after === undefined ? undefined : setting.codec.encode(after, raw, input.target.read);
  if (encoded?.ok === false) return exclude('bad-value', `It can not be written: ${encoded.error}.`);
  return { ...step, same: false };
}

/** If one member of a group has to stay behind, all that would change do; one that this build or the backup lacks holds nobody back. */
function judgeGroups(judged: readonly Judged[], known: ReadonlyMap<string, CatalogEntry>): readonly Judged[] {
  const blockers = new Map<string, Exclusion>();
  for (const item of judged) {
    if (item.kind === 'step' || HARMLESS.has(item.exclusion.code)) continue;
    const group = known.get(item.exclusion.settingId)?.setting.group;
    if (group !== undefined && !blockers.has(group)) blockers.set(group, item.exclusion);
  }
  return judged.map((item) => {
    if (item.kind === 'excluded' || item.same) return item;
    const blocker = blockers.get(item.entry.setting.group ?? '');
    if (blocker === undefined) return item;
    const detail = `It changes only together with ${blocker.settingId}, which stays behind: ${blocker.detail}`;
    return excluded(item.settingId, item.entry.category, 'group-incomplete', detail);
  });
}

/** What Windows itself will choose, once the rest of the plan is applied, is left to it. */
function leftToWindows(judged: readonly Judged[], read: ReadLocation): readonly Judged[] {
  const changing = judged.flatMap((item) => (item.kind === 'step' && !item.same ? [item] : []));
  const byPerson = changing.filter(({ entry }) => entry.setting.chosenByWindows === undefined);
  if (byPerson.length === changing.length) return judged;
  const afterwards = readAfter(writesOf(byPerson, read), read);
  return judged.map((item) => {
    const why = item.kind === 'step' && !item.same ? item.entry.setting.chosenByWindows?.(afterwards) : undefined;
    if (item.kind === 'excluded' || why === undefined) return item;
    return excluded(item.settingId, item.entry.category, 'condition', `${capitalized(why)} on this device.`);
  });
}

const HARMLESS: ReadonlySet<ExclusionCode> = new Set(['not-on-this-build', 'without-its-partner']);

function excluded(settingId: string, category: string, code: ExclusionCode, detail: string): Judged {
  return { kind: 'excluded', exclusion: { settingId, category, code, detail } };
}

function writesOf(steps: readonly Step[], read: ReadLocation): readonly Write[] {
  const places = Map.groupBy(steps, (step) => locationKey(step.entry.setting.at));
  return [...places.values()].flatMap((sharing) => {
    const location = sharing[0]?.entry.setting.at;
    if (location === undefined) return [];
    const reading = read(location);
    const before = reading.state === 'present' ? reading.raw : undefined;
    const after = sharing.reduce<RawValue | undefined>((raw, { entry, after: value }) => {
      if (value === undefined) return undefined;
      const encoded = entry.setting.codec.encode(value, raw, read);
      if (!encoded.ok) throw new Error(`${entry.setting.id} was encoded once and not again: ${encoded.error}`);
      return encoded.value;
    }, before);
    return sameRaw(before, after) ? [] : [{ location, before, after }];
  });
}

/** Windows answers its API by what the registry says, so that is right first. */
function lastByApi(writes: readonly Write[]): readonly Write[] {
  const byApi = ({ location }: Write): boolean => location.kind === 'windows';
  return [...writes.filter((write) => !byApi(write)), ...writes.filter(byApi)];
}

/** What would be read once these writes are done. */
export function readAfter(writes: readonly Write[], read: ReadLocation): ReadLocation {
  const byPlace = new Map(writes.map((write) => [locationKey(write.location), write]));
  return (location) => {
    const write = byPlace.get(locationKey(location));
    if (write === undefined) return read(location);
    return write.after === undefined ? { state: 'absent' } : { state: 'present', raw: write.after };
  };
}

export function sameRaw(left: RawValue | undefined, right: RawValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.type === right.type && equalBytes(left.data, right.data);
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
