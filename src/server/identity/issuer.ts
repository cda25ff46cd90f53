// An issuer of tokens that a tenant trusts: what its tokens must say, and where in them the service finds what it asks for.

import { type Static, Type } from 'typebox';
import { KEEPSAKE_API, KEEPSAKE_CLI } from '../../domain/directory/built-in-applications.ts';

/** Each a list of places, the first that is there counts: a claim's name, or a path into it such as `realm_access.roles`. */
const Places = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 10 });

const ClaimsMapSchema = Type.Object({
  /** What names a person for ever. */
  subject: Places,
  userPrincipalName: Places,
  displayName: Places,
  /** What the person let the client do: a list, or a text with spaces. A token of a person without any is none for us. */
  scopes: Places,
  roles: Places,
  groups: Places,
  /** The application that the token was issued to. */
  client: Places,
});
export type ClaimsMap = Static<typeof ClaimsMapSchema>;

export const IssuerSettingsSchema = Type.Object({
  /** What `iss` may say, letter by letter. Empty where the embedded provider knows it. */
  issuers: Type.Array(Type.String({ minLength: 1 })),
  /** Where its public keys are; null: in this process. */
  jwksUrl: Type.Union([Type.String(), Type.Null()]),
  /** One of these must be in `aud`. */
  audiences: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  /** What `tid` must say; null: the issuer has one tenant alone. */
  directoryTenantId: Type.Union([Type.String(), Type.Null()]),
  /** The applications whose tokens count; empty: all that the issuer gives tokens for us. */
  clients: Type.Array(Type.String()),
  claims: ClaimsMapSchema,
  /** The scope without which a token does not reach backups; null: any will do. */
  backupScope: Type.Union([Type.String(), Type.Null()]),
  /** The public client that devices sign people in with, if they can. */
  signIn: Type.Union([
    Type.Object({ issuer: Type.String(), clientId: Type.String(), scope: Type.String() }),
    Type.Null(),
  ]),
  /** The authentication context (`acrs`) that joining a device takes, such as `c1`; null: none. */
  joinContext: Type.Union([Type.String(), Type.Null()]),
});
export type IssuerSettings = Static<typeof IssuerSettingsSchema>;

export type IssuerKind = 'entra' | 'generic' | 'embedded';

export type TrustedIssuer = {
  readonly issuerId: string;
  readonly kind: IssuerKind;
  /** What people know it by: its OpenID Connect issuer. */
  readonly issuer: string;
  readonly settings: IssuerSettings;
  readonly createdAt: Date;
};

export const ENTRA_CLAIMS: ClaimsMap = {
  subject: ['oid'],
  userPrincipalName: ['upn', 'preferred_username', 'unique_name'],
  displayName: ['name'],
  scopes: ['scp'],
  roles: ['roles'],
  groups: ['groups'],
  client: ['azp', 'appid'],
};

/** OpenID Connect's and OAuth's own names, and Keycloak's place for roles. */
export const GENERIC_CLAIMS: ClaimsMap = {
  subject: ['sub'],
  userPrincipalName: ['preferred_username', 'upn', 'email'],
  displayName: ['name'],
  scopes: ['scope', 'scp'],
  roles: ['roles', 'realm_access.roles'],
  groups: ['groups'],
  client: ['azp', 'client_id'],
};

export type EntraInput = {
  readonly directoryTenantId: string;
  /** The app registration of the service itself: what tokens are for. */
  readonly apiClientId: string;
  /** The app registration that devices sign in with; the same one, if it is a public client too. */
  readonly signInClientId: string;
  /** Of the cloud: `https://login.microsoftonline.com`, unless it is a sovereign one. */
  readonly authority: string;
  readonly joinContext: string | null;
};

/** Both versions of Entra's tokens, for one directory. */
export function entraIssuer(input: EntraInput): { readonly issuer: string; readonly settings: IssuerSettings } {
  const { directoryTenantId, apiClientId, signInClientId, joinContext } = input;
  const authority = input.authority.replace(/\/$/, '');
  const issuer = `${authority}/${directoryTenantId}/v2.0`;
  const sts = Object.hasOwn(STS_OF, authority) ? STS_OF[authority] : ENTRA_STS;
  return {
    issuer,
    settings: {
      issuers: [issuer, `${sts}/${directoryTenantId}/`],
      jwksUrl: `${authority}/${directoryTenantId}/discovery/v2.0/keys`,
      audiences: [apiClientId, `api://${apiClientId}`],
      directoryTenantId,
      clients: [],
      claims: ENTRA_CLAIMS,
      backupScope: BACKUP_SCOPE,
      signIn: {
        issuer,
        clientId: signInClientId,
        scope: `api://${apiClientId}/${BACKUP_SCOPE} openid profile offline_access`,
      },
      joinContext,
    },
  };
}

/** The embedded provider of this service; what it calls itself is asked of it anew each time. */
export function embeddedIssuer(tenantId: string): { readonly issuer: string; readonly settings: IssuerSettings } {
  return {
    issuer: 'embedded',
    settings: {
      issuers: [],
      jwksUrl: null,
      audiences: [KEEPSAKE_API.applicationId],
      directoryTenantId: tenantId,
      clients: [],
      claims: ENTRA_CLAIMS,
      backupScope: BACKUP_SCOPE,
      signIn: {
        issuer: '',
        clientId: KEEPSAKE_CLI.applicationId,
        scope: `${KEEPSAKE_API.identifierUri}/${BACKUP_SCOPE} openid profile offline_access`,
      },
      joinContext: null,
    },
  };
}

export const ENTRA_AUTHORITY = 'https://login.microsoftonline.com';
export const BACKUP_SCOPE = 'Backup.ReadWrite' satisfies keyof typeof KEEPSAKE_API.scopes;

/** What version 1.0 tokens call the issuer. */
const ENTRA_STS = 'https://sts.windows.net';
const STS_OF: Readonly<Record<string, string>> = {
  'https://login.partner.microsoftonline.cn': 'https://sts.chinacloudapi.cn',
};
