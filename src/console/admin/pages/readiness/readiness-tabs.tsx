// The two sides of readiness: as it is, and as it would be. What both take for granted is chosen here, and goes along.

import { makeStyles, Switch, Tab, TabList, tokens } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/page-title.tsx';

type Props = {
  readonly here: 'report' | 'whatIf';
  readonly assume: 'backups' | undefined;
  readonly onAssume: (assume: 'backups' | undefined) => void;
};

export function ReadinessTabs({ here, assume, onAssume }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <>
      <PageTitle title={t('readiness.title')} purpose={t('readiness.purpose')} />
      <div className={styles.line}>
        <TabList
          selectedValue={here}
          aria-label={t('readiness.title')}
          onTabSelect={(_, { value }) =>
            void navigate({
              to: value === 'whatIf' ? '/readiness/what-if' : '/readiness',
              search: assume === undefined ? {} : { assume },
            })
          }
        >
          <Tab value="report">{t('readiness.tabs.report')}</Tab>
          <Tab value="whatIf">{t('readiness.tabs.whatIf')}</Tab>
        </TabList>
        <Switch
          checked={assume === 'backups'}
          label={t('readiness.assumeBackups')}
          onChange={(_, { checked }) => onAssume(checked ? 'backups' : undefined)}
        />
      </div>
    </>
  );
}

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalL,
    '@media print': { display: 'none' },
  },
});
