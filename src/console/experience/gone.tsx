// The agent does not answer any more: it was ended, or the device is going down. What was begun is not lost.

import { PlugDisconnectedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Stage } from './stage.tsx';

export function Gone() {
  const { t } = useTranslation();
  return <Stage icon={PlugDisconnectedRegular} title={t('experience.gone.title')} lead={t('experience.gone.text')} />;
}
