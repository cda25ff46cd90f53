// What saving a policy would do, before it is saved: whose answers turn, and the occasions that are different then. Asked again once
// somebody pauses; nothing is changed by asking.

import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadinessChangeBody, ReadinessForecast } from '../../../../protocol/operations/readiness.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { useMay } from '../../permission.tsx';
import { Differences } from '../readiness/differences.tsx';
import { ForecastCard } from '../readiness/forecast-card.tsx';
import { useForecast } from '../readiness/use-readiness.ts';
import { isSame, type PolicyDraft } from './graph-policy.ts';
import { useSettingChoices } from './policy-queries.ts';
import { chosenIn, definitionIdOf, type SettingChoice } from './setting-choice.ts';

type Props = {
  readonly draft: PolicyDraft;
  /** In place of which it would be; left out: it would be one more. */
  readonly policyId?: string;
};

/** Nothing for whoever may not see what is decided about devices. */
export function Consequences({ draft, policyId }: Props) {
  const { data: choices } = useSettingChoices();
  const change = useSettled(choices && changeTo(draft, choices, policyId));
  if (useMay('restore.read') !== true || change === undefined) return null;
  return <Asked change={change} />;
}

function Asked({ change }: { readonly change: ReadinessChangeBody }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useForecast(change, undefined);
  return (
    <section className={styles.section} aria-label={t('consequences.title')} aria-busy={query.isFetching}>
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <Spinner size="tiny" label={t('consequences.counting')} labelPosition="after" /> : null}
      {query.data === undefined || query.error !== null ? null : <Counted forecast={query.data} />}
    </section>
  );
}

function Counted({ forecast: { before, after, differences } }: { readonly forecast: ReadinessForecast }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (after.devices === 0) return <Text>{t('consequences.noDevice')}</Text>;
  const turned = differences.filter(({ devices }) => devices.length > 0).map(({ occasion }) => occasion);
  return (
    <>
      <Differences differences={differences} />
      <div className={styles.cards}>
        {after.occasions.map((then) => {
          const now = before.occasions.find(({ occasion }) => occasion === then.occasion);
          const isTurned = now !== undefined && turned.includes(then.occasion);
          return isTurned ? <ForecastCard key={then.occasion} now={now} then={then} /> : null;
        })}
      </div>
    </>
  );
}

/** What the catalog does not know decides nothing here. */
function changeTo(
  { settings, assignments }: PolicyDraft,
  choices: readonly SettingChoice[],
  policyId: string | undefined,
): ReadinessChangeBody {
  const chosen = settings.flatMap((setting) => {
    const choice = choices.find(({ id }) => id.toLowerCase() === definitionIdOf(setting));
    const state = choice && chosenIn(setting, choice).state;
    return choice === undefined || state === undefined ? [] : [{ policy: choice.name, state }];
  });
  const object = policyId === undefined ? {} : { objectId: policyId };
  return { kind: 'policyAs', ...object, settings: chosen, assignments: [...assignments] };
}

/** The same value as long as it goes on changing. */
function useSettled<T extends object>(value: T | undefined): T | undefined {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const isNews = value !== undefined && (settled === undefined || !isSame(value, settled));
    if (!isNews) return;
    const pause = setTimeout(() => setSettled(value), PAUSE_MILLISECONDS);
    return () => clearTimeout(pause);
  }, [value, settled]);
  return settled;
}

const PAUSE_MILLISECONDS = 600;

const useStyles = makeStyles({
  section: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '960px',
    paddingTop: tokens.spacingVerticalL,
    justifyItems: 'stretch',
  },
  cards: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))',
  },
});
