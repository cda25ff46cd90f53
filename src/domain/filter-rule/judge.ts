// Is a filter rule true of this device or application?
//
// A value that is not known makes its comparison unknown; a value known to be absent (null) fails every positive operator
// and meets every negative one, which is how Entra treats devices that are not registered.

import type { Operator, Rule, RuleValue } from './rule.ts';
import { all, any, not, ternary, type Ternary } from '../../lib/ternary.ts';

/** A value as the directory keeps it: null where known to be absent. */
export type AttributeValue = string | boolean | readonly string[] | null;

/** Looks an attribute up by the name the rule gives it; `undefined` where nobody knows. */
export type Attributes = (name: string) => AttributeValue | undefined;

export function judgeRule(rule: Rule, attributes: Attributes): Ternary {
  switch (rule.kind) {
    case 'compare':
      return compare(attributes(rule.attribute), rule.operator, rule.value);
    case 'not':
      return not(judgeRule(rule.rule, attributes));
    case 'and':
      return all(rule.rules.map((part) => judgeRule(part, attributes)));
    case 'or':
      return any(rule.rules.map((part) => judgeRule(part, attributes)));
  }
}

type Positive = 'eq' | 'startsWith' | 'endsWith' | 'contains' | 'in';

const OPPOSITE: Readonly<Partial<Record<Operator, Positive>>> = {
  ne: 'eq',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
  notContains: 'contains',
  notIn: 'in',
};

function compare(actual: AttributeValue | undefined, operator: Operator, wanted: RuleValue): Ternary {
  if (isOrder(operator)) return comesInOrder(actual, operator, wanted);
  const opposite = OPPOSITE[operator];
  return opposite === undefined ? meets(actual, operator as Positive, wanted) : not(meets(actual, opposite, wanted));
}

function meets(actual: AttributeValue | undefined, operator: Positive, wanted: RuleValue): Ternary {
  if (actual === undefined) return 'unknown';
  if (wanted === null) return operator === 'eq' ? ternary(actual === null) : 'unknown';
  if (actual === null) return 'no';
  if (typeof actual === 'object') return meetsCollection(actual, operator, wanted);
  const text = fold(String(actual));
  if (typeof wanted === 'object') return ternary(wanted.map(fold).includes(text));
  const value = fold(wanted);
  switch (operator) {
    case 'eq':
    case 'in':
      return ternary(text === value);
    case 'startsWith':
      return ternary(text.startsWith(value));
    case 'endsWith':
      return ternary(text.endsWith(value));
    case 'contains':
      return ternary(text.includes(value));
  }
}

/** Only -contains is defined on collections, and there it means one whole element. */
function meetsCollection(actual: readonly string[], operator: Positive, wanted: string | readonly string[]): Ternary {
  if (operator !== 'contains' || typeof wanted !== 'string') return 'unknown';
  return ternary(actual.map(fold).includes(fold(wanted)));
}

type Order = 'gt' | 'ge' | 'lt' | 'le';

function isOrder(operator: Operator): operator is Order {
  return ['gt', 'ge', 'lt', 'le'].includes(operator);
}

/** Of versions such as 10.0.26100.4946, part by part; a part that is left out counts as 0. */
function comesInOrder(actual: AttributeValue | undefined, operator: Order, wanted: RuleValue): Ternary {
  if (actual === undefined) return 'unknown';
  if (actual === null) return 'no';
  const order = compareVersions(versionIn(actual), versionIn(wanted));
  if (order === undefined) return 'unknown';
  return ternary({ gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[operator]);
}

function versionIn(value: AttributeValue | RuleValue): readonly number[] | undefined {
  return typeof value === 'string' && /^\d{1,9}(\.\d{1,9})*$/.test(value) ? value.split('.').map(Number) : undefined;
}

function compareVersions(one: readonly number[] | undefined, other: readonly number[] | undefined): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  const parts = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => (one[i] ?? 0) - (other[i] ?? 0));
  return parts.find((difference) => difference !== 0) ?? 0;
}

function fold(text: string): string {
  return text.toLowerCase();
}
