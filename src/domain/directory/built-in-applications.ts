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

/** Entra's role template ids of the roles that `keepsake user add --role` knows by name: what the claim `wids` carries. */
export const DIRECTORY_ROLES = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Intune Administrator': '3a2c62db-5318-420d-8d74-23affee5d9d5',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
} as const;

export type DirectoryRole = keyof typeof DIRECTORY_ROLES;
