// The sides of Conditional Access: what the organization has, what would happen to a sign-in, and what happens to a restore.

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/page-title.tsx';

const PLACES = {
  policies: '/conditional-access',
  restore: '/conditional-access/restore',
  whatIf: '/conditional-access/what-if',
  locations: '/conditional-access/locations',
  strengths: '/conditional-access/strengths',
} as const;

export function AccessTabs({ here }: { readonly here: keyof typeof PLACES }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <>
      <PageTitle title={t('conditionalAccess.title')} purpose={t('conditionalAccess.purpose')} />
      <div className={styles.scroll}>
        <TabList
          selectedValue={here}
          aria-label={t('conditionalAccess.title')}
          onTabSelect={(_, { value }) => void navigate({ to: PLACES[value as keyof typeof PLACES] })}
        >
          {Object.keys(PLACES).map((it) => (
            <Tab key={it} value={it}>
              {t(`conditionalAccess.tabs.${it}`)}
            </Tab>
          ))}
        </TabList>
      </div>
    </>
  );
}

const useStyles = makeStyles({ scroll: { overflowX: 'auto', marginBottom: tokens.spacingVerticalL } });
