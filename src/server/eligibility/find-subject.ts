// Whom and which device an operator means by their names or ids. A name that is nobody's is answered with those like it.

import { nearest } from '../../lib/nearest.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type Device, findDevices, findDevicesCalled, findDevicesOf } from '../devices/device-store.ts';
import { findUser, findUserByName, findUserNames, type User } from '../identity/user-store.ts';

export type NamedSubject = { readonly user: string; readonly device: string };
export type FoundSubject = { readonly user: User; readonly device: Device };

export async function findSubject(tx: TenantTransaction, named: NamedSubject): Promise<Result<FoundSubject, Problem>> {
  const user = await findUserCalled(tx, named.user);
  if (!user.ok) return user;
  const device = await deviceCalled(tx, named.device, user.value);
  return device.ok ? ok({ user: user.value, device: device.value }) : device;
}

export async function findUserCalled(tx: TenantTransaction, nameOrId: string): Promise<Result<User, Problem>> {
  const name = nameOrId.trim();
  const user = isUuid(name) ? await findUser(tx, name) : await findUserByName(tx, name);
  if (user !== undefined) return ok(user);
  return notFound(`There is no user "${name}".`, nearest(name, await findUserNames(tx, CANDIDATES_MAX)));
}

/** Of several devices with one name it is the one that this person uses. */
async function deviceCalled(tx: TenantTransaction, nameOrId: string, user: User): Promise<Result<Device, Problem>> {
  const name = nameOrId.trim();
  const own = await findDevicesOf(tx, user.userId);
  const called = await findDevicesCalled(tx, name);
  const ownCalled = called.filter(({ deviceId }) => own.some((device) => device.deviceId === deviceId));
  const found = ownCalled.length > 0 ? ownCalled : called;
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return ok(only);
  if (only !== undefined) {
    const ids = found.map(({ deviceId }) => deviceId).join(', ');
    return fail({
      code: 'not-found',
      detail: `There are ${found.length} devices "${name}"; use the id of one: ${ids}.`,
    });
  }
  const all = await findDevices(tx, { after: undefined, limit: CANDIDATES_MAX });
  const names = new Set([...own, ...all].map(({ displayName }) => displayName));
  const likely = nearest(name, [...names]);
  const usual = own.slice(0, 3).map(({ displayName }) => displayName);
  const what = `There is no device "${name}".`;
  return likely.length > 0 ? notFound(what, likely) : notFound(what, usual, 'Theirs');
}

function notFound(what: string, likely: readonly string[], label = 'Nearest'): Result<never, Problem> {
  const hint = likely.length === 0 ? '' : ` ${label}: ${likely.map((name) => `"${name}"`).join(', ')}.`;
  return fail({ code: 'not-found', detail: `${what}${hint}` });
}

const CANDIDATES_MAX = 5000;
