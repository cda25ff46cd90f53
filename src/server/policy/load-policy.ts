// A tenant's policies and choices as the domain takes them. What is stored was readable when it came; were it not any more,
// nothing is decided without it: an exclusion that is passed over would widen what travels.

import { type AssignmentFilter, parseAssignmentFilter } from '../../domain/policy/assignment-filter.ts';
import { parseConfigurationPolicy, type TenantPolicy } from '../../domain/policy/configuration-policy.ts';
import { parseEnrollmentConfiguration, type RestorePageConfiguration } from '../../domain/policy/restore-page.ts';
import { DEFAULT_CHOICES, type TenantChoices } from '../../domain/eligibility/choices.ts';
import { choicesInForce } from '../../domain/eligibility/flights.ts';
import { parseBuildTable } from '../../domain/eligibility/parse-build-table.ts';
import { parseAssignments } from '../../domain/policy/assignment.ts';
import type { StatusPage } from '../../domain/policy/status-page.ts';
import type { Result } from '../../lib/result.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findPeopleGroups } from '../graph/directory-store.ts';
import { priorityOf, STATUS_PAGE_TYPE } from './enrollment-configurations.ts';
import { allObjects } from './find-objects.ts';
import { findAcceptedTerms } from './flight-store.ts';
import { type Body, findObjects, type ManagementObject } from './management-object-store.ts';
import { isForWindows } from './readable.ts';
import { findStoredChoices } from './tenant-choice-store.ts';

export type PolicyInput = {
  readonly tenant: readonly TenantPolicy[];
  readonly restorePage: readonly RestorePageConfiguration[];
  readonly filters: readonly AssignmentFilter[];
  readonly statusPages: readonly StatusPage[];
  /** Groups of the tenant's own directory, which has no devices. */
  readonly peopleGroupIds: readonly string[];
};

/** What reaches nobody is left out. */
export async function loadPolicyInput(tx: TenantTransaction): Promise<PolicyInput> {
  const policies = await findObjects(tx, 'configurationPolicies');
  const enrollment = await allObjects(tx, 'deviceEnrollmentConfigurations');
  const filters = await findObjects(tx, 'assignmentFilters');
  const peopleGroupIds = await findPeopleGroups(tx);
  return {
    peopleGroupIds,
    tenant: policies
      .filter(({ assignments }) => assignments.length > 0)
      .map((object) => read(object.id, parseConfigurationPolicy(whole(object))).policy)
      .filter(({ settings }) => settings.length > 0),
    restorePage: enrollment
      .map((object) => read(object.id, parseEnrollmentConfiguration(whole(object))))
      .flatMap((it) => (it.kind === 'restorePage' ? [it.configuration] : [])),
    statusPages: enrollment.filter(({ body }) => body['@odata.type'] === STATUS_PAGE_TYPE).map(statusPageOf),
    filters: filters
      .filter(({ body }) => isForWindows(body['platform']))
      .map((object) => read(object.id, parseAssignmentFilter(whole(object)))),
  };
}

/** Keepsake's defaults where nothing was chosen; of preview features only those whose terms are accepted. */
export async function loadTenantChoices(tx: TenantTransaction): Promise<TenantChoices> {
  const stored = await findStoredChoices(tx);
  if (stored === undefined) return DEFAULT_CHOICES;
  const { liftedLimits, isBackupOnByDefault, buildTable } = stored;
  const table =
    buildTable === undefined ? DEFAULT_CHOICES.buildTable : read('table of builds', parseBuildTable(buildTable));
  return choicesInForce({ liftedLimits, isBackupOnByDefault, buildTable: table }, await findAcceptedTerms(tx));
}

function statusPageOf(object: ManagementObject): StatusPage {
  return {
    priority: priorityOf(object),
    installsQualityUpdates: object.body['installQualityUpdates'] === true,
    assignments: read(object.id, parseAssignments(object.assignments)),
  };
}

function whole({ id, body, assignments }: ManagementObject): Body {
  return { ...body, id, assignments };
}

function read<T>(name: string, parsed: Result<T, unknown>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(`what is stored as ${name} can not be read any more: ${JSON.stringify(parsed.error)}`);
}
