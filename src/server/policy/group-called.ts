// Which group an operator means: one that the service knows, by its name or id, or any other by its id alone, since an
// organization's directory may be elsewhere.

import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findGroupEntity, findGroupPage, GROUP_SHAPE } from '../graph/directory-store.ts';
import type { Entity } from '../graph/entity-page.ts';
import { parseODataQuery } from '../graph/odata-query.ts';

export type NamedGroup = { readonly groupId: string; readonly displayName: string };

export async function findGroupCalled(tx: TenantTransaction, nameOrId: string): Promise<Result<NamedGroup, Problem>> {
  const called = nameOrId.trim();
  const id = called.toLowerCase();
  if (isUuid(id)) return ok({ groupId: id, displayName: nameIn(await findGroupEntity(tx, id)) ?? id });
  const query = parseODataQuery(
    { $filter: `displayName eq '${called.replaceAll("'", "''")}'` },
    { shape: GROUP_SHAPE },
  );
  if (!query.ok) return query;
  const { entities } = await findGroupPage(tx, query.value);
  const [only, ...others] = entities;
  const groupId = only?.['id'];
  if (typeof groupId === 'string' && others.length === 0) return ok({ groupId, displayName: nameIn(only) ?? called });
  const several = `There are ${entities.length} groups "${called}"; use the id of one.`;
  const none = `The service knows no group "${called}". A group of another directory is named by its object id.`;
  return fail({ code: 'not-found', detail: entities.length > 1 ? several : none });
}

function nameIn(group: Entity | undefined): string | undefined {
  const name = group?.['displayName'];
  return typeof name === 'string' ? name : undefined;
}
