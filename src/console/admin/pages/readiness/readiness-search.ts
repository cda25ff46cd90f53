// What the addresses of readiness say: which occasion, which number, which change; and under which assumption. What is none of
// these is left out rather than refused.

import { type Occasion, OCCASIONS } from '../../../../domain/enrollment/phase.ts';
import type { ReadinessVerdict } from '../../../../protocol/operations/readiness.ts';
import type { Body } from '../policies/graph-policy.ts';

export type ReadinessSearch = {
  /** Left out: backups. */
  readonly occasion?: Occasion | undefined;
  /** Everybody counts as having a backup. */
  readonly assume?: 'backups' | undefined;
};

/** The devices behind one number. */
export type BehindSearch = ReadinessSearch & {
  readonly verdict?: ReadinessVerdict | undefined;
  readonly code?: string | undefined;
  readonly fix?: string | undefined;
  readonly fact?: string | undefined;
};

/** A change as far as it is chosen. */
export type ChangeSearch = {
  readonly kind?: ChangeKind | undefined;
  readonly state?: SwitchState | undefined;
  /** A setting of Windows, by its name. */
  readonly policy?: string | undefined;
  /** A policy or a configuration of the restore page, by its id. */
  readonly object?: string | undefined;
  readonly assignments?: readonly Body[] | undefined;
  readonly build?: number | undefined;
  readonly revision?: number | undefined;
  readonly occasion?: Occasion | undefined;
  /** A Conditional Access policy, by its id. */
  readonly access?: string | undefined;
  readonly app?: string | undefined;
  readonly group?: string | undefined;
  readonly assume?: 'backups' | undefined;
};

export const CHANGE_KINDS = [
  'restorePage',
  'policy',
  'assign',
  'remove',
  'minimumBuild',
  'excludeApplication',
  'retireGroup',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const STATES = ['enabled', 'disabled', 'notConfigured'] as const;
export type SwitchState = (typeof STATES)[number];

type Given = Readonly<Record<string, unknown>>;

export function readinessSearch({ occasion, assume }: Given): ReadinessSearch {
  return present({ occasion: oneOf(OCCASIONS, occasion), assume: oneOf(ASSUMED, assume) });
}

export function behindSearch(given: Given): BehindSearch {
  const { verdict, code, fix, fact } = given;
  return present({
    ...readinessSearch(given),
    verdict: oneOf(VERDICTS, verdict),
    code: textOf(code),
    fix: textOf(fix),
    fact: textOf(fact),
  });
}

export function changeSearch(given: Given): ChangeSearch {
  return present({
    ...readinessSearch(given),
    kind: oneOf(CHANGE_KINDS, given['kind']),
    state: oneOf(STATES, given['state']),
    policy: textOf(given['policy']),
    object: textOf(given['object']),
    assignments: objectsIn(given['assignments']),
    build: numberOf(given['build']),
    revision: numberOf(given['revision']),
    access: textOf(given['access']),
    app: textOf(given['app']),
    group: textOf(given['group']),
  });
}

function oneOf<V extends string>(known: readonly V[], given: unknown): V | undefined {
  return known.find((it) => it === given);
}

function textOf(given: unknown): string | undefined {
  const text = typeof given === 'number' ? String(given) : given;
  return typeof text === 'string' && text !== '' ? text.slice(0, TEXT_MAX) : undefined;
}

function numberOf(given: unknown): number | undefined {
  return typeof given === 'number' && Number.isInteger(given) && given >= 0 ? Math.min(given, NUMBER_MAX) : undefined;
}

function objectsIn(given: unknown): readonly Body[] | undefined {
  if (!Array.isArray(given)) return undefined;
  return given.filter((it): it is Body => typeof it === 'object' && it !== null && !Array.isArray(it));
}

function present<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

const ASSUMED = ['backups'] as const;
const VERDICTS = ['eligible', 'ineligible', 'unknown'] as const;
const TEXT_MAX = 2000;
const NUMBER_MAX = 999_999;
