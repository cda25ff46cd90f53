// The service about itself.

import { type Static, Type } from 'typebox';
import type { Operation } from '../operation.ts';

export const Health = Type.Object({ status: Type.Literal('ok') });
export type Health = Static<typeof Health>;

export const OpenApiDocument = Type.Object({ openapi: Type.String() }, { additionalProperties: true });

export const META_OPERATIONS = {
  getHealth: {
    method: 'GET',
    path: '/healthz',
    access: 'open',
    summary: 'Says that the service and its database answer.',
    answer: Health,
    problems: [],
  },
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    access: 'open',
    summary: 'This document.',
    answer: OpenApiDocument,
    problems: [],
  },
} as const satisfies Record<string, Operation>;
