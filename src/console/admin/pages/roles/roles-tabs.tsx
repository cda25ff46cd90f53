// The sides of roles: who has which, what each allows, and what the reader may do.

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/page-title.tsx';

const PLACES = { assignments: '/roles', definitions: '/roles/definitions', mine: '/roles/mine' } as const;

export function RolesTabs({ here }: { readonly here: keyof typeof PLACES }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <>
      <PageTitle title={t('roles.title')} purpose={t('roles.purpose')} />
      <div className={styles.scroll}>
        <TabList
          selectedValue={here}
          aria-label={t('roles.title')}
          onTabSelect={(_, { value }) => void navigate({ to: PLACES[value as keyof typeof PLACES] })}
        >
          {Object.keys(PLACES).map((it) => (
            <Tab key={it} value={it}>
              {t(`roles.tabs.${it}`)}
            </Tab>
          ))}
        </TabList>
      </div>
    </>
  );
}

const useStyles = makeStyles({ scroll: { overflowX: 'auto', marginBottom: tokens.spacingVerticalL } });
