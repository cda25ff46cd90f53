// What the addresses of the roles say: whom or which role somebody looks for, and which role a new one begins as.

export type RolesSearch = { readonly search?: string | undefined };
export type NewRoleSearch = { readonly from?: string | undefined };

export function rolesSearch({ search }: Readonly<Record<string, unknown>>): RolesSearch {
  const text = typeof search === 'number' ? String(search) : search;
  return typeof text === 'string' && text !== '' ? { search: text.slice(0, 256) } : {};
}

export function newRoleSearch({ from }: Readonly<Record<string, unknown>>): NewRoleSearch {
  return typeof from === 'string' ? { from } : {};
}
