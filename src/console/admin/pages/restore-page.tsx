// The restore toggle: what holds, and a change that says what it means before it is made. What somebody else changed in the
// meantime is never overwritten: the service compares versions, and the page shows what holds now.

import {
  Button,
  Card,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link as FluentLink,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../../shared/api.ts';
import { dateTime } from '../../shared/i18n.ts';
import { Failed, Loaded } from '../../shared/page-states.tsx';
import { PageTitle } from '../../shared/record-list.tsx';
import { useConnection } from '../api-context.tsx';

type State = 'enabled' | 'disabled' | 'notConfigured';
type Configuration = {
  readonly id: string;
  readonly state: State;
  readonly lastModifiedDateTime: string;
  readonly '@odata.etag': string;
};

const KEY = ['restore-page'];

export function RestorePagePage() {
  const { t } = useTranslation();
  const { api, session } = useConnection();
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const id = `${session.tenantId}_WindowsRestore`;
      return (await api('getEnrollmentConfiguration', { params: { id }, signal })) as unknown as Configuration;
    },
  });
  return (
    <>
      <PageTitle title={t('restorePage.title')} purpose={t('restorePage.purpose')} />
      <Loaded query={query}>{(configuration) => <Toggle configuration={configuration} />}</Loaded>
    </>
  );
}

function Toggle({ configuration }: { readonly configuration: Configuration }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [asked, setAsked] = useState<State>();
  const { change, before, undo } = useChange(configuration);
  const { state, lastModifiedDateTime } = configuration;
  return (
    <Card className={styles.card}>
      <Switch
        checked={state === 'enabled'}
        disabled={change.isPending}
        label={t('restorePage.label')}
        onChange={(_, { checked }) => setAsked(checked ? 'enabled' : 'disabled')}
      />
      <Text>{t(`restorePage.states.${state}`)}</Text>
      <Text className={styles.quiet}>
        {lastModifiedDateTime.startsWith('0001')
          ? t('restorePage.never')
          : t('restorePage.changed', { when: dateTime(lastModifiedDateTime) })}
      </Text>
      <div role="status">
        {change.isSuccess ? (
          <MessageBar intent="success">
            <MessageBarBody>{t('restorePage.saved')}</MessageBarBody>
            <MessageBarActions>
              {before === undefined ? null : <FluentLink onClick={undo}>{t('restorePage.undo')}</FluentLink>}
            </MessageBarActions>
          </MessageBar>
        ) : null}
        {isStale(change.error) ? (
          <MessageBar intent="warning">
            <MessageBarBody>{t('restorePage.stale')}</MessageBarBody>
          </MessageBar>
        ) : null}
      </div>
      {change.error === null || isStale(change.error) ? null : <Failed error={change.error} onRetry={change.reset} />}
      <Dialog open={asked !== undefined} onOpenChange={(_, { open }) => (open ? undefined : setAsked(undefined))}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t(asked === 'enabled' ? 'restorePage.confirmOn' : 'restorePage.confirmOff')}</DialogTitle>
            <DialogContent>
              {t(asked === 'enabled' ? 'restorePage.confirmOnText' : 'restorePage.confirmOffText')}
            </DialogContent>
            <DialogActions>
              <Button onClick={() => setAsked(undefined)}>{t('restorePage.cancel')}</Button>
              <Button
                appearance="primary"
                onClick={() => {
                  if (asked !== undefined) change.mutate(asked);
                  setAsked(undefined);
                }}
              >
                {t('restorePage.save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </Card>
  );
}

/** Changes the toggle from the version that is shown; `undo` goes back to what was there before the last change. */
function useChange({ id, state, '@odata.etag': ifMatch }: Configuration) {
  const { api } = useConnection();
  const queries = useQueryClient();
  const [before, setBefore] = useState<State>();
  const change = useMutation({
    mutationFn: (next: State) =>
      api('updateEnrollmentConfiguration', { params: { id }, body: { '@odata.type': TYPE, state: next }, ifMatch }),
    onMutate: () => setBefore(state),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const undo = (): void => {
    if (before !== undefined) change.mutate(before, { onSuccess: () => setBefore(undefined) });
  };
  return { change, before, undo };
}

function isStale(error: Error | null): boolean {
  return error instanceof ServiceError && error.code === 'stale-version';
}

const TYPE = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';

const useStyles = makeStyles({
  card: { maxWidth: '72ch', padding: tokens.spacingHorizontalXXL, rowGap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
});
