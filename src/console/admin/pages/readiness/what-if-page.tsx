// What would happen if: a change that somebody thinks of, and who it would help or hurt. It is counted and never made.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { QuestionCircleRegular } from '@fluentui/react-icons';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { changeOf } from './change.ts';
import { ChangeForm } from './change-form.tsx';
import { Forecast } from './forecast.tsx';
import { ReadersOnly } from './readers-only.tsx';
import type { ChangeSearch } from './readiness-search.ts';
import { ReadinessTabs } from './readiness-tabs.tsx';

const route = getRouteApi('/readiness/what-if');

export function ReadinessWhatIfPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<ChangeSearch>): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  return (
    <>
      <ReadinessTabs here="whatIf" assume={wanted.assume} onAssume={(assume) => change({ assume })} />
      <ReadersOnly>
        <div className={styles.page}>
          <Section title={t('readiness.whatIf.title')} purpose={t('readiness.whatIf.intro')}>
            <ChangeForm
              wanted={wanted}
              onChange={change}
              onKind={(kind) => void navigate({ search: ({ assume }) => ({ assume, kind }), replace: true })}
            />
          </Section>
          <Answer wanted={wanted} />
        </div>
      </ReadersOnly>
    </>
  );
}

function Answer({ wanted }: { readonly wanted: ChangeSearch }) {
  const { t } = useTranslation();
  const asked = changeOf(wanted);
  if (asked !== undefined) return <Forecast change={asked} assume={wanted.assume} />;
  if (wanted.kind !== undefined) return <Text role="status">{t('readiness.whatIf.incomplete')}</Text>;
  return (
    <Empty
      title={t('readiness.whatIf.start')}
      hint={t('readiness.whatIf.startHint')}
      icon={<QuestionCircleRegular />}
    />
  );
}

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '1200px',
  },
});
