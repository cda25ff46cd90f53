// `keepsake`: the one program. Here the parts are put together; every command is a file of `commands/`.

import { Command } from 'commander';
import { programVersion } from './configuration.ts';
import { agentCommand } from './commands/agent.ts';
import { backupCommand } from './commands/backup.ts';
import { catalogCommand } from './commands/catalog.ts';
import { demoCommand } from './commands/demo.ts';
import { enrollCommand } from './commands/enroll.ts';
import { hiveCommand } from './commands/hive.ts';
import { historyCommands } from './commands/history.ts';
import { pinsCommand } from './commands/pins.ts';
import { restoreCommand } from './commands/restore.ts';
import { serveCommand } from './commands/serve.ts';
import { tenantCommand } from './commands/tenant.ts';
import { sessionsCommand, undoCommand } from './commands/undo.ts';
import { verifyCommand } from './commands/verify.ts';
import { EXIT } from './exit.ts';

const program = new Command('keepsake')
  .description('Backs up the Windows settings of people in an organization and gives them back on their next device.')
  .version(programVersion())
  .enablePositionalOptions()
  .showHelpAfterError('(run with --help to see what it takes)')
  .configureHelp({ sortSubcommands: false })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage))
  .addHelpText(
    'after',
    `
The way of a setting:
  1. keepsake serve                     start the service (its own PostgreSQL, or the one in DATABASE_URL)
  2. keepsake tenant create "Contoso"   an organization
  3. keepsake enroll …                  a credential for one person on one device
  4. keepsake backup --profile …        read a Windows profile, store what differs from Windows' defaults
  5. keepsake restore --profile …       preview, apply and verify it on another profile
  6. keepsake undo --profile …          put every byte back

See it all at once:  keepsake demo
Exit codes: ${Object.entries(EXIT)
      .map(([name, code]) => `${code} ${name}`)
      .join(', ')}.`,
  );

for (const command of [
  demoCommand(),
  serveCommand(),
  tenantCommand(),
  enrollCommand(),
  backupCommand(),
  ...historyCommands(),
  restoreCommand(),
  verifyCommand(),
  undoCommand(),
  sessionsCommand(),
  agentCommand(),
  pinsCommand(),
  catalogCommand(),
  hiveCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
}

await program.parseAsync();
