// The restore page during setup: who is offered a restore, pilot groups before everybody, and every change counted before it is
// made and taken back after. What somebody else changed meanwhile is never overwritten: the service compares versions.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { PeopleAddRegular } from '@fluentui/react-icons';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loaded } from '../../shared/page-states.tsx';
import { PageTitle } from '../../shared/page-title.tsx';
import { OnlyToSee, useMay } from '../permission.tsx';
import { ChangeDialog, type Question } from './restore-page/change-dialog.tsx';
import { ConfigurationList } from './restore-page/configuration-list.tsx';
import { type Configuration, isStale, useAct, useConfigurations } from './restore-page/configurations.ts';
import { History } from './restore-page/history.tsx';
import { PilotDrawer } from './restore-page/pilot-drawer.tsx';

const route = getRouteApi('/enrollment');

export function RestorePagePage() {
  const { t } = useTranslation();
  const query = useConfigurations();
  return (
    <>
      <PageTitle title={t('restorePage.title')} purpose={t('restorePage.purpose')} />
      <Loaded query={query}>{(configurations) => <RestorePage configurations={configurations} />}</Loaded>
    </>
  );
}

function RestorePage({ configurations }: { readonly configurations: readonly Configuration[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const isReadOnly = useMay('policy.manage') !== true;
  const [question, setQuestion] = useState<Question>();
  const act = useAct();
  const onEdit = (id: string | undefined): void => {
    act.reset();
    void navigate({ search: id === undefined ? {} : { edit: id } });
  };
  const edited = configurations.find(({ id, priority }) => id === edit && priority > 0);
  return (
    <div className={styles.page}>
      <OnlyToSee permission="policy.manage" />
      <Outcome act={act} />
      <section className={styles.section} aria-label={t('restorePage.order')}>
        <div className={styles.head}>
          <Subtitle1 as="h2" className={styles.heading}>
            {t('restorePage.order')}
          </Subtitle1>
          {isReadOnly ? null : (
            <Button appearance="primary" icon={<PeopleAddRegular />} onClick={() => onEdit('new')}>
              {t('restorePage.pilot.title')}
            </Button>
          )}
        </div>
        <Text className={styles.quiet}>{t('restorePage.orderHint')}</Text>
        <ConfigurationList
          {...{ configurations, isReadOnly, onEdit }}
          onAsk={setQuestion}
          onAct={(it) => act.mutate(it)}
        />
      </section>
      <div className={styles.section}>
        <Subtitle1 as="h2" className={styles.heading}>
          {t('restorePage.history.title')}
        </Subtitle1>
        <History {...{ configurations, isReadOnly }} onAsk={setQuestion} />
      </div>
      <ChangeDialog
        question={question}
        onCancel={() => setQuestion(undefined)}
        onConfirm={(it) => {
          setQuestion(undefined);
          act.mutate(it);
        }}
      />
      {!isReadOnly && (edit === 'new' || edited !== undefined) ? (
        <PilotDrawer
          key={edit}
          configuration={edited}
          isSaving={act.isPending}
          error={act.error}
          onClose={() => onEdit(undefined)}
          onSave={(it) => act.mutate(it, { onSuccess: () => void navigate({ search: {} }) })}
        />
      ) : null}
    </div>
  );
}

/** How the last act ended, and the way back from it. */
function Outcome({ act }: { readonly act: ReturnType<typeof useAct> }) {
  const { t } = useTranslation();
  const { isSuccess, data: back, error } = act;
  const isOvertaken = error !== null && isStale(error);
  return (
    <>
      <div role="status">
        {isSuccess ? (
          <MessageBar intent="success">
            <MessageBarBody>{t('restorePage.saved')}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={() => act.mutate(back)}>{t('restorePage.undo')}</Button>
            </MessageBarActions>
          </MessageBar>
        ) : null}
        {isOvertaken ? (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('restorePage.stale')}</MessageBarBody>
          </MessageBar>
        ) : null}
      </div>
      {error === null || isOvertaken ? null : <Failed error={error} onRetry={act.reset} />}
    </>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXL, maxWidth: '960px' },
  section: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
});
