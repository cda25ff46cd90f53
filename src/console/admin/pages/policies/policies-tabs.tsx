// The two sides of policies: what was decided, and what holds for somebody.

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/page-title.tsx';

export function PoliciesTabs({ here }: { readonly here: 'policies' | 'effective' }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <>
      <PageTitle title={t('policies.title')} purpose={t('policies.purpose')} />
      <TabList
        className={styles.tabs}
        selectedValue={here}
        aria-label={t('policies.title')}
        onTabSelect={(_, { value }) =>
          void navigate({ to: value === 'effective' ? '/policies/effective' : '/policies' })
        }
      >
        <Tab value="policies">{t('policies.list')}</Tab>
        <Tab value="effective">{t('policies.effective.title')}</Tab>
      </TabList>
    </>
  );
}

const useStyles = makeStyles({ tabs: { marginBottom: tokens.spacingVerticalL } });
