// The name to greet somebody by, from the account that they sign in with. An account that says no name gives none.

/** `anna.berg@contoso.example` is Anna; `svc-01@…` is nobody. */
export function givenName(account: string): string | undefined {
  const first = /^([\p{L}]{2,})(?:[.@]|$)/u.exec(account)?.[1];
  return first === undefined ? undefined : first.charAt(0).toLocaleUpperCase() + first.slice(1);
}
