// The applications that every tenant of the embedded identity provider has: the service's own API, and the clients that
// Keepsake itself brings. Their ids are the same everywhere, as those of Microsoft's own applications are.

/** What tokens for the service are issued for: their `aud`, and the scopes that clients ask for as `api://keepsake/<scope>`. */
export const KEEPSAKE_API = {
  applicationId: '7f6d3c1e-5a0b-4c7e-9d52-6b656570736b',
  identifierUri: 'api://keepsake',
  scopes: {
    'Backup.ReadWrite': 'Back up and restore your own settings',
    'Backup.Admin': 'Administer backups with the roles that you have',
  },
} as const;

export type ApiScope = keyof typeof KEEPSAKE_API.scopes;

/** The page on which people manage what they sign in with. */
export const KEEPSAKE_SECURITY_INFO = {
  applicationId: '7f6d3c1e-5a0b-4c7e-9d52-736563000001',
  displayName: 'Your security info',
} as const;

/** The command line and the agent: a public client that signs people in by device code, or by a browser on the same machine. */
export const KEEPSAKE_CLI = {
  applicationId: '7f6d3c1e-5a0b-4c7e-9d52-636c69000001',
  displayName: 'Keepsake command line and agent',
} as const;

/** The admin center, in the browser of an administrator. */
export const KEEPSAKE_CONSOLE = {
  applicationId: '7f6d3c1e-5a0b-4c7e-9d52-636f6e000001',
  displayName: 'Keepsake admin center',
  /** Below the service's public URL. */
  redirectPaths: ['/admin', '/admin/signed-in'],
} as const;
