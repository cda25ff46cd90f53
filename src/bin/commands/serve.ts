import { Command } from 'commander';
import { databaseUrl, dataFolder, variable, variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { contextOf, type DataOptions, openServiceDatabase, withData } from './operator.ts';
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
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'KEEPSAKE_HOST', 'KEEPSAKE_PORT', 'KEEPSAKE_PUBLIC_URL'])}`,
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
  const database = await openServiceDatabase(options, log);
  if (!database.ok) return output.complain(database.error);
  const host = options.host ?? variable('KEEPSAKE_HOST');
  const port = options.port ?? Number(variable('KEEPSAKE_PORT'));
  const publicUrl = options.publicUrl ?? (variable('KEEPSAKE_PUBLIC_URL') || undefined);
  const { startService } = await import('../../server/service.ts');
  try {
    const service = await startService({ ...contextOf(database.value), host, port, publicUrl, log });
    output.result(`Keepsake listens on ${service.url}`, { url: service.url });
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
    await database.value.close();
  }
}

/** What PostgreSQL says when nothing is wrong; the service's own lines say as much. */
const ROUTINE = '00000 ';

function untilAskedToStop(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
}
