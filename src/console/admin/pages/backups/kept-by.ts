// What keeps a snapshot, in a sentence.

import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../protocol/operations/backups.ts';
import { dayOf } from '../../../shared/i18n.ts';

export function useKeptBy(keepLast: number): (entry: HistoryEntry) => string {
  const { t } = useTranslation();
  return ({ keptBy, keptUntil }) => {
    switch (keptBy) {
      case 'latest':
        return t('backups.kept.latest');
      case 'newest':
        return t('backups.kept.newest', { count: keepLast });
      case 'age':
        return t('backups.kept.age', { until: dayOf(keptUntil) });
      case 'nothing':
        return t('backups.kept.nothing');
    }
  };
}
