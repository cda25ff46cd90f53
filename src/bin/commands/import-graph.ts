// The options of `keepsake import --graph`, and how it signs in: as an application registered in the directory, with a secret
// that never stands on a command line.

import { readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { whyNotPrivate } from '../../server/crypto/private-file.ts';
import type { ImportSource } from '../../server/import/import-item.ts';
import { variable } from '../configuration.ts';
import type { Output } from '../output.ts';

export type GraphOptions = {
  readonly graph?: string | true;
  readonly clientId?: string;
  readonly directoryTenant?: string;
  readonly clientSecretFile?: string;
  readonly authority?: string;
  readonly scope?: string;
};

export function withGraph(command: Command): Command {
  return command
    .option('--graph [url]', 'read live from Microsoft Graph (https://graph.microsoft.com), or from this address')
    .option('--client-id <id>', 'with --graph: the application registration that reads')
    .option('--directory-tenant <id>', 'with --graph: the id of the directory that it is registered in')
    .option('--client-secret-file <file>', 'with --graph: its secret (or KEEPSAKE_GRAPH_CLIENT_SECRET)')
    .option('--authority <url>', 'with --graph: where it signs in', 'https://login.microsoftonline.com')
    .option('--scope <scope>', 'with --graph: what its token is for; <graph>/.default unless it is said');
}

export type Opened = {
  readonly sources: readonly ImportSource[];
  /** Collections that can not be read at all. */
  readonly leftOut: readonly { readonly collection: string; readonly reason: string }[];
  readonly close: () => Promise<void>;
};

export async function openGraph(options: GraphOptions, output: Output): Promise<Result<Opened, Problem>> {
  const { clientId, directoryTenant, authority = '' } = options;
  if (clientId === undefined || directoryTenant === undefined) return missing('--client-id and --directory-tenant');
  const clientSecret = secretOf(options);
  if (!clientSecret.ok) return clientSecret;
  if (clientSecret.value === '') return missing('--client-secret-file or KEEPSAKE_GRAPH_CLIENT_SECRET');
  const graphUrl = options.graph === true ? 'https://graph.microsoft.com' : (options.graph ?? '');
  const [{ openGraphClient }, { readGraph }] = await Promise.all([
    import('../../server/import/graph-client.ts'),
    import('../../server/import/read-graph.ts'),
  ]);
  const access = {
    graphUrl,
    issuer: `${authority.replace(/\/$/, '')}/${directoryTenant}/v2.0`,
    clientId,
    clientSecret: clientSecret.value,
    scope: options.scope ?? `${graphUrl.replace(/\/$/, '')}/.default`,
  };
  const waiting = { wait: (milliseconds: number) => wait(milliseconds), onWait: output.progress };
  const client = await openGraphClient(access, waiting);
  if (!client.ok) return client;
  return readGraph(client.value, { graphUrl, onProgress: output.progress });
}

function secretOf({ clientSecretFile }: GraphOptions): Result<string, Problem> {
  if (clientSecretFile === undefined) return ok(variable('KEEPSAKE_GRAPH_CLIENT_SECRET'));
  try {
    const why = whyNotPrivate(statSync(clientSecretFile));
    if (why !== undefined)
      return fail({ code: 'bad-request', detail: `"${clientSecretFile}" holds a secret, and ${why}.` });
    return ok(readFileSync(clientSecretFile, 'utf8').trim());
  } catch (error) {
    return fail({ code: 'bad-request', detail: `"${clientSecretFile}" can not be read: ${(error as Error).message}.` });
  }
}

function missing(what: string): Result<never, Problem> {
  return fail({ code: 'bad-request', detail: `Reading from Microsoft Graph takes ${what}.` });
}
