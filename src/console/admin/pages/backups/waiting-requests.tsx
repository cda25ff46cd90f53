// Says that somebody's request waits for the reader's decision, wherever backups are listed.

import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApprovals } from './approvals.ts';

export function WaitingRequests() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { data = [] } = useApprovals();
  const count = data.filter(({ state, isOwn }) => state === 'pending' && !isOwn).length;
  return (
    <div role="status" className={styles.status}>
      {data.length === 0 ? null : (
        <MessageBar intent={count === 0 ? 'info' : 'warning'} layout="multiline">
          <MessageBarBody>
            {count === 0 ? t('backups.requests.none') : t('backups.requests.waiting', { count })}{' '}
            <Link to="/backups/requests" className={styles.link}>
              {t('backups.requests.see')}
            </Link>
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

const useStyles = makeStyles({
  status: { ':not(:empty)': { marginBottom: tokens.spacingVerticalL } },
  link: { color: tokens.colorBrandForegroundLink },
});
