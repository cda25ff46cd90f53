// An address that leads nowhere.

import { CompassNorthwestRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../shared/page-states.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return <Empty title={t('notFound.title')} hint={t('notFound.hint')} icon={<CompassNorthwestRegular />} />;
}
