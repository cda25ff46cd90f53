// A policy in words that an administrator reads: for whom, for what, when, and what it demands. Every part that the policy sets is
// said; what it leaves open is left out, but for people and resources, without which no policy is understood.

import type { TFunction } from 'i18next';
import type { IncludeExclude, Policy } from '../../../../domain/conditional-access/policy.ts';
import type { NameOf } from './names.ts';

/** A term and what is said of it. */
export type Line = readonly [name: string, values: readonly string[]];
export type PolicyWords = {
  readonly users: readonly Line[];
  readonly resources: readonly Line[];
  readonly conditions: readonly Line[];
  readonly controls: readonly Line[];
  readonly session: readonly Line[];
};

export function policyWords(policy: Policy, nameOf: NameOf, t: TFunction): PolicyWords {
  const say = sayer(nameOf, t);
  return {
    users: userLines(policy, say),
    resources: resourceLines(policy, say),
    conditions: conditionLines(policy, say),
    controls: controlLines(policy, say),
    session: sessionLines(policy, say),
  };
}

/** `multifactor authentication or a compliant device`: what it demands, as one short phrase for a list. */
export function demandWords({ grant }: Policy, t: TFunction): string {
  if (grant.builtIn.includes('block')) return t('conditionalAccess.controls.block');
  const parts = [
    ...grant.builtIn.map((it) => t(`conditionalAccess.controls.${it}`, { defaultValue: it })),
    ...(grant.strength === undefined ? [] : [grant.strength.displayName ?? t('conditionalAccess.controls.strength')]),
    ...(grant.termsOfUse.length > 0 ? [t('conditionalAccess.controls.termsOfUse')] : []),
    ...(grant.customFactors.length > 0 ? [t('conditionalAccess.controls.customFactor')] : []),
  ];
  if (parts.length === 0) return t('conditionalAccess.controls.sessionOnly');
  return parts.join(grant.operator === 'OR' ? t('conditionalAccess.or') : t('conditionalAccess.and'));
}

type Say = ReturnType<typeof sayer>;

function sayer(nameOf: NameOf, t: TFunction) {
  const term = (key: string) => t(`conditionalAccess.terms.${key}`);
  return {
    term,
    nameOf,
    /** A value of Graph's, or a name. */
    value: (it: string) => t(`conditionalAccess.values.${it}`, { defaultValue: nameOf(it) }),
    kind: (key: string, name: string) => t(`conditionalAccess.kinds.${key}`, { name }),
    control: (it: string) => t(`conditionalAccess.controls.${it}`, { defaultValue: it }),
    t,
  };
}

function userLines({ conditions: { users, workload } }: Policy, say: Say): readonly Line[] {
  const side = (which: keyof IncludeExclude): readonly string[] => [
    ...users.users[which].map(say.value),
    ...users.groups[which].map((id) => say.kind('group', say.nameOf(id))),
    ...users.roles[which].map((id) => say.kind('role', say.nameOf(id))),
    ...guestWords(which === 'include' ? users.includeGuests : users.excludeGuests, say),
  ];
  return lines([
    [say.term('include'), side('include')],
    [say.term('exclude'), side('exclude')],
    [say.term('workloads'), workload.include.map(say.value)],
    [say.term('workloadsExcept'), workload.exclude.map(say.value)],
  ]);
}

function guestWords(
  guests: { readonly types: readonly string[]; readonly tenants: readonly string[] | undefined } | undefined,
  say: Say,
): readonly string[] {
  return guests === undefined ? [] : guests.types.map((type) => say.value(type));
}

function resourceLines({ conditions: { applications } }: Policy, say: Say): readonly Line[] {
  const { include, exclude, userActions, authenticationContexts, filter } = applications;
  return lines([
    [say.term('include'), include.map((it) => (it === 'All' ? say.value('allResources') : say.value(it)))],
    [say.term('exclude'), exclude.map(say.value)],
    [say.term('userActions'), userActions.map((it) => say.value(it.split(':').at(-1) ?? it))],
    [say.term('authenticationContexts'), authenticationContexts],
    [say.term('filter'), filter === undefined ? [] : [filter.text]],
  ]);
}

function conditionLines({ conditions }: Policy, say: Say): readonly Line[] {
  const { platforms, locations, deviceFilter, deviceStates, clientAppTypes } = conditions;
  const clients = clientAppTypes.filter((it) => it !== 'all');
  const filterTerm = deviceFilter?.mode === 'include' ? 'devicesWhere' : 'devicesExceptWhere';
  return lines([
    ...both('platforms', platforms, say),
    ...both('locations', locations, say, (it) => (it === 'All' ? say.value('anyLocation') : say.value(it))),
    [say.term('clients'), clients.map(say.value)],
    [say.term(filterTerm), deviceFilter === undefined ? [] : [deviceFilter.text]],
    ...both('deviceStates', deviceStates, say),
    [say.term('signInRisk'), conditions.signInRiskLevels.map(say.value)],
    [say.term('userRisk'), conditions.userRiskLevels.map(say.value)],
    [say.term('workloadRisk'), conditions.servicePrincipalRiskLevels.map(say.value)],
    [say.term('insiderRisk'), conditions.insiderRiskLevels.map(say.value)],
    [say.term('flows'), conditions.transferMethods.map(say.value)],
  ]);
}

function both(key: string, { include, exclude }: IncludeExclude, say: Say, word = say.value): readonly Line[] {
  return [
    [say.term(key), include.map(word)],
    [say.term(`${key}Except`), exclude.map(word)],
  ];
}

function controlLines({ grant }: Policy, say: Say): readonly Line[] {
  if (grant.builtIn.includes('block')) return [[say.term('grant'), [say.control('block')]]];
  const demanded = [
    ...grant.builtIn.map(say.control),
    ...(grant.strength === undefined
      ? []
      : [say.kind('strength', grant.strength.displayName ?? say.nameOf(grant.strength.id ?? ''))]),
    ...grant.termsOfUse.map((it) => say.kind('terms', say.nameOf(it))),
    ...grant.customFactors.map((it) => say.kind('factor', say.nameOf(it))),
  ];
  const term = demanded.length < 2 ? 'grant' : grant.operator === 'OR' ? 'grantOne' : 'grantAll';
  return lines([[say.term(term), demanded]]);
}

function sessionLines({ session }: Policy, say: Say): readonly Line[] {
  const { signInFrequency: frequency, persistentBrowser, requiresTokenProtection, others } = session;
  const hours = frequency === undefined ? 0 : Math.round(frequency.seconds / 360) / 10;
  return lines([
    [
      say.term('frequency'),
      frequency === undefined
        ? []
        : [frequency.seconds === 0 ? say.value('everyTime') : say.t('conditionalAccess.everyHours', { count: hours })],
    ],
    [say.term('persistentBrowser'), persistentBrowser === undefined ? [] : [say.value(persistentBrowser)]],
    [say.term('tokenProtection'), requiresTokenProtection ? [say.value('required')] : []],
    [say.term('otherSession'), others.map(say.value)],
  ]);
}

function lines(all: readonly Line[]): readonly Line[] {
  return all.filter(([, values]) => values.length > 0);
}
