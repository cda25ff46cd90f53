// Traits of devices in words: models and builds stand for themselves.

import { useTranslation } from 'react-i18next';
import type { Trait } from '../../../../domain/rollout/pilot.ts';

export function useTraitWords() {
  const { t } = useTranslation();
  const valueWords = (values: string): string =>
    values
      .split(' · ')
      .map((it) => (VALUES.includes(it) ? t(`rollout.values.${it}`) : it))
      .join(' · ');
  return { traitName: (trait: Trait): string => t(`rollout.traits.${trait}`), valueWords };
}

const VALUES: readonly string[] = [
  'entraJoined',
  'hybridJoined',
  'domainJoined',
  'workplaceRegistered',
  'none',
  'userDriven',
  'selfDeploying',
  'preProvisioned',
  'devicePreparation',
  'dedicated',
  'frontlineShared',
];
