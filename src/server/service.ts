// The service: the operations of the protocol on a database, over HTTP. Nothing here decides anything; it puts the parts
// together and takes them apart again.

import type { AddressInfo } from 'node:net';
import { SHUTDOWN_TIMEOUT_MILLISECONDS } from '../protocol/limits.ts';
import { accessHandlers } from './access/access-routes.ts';
import { askedBy, authorize } from './access/authorize.ts';
import { auditHandlers } from './audit/audit-routes.ts';
import { backupHandlers } from './backup/backup-routes.ts';
import { othersBackupsHandlers } from './backup/others-backups-routes.ts';
import { conditionalAccessHandlers } from './conditional-access/conditional-access-routes.ts';
import { registerConsole } from './console/serve-console.ts';
import { type Context, newId } from './context.ts';
import { deviceRecordHandlers } from './devices/device-record-routes.ts';
import { deviceHandlers } from './devices/devices-routes.ts';
import { fleetHandlers } from './fleet/fleet-routes.ts';
import { restoreHandlers } from './restore/restore-routes.ts';
import { graphHandlers } from './graph/graph-routes.ts';
import { helpDeskHandlers } from './help-desk/help-desk-routes.ts';
import { createHttpServer, type TlsFiles } from './http/http-server.ts';
import { keyHandlers } from './keys/keys-routes.ts';
import { ownDataHandlers } from './own-data/own-data-routes.ts';
import { metaHandlers } from './http/meta-routes.ts';
import { collectOpenApi, openApiDocument } from './http/openapi.ts';
import { registerOperations, shownBy } from './http/register-operations.ts';
import { publicUrls } from './http/public-urls.ts';
import { createAuthenticator } from './identity/authenticate.ts';
import { embeddedIssuer } from './identity/embedded-issuer.ts';
import { conditionalAccessJudge } from './identity-provider/conditional-access-judge.ts';
import { managementObjectHandlers } from './policy/management-routes.ts';
import { policyHandlers } from './policy/policy-routes.ts';
import { registerIdentityProvider } from './identity-provider/identity-provider-routes.ts';
import { tenantProviders } from './identity-provider/tenant-providers.ts';
import { readinessHandlers } from './readiness/readiness-routes.ts';
import { rolloutHandlers } from './rollout/rollout-routes.ts';
import { setupHandlers } from './setup/setup-routes.ts';
import { tenantSettingsHandlers } from './tenants/tenant-settings-routes.ts';

export type ServiceOptions = Context & {
  /** The address to listen on; `127.0.0.1` unless something in front of it is trusted. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** The address that devices and browsers use, where it is another than the one listened on. */
  readonly publicUrl?: string | undefined;
  /** To speak HTTPS without a proxy in front. */
  readonly tls?: TlsFiles | undefined;
  /** Addresses of proxies in front, whose word for a client's address counts. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** One line each; never a secret, never a setting's value. */
  readonly log: (line: string) => void;
};

export type Service = {
  readonly url: string;
  /** Takes no new connections, finishes the requests it has begun, then ends. The database stays open. */
  readonly stop: () => Promise<void>;
};

/** Throws what listening throws: `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { host, port, log, tls, trustedProxies } = options;
  const app = createHttpServer({ log, newRequestId: () => newId(options), tls, trustedProxies });
  let url = 'http://127.0.0.1';
  const identity = { ...options, publicUrls: () => publicUrls(options.publicUrl, url) };
  const publicUrl = () => identity.publicUrls()[0] ?? '';
  const providerOptions = { context: options, publicUrl, judge: conditionalAccessJudge(options), log };
  const findProvider = tenantProviders(providerOptions);
  const withEmbedded = { ...identity, embedded: embeddedIssuer(publicUrl, findProvider) };
  const authenticate = createAuthenticator(withEmbedded);
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  await collectOpenApi(app);
  let document: { openapi: string } | undefined;
  const openApi = () => (document ??= openApiDocument(app));
  registerOperations(
    app,
    {
      ...metaHandlers(options, openApi),
      ...deviceRecordHandlers(options),
      ...deviceHandlers(withEmbedded),
      ...backupHandlers(options),
      ...othersBackupsHandlers(options),
      ...accessHandlers(options),
      ...ownDataHandlers(options),
      ...keyHandlers(options),
      ...auditHandlers(options),
      ...conditionalAccessHandlers(options),
      ...graphHandlers(options),
      ...managementObjectHandlers(options),
      ...policyHandlers(options),
      ...restoreHandlers(options, closing.signal),
      ...fleetHandlers(options),
      ...readinessHandlers(options),
      ...rolloutHandlers(options),
      ...helpDeskHandlers(options),
      ...tenantSettingsHandlers(options),
      ...setupHandlers(options),
    },
    async (request, access) => {
      const actor = await authenticate(shownBy(request));
      return actor.ok ? authorize(options, actor.value, access, askedBy(request)) : actor;
    },
  );
  await registerIdentityProvider(app, providerOptions, findProvider);
  registerConsole(app);
  await app.listen({ host, port });
  const { address, family, port: actualPort } = app.server.address() as AddressInfo;
  url = `${tls === undefined ? 'http' : 'https'}://${family === 'IPv6' ? `[${address}]` : address}:${actualPort}`;
  log(`listening on ${url}`);
  return {
    url,
    stop: async () => {
      const tooLong = setTimeout(() => app.server.closeAllConnections(), SHUTDOWN_TIMEOUT_MILLISECONDS);
      await app.close();
      clearTimeout(tooLong);
      log('stopped');
    },
  };
}
