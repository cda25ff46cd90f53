// Which user an issuer means. A person who comes for the first time becomes a user; one whose name was changed keeps theirs
// and everything under it. The subject is who somebody is, the name only what they are called now.
//
// Guarantee: whoever gets a name that somebody else had before gets nothing of theirs; the older user keeps the backups,
// under the name with the id before it. The one exception: a user whom an operator enrolled by name, and whom no issuer has
// signed in yet, is the first person who comes with that name.

import { isUuid } from '../../lib/uuid.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findAccount } from '../directory/account-store.ts';
import type { TokenPerson } from './read-claims.ts';
import { appendAdmitted, appendRenamed, type Fresh } from './user-events.ts';
import {
  addIdentity,
  addUser,
  findUser,
  findUserByIdentity,
  findUserByName,
  hasIdentity,
  type Identity,
  lockEnrollment,
  renameUser,
  type User,
} from './user-store.ts';
import type { VerifiedToken } from './verify-token.ts';

export type VerifiedPerson = Pick<VerifiedToken, 'issuer' | 'issuedAt'> & { readonly subject: TokenPerson };

/** `undefined`: the embedded directory does not have this person, or not any more. */
export async function resolveUser(
  tx: TenantTransaction,
  person: VerifiedPerson,
  fresh: Fresh,
): Promise<User | undefined> {
  if (person.issuer.kind === 'embedded') return findInDirectory(tx, person);
  const identity = { issuer: person.issuer.issuer, subject: person.subject.subject };
  const known = await findUserByIdentity(tx, identity);
  if (known !== undefined && isCalled(known, person.subject)) return known;
  await lockEnrollment(tx);
  const user = (await findUserByIdentity(tx, identity)) ?? (await admit(tx, identity, person, fresh));
  return isCalled(user, person.subject) ? user : rename(tx, user, person, fresh);
}

/** The directory of this service has its users before they sign in, and knows who was locked out since. */
async function findInDirectory(
  tx: TenantTransaction,
  { subject: { subject }, issuedAt }: VerifiedPerson,
): Promise<User | undefined> {
  const account = isUuid(subject) ? await findAccount(tx, subject) : undefined;
  if (account === undefined || !account.enabled) return undefined;
  // A token says whole seconds.
  const isVoid = issuedAt.getTime() + 1000 <= account.validFrom.getTime();
  return isVoid ? undefined : account;
}

async function admit(
  tx: TenantTransaction,
  identity: Identity,
  { subject, issuedAt }: VerifiedPerson,
  fresh: Fresh,
): Promise<User> {
  const { now } = fresh;
  const said = { fresh, issuer: identity.issuer, applicationId: subject.clientId };
  const { userPrincipalName, displayName } = subject;
  const named = await findUserByName(tx, userPrincipalName);
  if (named !== undefined && !(await hasIdentity(tx, named.userId))) {
    await addIdentity(tx, identity, { userId: named.userId, now });
    await appendAdmitted(tx, { ...said, user: named, activity: 'user.recognized' });
    return named;
  }
  // Entra's object ids become ours, so that other systems' lists of people match.
  const isFree = isUuid(subject.subject) && (await findUser(tx, subject.subject)) === undefined;
  const userId = isFree ? subject.subject : fresh.userId;
  const isOurs = named === undefined || (await giveUpName(tx, named, issuedAt, fresh));
  const user = {
    userId,
    userPrincipalName: isOurs ? userPrincipalName : nameWithId(userId, userPrincipalName),
    displayName,
  };
  await addUser(tx, user, { now, asOf: issuedAt });
  await addIdentity(tx, identity, { userId, now });
  await appendAdmitted(tx, { ...said, user, activity: 'user.provisioned' });
  return user;
}

async function rename(
  tx: TenantTransaction,
  user: User,
  { subject, issuedAt }: VerifiedPerson,
  fresh: Fresh,
): Promise<User> {
  const { userPrincipalName, displayName } = subject;
  const holder = await findUserByName(tx, userPrincipalName);
  const named = { userId: user.userId, userPrincipalName, displayName };
  if (holder !== undefined && holder.userId !== user.userId) {
    // A token from before the name passed on does not take it back.
    if (!(await giveUpName(tx, holder, issuedAt, fresh))) return user;
  }
  if (!(await renameUser(tx, named, issuedAt))) return user;
  await appendRenamed(tx, { fresh, was: user, is: named, applicationId: subject.clientId });
  return named;
}

/** As Entra calls a user who was deleted. */
async function giveUpName(tx: TenantTransaction, user: User, asOf: Date, fresh: Fresh): Promise<boolean> {
  const renamed = { ...user, userPrincipalName: nameWithId(user.userId, user.userPrincipalName) };
  if (!(await renameUser(tx, renamed, asOf))) return false;
  await appendRenamed(tx, { fresh, was: user, is: renamed, applicationId: undefined });
  return true;
}

function nameWithId(userId: string, userPrincipalName: string): string {
  return `${userId.replaceAll('-', '')}${userPrincipalName}`;
}

function isCalled(user: User, { userPrincipalName, displayName }: TokenPerson): boolean {
  return user.userPrincipalName === userPrincipalName && user.displayName === displayName;
}
