// Filters for devices, and the device states they replaced.

import { type Device, deviceAttribute, isCompliant, isHybridJoined } from '../device.ts';
import type { AttributeValue } from '../../filter-rule/judge.ts';
import { attributesOf } from '../../filter-rule/rule.ts';
import type { Filter, IncludeExclude } from '../policy.ts';
import type { Ternary } from '../../../lib/ternary.ts';
import { filterClauses } from './filtered.ts';
import { type Clause, includedUnless, type Judgement } from './judgement.ts';

export function judgeDevice(filter: Filter | undefined, states: IncludeExclude, device: Device | undefined): Judgement {
  const attributes = (name: string): AttributeValue | undefined => deviceAttribute(device, name);
  const missing =
    filter?.rule === undefined ? [] : attributesOf(filter.rule).filter((it) => attributes(it) === undefined);
  const clauses = (side: 'include' | 'exclude'): readonly Clause[] => [
    ...filterClauses(filter, side, 'devices', attributes, missing),
    ...states[side].map((state) => stateClause(state, device)),
  ];
  const include = clauses('include');
  return includedUnless('devices', include.length === 0 ? [EVERY_DEVICE] : include, clauses('exclude'));
}

const EVERY_DEVICE: Clause = { holds: 'yes', words: 'every device', isDefault: true };

function stateClause(state: string, device: Device | undefined): Clause {
  const judged: Readonly<Record<string, Ternary>> = {
    All: 'yes',
    Compliant: isCompliant(device),
    DomainJoined: isHybridJoined(device),
  };
  return {
    holds: judged[state] ?? 'unknown',
    words: `${state} devices`,
    needs: [`is the device in the state ${state}?`],
  };
}
