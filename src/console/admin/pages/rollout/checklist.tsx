// The checklist: each item with the evidence that it was judged by, and what helps where something is missing.

import { Badge, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RolloutAcknowledgement, RolloutChecklist } from '../../../../protocol/operations/rollout.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Section } from '../../../shared/section.tsx';
import { Acknowledge } from './acknowledge.tsx';
import { Mark } from './mark.tsx';
import { useTraitWords } from './trait-words.ts';

type Item = RolloutChecklist['items'][number];
type Props = { readonly items: readonly Item[]; readonly acknowledgements: readonly RolloutAcknowledgement[] };

export function Checklist({ items, acknowledgements }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const done = items.filter(({ state }) => state === 'done').length;
  return (
    <Section
      title={t('rollout.checklist.title')}
      purpose={t('rollout.checklist.progress', { done, total: items.length })}
    >
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.name} className={styles.item}>
            <Mark holds={HOLDS[item.state]} isLarge />
            <div className={styles.content}>
              <div className={styles.head}>
                <Subtitle2 as="h3" className={styles.heading}>
                  {t(`rollout.checklist.items.${item.name}`)}
                </Subtitle2>
                <Badge appearance="tint" color={COLORS[item.state]}>
                  {t(`rollout.checklist.states.${item.state}`)}
                </Badge>
              </div>
              <ul className={styles.evidence}>
                {item.evidence.map((it, index) => (
                  <li key={index} className={styles.piece}>
                    <Mark holds={it.holds} />
                    {it.code === 'acknowledged' ? (
                      <Acknowledge
                        subject={it.about ?? ''}
                        given={acknowledgements.find(({ subject }) => subject === it.about)}
                      />
                    ) : (
                      <Piece evidence={it} />
                    )}
                  </li>
                ))}
              </ul>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const HOLDS = { done: 'yes', open: 'open', attention: 'no' } as const;
const COLORS = { done: 'success', open: 'informative', attention: 'warning' } as const;

function Piece({ evidence }: { readonly evidence: Item['evidence'][number] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { traitName, valueWords } = useTraitWords();
  const { code, holds, about = '', trait, count = 0, of = 0, fix } = evidence;
  const isMethod = code === 'methodPasses' || code === 'methodAsksMore';
  const places = {
    about: isMethod ? t(`rollout.methods.${about}`) : valueWords(about),
    trait: trait === undefined ? '' : traitName(trait),
    shown: wholeNumber(count),
    all: wholeNumber(of),
  };
  return (
    <div className={styles.words}>
      <Text>{t(`rollout.evidence.${code}.${holds}`, places)}</Text>
      {fix === undefined ? null : <Text className={styles.quiet}>{t('rollout.evidence.helps', { fix })}</Text>}
    </div>
  );
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalXL },
  item: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM },
  content: { display: 'grid', rowGap: tokens.spacingVerticalS },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  heading: { margin: 0 },
  evidence: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalS },
  piece: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});
