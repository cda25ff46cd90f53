// The help desk: a name as it is said on the phone, and the story of that person's last attempts, with the cause and the fix first.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { PersonSearchRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StoriesAnswer, StoryPerson } from '../../../../protocol/operations/help-desk.ts';
import { Empty, Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { Section } from '../../../shared/section.tsx';
import { ListSearch } from '../../../shared/list-controls.tsx';
import { useConnection } from '../../api-context.tsx';
import { StoryView } from './story-view.tsx';

const route = getRouteApi('/help-desk');

export function HelpDeskPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const navigate = route.useNavigate();
  const { search, person: userId } = route.useSearch();
  const asked = userId === undefined ? search && { search } : { userId };
  const query = useQuery({
    queryKey: ['stories', asked],
    queryFn: ({ signal }) => api('findStories', { query: asked || {}, signal }),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageTitle title={t('helpDesk.title')} purpose={t('helpDesk.purpose')} />
      <div className={styles.page}>
        <ListSearch
          value={search}
          onChange={(text) => void navigate({ search: text === undefined ? {} : { search: text }, replace: true })}
        />
        {asked === undefined ? (
          <Empty title={t('helpDesk.start')} hint={t('helpDesk.startHint')} icon={<PersonSearchRegular />} />
        ) : (
          <Loaded query={query}>{(answer) => <Found answer={answer} />}</Loaded>
        )}
      </div>
    </>
  );
}

function Found({ answer: { people, story } }: { readonly answer: StoriesAnswer }) {
  const { t } = useTranslation();
  if (people.length === 0) {
    return <Empty title={t('helpDesk.nobody')} hint={t('helpDesk.nobodyHint')} icon={<PersonSearchRegular />} />;
  }
  return story === null ? <Several people={people} /> : <StoryView story={story} />;
}

function Several({ people }: { readonly people: readonly StoryPerson[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Section title={t('helpDesk.several', { count: people.length })}>
      <ul className={styles.list}>
        {people.map(({ userId, displayName, userPrincipalName, devices }) => (
          <li key={userId} className={styles.person}>
            <Link to="/help-desk" search={(before) => ({ ...before, person: userId })} className={styles.link}>
              {displayName} ({userPrincipalName})
            </Link>
            <Text className={styles.quiet}>{devices.join(', ')}</Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXL, maxWidth: '960px' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  person: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  link: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold, justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});
