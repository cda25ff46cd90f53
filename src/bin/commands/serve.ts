import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { Command } from 'commander';
import { fail, ok, type Result } from '../../lib/result.ts';
import { databaseUrl, dataFolder, SERVICE_VARIABLES, variable, variablesHelp } from '../configuration.ts';
import { buildConsoleIfStale } from '../console-build.ts';
import { loadService } from '../load-service.ts';
import { type Complaint, outputOf, withJson } from '../output.ts';
import { closeContext, type DataOptions, openContext, withData } from './operator.ts';
import { wholeNumber } from './profile-options.ts';

type Options = DataOptions & { readonly host?: string; readonly port?: number; readonly publicUrl?: string };

export function serveCommand(): Command {
  return withJson(withData(new Command('serve')))
    .description('Start the service: the HTTP API on its own PostgreSQL, or on the one in DATABASE_URL.')
    .option('--host <address>', 'address to listen on (or KEEPSAKE_HOST)')
    .option('--port <number>', 'port to listen on; 0 takes any (or KEEPSAKE_PORT)', wholeNumber)
    .option('--public-url <url>', 'the address that devices and browsers use (or KEEPSAKE_PUBLIC_URL)')
    .addHelpText(
      'after',
      `
Ends on Ctrl+C after finishing what it is doing. The API describes itself at /openapi.json.
${variablesHelp(Object.keys(SERVICE_VARIABLES) as (keyof typeof SERVICE_VARIABLES)[])}`,
    )
    .action(serve);
}

async function serve(options: Options): Promise<void> {
  const output = outputOf(options);
  const log = (line: string): void => {
    if (!line.startsWith(ROUTINE)) process.stderr.write(`${line}\n`);
  };
  const where = databaseUrl() === undefined ? `its own PostgreSQL in ${dataFolder(options.data)}` : 'DATABASE_URL';
  output.progress(`Starting on ${where} …`);
  const opened = await openContext(options, log);
  if (!opened.ok) return output.complain(opened.error);
  const context = opened.value;
  const host = options.host ?? variable('KEEPSAKE_HOST');
  const port = options.port ?? Number(variable('KEEPSAKE_PORT'));
  const publicUrl = options.publicUrl ?? (variable('KEEPSAKE_PUBLIC_URL') || undefined);
  const trustedProxies = variable('KEEPSAKE_TRUSTED_PROXIES')
    .split(',')
    .flatMap((it) => it.trim() || []);
  const built = await buildConsoleIfStale(() => output.progress('Building the admin center, once …'), ['admin']);
  if (built === 'unavailable') output.progress('The admin center is not built: npm ci && npm run build:console');
  const [{ startService }, { checkKeys }] = await Promise.all([
    loadService(),
    import('../../server/keys/open-keys.ts'),
  ]);
  try {
    const checked = await checkKeys(context.database, context.keys);
    if (!checked.ok) return output.complain(checked.error);
    const tls = readTlsFiles();
    if (!tls.ok) return output.complain(tls.error);
    const service = await startService({ ...context, host, port, publicUrl, tls: tls.value, trustedProxies, log });
    const console = built === 'unavailable' ? '' : `; the admin center is at ${service.url}/admin`;
    output.result(`Keepsake listens on ${service.url}${console}`, { url: service.url });
    await untilAskedToStop();
    output.progress('Stopping …');
    await service.stop();
  } catch (error) {
    const detail = `The service can not listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}.`;
    output.complain({
      code: 'unavailable',
      detail,
      fix: 'Choose another port with --port, or stop what listens there.',
    });
  } finally {
    await closeContext(context);
  }
}

/** `undefined`: plain HTTP. One file without the other is a mistake. */
function readTlsFiles(): Result<{ readonly cert: string; readonly key: string } | undefined, Complaint> {
  const [certFile, keyFile] = [variable('KEEPSAKE_TLS_CERT'), variable('KEEPSAKE_TLS_KEY')];
  if (certFile === '' && keyFile === '') return ok(undefined);
  const fix = 'Let KEEPSAKE_TLS_CERT and KEEPSAKE_TLS_KEY name two readable PEM files that belong together.';
  try {
    const tls = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    createSecureContext(tls);
    return ok(tls);
  } catch (error) {
    const detail = `HTTPS needs a certificate and its key: ${error instanceof Error ? error.message : String(error)}.`;
    return fail({ code: 'tls-unusable', detail, fix });
  }
}

/** What PostgreSQL says when nothing is wrong; the service's own lines say as much. */
const ROUTINE = '00000 ';

function untilAskedToStop(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
}
