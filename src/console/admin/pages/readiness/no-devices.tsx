// What to do where nothing is known of any device: exports are enough.

import { makeStyles, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Command } from '../../../shared/command.tsx';
import { Empty } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';

export function NoDevices() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { session } = useConnection();
  return (
    <div className={styles.page}>
      <Empty title={t('readiness.none.title')} hint={t('readiness.none.hint')} icon={<DesktopRegular />} />
      <Command purpose={t('readiness.none.import')} text={`keepsake import --tenant ${session.tenantId} exports/`} />
      <Command purpose={t('readiness.none.offline')} text="keepsake readiness exports/ --html readiness.html" />
      <Link to="/conditional-access/import" className={styles.link}>
        {t('readiness.none.access')}
      </Link>
      <Link to="/setup" className={styles.link}>
        {t('readiness.none.setup')}
      </Link>
    </div>
  );
}

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '720px',
    marginInline: 'auto',
  },
  link: { color: tokens.colorBrandForegroundLink, justifySelf: 'start' },
});
