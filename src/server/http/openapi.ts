// The OpenAPI 3.1 document: made from the operations and their schemas, so that it can not say anything else than what the
// service checks. Shapes with a name in the protocol have one here too.

import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { IsSchema, type TSchema } from 'typebox';
import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import type { Operation } from '../../protocol/operation.ts';
import * as roles from '../../protocol/operations/access.ts';
import * as audit from '../../protocol/operations/audit.ts';
import * as backup from '../../protocol/operations/backup.ts';
import * as backups from '../../protocol/operations/backups.ts';
import * as conditionalAccessBeyondGraph from '../../protocol/operations/conditional-access-beyond-graph.ts';
import * as conditionalAccess from '../../protocol/operations/conditional-access.ts';
import * as devices from '../../protocol/operations/devices.ts';
import * as graph from '../../protocol/operations/graph.ts';
import * as graphBatch from '../../protocol/operations/graph-batch.ts';
import * as helpDesk from '../../protocol/operations/help-desk.ts';
import * as keys from '../../protocol/operations/keys.ts';
import * as managementObjects from '../../protocol/operations/management-objects.ts';
import * as meta from '../../protocol/operations/meta.ts';
import * as othersBackups from '../../protocol/operations/others-backups.ts';
import * as ownData from '../../protocol/operations/own-data.ts';
import * as policy from '../../protocol/operations/policy.ts';
import * as fleet from '../../protocol/operations/fleet.ts';
import * as flights from '../../protocol/operations/flights.ts';
import * as readiness from '../../protocol/operations/readiness.ts';
import * as restore from '../../protocol/operations/restore.ts';
import * as restoreRequests from '../../protocol/operations/restore-requests.ts';
import * as rollout from '../../protocol/operations/rollout.ts';
import * as setup from '../../protocol/operations/setup.ts';
import * as tenantSettings from '../../protocol/operations/tenant-settings.ts';
import { GraphError } from '../../protocol/graph-error.ts';
import { ProblemBody, type ProblemCode, PROBLEMS } from '../../protocol/problem.ts';
import { ManifestSchema } from '../../protocol/snapshot-format.ts';
import { PROBLEM_TYPE } from './problem-response.ts';

/** Must run before the operations are registered. */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    // Pages and the endpoints of the identity provider are no operations; OpenID Connect's own metadata describe them.
    transform: ({ schema, url }) => ({ schema: schema?.operationId === undefined ? { hide: true } : schema, url }),
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Keepsake',
        version: '1',
        description: "Backs up people's Windows settings and gives them back. Times are RFC 3339 in UTC.",
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } as { name: string },
      },
      components: {
        securitySchemes: {
          deviceCredential: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'ks1.<tenant>.<credential>.<secret>',
            description:
              "A user's device, enrolled with `keepsake enroll`. Bound to the device's key (DPoP, RFC 9449) once it joined.",
          },
          accessToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description:
              "Of a person, or of an application for itself, from an issuer that the tenant trusts. A person's own backups also take a proof by the key of a device that joined (DPoP, RFC 9449).",
          },
        },
      },
    },
  });
}

/** When every operation is registered. */
export function openApiDocument(app: FastifyInstance): { openapi: string } {
  const document = JSON.parse(JSON.stringify(app.swagger())) as { components: object; paths: Json; openapi: string };
  const schemas = Object.fromEntries(
    Object.entries(NAMED).map(([name, schema]) => [name, withReferences(plain(schema), name)]),
  );
  return {
    ...document,
    components: { ...document.components, schemas },
    paths: withReferences(document.paths),
  } as { openapi: string };
}

export function describeOperation(name: string, operation: Operation): FastifySchema {
  const { summary, params, query, body, answer, access, status = 200, media = 'application/json' } = operation;
  return {
    operationId: name,
    summary,
    security: SECURITY[access === 'open' || access === 'device' || access === 'user' ? access : 'permission'],
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: {
      [status]: { description: 'Done.', ...(status === 204 ? {} : { content: { [media]: { schema: answer } } }) },
      ...Object.fromEntries(problemAnswers(operation)),
    },
  };
}

function problemAnswers(operation: Operation): [status: number, answer: object][] {
  const always: ProblemCode[] = ['internal-error', 'unavailable'];
  const codes = [...admissionProblems(operation.access), ...operation.problems, ...always];
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return [...byStatus].map(([status, same]) => {
    const description = same.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' ');
    const content =
      operation.style === 'graph'
        ? { 'application/json': { schema: GraphError } }
        : { [PROBLEM_TYPE]: { schema: ProblemBody } };
    return [status, { description, content }];
  });
}

function admissionProblems(access: Operation['access']): ProblemCode[] {
  if (access === 'open') return [];
  return ['not-authenticated', 'proof-refused', access === 'device' ? 'device-required' : 'not-permitted'];
}

const SECURITY = {
  open: [],
  device: [{ deviceCredential: [] }, { accessToken: [] }],
  user: [{ deviceCredential: [] }, { accessToken: [] }],
  permission: [{ accessToken: [] }],
};

/** The shapes that the protocol's modules export, by the names they have there. */
const NAMED: Readonly<Record<string, TSchema>> = {
  Manifest: ManifestSchema,
  GraphError,
  Problem: ProblemBody,
  ...Object.fromEntries(
    Object.entries({
      ...meta,
      ...devices,
      ...backup,
      ...othersBackups,
      ...backups,
      ...roles,
      ...ownData,
      ...keys,
      ...audit,
      ...conditionalAccess,
      ...conditionalAccessBeyondGraph,
      ...managementObjects,
      ...policy,
      ...flights,
      ...graph,
      ...graphBatch,
      ...restore,
      ...restoreRequests,
      ...fleet,
      ...readiness,
      ...rollout,
      ...helpDesk,
      ...tenantSettings,
      ...setup,
    }).filter(([, value]) => IsSchema(value)),
  ),
};

function plain(schema: TSchema): Json {
  return JSON.parse(JSON.stringify(schema)) as Json;
}

const nameOf = new Map(Object.entries(NAMED).map(([name, schema]) => [canonicalJson(plain(schema)), name]));

/** Every shape inside `value` that has a name, by that name; but not `itself`. */
function withReferences(value: Json, itself?: string): Json {
  if (value === null || typeof value !== 'object') return value;
  const name = nameOf.get(canonicalJson(value));
  if (name !== undefined && name !== itself) return { $ref: `#/components/schemas/${name}` };
  if (Array.isArray(value)) return value.map((item: Json) => withReferences(item));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withReferences(member)]));
}
