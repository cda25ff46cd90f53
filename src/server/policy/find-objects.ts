// A tenant's objects as Graph shows them: those that are stored, and the default of the restore page, which is there whether
// it is stored or not.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';
import { RULES } from './collections.ts';
import { defaultRestorePageId, untouchedRestorePage } from './default-restore-page.ts';
import {
  type Collection,
  findObject,
  findObjects,
  lockObject,
  lockObjects,
  type ManagementObject,
} from './management-object-store.ts';

export async function allObjects(tx: TenantTransaction, collection: Collection): Promise<readonly ManagementObject[]> {
  return withDefault(tx, collection, await findObjects(tx, collection));
}

/** Each locked until the transaction ends: for changes that concern more than one. */
export async function lockAllObjects(
  tx: TenantTransaction,
  collection: Collection,
): Promise<readonly ManagementObject[]> {
  return withDefault(tx, collection, await lockObjects(tx, collection));
}

export async function objectNamed(
  tx: TenantTransaction,
  collection: Collection,
  id: string,
): Promise<Result<ManagementObject, Problem>> {
  return found(orDefault(tx, collection, id, await findObject(tx, collection, id)), collection, id);
}

/** Locked until the transaction ends, so that two changes at once do not lose one. */
export async function lockNamed(
  tx: TenantTransaction,
  collection: Collection,
  id: string,
): Promise<Result<ManagementObject, Problem>> {
  return found(orDefault(tx, collection, id, await lockObject(tx, collection, id)), collection, id);
}

function orDefault(
  tx: TenantTransaction,
  collection: Collection,
  id: string,
  stored: ManagementObject | undefined,
): ManagementObject | undefined {
  return stored ?? (isDefaultId(tx, collection, id) ? untouchedRestorePage(tx.tenantId) : undefined);
}

export function found<T>(object: T | undefined, collection: Collection, id: string): Result<T, Problem> {
  if (object !== undefined) return ok(object);
  return fail({ code: 'not-found', detail: `There is no ${RULES[collection].singular} ${id}.` });
}

export function isDefaultId(tx: TenantTransaction, collection: Collection, id: string): boolean {
  return collection === 'deviceEnrollmentConfigurations' && id === defaultRestorePageId(tx.tenantId);
}

/** First, as Graph lists it. */
function withDefault(
  tx: TenantTransaction,
  collection: Collection,
  stored: readonly ManagementObject[],
): readonly ManagementObject[] {
  if (collection !== 'deviceEnrollmentConfigurations') return stored;
  const isDefault = ({ id }: ManagementObject) => isDefaultId(tx, collection, id);
  return [stored.find(isDefault) ?? untouchedRestorePage(tx.tenantId), ...stored.filter((it) => !isDefault(it))];
}
