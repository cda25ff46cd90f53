// A change that was tried out, and what else it changes, in words.

import type { TFunction } from 'i18next';
import { wholeNumber } from '../../../shared/i18n.ts';
import type { RestoreAccess } from './restore-answer.tsx';

export type Change = RestoreAccess['remedies'][number]['changes'][number];

/** In the page's language; a kind that is newer than the page in the service's words. */
export function changeWords({ kind, words, patch }: Change, names: string, t: TFunction): string {
  const filter = (patch as { conditions?: { devices?: { deviceFilter?: { rule?: string } } } }).conditions?.devices;
  const rule = filter?.deviceFilter?.rule ?? '';
  return t(`conditionalAccess.fix.kinds.${kind}`, { names, rule, defaultValue: words });
}

export function effectWords({ triedOn, changedElsewhere, changedRestores }: Change, t: TFunction): string {
  const tried = t('conditionalAccess.fix.tried', { total: wholeNumber(triedOn) });
  const elsewhere =
    changedElsewhere === 0
      ? t('conditionalAccess.fix.nothingElse')
      : t('conditionalAccess.fix.elsewhere', { count: changedElsewhere });
  const restores =
    changedRestores === 0 ? '' : ` ${t('conditionalAccess.fix.otherRestores', { count: changedRestores })}`;
  return `${tried} ${elsewhere}${restores}`;
}
