// What Conditional Access says of a restore: in general, for anybody on a device that has just joined, or for a chosen person and
// device. Both moments count: Windows setup, where nothing has found the device compliant yet, and the first sign-in.

import { Checkbox, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { FindPerson } from '../../find-person.tsx';
import type { RestoreCheckSearch } from './access-search.ts';
import { AccessTabs } from './access-tabs.tsx';
import { CountryChoice } from './country-choice.tsx';
import { KEY } from './queries.ts';
import { RestoreAnswer } from './restore-answer.tsx';

const route = getRouteApi('/conditional-access/restore');

export function RestoreCheckPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: RestoreCheckSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  const query = useQuery({
    queryKey: [KEY, 'restore', wanted],
    queryFn: ({ signal }) =>
      api('explainRestoreAccess', {
        query: {
          ...(wanted.user === undefined ? {} : { userId: wanted.user }),
          ...(wanted.device === undefined ? {} : { deviceId: wanted.device }),
          ...(wanted.country === undefined ? {} : { country: wanted.country }),
          ...(wanted.asOn === undefined ? {} : { reportOnlyAsOn: true }),
        },
        signal,
      }),
  });
  return (
    <>
      <AccessTabs here="restore" />
      <div className={styles.form} role="group" aria-label={t('conditionalAccess.form.title')}>
        <FindPerson
          label={t('conditionalAccess.form.userOptional')}
          value={wanted.user}
          onChange={(user) => change({ user, device: undefined })}
        />
        <DeviceChoice wanted={wanted} onChange={(device) => change({ device })} />
        <CountryChoice value={wanted.country} onChange={(country) => change({ country })} />
        <Checkbox
          label={t('conditionalAccess.form.asOn')}
          checked={wanted.asOn === true}
          onChange={(_, { checked }) => change({ asOn: checked === true ? true : undefined })}
        />
      </div>
      <Loaded query={query}>{(answer) => <RestoreAnswer answer={answer} userId={wanted.user} />}</Loaded>
    </>
  );
}

/** The person's own; without one, the device that nobody has yet. */
function DeviceChoice(props: { readonly wanted: RestoreCheckSearch; readonly onChange: (deviceId?: string) => void }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const { user, device } = props.wanted;
  const { data } = useQuery({
    queryKey: ['fleet', 'of', user],
    queryFn: ({ signal }) => api('listFleet', { query: { userId: user ?? '', limit: 50 }, signal }),
    enabled: user !== undefined,
    retry: false,
  });
  const devices = data?.devices ?? [];
  return (
    <Field label={t('conditionalAccess.form.deviceOfPerson')}>
      <Select
        value={device ?? ''}
        disabled={devices.length === 0 && device === undefined}
        onChange={(_, { value }) => props.onChange(value === '' ? undefined : value)}
      >
        <option value="">{t('conditionalAccess.form.newDevice')}</option>
        {devices.map(({ deviceId, displayName }) => (
          <option key={deviceId} value={deviceId}>
            {displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalXL,
  },
});
