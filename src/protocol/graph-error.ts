// A problem in Microsoft Graph's words: `{"error": {"code", "message", "innerError"}}`. Graph's code says what kind of thing
// went wrong; the problem's own, stable code is inside `innerError`.
// https://learn.microsoft.com/graph/errors

import { type Static, Type } from 'typebox';
import { type Problem, PROBLEMS } from './problem.ts';

export const GraphError = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    innerError: Type.Object({
      code: Type.String({ description: 'Stable; one of the closed list of problems.' }),
      date: Type.String({ description: 'When it was refused.' }),
      'request-id': Type.String(),
      'client-request-id': Type.String(),
    }),
  }),
});
export type GraphError = Static<typeof GraphError>;

export function graphError(
  problem: Problem,
  request: { readonly requestId: string; readonly clientRequestId: string; readonly date: Date },
): GraphError {
  const { status, fix } = PROBLEMS[problem.code];
  return {
    error: {
      code: CODES[status],
      message: `${problem.detail} ${fix}`,
      innerError: {
        code: problem.code,
        date: request.date.toISOString(),
        'request-id': request.requestId,
        'client-request-id': request.clientRequestId,
      },
    },
  };
}

const CODES: Readonly<Record<(typeof PROBLEMS)[keyof typeof PROBLEMS]['status'], string>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'ResourceNotFound',
  405: 'MethodNotAllowed',
  408: 'RequestTimeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'UnprocessableEntity',
  424: 'FailedDependency',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};
