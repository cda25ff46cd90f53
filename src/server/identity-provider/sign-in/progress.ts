// How far a person has got with one sign-in. It is kept, sealed, with the provider's interaction; the browser has its id alone.

export type Progress = {
  readonly step: 'name' | 'secret' | 'code' | 'newPassword' | 'registerCode' | 'passkey';
  readonly userName: string | undefined;
  readonly secretKind: 'password' | 'accessPass';
  /** Who they have proved to be; until then they are nobody. */
  readonly userId: string | undefined;
  readonly methods: readonly string[];
  /** A password must be chosen, or only can be. */
  readonly newPassword: 'must' | 'may' | undefined;
  readonly remember: boolean;
  readonly problem: string | undefined;
  /** Of the passkey that may be asked for next. */
  readonly challenge: string | undefined;
  /** Of the authenticator app that is being registered, in base64. */
  readonly newSecret: string | undefined;
};

export function startOf(userName: string | undefined): Progress {
  return { ...EMPTY, userName, step: 'name' };
}

/** Somebody who is signed in is asked for more. */
export function stepUpOf(
  step: 'code' | 'registerCode' | 'passkey',
  userId: string,
  methods: readonly string[],
): Progress {
  return { ...EMPTY, step, userId, methods };
}

const EMPTY: Omit<Progress, 'step'> = {
  userName: undefined,
  secretKind: 'password',
  userId: undefined,
  methods: [],
  newPassword: undefined,
  remember: false,
  problem: undefined,
  challenge: undefined,
  newSecret: undefined,
};

/** What is left to do after a proof; `undefined`: nothing. */
export function stepAfter(proof: {
  readonly needsCode: boolean;
  readonly passwordMustChange: boolean;
  readonly hasNothingElse: boolean;
}): Pick<Progress, 'step' | 'newPassword'> | undefined {
  if (proof.needsCode) return { step: 'code', newPassword: proof.passwordMustChange ? 'must' : undefined };
  if (proof.passwordMustChange) return { step: 'newPassword', newPassword: 'must' };
  if (proof.hasNothingElse) return { step: 'newPassword', newPassword: 'may' };
  return undefined;
}
