// "Welcome back": the devices to choose from, what each would bring and what stays behind, and the two ways to go on.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DesktopArrowDownRegular, SparkleRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORY_IDS } from '../../domain/catalog/category.ts';
import type { ExperienceAbout, RestoreView } from '../../protocol/experience.ts';
import type { OfferedProfile } from '../../protocol/operations/restore.ts';
import { relativeTime } from '../shared/i18n.ts';
import { tell } from './agent.ts';
import { givenName } from './given-name.ts';
import { Stage } from './stage.tsx';

type Props = { readonly about: ExperienceAbout; readonly offer: Extract<RestoreView, { kind: 'offered' }> };

export function Choose({ about, offer: { profiles, asking } }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [chosen, setChosen] = useState(profiles[0]?.profileId ?? '');
  const [isDeclining, setDeclining] = useState(false);
  const restore = useMutation({ mutationFn: () => tell('/api/restore', { profileId: chosen }) });
  if (isDeclining) return <SetUpAsNew onBack={() => setDeclining(false)} />;
  const name = givenName(about.person);
  const profile = profiles.find(({ profileId }) => profileId === chosen);
  return (
    <Stage
      icon={DesktopArrowDownRegular}
      title={name === undefined ? t('experience.choose.welcome') : t('experience.choose.welcomeName', { name })}
      lead={t(about.phase === 'inUse' ? 'experience.choose.leadInUse' : 'experience.choose.lead', {
        device: about.deviceName,
      })}
      actions={
        <>
          {about.phase === 'inUse' ? (
            <NotNow />
          ) : (
            <Button size="large" onClick={() => setDeclining(true)}>
              {t('experience.choose.new')}
            </Button>
          )}
          <Button
            appearance="primary"
            size="large"
            disabled={restore.isPending || profile === undefined}
            onClick={() => restore.mutate()}
          >
            {t('experience.choose.restore')}
          </Button>
        </>
      }
    >
      <Text className={styles.account}>{about.person}</Text>
      {asking === undefined ? null : (
        <MessageBar layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('experience.choose.asks', { by: asking.requestedBy })}</MessageBarTitle>
            {t('experience.choose.asksWhy', { reason: asking.reason })}
          </MessageBarBody>
        </MessageBar>
      )}
      <RadioGroup
        value={chosen}
        onChange={(_, { value }) => setChosen(value)}
        aria-label={t('experience.choose.devices')}
        className={styles.devices}
      >
        {profiles.map((each) => (
          <Radio
            key={each.profileId}
            value={each.profileId}
            className={each.profileId === chosen ? styles.chosen : styles.device}
            label={<DeviceLabel profile={each} />}
          />
        ))}
      </RadioGroup>
      {profile === undefined ? null : <Contents profile={profile} />}
      {restore.error === null ? null : (
        <MessageBar intent="error">
          <MessageBarBody>{restore.error.message}</MessageBarBody>
        </MessageBar>
      )}
    </Stage>
  );
}

function DeviceLabel({ profile }: { readonly profile: OfferedProfile }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { deviceName, lastConfirmedAt, settingCount, appCount } = profile;
  const counts = [
    t('experience.settings', { count: settingCount }),
    ...(appCount === 0 ? [] : [t('experience.apps', { count: appCount })]),
  ];
  return (
    <span className={styles.label}>
      <Text size={400} weight="semibold">
        {deviceName}
      </Text>
      <Text className={styles.quiet}>
        {lastConfirmedAt === null
          ? t('experience.choose.ageUnknown')
          : t('experience.choose.age', { when: relativeTime(lastConfirmedAt, Date.now()) })}
        {' · '}
        {counts.join(' · ')}
      </Text>
    </span>
  );
}

function Contents({ profile: { categories, appCount } }: { readonly profile: OfferedProfile }) {
  const { t } = useTranslation();
  const styles = useStyles();
  // As the Settings app has them; what this version does not know comes last.
  const known = CATEGORY_IDS.filter((id) => categories.includes(id));
  const names = [...new Set([...known, ...categories])].map((category) =>
    t(`experience.categories.${category}`, { defaultValue: category }),
  );
  return (
    <div className={styles.contents}>
      <section>
        <h2 className={styles.heading}>{t('experience.choose.comes')}</h2>
        <ul className={styles.list}>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
          {appCount === 0 ? null : <li>{t('experience.choose.apps', { count: appCount })}</li>}
        </ul>
      </section>
      <section>
        <h2 className={styles.heading}>{t('experience.choose.stays')}</h2>
        <ul className={styles.list}>
          <li>{t('experience.choose.notFiles')}</li>
          <li>{t('experience.choose.notPasswords')}</li>
          <li>{t('experience.choose.notPrograms')}</li>
          <li>{t('experience.choose.notManaged')}</li>
        </ul>
      </section>
    </div>
  );
}

/** In use a no is no word for ever: it is not asked about again. */
function NotNow() {
  const { t } = useTranslation();
  const cancel = useMutation({ mutationFn: () => tell('/api/cancel') });
  return (
    <Button size="large" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
      {t('experience.later')}
    </Button>
  );
}

/** Asked once, on a page of its own: it is the one word here that is final for this enrollment. */
function SetUpAsNew({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const refuse = useMutation({ mutationFn: () => tell('/api/set-up-as-new') });
  return (
    <Stage
      icon={SparkleRegular}
      title={t('experience.choose.newTitle')}
      lead={t('experience.choose.newText')}
      actions={
        <>
          <Button size="large" onClick={onBack}>
            {t('experience.back')}
          </Button>
          <Button appearance="primary" size="large" disabled={refuse.isPending} onClick={() => refuse.mutate()}>
            {t('experience.choose.newConfirm')}
          </Button>
        </>
      }
    />
  );
}

const device = {
  boxSizing: 'border-box' as const,
  width: '100%',
  borderRadius: tokens.borderRadiusLarge,
  padding: tokens.spacingVerticalXS,
  border: `1px solid ${tokens.colorNeutralStroke2}`,
};

const useStyles = makeStyles({
  account: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  devices: { rowGap: tokens.spacingVerticalS, maxHeight: '38vh', overflowY: 'auto', padding: '3px' },
  device,
  chosen: {
    ...device,
    border: `1px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
  },
  label: { display: 'grid', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  contents: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalXXL,
  },
  heading: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalL,
    fontSize: tokens.fontSizeBase400,
    lineHeight: 1.5,
    color: tokens.colorNeutralForeground2,
  },
});
