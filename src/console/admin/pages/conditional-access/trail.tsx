// The way back to the policies.

import { Breadcrumb, BreadcrumbItem, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function Trail() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Breadcrumb aria-label={t('device.where')} className={styles.place}>
      <BreadcrumbItem>
        <Link to="/conditional-access" className={styles.link}>
          {t('conditionalAccess.title')}
        </Link>
      </BreadcrumbItem>
    </Breadcrumb>
  );
}

const useStyles = makeStyles({
  place: { marginBottom: tokens.spacingVerticalS },
  link: { color: tokens.colorBrandForegroundLink },
});
