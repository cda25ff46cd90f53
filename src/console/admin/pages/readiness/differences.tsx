// Whose answer a change would turn, by some of their names.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadinessForecast } from '../../../../protocol/operations/readiness.ts';
import { Section } from '../../../shared/section.tsx';
import { useCounted } from './counts.ts';

type Difference = ReadinessForecast['differences'][number];
type Moved = Difference['devices'][number];

export function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const turned = differences.filter(({ devices, people }) => devices.length + people.length > 0);
  return (
    <Section title={t('readiness.whatIf.result')}>
      <div role="status" className={styles.occasions}>
        {turned.length === 0 ? <Text>{t('readiness.whatIf.unchanged')}</Text> : null}
        {turned.map(({ occasion, devices, people }) => (
          <div key={occasion}>
            <Text as="h3" weight="semibold" block className={styles.heading}>
              {t(`readiness.occasions.${occasion}`)}
            </Text>
            <ul className={styles.list}>
              {devices.map((it) => (
                <Turned key={`device ${it.from} ${it.to}`} moved={it} of="devices" />
              ))}
              {people.map((it) => (
                <Turned key={`person ${it.from} ${it.to}`} moved={it} of="people" />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}

function Turned({ moved, of }: { readonly moved: Moved; readonly of: 'devices' | 'people' }) {
  const { t } = useTranslation();
  const counted = useCounted();
  const { from, to, count, sample } = moved;
  return (
    <li>
      {counted[of](count)}:{' '}
      {t('readiness.whatIf.moved', {
        from: t(`readiness.verdicts.${from}`),
        to: t(`readiness.verdicts.${to}`),
      })}{' '}
      ({count > sample.length ? `${t('readiness.whatIf.suchAs')} ` : ''}
      {sample.map((it, at) => (
        <Fragment key={it.id ?? it.name}>
          {at === 0 ? '' : ', '}
          <Named named={it} of={of} />
        </Fragment>
      ))}
      )
    </li>
  );
}

/** Without an id it is known from imported records alone, and has no page. */
function Named({ named: { id, name }, of }: { readonly named: Moved['sample'][number]; readonly of: string }) {
  const styles = useStyles();
  if (id === null) return name;
  return of === 'devices' ? (
    <Link to="/devices/$deviceId" params={{ deviceId: id }} className={styles.link}>
      {name}
    </Link>
  ) : (
    <Link to="/people/$userId" params={{ userId: id }} className={styles.link}>
      {name}
    </Link>
  );
}

const useStyles = makeStyles({
  occasions: { display: 'grid', rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  link: { color: tokens.colorBrandForegroundLink },
});
