// The rollout, from nothing to everybody: what is to be done next, what was checked and how that shows, the devices that a pilot
// needs, the rings with what was measured in them, and what is left out on purpose. Nothing is ticked; the service looks.

import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { OnlyToSee } from '../../permission.tsx';
import { Checklist } from './checklist.tsx';
import { Exceptions } from './exceptions.tsx';
import { NextStep } from './next-step.tsx';
import { Pilot } from './pilot.tsx';
import { Rings } from './rings.tsx';
import { useChecklist, useRollout } from './use-rollout.ts';

export function RolloutPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const rollout = useRollout();
  const checklist = useChecklist();
  return (
    <>
      <PageTitle title={t('rollout.title')} purpose={t('rollout.purpose')} />
      <div className={styles.page}>
        <OnlyToSee permission="policy.manage" />
        {rollout.data === undefined || rollout.error === null ? null : (
          <Failed error={rollout.error} onRetry={() => void rollout.refetch()} />
        )}
        <Loaded query={rollout}>
          {(it) => (
            <>
              <NextStep rollout={it} />
              <Rings rings={it.rings} />
              <Loaded query={checklist}>
                {({ items, pilot }) => (
                  <>
                    <Checklist items={items} acknowledgements={it.acknowledgements} />
                    <Pilot pilot={pilot} />
                  </>
                )}
              </Loaded>
              <Exceptions exceptions={it.exceptions} />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '1040px',
  },
});
