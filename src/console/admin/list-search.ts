// What addresses of lists may say: which rows, in which order. What is none of these is left out rather than refused.

import { OCCASIONS, type Occasion } from '../../domain/enrollment/phase.ts';
import { isUuid } from '../../lib/uuid.ts';
import { PHASES, RESTORE_STATES } from './restore-state.tsx';

export type DevicesSearch = {
  readonly search?: string | undefined;
  readonly show?: (typeof DEVICES_SHOWN)[number] | undefined;
  readonly sort?: (typeof SORTS)[number] | undefined;
  /** Whose they are. */
  readonly userId?: string | undefined;
};
export type PeopleSearch = Omit<DevicesSearch, 'show' | 'userId'> & {
  readonly show?: (typeof PEOPLE_SHOWN)[number] | undefined;
};
export type HelpDeskSearch = { readonly search?: string | undefined; readonly person?: string | undefined };
export type RestoresSearch = {
  readonly state?: (typeof RESTORE_STATES)[number] | undefined;
  readonly phase?: (typeof PHASES)[number] | undefined;
  readonly userId?: string | undefined;
  readonly deviceId?: string | undefined;
};

export type PoliciesSearch = {
  readonly search?: string | undefined;
  readonly show?: (typeof POLICIES_SHOWN)[number] | undefined;
};
/** The restore page's configuration that is being changed; `new`: one that is being made. */
export type EnrollmentSearch = { readonly edit?: string | undefined };
/** `from`: the policy that a new one begins as a copy of. */
export type NewPolicySearch = { readonly from?: string | undefined };
/** `all`: also what nobody configured. */
export type EffectiveSearch = {
  readonly user?: string | undefined;
  readonly device?: string | undefined;
  readonly all?: boolean | undefined;
};

export type BackupsSearch = {
  readonly search?: string | undefined;
  readonly show?: (typeof BACKUPS_SHOWN)[number] | undefined;
  readonly sort?: (typeof BACKUP_SORTS)[number] | undefined;
  readonly deviceId?: string | undefined;
};
/** The snapshot that is looked at, and the one it is compared with. */
export type HistorySearch = { readonly snapshot?: string | undefined; readonly since?: string | undefined };

/** The parts of a device's page. */
export const DEVICE_SECTIONS = ['eligibility', 'facts', 'policies', 'history'] as const;
export type DeviceSection = (typeof DEVICE_SECTIONS)[number];
export type DeviceSearch = { readonly occasion?: Occasion | undefined; readonly section?: DeviceSection | undefined };

type Given = Readonly<Record<string, unknown>>;

export function devicesSearch({ search, show, sort, userId }: Given): DevicesSearch {
  const chosen = { show: oneOf(DEVICES_SHOWN, show), sort: oneOf(SORTS, sort), userId: idOf(userId) };
  return present({ search: textOf(search), ...chosen });
}

export function peopleSearch({ search, show, sort }: Given): PeopleSearch {
  return present({ search: textOf(search), show: oneOf(PEOPLE_SHOWN, show), sort: oneOf(SORTS, sort) });
}

/** `person`: one of those who may be meant. */
export function helpDeskSearch({ search, person }: Given): HelpDeskSearch {
  return present({ search: textOf(search), person: textOf(person) });
}

export function restoresSearch({ state, phase, userId, deviceId }: Given): RestoresSearch {
  const chosen = { state: oneOf(RESTORE_STATES, state), phase: oneOf(PHASES, phase) };
  return present({ ...chosen, userId: idOf(userId), deviceId: idOf(deviceId) });
}

export function policiesSearch({ search, show }: Given): PoliciesSearch {
  return present({ search: textOf(search), show: oneOf(POLICIES_SHOWN, show) });
}

export function enrollmentSearch({ edit }: Given): EnrollmentSearch {
  return present({ edit: textOf(edit) });
}

export function newPolicySearch({ from }: Given): NewPolicySearch {
  return present({ from: textOf(from) });
}

export function effectiveSearch({ user, device, all }: Given): EffectiveSearch {
  return present({ user: textOf(user), device: textOf(device), all: all === true ? true : undefined });
}

export function backupsSearch({ search, show, sort, deviceId }: Given): BackupsSearch {
  const chosen = { show: oneOf(BACKUPS_SHOWN, show), sort: oneOf(BACKUP_SORTS, sort), deviceId: idOf(deviceId) };
  return present({ search: textOf(search), ...chosen });
}

export function historySearch({ snapshot, since }: Given): HistorySearch {
  return present({ snapshot: textOf(snapshot), since: textOf(since) });
}

export function deviceSearch({ occasion, section }: Given): DeviceSearch {
  return present({ occasion: oneOf(OCCASIONS, occasion), section: oneOf(DEVICE_SECTIONS, section) });
}

function oneOf<V extends string>(known: readonly V[], given: unknown): V | undefined {
  return known.find((it) => it === given);
}

function textOf(given: unknown): string | undefined {
  const text = typeof given === 'number' ? String(given) : given;
  return typeof text === 'string' && text !== '' ? text.slice(0, 256) : undefined;
}

function idOf(given: unknown): string | undefined {
  return typeof given === 'string' && isUuid(given) ? given : undefined;
}

function present<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

const POLICIES_SHOWN = ['assigned', 'unassigned'] as const;
/** By name is the order of its own. */
const SORTS = ['lastBackup', 'newest'] as const;
const DEVICES_SHOWN = ['fresh', 'ageing', 'none', 'conflict'] as const;
const PEOPLE_SHOWN = ['fresh', 'ageing', 'none', 'withoutDevice', 'refused'] as const;
const BACKUPS_SHOWN = ['fresh', 'ageing', 'none'] as const;
/** The newest first is its own. */
const BACKUP_SORTS = ['lastBackup', 'person', 'device'] as const;
