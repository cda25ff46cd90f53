// Whom something is for, in one line: names where they are few, counts where they are many.

import { Text } from '@fluentui/react-components';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useTargetName } from './assignments.tsx';
import type { Body } from './graph-policy.ts';
import { targetOf } from './targets.ts';

const NAMES_MAX = 3;

export function AssignedTo({ of: { assignments = [] } }: { readonly of: { readonly assignments?: readonly Body[] } }) {
  const { t } = useTranslation();
  const included = assignments.filter((it) => targetOf(it).kind !== 'excludedGroup');
  const leftOut = assignments.length - included.length;
  const named = included.slice(0, NAMES_MAX);
  const nameOf = useTargetName(named);
  if (included.length === 0) return <Text>{t('assignments.toNobody')}</Text>;
  const more = included.length - named.length;
  const words = [
    ...named.map((it) => nameOf(targetOf(it))),
    ...(more === 0 ? [] : [t('assignments.more', { count: more })]),
  ];
  const list = new Intl.ListFormat(i18next.language).format(words);
  return <span title={list}>{leftOut === 0 ? list : t('assignments.without', { list, count: leftOut })}</span>;
}
