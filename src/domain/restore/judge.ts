// Judges the wishes of a snapshot: each becomes a step, or an exclusion with its reason. Groups change as a whole or not at all,
// and what Windows itself chooses is left to it.

import type { RawValue } from '../../regf/raw-value.ts';
import type { CatalogEntry } from '../catalog/catalog.ts';
import { whyDenied } from '../catalog/deny-list.ts';
import { managingPolicy } from '../catalog/managed-by.ts';
import { type Location, locationName, type ReadLocation } from '../catalog/setting.ts';
import { sameValue } from '../catalog/setting-value.ts';
import { buildInRange, describeBuild } from '../device/windows-build.ts';
import { defaultOf } from '../snapshot/observe.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { whyNot } from './conditions.ts';
import type { Exclusion, ExclusionCode, Judged, Step } from './judgement.ts';
import type { PlanInput } from './plan-input.ts';
import type { Wish } from './wish.ts';
import { readAfter, writesOf } from './writes.ts';

export function judgeWishes(
  wishes: readonly Wish[],
  input: PlanInput,
  known: ReadonlyMap<string, CatalogEntry>,
): readonly Judged[] {
  const judged = wishes.map((wish) => judge(wish, input, known));
  return leftToWindows(judgeGroups(judged, known), input.target.read);
}

/** Whether a wish is granted, and if not, why. */
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

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
