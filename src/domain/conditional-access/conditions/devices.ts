// Filters for devices, and the device states they replaced.

import { type Device, deviceAttribute, isCompliant, isHybridJoined } from '../device.ts';
import { attributesOf } from '../filter/rule.ts';
import { judgeRule } from '../filter/judge.ts';
import type { Filter, IncludeExclude } from '../policy.ts';
import type { Ternary } from '../ternary.ts';
import { type Clause, includedUnless, type Judgement } from './judgement.ts';

export function judgeDevice(filter: Filter | undefined, states: IncludeExclude, device: Device | undefined): Judgement {
  const filtered = filter === undefined ? [] : [filterClause(filter, device)];
  const include = [
    ...(filter?.mode === 'exclude' ? [] : filtered),
    ...states.include.map((it) => stateClause(it, device)),
  ];
  const exclude = [
    ...(filter?.mode === 'exclude' ? filtered : []),
    ...states.exclude.map((it) => stateClause(it, device)),
  ];
  return includedUnless('devices', include.length === 0 ? [EVERY_DEVICE] : include, exclude);
}

const EVERY_DEVICE: Clause = { holds: 'yes', words: 'every device', isDefault: true };

/** A filter that neither includes nor excludes, or whose rule can not be read, decides nothing. */
function filterClause({ mode, rule, text }: Filter, device: Device | undefined): Clause {
  const words = `devices where ${text}`;
  if (rule === undefined || mode === undefined)
    return { holds: 'unknown', words, needs: ['a filter that can be read'] };
  const missing = attributesOf(rule).filter((name) => deviceAttribute(device, name) === undefined);
  return { holds: judgeRule(rule, (name) => deviceAttribute(device, name)), words, needs: missing };
}

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
