// How long a restore waits: the limits of the wire, in the words of the domain.

import type { SessionHours } from '../../domain/restore/session.ts';
import { APPLYING_HOURS_MAX, OFFER_HOURS_MAX } from '../../protocol/limits.ts';

export const SESSION_HOURS: SessionHours = { offered: OFFER_HOURS_MAX, applying: APPLYING_HOURS_MAX };
