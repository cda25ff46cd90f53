// Everything that there is to say of one occasion.

import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OccasionReadiness } from '../../../../protocol/operations/readiness.ts';
import { Fixes } from './fixes.tsx';
import { MissingFacts } from './missing-facts.tsx';
import { Plan } from './plan.tsx';
import { Reasons } from './reasons.tsx';

export type PartProps = { readonly readiness: OccasionReadiness; readonly assume: 'backups' | undefined };

export function OccasionParts(props: PartProps) {
  const { t } = useTranslation();
  const { reasons, missing } = props.readiness;
  if (reasons.length + missing.length === 0) return <Text>{t('readiness.allReady')}</Text>;
  return (
    <>
      <Plan readiness={props.readiness} />
      <Fixes {...props} />
      <Reasons {...props} />
      <MissingFacts {...props} />
    </>
  );
}
