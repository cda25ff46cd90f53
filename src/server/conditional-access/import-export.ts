// An export as somebody pastes or chooses it on a page: every thing found in it is named with what would become of it, and taken in if
// that is asked. What can not be read is left out and said; the rest is taken in as a whole or not at all.

import { blocksEveryone } from '../../domain/conditional-access/explanation/blocks-everyone.ts';
import type { Finding } from '../../domain/conditional-access/finding.ts';
import { isObject } from '../../domain/conditional-access/members.ts';
import {
  type Exports,
  missingReferences,
  readExports,
  tenantFromExports,
} from '../../domain/conditional-access/read-exports.ts';
import type { AuditActor } from '../../domain/audit/event.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { AccessImport } from '../../protocol/operations/conditional-access-beyond-graph.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { RULES } from './collections.ts';
import { importConditionalAccess } from './import-objects.ts';
import type { Collection } from './object-store.ts';

type Act = { readonly tenantId: string; readonly by: { readonly actor: AuditActor; readonly correlationId: string } };
type Given = {
  readonly documents: readonly { readonly name: string; readonly text: string }[];
  readonly apply?: boolean | undefined;
  readonly enforce?: boolean | undefined;
};

export async function importExport(
  context: Context,
  act: Act,
  { documents, apply = false, enforce = false }: Given,
): Promise<Result<AccessImport, Problem>> {
  const exports = readExports(documents.map(({ name, text }) => ({ origin: name, content: contentOf(text) })));
  const found = foundIn(exports);
  const isSound = (origin: string): boolean => found.some((it) => it.origin === origin && !it.isMalformed);
  const sound: Exports = {
    ...exports,
    policies: exports.policies.filter(({ origin }) => isSound(origin)),
    locations: exports.locations.filter(({ origin }) => isSound(origin)),
    strengths: exports.strengths.filter(({ origin }) => isSound(origin)),
  };
  const imported = await importConditionalAccess(context, {
    ...act,
    exports: sound,
    reportOnly: !enforce,
    isTrial: !apply,
  });
  if (!imported.ok) return imported;
  return ok({
    items: found.map(({ origin, collection, displayName, findings }) => {
      const taken = imported.value.find((it) => it.origin === origin);
      const { id = null, outcome = 'malformed' } = taken ?? {};
      return { origin, collection, id, displayName, outcome, findings };
    }),
    others: exports.others.map(({ origin }) => origin),
    applied: apply,
  });
}

/** Text that is not JSON may be a policy, and is told as one. A byte order mark is no part of it. */
function contentOf(text: string): { readonly json: Json } | { readonly error: string } {
  try {
    return { json: JSON.parse(text.replace(/^\ufeff/, '')) as Json };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

type Found = {
  readonly origin: string;
  readonly collection: Collection;
  readonly displayName: string;
  readonly isMalformed: boolean;
  readonly findings: AccessImport['items'][number]['findings'];
};

function foundIn(exports: Exports): readonly Found[] {
  const tenant = tenantFromExports(exports);
  const missing = missingReferences(tenant);
  return [
    ...exports.policies.map(({ origin, item }) => {
      const everyone = blocksEveryone(item, tenant);
      const beside = missing.filter(({ policy }) => policy === item).map(({ finding }) => finding);
      const findings = [...item.findings, ...beside, ...(everyone === undefined ? [] : [everyone])];
      return describe('policies', { origin, source: item.source, name: item.name, findings });
    }),
    ...exports.locations.map(({ origin, item }) =>
      describe('namedLocations', { origin, source: item.source, name: item.name, findings: item.findings }),
    ),
    ...exports.strengths.map(({ origin, item }) => {
      const { source, displayName: name = origin } = item;
      return describe('authenticationStrengths', { origin, source, name, findings: [] });
    }),
  ];
}

type Read = {
  readonly origin: string;
  readonly source: Json;
  readonly name: string;
  readonly findings: readonly Finding[];
};

function describe(collection: Collection, { origin, source, name, findings }: Read): Found {
  const isMalformed = !isObject(source) || RULES[collection].problemsOf({ id: '', ...source }).length > 0;
  return {
    origin,
    collection,
    isMalformed,
    displayName: name,
    findings: findings.map(({ code, path, detail }) => ({ code, path, detail })),
  };
}
