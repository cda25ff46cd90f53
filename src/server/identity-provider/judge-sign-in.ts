// The one seam to Conditional Access: asked after a person has proved who they are, and again whenever a token for the
// service is issued. Whoever answers sees the facts of the moment, not those of the sign-in.

import type { Principal } from './principal.ts';

export type SignInFacts = {
  readonly tenantId: string;
  /** `undefined`: an application for itself. */
  readonly person: Principal | undefined;
  readonly clientId: string;
  readonly clientKind: 'browser' | 'mobileAppsAndDesktopClients' | 'service';
  /** Whether what is asked for goes to another device, by a code. */
  readonly byDeviceCode: boolean;
  readonly flow: 'interactive' | 'authorizationCode' | 'deviceCode' | 'refreshToken' | 'clientCredentials';
  readonly ipAddress: string;
  readonly userAgent: string | undefined;
  /** What the person proved themselves with, as `amr` values. */
  readonly methods: readonly string[];
  /** Seconds since 1970. */
  readonly authenticatedAt: number | undefined;
  readonly deviceId: string | undefined;
  /** Authentication contexts that the client asks for. */
  readonly contexts: readonly string[];
  readonly correlationId: string;
};

export type SignInVerdict =
  | { readonly kind: 'allow'; readonly contexts: readonly string[] }
  | ({
      /** The person can get past it, by doing more. */
      readonly kind: 'interaction';
      readonly need: SignInNeed;
    } & Reason)
  | ({ readonly kind: 'deny'; readonly error: string } & Reason);

/** A second proof, one that can not be phished, or a fresh sign-in. */
export type SignInNeed = 'multiFactor' | 'passkey' | 'signInAgain';

export type Reason = {
  /** Entra's code, without its letters. */
  readonly aadsts: number;
  readonly message: string;
  readonly suberror?: string | undefined;
  /** What a client sends as `claims` when it asks again. */
  readonly claims?: string | undefined;
};

export type JudgeSignIn = (facts: SignInFacts) => Promise<SignInVerdict>;
