// Who a person is, from a file: users as Graph lists them (`GET /users?$expand=memberOf`), alone, in a list or a collection.

import type { Json } from '../../lib/canonical-json.ts';
import { isObject, type JsonObject } from './members.ts';
import type { UserIdentity } from './sign-in.ts';

/** The person with this id or user principal name, or `undefined` if the file does not hold them. */
export function personIn(directory: Json, user: string): UserIdentity | undefined {
  const wanted = user.toLowerCase();
  const found = peopleIn(directory).find((person) =>
    [text(person, 'id'), text(person, 'userPrincipalName')].some((name) => name?.toLowerCase() === wanted),
  );
  return found === undefined ? undefined : identityOf(found);
}

/** Everybody the file holds. */
export function peopleIn(directory: Json): readonly JsonObject[] {
  if (Array.isArray(directory)) return directory.filter((item: Json) => isObject(item));
  if (!isObject(directory)) return [];
  const list = directory['value'] ?? directory['users'];
  return list === undefined ? [directory] : peopleIn(list);
}

function identityOf(person: JsonObject): UserIdentity {
  const memberOf = person['memberOf'] ?? person['transitiveMemberOf'];
  const held = Array.isArray(memberOf) ? memberOf : undefined;
  return {
    kind: 'user',
    id: text(person, 'id'),
    principalName: text(person, 'userPrincipalName'),
    groups: held?.filter((one: Json) => !isRole(one)).flatMap(reference),
    roles: held?.filter(isRole).flatMap(reference),
    guestType: guestType(text(person, 'userType'), text(person, 'userPrincipalName')),
  };
}

function isRole(one: Json): boolean {
  return isObject(one) && text(one, '@odata.type')?.toLowerCase().endsWith('directoryrole') === true;
}

/** A role by its template, which is what policies name; a group by its id, or whatever the file says. */
function reference(one: Json): readonly string[] {
  if (typeof one === 'string') return [one];
  if (!isObject(one)) return [];
  const id = text(one, 'roleTemplateId') ?? text(one, 'id') ?? text(one, 'displayName');
  return id === undefined ? [] : [id];
}

/** Accounts of other tenants carry #EXT# in their principal name; guests without it have a password here. */
function guestType(userType: string | undefined, principalName = ''): string | undefined {
  if (userType === undefined) return undefined;
  const isExternal = principalName.toUpperCase().includes('#EXT#');
  if (userType.toLowerCase() !== 'guest') return isExternal ? 'b2bCollaborationMember' : 'none';
  return isExternal ? 'b2bCollaborationGuest' : 'internalGuest';
}

function text(json: JsonObject, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'string' ? value : undefined;
}
