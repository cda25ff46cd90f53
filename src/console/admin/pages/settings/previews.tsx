// Features that Microsoft has announced and not released: what each changes, its terms, and whether the organization accepted
// them. Only with accepted terms does a choice that needs one count.

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  Button,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Flight } from '../../../../protocol/operations/flights.ts';
import { dateTime } from '../../../shared/i18n.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';

export function Previews() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const query = useQuery({ queryKey: ['flights'], queryFn: ({ signal }) => api('listFlights', { signal }) });
  return (
    <Section title={t('settings.previews.title')} purpose={t('settings.previews.purpose')}>
      <Loaded query={query}>
        {({ flights }) => (
          <Accordion multiple collapsible>
            {flights.map((flight) => (
              <Preview key={flight.flightId} flight={flight} />
            ))}
          </Accordion>
        )}
      </Loaded>
    </Section>
  );
}

function Preview({ flight }: { readonly flight: Flight }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const queries = useQueryClient();
  const mayChange = useMay('policy.manage') === true;
  const { flightId, name, changes, terms, isOpen, isChosen, accepted } = flight;
  const change = useMutation({
    mutationFn: (isAccepted: boolean) =>
      isAccepted
        ? api('acceptFlight', { params: { flightId }, body: { termsVersion: terms.version } })
        : api('withdrawFlight', { params: { flightId } }),
    onSettled: () =>
      Promise.all(['flights', 'tenant-choices'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const state = isOpen ? (isChosen ? 'inForce' : 'accepted') : 'notAccepted';
  return (
    <AccordionItem value={flightId}>
      <AccordionHeader>
        <span className={styles.header}>
          {name}
          <Badge appearance="tint" color={isOpen ? 'success' : 'informative'}>
            {t(`settings.previews.states.${state}`)}
          </Badge>
        </span>
      </AccordionHeader>
      <AccordionPanel>
        <div className={styles.panel}>
          <Text>{changes}</Text>
          <Text className={styles.quiet}>{terms.text}</Text>
          {isOpen && accepted !== null ? (
            <Text className={styles.quiet}>
              {t('settings.previews.by', { name: accepted.by, when: dateTime(accepted.at) })}
            </Text>
          ) : null}
          <Button disabled={!mayChange || change.isPending} onClick={() => change.mutate(!isOpen)}>
            {t(isOpen ? 'settings.previews.withdraw' : 'settings.previews.accept')}
          </Button>
          {change.error === null ? null : <Failed error={change.error} onRetry={change.reset} />}
        </div>
      </AccordionPanel>
    </AccordionItem>
  );
}

const useStyles = makeStyles({
  header: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  panel: {
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
    maxWidth: '72ch',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});
