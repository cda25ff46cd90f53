// Know before a single machine is wiped: who would be backed up and offered a restore, who not and why, and what to do first.
// The service counts; every number of devices leads to the list behind it.

import { Button, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { PrintRegular } from '@fluentui/react-icons';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Occasion, OCCASIONS } from '../../../../domain/enrollment/phase.ts';
import type { ReadinessAnswer } from '../../../../protocol/operations/readiness.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useCounted } from './counts.ts';
import { NoDevices } from './no-devices.tsx';
import { OccasionCard } from './occasion-card.tsx';
import { OccasionParts } from './occasion-parts.tsx';
import { ReadersOnly } from './readers-only.tsx';
import { ReadinessTabs } from './readiness-tabs.tsx';
import { useReadiness } from './use-readiness.ts';

const route = getRouteApi('/readiness');

export function ReadinessPage() {
  const { assume } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <ReadinessTabs
        here="report"
        assume={assume}
        onAssume={(next) => void navigate({ search: (now) => ({ ...now, assume: next }), replace: true })}
      />
      <ReadersOnly>
        <Report />
      </ReadersOnly>
    </>
  );
}

function Report() {
  const { assume } = route.useSearch();
  const query = useReadiness(assume);
  return (
    <>
      {query.data === undefined || query.error === null ? null : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      <Loaded query={query}>
        {(answer) => (answer.report.devices === 0 ? <NoDevices /> : <Counted answer={answer} />)}
      </Loaded>
    </>
  );
}

function Counted({ answer: { report, assumptions, buildTableVersion } }: { readonly answer: ReadinessAnswer }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { assume, occasion = 'backup' } = route.useSearch();
  const counted = useCounted();
  const chosen = report.occasions.find((it) => it.occasion === occasion);
  return (
    <div className={styles.page}>
      <div className={styles.line}>
        <Text role="status">
          {t('readiness.looked', { devices: counted.devices(report.devices), people: counted.people(report.people) })}
        </Text>
        <Button icon={<PrintRegular />} onClick={() => window.print()}>
          {t('list.print')}
        </Button>
      </div>
      <div className={styles.cards}>
        {report.occasions.map((it) => (
          <OccasionCard key={it.occasion} readiness={it} assume={assume} />
        ))}
      </div>
      <Occasions chosen={occasion} />
      {chosen === undefined ? null : <OccasionParts readiness={chosen} assume={assume} />}
      <Section title={t('readiness.assumed.title')}>
        <ul className={styles.assumptions}>
          {assumptions.map((it) => (
            <li key={it}>{it}</li>
          ))}
          <li>{t('readiness.assumed.builds', { version: buildTableVersion })}</li>
        </ul>
      </Section>
    </div>
  );
}

/** On paper, where nothing is chosen, it is a heading. */
function Occasions({ chosen }: { readonly chosen: Occasion }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = route.useNavigate();
  return (
    <div>
      <Text as="h2" size={500} weight="semibold" block className={styles.heading}>
        {t('readiness.choose')}
        <span className={styles.onPaper}>: {t(`readiness.occasions.${chosen}`)}</span>
      </Text>
      <TabList
        selectedValue={chosen}
        aria-label={t('readiness.choose')}
        onTabSelect={(_, { value }) => {
          const occasion = OCCASIONS.find((it) => it === value);
          void navigate({ search: (now) => ({ ...now, occasion }), replace: true, resetScroll: false });
        }}
      >
        {OCCASIONS.map((it) => (
          <Tab key={it} value={it}>
            {t(`readiness.occasions.${it}`)}
          </Tab>
        ))}
      </TabList>
    </div>
  );
}

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '1200px',
    '@media print': { display: 'block' },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  cards: {
    display: 'grid',
    gap: tokens.spacingHorizontalXL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))',
    '@media print': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  heading: { margin: 0 },
  onPaper: { display: 'none', '@media print': { display: 'inline' } },
  assumptions: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});
