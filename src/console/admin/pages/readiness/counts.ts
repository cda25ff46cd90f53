// How numbers of devices and people are said, and how verdicts look.

import { useTranslation } from 'react-i18next';
import { wholeNumber } from '../../../shared/i18n.ts';
import type { Tone } from '../../../shared/stacked-bar.tsx';

export const VERDICTS = ['eligible', 'unknown', 'ineligible'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const TONES = { eligible: 'good', unknown: 'doubt', ineligible: 'bad' } as const satisfies Record<Verdict, Tone>;

export type Heads = { readonly devices: number; readonly people: number };

export function useCounted() {
  const { t } = useTranslation();
  const devices = (count: number): string => t('readiness.devices', { count, shown: wholeNumber(count) });
  const people = (count: number): string => t('readiness.people', { count, shown: wholeNumber(count) });
  const both = (heads: Heads): string =>
    t('readiness.both', { devices: devices(heads.devices), people: people(heads.people) });
  return { devices, people, both };
}
