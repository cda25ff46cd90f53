// What an organization may have to do with a person's data: keep it, hand it out, destroy it.

import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedPerson } from '../../../protocol/operations/fleet.ts';
import { EraseData } from './person-erase.tsx';
import { ExportData } from './person-export.tsx';
import { Holds } from './person-holds.tsx';

export function PersonData({ person }: { readonly person: ListedPerson }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const whose = { userId: person.userId, personName: person.displayName, signInName: person.userPrincipalName };
  return (
    <div className={styles.parts}>
      <Part title={t('holds.title')} purpose={t('holds.purpose')}>
        <Holds {...whose} />
      </Part>
      <Part title={t('personData.export')} purpose={t('personData.exportPurpose')}>
        <ExportData {...whose} />
      </Part>
      <Part title={t('personData.eraseHeading')} purpose={t('personData.erasePurpose')}>
        <EraseData {...whose} />
      </Part>
    </div>
  );
}

type PartProps = { readonly title: string; readonly purpose: string; readonly children: ReactNode };

function Part({ title, purpose, children }: PartProps) {
  const styles = useStyles();
  return (
    <section aria-label={title} className={styles.part}>
      <div>
        <Subtitle2 as="h3" block className={styles.heading}>
          {title}
        </Subtitle2>
        <Text className={styles.quiet}>{purpose}</Text>
      </div>
      {children}
    </section>
  );
}

const useStyles = makeStyles({
  parts: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXXL },
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    justifyItems: 'start',
  },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});
