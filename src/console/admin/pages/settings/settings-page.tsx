// What the organization has set for itself, part by part. Each part says what is changed here, and of the rest with which
// command whoever runs the service changes it.

import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/page-title.tsx';
import { Access } from './access.tsx';
import { Identity } from './identity.tsx';
import { Keys } from './keys.tsx';
import { RestoreChoices } from './restore-choices.tsx';
import { Retention } from './retention.tsx';
import { SETTINGS_SECTIONS, type SettingsSection } from './sections.ts';

const route = getRouteApi('/settings');

const PARTS = {
  identity: Identity,
  keys: Keys,
  retention: Retention,
  access: Access,
  restore: RestoreChoices,
} as const satisfies Record<SettingsSection, unknown>;

export function SettingsPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { section = 'identity' } = route.useSearch();
  const navigate = route.useNavigate();
  const Part = PARTS[section];
  return (
    <>
      <PageTitle title={t('settings.title')} purpose={t('settings.purpose')} />
      <TabList
        selectedValue={section}
        onTabSelect={(_, { value }) => void navigate({ search: { section: value as SettingsSection }, replace: true })}
        aria-label={t('settings.parts')}
      >
        {SETTINGS_SECTIONS.map((name) => (
          <Tab key={name} value={name}>
            {t(`settings.${name}.title`)}
          </Tab>
        ))}
      </TabList>
      <div className={styles.page}>
        <Part />
      </div>
    </>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalL, paddingTop: tokens.spacingVerticalL, maxWidth: '960px' },
});
