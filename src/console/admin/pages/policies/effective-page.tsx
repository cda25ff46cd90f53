// Which policies hold for one person on one device, and who said so: the question after every change.

import { Field, makeStyles, Select, Subtitle1, Switch, Text, tokens } from '@fluentui/react-components';
import { PersonSearchRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EffectivePolicy } from '../../../../protocol/operations/policy.ts';
import { Empty, Loaded } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { FindPerson } from '../../find-person.tsx';
import { EffectiveValues } from './effective-values.tsx';
import { PoliciesTabs } from './policies-tabs.tsx';
import { useEffectivePolicy } from './policy-queries.ts';

const route = getRouteApi('/policies/effective');

export function EffectivePage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { user, device, all = false } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PoliciesTabs here="effective" />
      <Text block className={styles.purpose}>
        {t('policies.effective.purpose')}
      </Text>
      <div className={styles.controls}>
        <FindPerson
          label={t('policies.effective.person')}
          value={user}
          onChange={(userId) => void navigate({ search: { user: userId, all } })}
        />
        {user === undefined ? null : (
          <DeviceChoice
            userId={user}
            deviceId={device}
            onPick={(deviceId) =>
              void navigate({ search: { user, device: deviceId, all }, replace: device === undefined })
            }
          />
        )}
        <Switch
          checked={all}
          label={t('policies.effective.all')}
          onChange={(_, { checked }) => void navigate({ search: (now) => ({ ...now, all: checked }), replace: true })}
        />
      </div>
      {user === undefined || device === undefined ? (
        <Empty
          title={t('policies.effective.choose')}
          hint={t('policies.effective.chooseHint')}
          icon={<PersonSearchRegular />}
        />
      ) : (
        <Effective params={{ userId: user, deviceId: device }} isWhole={all} />
      )}
    </>
  );
}

type EffectiveProps = {
  readonly params: { readonly userId: string; readonly deviceId: string };
  readonly isWhole: boolean;
};

function Effective({ params, isWhole }: EffectiveProps) {
  const styles = useStyles();
  const query = useEffectivePolicy(params);
  return (
    <Loaded query={query}>
      {(policy) => (
        <div className={styles.effective}>
          <Summary policy={policy} />
          <EffectiveValues policy={policy} isWhole={isWhole} />
        </div>
      )}
    </Loaded>
  );
}

/** What follows, in sentences. */
function Summary({ policy }: { readonly policy: EffectivePolicy }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { userPrincipalName, deviceId, deviceName, values, restorePage, excludedCategories, optedIn } = policy;
  const stateOf = (name: string) => values.find((it) => it.policy === name)?.state ?? 'notConfigured';
  const list = new Intl.ListFormat(i18next.language).format(
    excludedCategories.map((it) => t(`experience.categories.${it}`)),
  );
  return (
    <div className={styles.summary}>
      <Subtitle1 as="h2" className={styles.heading}>
        {t('policies.effective.of', { person: userPrincipalName, device: deviceName })}
      </Subtitle1>
      <ul className={styles.sentences}>
        <li>{t(`policies.effective.backup.${stateOf('EnableWindowsBackup')}`)}</li>
        <li>{t(`policies.effective.restorePage.${restorePage.state}`)}</li>
        <li>{t(`policies.effective.restore.${stateOf('EnableWindowsRestore')}`)}</li>
        {excludedCategories.length === 0 ? null : <li>{t('policies.effective.leftOut', { list })}</li>}
        {optedIn.length === 0 ? null : <li>{t('policies.effective.optedIn', { count: optedIn.length })}</li>}
      </ul>
      <Link to="/devices/$deviceId" params={{ deviceId }} className={styles.link}>
        {t('policies.effective.toDevice')}
      </Link>
    </div>
  );
}

type DeviceProps = {
  readonly userId: string;
  readonly deviceId: string | undefined;
  readonly onPick: (deviceId: string) => void;
};

/** The only device of somebody needs no choosing. */
function DeviceChoice({ userId, deviceId, onPick }: DeviceProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const { data } = useQuery({
    queryKey: ['fleet', 'of', userId],
    queryFn: ({ signal }) => api('listFleet', { query: { userId, limit: 100 }, signal }),
  });
  return (
    <Field
      label={t('policies.effective.device')}
      {...(data?.devices.length === 0
        ? { validationMessage: t('policies.effective.noDevice'), validationState: 'none' }
        : {})}
    >
      <Select value={deviceId ?? ''} onChange={(_, { value }) => (value === '' ? undefined : onPick(value))}>
        <option value="">{t('policies.effective.chooseDevice')}</option>
        {data?.devices.map((it) => (
          <option key={it.deviceId} value={it.deviceId}>
            {it.displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const useStyles = makeStyles({
  purpose: { color: tokens.colorNeutralForeground2, maxWidth: '80ch', marginBottom: tokens.spacingVerticalM },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalL,
  },
  effective: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '1000px',
  },
  summary: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  sentences: { margin: 0, display: 'grid', rowGap: tokens.spacingVerticalXS },
  link: { color: tokens.colorBrandForegroundLink },
});
