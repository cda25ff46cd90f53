// Why not: every rule that does not hold, what was seen, and what helps.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OccasionReadiness } from '../../../../protocol/operations/readiness.ts';
import { Section } from '../../../shared/section.tsx';
import { BehindLink } from './behind-link.tsx';
import { useCounted } from './counts.ts';
import type { PartProps } from './occasion-parts.tsx';

export function Reasons({ readiness: { occasion, reasons }, assume }: PartProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const counted = useCounted();
  if (reasons.length === 0) return null;
  return (
    <Section title={t('readiness.reasons.title')} purpose={t('readiness.reasons.purpose')}>
      <ul className={styles.reasons}>
        {reasons.map(({ code, title, devices, people, seen }) => (
          <li key={code} className={styles.reason}>
            <Text as="h3" size={400} weight="semibold" className={styles.heading}>
              {title}
            </Text>
            <Text>
              <BehindLink
                count={devices}
                behind={{ occasion, code, assume }}
                label={t('readiness.reasons.show', { list: counted.devices(devices), title })}
                text={counted.devices(devices)}
              />
              , {counted.people(people)}
            </Text>
            {[...Map.groupBy(seen, alike)].map(([key, same]) => (
              <Seen key={key} same={same} isAll={seen.reduce((sum, it) => sum + it.devices, 0) >= devices} />
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type SeenOne = OccasionReadiness['reasons'][number]['seen'][number];

/** What was seen may differ and mean the same. */
function alike({ administrator, fixes }: SeenOne): string {
  return [administrator, ...fixes].join('\n');
}

function Seen({ same, isAll }: { readonly same: readonly SeenOne[]; readonly isAll: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const counted = useCounted();
  const [first] = same;
  const evidence = same.map((it) => `${it.evidence} (${counted.devices(it.devices)})`).join(', ');
  return (
    <div className={styles.seen}>
      <Text block>{first?.administrator}</Text>
      {first?.fixes.map((fix) => (
        <Text key={fix} block>
          {t('readiness.reasons.fix', { fix })}
        </Text>
      ))}
      <Text block size={200} className={styles.quiet}>
        {t(isAll ? 'readiness.reasons.seen' : 'readiness.reasons.seenFirst', { evidence })}
      </Text>
    </div>
  );
}

const useStyles = makeStyles({
  reasons: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalXL },
  reason: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  seen: {
    breakInside: 'avoid',
    overflowWrap: 'anywhere',
    paddingInlineStart: tokens.spacingHorizontalM,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});
