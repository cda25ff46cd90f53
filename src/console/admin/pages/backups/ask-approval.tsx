// The second person: asking for one, waiting, and what became of it. Whoever waits sees the answer when it is there.

import { Button, Card, Field, makeStyles, Select, Spinner, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { PersonAvailableRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../../shared/ago.tsx';
import { minutes as inMinutes } from '../../../shared/i18n.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { rolesWith } from '../../permission.tsx';
import { APPROVALS_KEY, useApprovals } from './approvals.ts';

type Props = {
  readonly userId: string;
  readonly personName: string;
  readonly reason: string;
  readonly onApproved: () => void;
};

export function AskApproval(props: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useApprovals();
  const mine = query.data?.find(({ isOwn, userId }) => isOwn && userId === props.userId);
  const state = mine?.state;
  const before = useRef(state);
  const { onApproved } = props;
  useEffect(() => {
    // Only on seeing it happen: what is approved and still refused was used, and asking again would not help.
    if (before.current === 'pending' && state === 'approved') onApproved();
    before.current = state;
  }, [state, onApproved]);
  return (
    <Card className={styles.card}>
      <Subtitle2 as="h3" className={styles.heading}>
        {t('backups.approval.title')}
      </Subtitle2>
      <Loaded query={query}>
        {() =>
          mine?.state === 'pending' ? (
            <Text role="status" className={styles.waiting}>
              <Spinner size="tiny" aria-hidden />
              <span>
                {t('backups.approval.waiting', { roles: rolesWith('approval.decide') })} <Ago at={mine.requestedAt} />
              </span>
            </Text>
          ) : (
            <>
              {mine === undefined ? null : (
                <Text role="status">
                  {t(`backups.approval.was.${mine.state}`)} <Ago at={mine.usedAt ?? mine.decidedAt} otherwise="" />
                </Text>
              )}
              <Ask {...props} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function Ask({ userId, personName, reason }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const queries = useQueryClient();
  const [minutes, setMinutes] = useState(60);
  const asking = useMutation({
    mutationFn: () => api('requestApproval', { params: { userId }, body: { reason, once: false, minutes } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: APPROVALS_KEY }),
  });
  return (
    <>
      <Text className={styles.quiet}>{t('backups.approval.why', { person: personName, reason })}</Text>
      <Field label={t('backups.approval.howLong')} className={styles.field}>
        <Select value={String(minutes)} onChange={(_, { value }) => setMinutes(Number(value))}>
          {MINUTES.map((it) => (
            <option key={it} value={it}>
              {inMinutes(it)}
            </option>
          ))}
        </Select>
      </Field>
      {asking.error === null ? null : <Failed error={asking.error} onRetry={asking.reset} />}
      <Button
        appearance="primary"
        icon={<PersonAvailableRegular />}
        disabled={asking.isPending}
        onClick={() => asking.mutate()}
      >
        {t('backups.approval.ask')}
      </Button>
    </>
  );
}

/** Eight hours are the most that the service gives. */
const MINUTES = [30, 60, 240, 480] as const;

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalM, alignItems: 'start' },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  waiting: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  field: { minWidth: '200px' },
});
