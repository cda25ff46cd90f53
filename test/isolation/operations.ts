// The operations as the OpenAPI document has them: what the suite runs over. Nothing here knows the service's own list.

import type { Json } from '../../src/lib/canonical-json.ts';
import type { Send } from './wire.ts';

export type Operation = {
  readonly name: string;
  readonly method: string;
  /** With `{name}` for each parameter. */
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly takesBody: boolean;
};

type Documented = {
  readonly operationId: string;
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: Json;
};

/** What makes things comes first, what takes them away last, so that each finds something. */
export async function readOperations(send: Send): Promise<readonly Operation[]> {
  const { body } = await send({ method: 'GET', path: '/openapi.json' });
  const { paths } = JSON.parse(body.toString()) as { paths: Record<string, Record<string, Documented>> };
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
      name: operationId,
      method: method.toUpperCase(),
      path,
      parameters,
      takesBody: requestBody !== undefined,
    })),
  );
  return all.toSorted((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method));
}

const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];
