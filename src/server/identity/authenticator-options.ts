// What knowing who acts needs from outside.

import type { Context } from '../context.ts';
import type { EmbeddedIssuer } from './issuer-keys.ts';

export type AuthenticatorOptions = Context & {
  /** Every address that devices may have been told, without a slash at the end; the first is the one that is right. */
  readonly publicUrls: () => readonly string[];
  readonly embedded?: EmbeddedIssuer | undefined;
  readonly log: (line: string) => void;
};
