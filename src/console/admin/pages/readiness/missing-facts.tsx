// What nobody knows of devices that nothing refuses, and where each fact is found.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../shared/section.tsx';
import { BehindLink } from './behind-link.tsx';
import { useCounted } from './counts.ts';
import type { PartProps } from './occasion-parts.tsx';

export function MissingFacts({ readiness: { occasion, missing }, assume }: PartProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const counted = useCounted();
  if (missing.length === 0) return null;
  return (
    <Section title={t('readiness.missing.title')} purpose={t('readiness.missing.purpose')}>
      <ul className={styles.facts}>
        {missing.map(({ fact, words, where, devices, people, alone }) => (
          <li key={fact} className={styles.fact}>
            <Text as="h3" weight="semibold" className={styles.heading}>
              {t('readiness.missing.words', { words })}
            </Text>
            <Text>
              <BehindLink
                count={devices}
                behind={{ occasion, fact, assume }}
                label={t('readiness.missing.show', { list: counted.devices(devices), words })}
                text={counted.devices(devices)}
              />
              , {counted.people(people)}.{' '}
              {alone.devices === 0 ? '' : t('readiness.missing.alone', { list: counted.devices(alone.devices) })}
            </Text>
            <Text className={styles.quiet}>{where}</Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const useStyles = makeStyles({
  facts: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalL },
  fact: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXXS,
    breakInside: 'avoid',
    overflowWrap: 'anywhere',
  },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});
