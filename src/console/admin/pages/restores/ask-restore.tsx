// "Restore settings…": asks that a person is offered a restore on one of their devices. Their device asks the service; they read
// the reason, and they decide.

import { Button, Text } from '@fluentui/react-components';
import { ArrowCounterclockwiseRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { AskFirst } from '../backups/ask-first.tsx';

type Props = { readonly userId: string; readonly deviceId: string; readonly deviceName: string };

/** Nothing for whoever may not. */
export function AskRestore({ userId, deviceId, deviceName }: Props) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isAsked, setAsked] = useState(false);
  if (useMay('restore.request') !== true) return null;
  return (
    <>
      <Button
        size="small"
        icon={<ArrowCounterclockwiseRegular />}
        aria-label={t('askedRestores.askFor', { device: deviceName })}
        onClick={() => setAsking(true)}
      >
        {t('askedRestores.ask')}
      </Button>
      <Text role="status">{isAsked ? t('askedRestores.asked') : ''}</Text>
      {isAsking ? (
        <AskFirst
          title={t('askedRestores.askTitle', { device: deviceName })}
          act={t('askedRestores.askAct')}
          reasonHint={t('askedRestores.reasonHint')}
          onAct={(reason) => api('requestRestore', { params: { userId, deviceId }, body: { reason } })}
          onClose={(isDone) => {
            setAsking(false);
            if (!isDone) return;
            setAsked(true);
            void queries.invalidateQueries({ queryKey: ['restore-requests'] });
          }}
        >
          <Text>{t('askedRestores.askText', { device: deviceName })}</Text>
        </AskFirst>
      ) : null}
    </>
  );
}
