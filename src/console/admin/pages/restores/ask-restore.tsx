// "Restore settings…": asks that a person is offered a restore on one of their devices. Their device asks the service; they read
// the reason, and they decide.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowCounterclockwiseRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { AskFirst } from '../backups/ask-first.tsx';
import { ChooseBackup, type WantedBackup } from './choose-backup.tsx';

type Props = {
  readonly userId: string;
  readonly deviceId: string;
  readonly deviceName: string;
  /** Where the page is not about one person alone. */
  readonly person?: string;
};

/** Nothing for whoever may not. */
export function AskRestore({ userId, deviceId, deviceName, person }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [wanted, setWanted] = useState<WantedBackup>({});
  if (useMay('restore.request') !== true) return null;
  return (
    <>
      <Button
        size="small"
        icon={<ArrowCounterclockwiseRegular />}
        aria-label={
          person === undefined
            ? t('askedRestores.askFor', { device: deviceName })
            : t('askedRestores.askForPerson', { device: deviceName, person })
        }
        onClick={() => {
          setWanted({});
          setAsking(true);
        }}
      >
        {t('askedRestores.ask')}
      </Button>
      <Text role="status">{isAsked ? t('askedRestores.asked') : ''}</Text>
      {isAsking ? (
        <AskFirst
          title={t('askedRestores.askTitle', { device: deviceName })}
          act={t('askedRestores.askAct')}
          reasonHint={t('askedRestores.reasonHint')}
          onAct={(reason) => api('requestRestore', { params: { userId, deviceId }, body: { reason, ...wanted } })}
          onClose={(isDone) => {
            setAsking(false);
            if (!isDone) return;
            setAsked(true);
            void queries.invalidateQueries({ queryKey: ['restore-requests'] });
          }}
        >
          <div className={styles.content}>
            <Text>{t('askedRestores.askText', { device: deviceName })}</Text>
            <ChooseBackup userId={userId} wanted={wanted} onChange={setWanted} />
          </div>
        </AskFirst>
      ) : null}
    </>
  );
}

const useStyles = makeStyles({ content: { display: 'grid', rowGap: tokens.spacingVerticalL } });
