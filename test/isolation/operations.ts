// The operations as the OpenAPI document has them: what the suite runs over. Nothing here knows the service's own list.

import type { Json } from '../../src/lib/canonical-json.ts';
import type { Send } from './wire.ts';

export type Operation = {
  readonly name: string;
  readonly method: string;
  /** With `{name}` for each parameter. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly takesBody: boolean;
};

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: { readonly type?: string };
};

type Documented = {
  readonly operationId?: string;
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: Json;
};

/** What makes things comes first, what takes them away last, so that each finds something. */
export async function readOperations(send: Send): Promise<readonly Operation[]> {
  const { body } = await send({ method: 'GET', path: '/openapi.json' });
  const { paths } = JSON.parse(body.toString()) as { paths: Record<string, Record<string, Documented>> };
  const ours = Object.entries(paths).filter(([path]) => !OF_OTHER_PROTOCOLS.test(path));
  const all = ours.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
      name: operationId ?? `${method} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      takesBody: requestBody !== undefined,
    })),
  );
  return all.toSorted((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method));
}

/** The identity provider's, where what is at a path is OpenID Connect's business; all of a tenant's is under its id. */
const OF_OTHER_PROTOCOLS = /^\/(identity-assets|common|\{tenantId\})\//;

const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];
