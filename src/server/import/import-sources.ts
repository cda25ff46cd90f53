// The whole import: first everything is looked through, then policies and profiles are taken in as one act, then Conditional
// Access as one, then records and groups batch by batch. Unless what is malformed is to be left out, anything malformed means
// that nothing is written. Importing the same again changes nothing.

import { readExports, withoutMalformed } from '../../domain/conditional-access/read-exports.ts';
import type { ManagementKind, ThingKind } from '../../domain/import/recognize.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { importConditionalAccess, type Imported } from '../conditional-access/import-objects.ts';
import { type Context, newId } from '../context.ts';
import { type ImportedObject, importManagementObjects } from '../policy/import-objects.ts';
import type { Collection } from '../policy/management-object-store.ts';
import { type ExportedObject, placeObject } from '../policy/place-import.ts';
import type { ImportSource } from './import-item.ts';
import { type ManagementItem, type Progress, type Survey, survey, type SurveyedFile, type Unread } from './survey.ts';
import { takeIn, type TakenIn } from './take-in.ts';

export type ImportInput = {
  readonly tenantId: string;
  readonly sources: readonly ImportSource[];
  readonly skipMalformed: boolean;
  /** Look only. */
  readonly isDryRun: boolean;
  /** Enabled Conditional Access policies stay enabled; otherwise they come in as report-only. */
  readonly enforce: boolean;
  readonly onProgress: Progress;
};

export type ImportOutcome = {
  readonly files: readonly SurveyedFile[];
  /** `refused`: something is malformed, and nothing was written. */
  readonly written: 'everything' | 'nothing' | 'refused';
  readonly objects: readonly (ImportedObject | (Imported & { readonly origin?: string }))[];
  readonly records: Readonly<Partial<Record<ThingKind | 'memberships', TakenIn>>>;
};

export async function importSources(context: Context, input: ImportInput): Promise<Result<ImportOutcome, Problem>> {
  const surveyed = await survey(input.sources, input.onProgress);
  const { management, access, malformed } = checked(surveyed, input.tenantId);
  const files = surveyed.files.map((file) => withMalformed(file, malformed));
  const nothing = { files, objects: [], records: {} };
  if (!input.skipMalformed && files.some((it) => it.malformed.length > 0))
    return ok({ ...nothing, written: 'refused' });
  if (input.isDryRun) return ok({ ...nothing, written: 'nothing' });

  const { tenantId, skipMalformed, enforce } = input;
  const policies = await importManagementObjects(context, { tenantId, objects: management, skipMalformed });
  if (!policies.ok) return policies;
  const conditional = await importConditionalAccess(context, { tenantId, exports: access, reportOnly: !enforce });
  if (!conditional.ok) return conditional;
  const records = await takeInAll(context, input);
  if (!records.ok) return records;
  const late = policies.value.leftOut;
  const objects = [...policies.value.imported, ...conditional.value];
  const named = files.map((file) => withMalformed(file, late));
  return ok({ files: named, written: 'everything', objects, records: records.value });
}

async function takeInAll(
  context: Context,
  { tenantId, sources, onProgress }: ImportInput,
): Promise<Result<Readonly<Record<string, TakenIn>>, Problem>> {
  const target = { tenantId, correlationId: newId(context), onProgress };
  const taken: Record<string, TakenIn> = {};
  for (const source of sources) {
    const done = await takeIn(context, target, source);
    if (!done.ok) return done;
    for (const [what, counts] of Object.entries(done.value)) taken[what] = sum(taken[what], counts);
  }
  return ok(taken);
}

export function sum(a: TakenIn | undefined, b: TakenIn): TakenIn {
  if (a === undefined) return b;
  return { added: a.added + b.added, changed: a.changed + b.changed, unchanged: a.unchanged + b.unchanged };
}

const COLLECTIONS: Readonly<Record<ManagementKind, Collection>> = {
  autopilotProfile: 'windowsAutopilotDeploymentProfiles',
  configurationPolicy: 'configurationPolicies',
  enrollmentConfiguration: 'deviceEnrollmentConfigurations',
  assignmentFilter: 'assignmentFilters',
};

/** What is sound of the policies, and what is not: whatever else is found wrong is found before anything is written. */
function checked({ managementObjects, conditionalAccess }: Survey, tenantId: string) {
  const exported = managementObjects.map(exportedObject);
  const places = exported.map((it) => ({ it, placed: placeObject(it, tenantId, []) }));
  const { sound, malformed } = withoutMalformed(readExports(conditionalAccess));
  const unsound = places.flatMap(({ it: { origin }, placed }): readonly Unread[] =>
    placed.ok ? [] : [{ origin, reason: placed.error.detail }],
  );
  return {
    management: places.flatMap(({ it, placed }) => (placed.ok ? [it] : [])),
    access: sound,
    malformed: [...unsound, ...malformed.map((origin) => ({ origin, reason: NOT_ENFORCEABLE }))],
  };
}

const NOT_ENFORCEABLE = 'this Conditional Access object can not be enforced as it stands: see keepsake ca check';

function exportedObject({ kind, origin, body }: ManagementItem): ExportedObject {
  return { collection: COLLECTIONS[kind], origin, body };
}

/** Origins begin with the name of their file: `policies.json#3`. */
function withMalformed(file: SurveyedFile, found: readonly Unread[]): SurveyedFile {
  const own = found.filter(({ origin }) => ['', '#', ':'].some((it) => isOf(origin, file.name, it)));
  return own.length === 0 ? file : { ...file, malformed: [...file.malformed, ...own] };
}

function isOf(origin: string, name: string, separator: string): boolean {
  return separator === '' ? origin === name : origin.startsWith(`${name}${separator}`);
}
