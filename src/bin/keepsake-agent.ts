// The program for devices: the commands that work where a person's settings are, and nothing of the service. It becomes the
// one executable for Windows (scripts/build-agent.ts); a checkout has the same commands in `keepsake`.

import { Command } from 'commander';
import { deviceCommands } from './device-commands.ts';
import { EXIT } from './exit.ts';

const program = new Command('keepsake-agent')
  .description('Backs up the Windows settings of a person on this device and gives them back.')
  // Put in when the executable is built; package.json does not come along.
  .version(process.env['KEEPSAKE_AGENT_VERSION'] ?? 'unbuilt')
  .enablePositionalOptions()
  .showHelpAfterError('(run with --help to see what it takes)')
  .configureHelp({ sortSubcommands: false })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage));

for (const command of deviceCommands()) {
  program.addCommand(command.copyInheritedSettings(program));
}

void program.parseAsync();
