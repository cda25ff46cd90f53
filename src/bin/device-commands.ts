// The commands that work where a person's settings are. They are also a program of their own, for devices
// (keepsake-agent.ts): nothing they import may be of the service.

import type { Command } from 'commander';
import { agentCommand } from './commands/agent.ts';
import { backupCommand } from './commands/backup.ts';
import { catalogCommand } from './commands/catalog.ts';
import { exportCommand } from './commands/export.ts';
import { hiveCommand } from './commands/hive.ts';
import { historyCommands } from './commands/history.ts';
import { pinsCommand } from './commands/pins.ts';
import { restoreCommand } from './commands/restore.ts';
import { sessionsCommand, undoCommand } from './commands/undo.ts';
import { signInCommand, signOutCommand } from './commands/sign-in.ts';
import { verifyCommand } from './commands/verify.ts';

export function deviceCommands(): readonly Command[] {
  return [
    signInCommand(),
    signOutCommand(),
    backupCommand(),
    ...historyCommands(),
    exportCommand(),
    restoreCommand(),
    verifyCommand(),
    undoCommand(),
    sessionsCommand(),
    agentCommand(),
    pinsCommand(),
    catalogCommand(),
    hiveCommand(),
  ];
}
