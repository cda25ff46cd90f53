// Several requests in one (JSON batching), as Microsoft Graph has it: each is a request of its own, with its own answer.
// https://learn.microsoft.com/graph/json-batching

import { type Static, Type } from 'typebox';
import { BATCH_REQUESTS_MAX, NAME_LENGTH_MAX } from '../limits.ts';
import { BODY_PROBLEMS, type Operation } from '../operation.ts';
import { graphQuery } from './graph.ts';

const Id = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
const Method = Type.Union([
  Type.Literal('GET'),
  Type.Literal('POST'),
  Type.Literal('PUT'),
  Type.Literal('PATCH'),
  Type.Literal('DELETE'),
]);

export const BatchedRequest = Type.Object(
  {
    id: Id,
    method: Method,
    url: Type.String({ description: 'Below the version that the batch was sent to, such as `/users?$top=5`.' }),
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    body: Type.Optional(Type.Unknown()),
    dependsOn: Type.Optional(Type.Array(Id, { maxItems: BATCH_REQUESTS_MAX })),
  },
  { additionalProperties: false },
);
export type BatchedRequest = Static<typeof BatchedRequest>;

export const Batch = Type.Object(
  { requests: Type.Array(BatchedRequest, { minItems: 1, maxItems: BATCH_REQUESTS_MAX }) },
  { additionalProperties: false },
);

export const BatchedAnswer = Type.Object({
  id: Id,
  status: Type.Integer(),
  headers: Type.Record(Type.String(), Type.String()),
  body: Type.Optional(Type.Unknown({ description: 'JSON; anything else in base64.' })),
});
export type BatchedAnswer = Static<typeof BatchedAnswer>;

export const BatchAnswer = Type.Object({ responses: Type.Array(BatchedAnswer) });
export type BatchAnswer = Static<typeof BatchAnswer>;

export const GRAPH_BATCH_OPERATIONS = {
  runBatch: {
    method: 'POST',
    path: '/v1.0/$batch',
    // Each request in it asks for what it asks for alone; the batch itself gives nothing.
    access: 'open',
    style: 'graph',
    summary: 'Sends several requests in one. Each is authorized, answered and audited as if it came alone.',
    query: graphQuery([]),
    body: Batch,
    answer: BatchAnswer,
    problems: BODY_PROBLEMS,
  },
} as const satisfies Record<string, Operation>;
