// Features that are opened to some organizations first. Each opens one thing that an organization may choose (choices.ts); what
// is chosen counts only while somebody of the organization, by name, has accepted the terms as they stand. The version of terms
// is the hash of their text: nobody can change a word and let an old acceptance stand for it.
//
// Deliberately absent: a date after which a feature opens by itself, and anything that a flight would do without being chosen.

import { sha256 } from '../../lib/hash.ts';
import type { TenantChoices } from './choices.ts';

export type Flight = {
  readonly id: string;
  readonly name: string;
  /** What is different once it is chosen and its terms are accepted. */
  readonly changes: string;
  readonly terms: Terms;
  readonly opens: Opened;
};

export type Terms = { readonly version: string; readonly text: string };

/** A member of the organization's choices, or one limit that it may lift. */
type Opened =
  | { readonly kind: 'choice'; readonly choice: 'isBackupOnByDefault' }
  | { readonly kind: 'limit'; readonly ruleId: string };

/** The version that was accepted, by the id of the flight. */
export type AcceptedTerms = ReadonlyMap<string, string>;

export const FLIGHTS: readonly Flight[] = [
  {
    id: 'backup-on-by-default',
    name: 'Backups on by default (Windows 11 26H2)',
    changes:
      'On Windows 11 26H2 and later, a device that no policy says anything to backs up, as Windows itself does there.',
    terms: terms(
      'People are backed up whom no policy names. See to it that they know, and that your organization may keep their settings. Whoever must not be backed up needs a policy that says so: "Enable Windows Backup", disabled. Microsoft may still change this default before it is generally available; Keepsake follows and asks again.',
    ),
    opens: { kind: 'choice', choice: 'isBackupOnByDefault' },
  },
  {
    id: 'hybrid-in-setup',
    name: 'Restore during setup on hybrid joined devices',
    changes: 'The restore page of Windows setup is offered on devices that join both a domain and Microsoft Entra.',
    terms: terms(
      'Microsoft has announced this and not released it. A hybrid joined device may leave setup before its person is known to Microsoft Entra; no restore is offered then, and it is offered at the first sign-in instead. Try it with a pilot group before everybody.',
    ),
    opens: { kind: 'limit', ruleId: 'not-hybrid-in-setup' },
  },
  {
    id: 'autopilot-modes',
    name: 'Restore during setup in more Autopilot modes',
    changes: 'The restore page of Windows setup is offered on devices whose Autopilot mode is not user-driven, too.',
    terms: terms(
      'Microsoft has announced more provisioning modes and not released them. In the technician part of pre-provisioning nobody is there to be asked, and nothing is restored; what is left of setup belongs to the person. Try it with one Autopilot profile before all.',
    ),
    opens: { kind: 'limit', ruleId: 'autopilot-mode' },
  },
];

/** What was chosen, without what is not open. */
export function choicesInForce(chosen: TenantChoices, accepted: AcceptedTerms): TenantChoices {
  return FLIGHTS.filter((it) => !isOpen(it, accepted)).reduce(without, chosen);
}

export function isOpen({ id, terms: { version } }: Flight, accepted: AcceptedTerms): boolean {
  return accepted.get(id) === version;
}

export function isChosen(
  { opens }: Flight,
  chosen: Pick<TenantChoices, 'liftedLimits' | 'isBackupOnByDefault'>,
): boolean {
  return opens.kind === 'choice' ? chosen[opens.choice] : chosen.liftedLimits.includes(opens.ruleId);
}

function without(choices: TenantChoices, { opens }: Flight): TenantChoices {
  if (opens.kind === 'choice') return { ...choices, [opens.choice]: false };
  return { ...choices, liftedLimits: choices.liftedLimits.filter((id) => id !== opens.ruleId) };
}

function terms(text: string): Terms {
  return { version: sha256(text).slice(0, 12), text };
}
