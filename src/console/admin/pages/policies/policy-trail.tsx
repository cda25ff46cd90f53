// Where one is below the list of policies.

import { Breadcrumb, BreadcrumbDivider, BreadcrumbItem, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function PolicyTrail({ here }: { readonly here: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Breadcrumb aria-label={t('device.where')}>
      <BreadcrumbItem>
        <Link to="/policies" className={styles.link}>
          {t('policies.title')}
        </Link>
      </BreadcrumbItem>
      <BreadcrumbDivider />
      <BreadcrumbItem aria-current="page">{here}</BreadcrumbItem>
    </Breadcrumb>
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
