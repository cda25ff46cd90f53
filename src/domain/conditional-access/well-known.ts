// Applications and directory roles whose ids are the same in every tenant, as far as Conditional Access around enrollment
// and restore needs them.
//
// `suites` says to which of Graph's application groups one belongs. For an application that is not listed here nobody knows,
// and a policy for such a group stays undecided for it.

export type Suite = 'Office365' | 'MicrosoftAdminPortals';

export type WellKnownApplication = { readonly id: string; readonly name: string; readonly suites: readonly Suite[] };

/** The resource that holds Microsoft's backups; a user's token for it is what a restore needs. */
export const ACTIVITY_FEED_SERVICE = 'd32c68ad-72d2-4acb-a0c7-46bb2cf93873';
/** The restore page of Windows setup. */
export const RESTORE_APP = '74d197dc-b84d-4d43-a1b2-b5bf3bb91c11';

export const SUITES: readonly Suite[] = ['Office365', 'MicrosoftAdminPortals'];

export const APPLICATIONS: readonly WellKnownApplication[] = [
  app(ACTIVITY_FEED_SERVICE, 'Microsoft Activity Feed Service'),
  app(RESTORE_APP, 'Windows restore experience'),
  app('0000000a-0000-0000-c000-000000000000', 'Microsoft Intune'),
  app('d4ebce55-015a-49b5-a083-c84d1797ae8c', 'Microsoft Intune Enrollment'),
  app('00000002-0000-0000-c000-000000000000', 'Windows Azure Active Directory'),
  app('797f4846-ba00-4fd7-ba43-dac1f8f63013', 'Windows Azure Service Management API'),
  app('00000002-0000-0ff1-ce00-000000000000', 'Office 365 Exchange Online', 'Office365'),
  app('00000003-0000-0ff1-ce00-000000000000', 'Office 365 SharePoint Online', 'Office365'),
  app('cc15fd57-2c6c-4117-a88c-83b1d56b4bbe', 'Microsoft Teams Services', 'Office365'),
  app('c44b4083-3bb0-49c1-b47d-974e53cbdf3c', 'Azure Portal', 'MicrosoftAdminPortals'),
];

export const ROLES: readonly (readonly [id: string, name: string])[] = [
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  ['194ae4cb-b126-40b2-bd5b-6091b380977d', 'Security Administrator'],
  ['f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator'],
  ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'],
  ['b1be1c3e-b65d-4f19-8427-f6fa0d97feb9', 'Conditional Access Administrator'],
  ['729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator'],
  ['b0f54661-2d74-4c50-afa3-1ec803f12efe', 'Billing Administrator'],
  ['fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator'],
  ['c4e39bd9-1100-46d3-8c65-fb160da0071f', 'Authentication Administrator'],
  ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', 'Application Administrator'],
  ['158c047a-c907-4556-b7ef-446551a6b5f7', 'Cloud Application Administrator'],
  ['966707d0-3269-4727-9be2-8c3a10f19b9d', 'Password Administrator'],
  ['7be44c8a-adaf-4e2a-84d6-ab2649e08a13', 'Privileged Authentication Administrator'],
  ['e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'],
  ['3a2c62db-5318-420d-8d74-23affee5d9d5', 'Intune Administrator'],
  ['d29b2b05-8046-44ba-8758-1e26182fcf32', 'Directory Synchronization Accounts'],
];

export function wellKnownApplication(id: string): WellKnownApplication | undefined {
  return APPLICATIONS.find((known) => known.id === id.toLowerCase());
}

function app(id: string, name: string, ...suites: readonly Suite[]): WellKnownApplication {
  return { id, name, suites };
}
