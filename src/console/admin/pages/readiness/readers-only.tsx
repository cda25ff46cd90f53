// For whoever may read restores of the whole organization; everybody else is told which role helps, instead of being refused
// once for every part of the page.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NotPermitted } from '../../../shared/page-states.tsx';
import { rolesWith, useMay } from '../../permission.tsx';

export function ReadersOnly({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  if (useMay('restore.read') !== false) return children;
  return <NotPermitted hint={t('permission.shownTo', { roles: rolesWith('restore.read') })} />;
}
