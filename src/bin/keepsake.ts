// `keepsake`: the one program. Here the parts are put together; every command is a file of `commands/`.

import { Command } from 'commander';
import { programVersion } from './configuration.ts';
import { applicationCommand } from './commands/application.ts';
import { auditCommand } from './commands/audit.ts';
import { conditionalAccessCommand } from './commands/conditional-access.ts';
import { demoCommand } from './commands/demo.ts';
import { deviceCommand } from './commands/device.ts';
import { enrollCommand } from './commands/enroll.ts';
import { eraseCommand } from './commands/erase.ts';
import { flightsCommand } from './commands/flights.ts';
import { groupCommand } from './commands/group.ts';
import { holdCommand } from './commands/hold.ts';
import { importCommand } from './commands/import.ts';
import { issuerCommand } from './commands/issuer.ts';
import { keysCommand } from './commands/keys.ts';
import { policyCommand } from './commands/policy.ts';
import { roleCommand } from './commands/role.ts';
import { rolloutCommand } from './commands/rollout.ts';
import { serveCommand } from './commands/serve.ts';
import { tenantCommand } from './commands/tenant.ts';
import { userCommand } from './commands/user.ts';
import { restoresCommand } from './commands/restores.ts';
import { readinessCommand } from './commands/readiness.ts';
import { whyCommand } from './commands/why.ts';
import { deviceCommands } from './device-commands.ts';
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
  userCommand(),
  groupCommand(),
  applicationCommand(),
  roleCommand(),
  policyCommand(),
  flightsCommand(),
  rolloutCommand(),
  enrollCommand(),
  deviceCommand(),
  importCommand(),
  issuerCommand(),
  keysCommand(),
  holdCommand(),
  eraseCommand(),
  auditCommand(),
  conditionalAccessCommand(),
  whyCommand(),
  readinessCommand(),
  restoresCommand(),
  ...deviceCommands(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
}

await program.parseAsync();
