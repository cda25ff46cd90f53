// For whoever may read restores of the whole organization; everybody else is told which role helps, instead of being refused
// once for every part of the page.

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { rolesWith, useMay } from '../../permission.tsx';

export function ReadersOnly({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  if (useMay('restore.read') !== false) return children;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('states.failed.not-permitted.title')}</MessageBarTitle>{' '}
        {t('permission.helps', { roles: rolesWith('restore.read') })}
      </MessageBarBody>
    </MessageBar>
  );
}
