// Where settings of the program itself come from: one table for each side, read here and nowhere else, and shown by `--help`.
// A command-line option wins over the environment.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const SERVICE_VARIABLES = {
  KEEPSAKE_DATA: {
    default: 'keepsake-data',
    meaning: "The service's data folder: the embedded database and its log.",
  },
  DATABASE_URL: {
    default: '',
    meaning: 'A PostgreSQL 15 or later to use instead of the embedded one; may hold a password.',
  },
  DATABASE_OWNER_URL: {
    default: '',
    meaning: 'The login that owns the schema, if it is not that of DATABASE_URL; used for migrations alone.',
  },
  KEEPSAKE_HOST: { default: '127.0.0.1', meaning: 'The address the service listens on.' },
  KEEPSAKE_PORT: { default: '7433', meaning: 'The port the service listens on.' },
  KEEPSAKE_PUBLIC_URL: {
    default: '',
    meaning:
      'The address that devices and browsers use, such as https://keepsake.contoso.example; the one it listens on.',
  },
} as const;

export const AGENT_VARIABLES = {
  KEEPSAKE_CREDENTIAL: {
    default: 'keepsake-credential.json',
    meaning: "The device's credential file, made by enroll.",
  },
  KEEPSAKE_FACTS: {
    default: '',
    meaning: 'A JSON file with device facts that hold instead of what the running Windows says; for tests.',
  },
} as const;

const VARIABLES = { ...SERVICE_VARIABLES, ...AGENT_VARIABLES };

export type VariableName = keyof typeof VARIABLES;

export function variable(name: VariableName): string {
  return process.env[name] ?? VARIABLES[name].default;
}

/** `undefined` means: the embedded database. */
export function databaseUrl(): string | undefined {
  const url = variable('DATABASE_URL');
  return url === '' ? undefined : url;
}

export function dataFolder(option: string | undefined): string {
  return resolve(option ?? variable('KEEPSAKE_DATA'));
}

/** Lines for `--help`. */
export function variablesHelp(names: readonly VariableName[]): string {
  const lines = names.map((name) => {
    const usual = VARIABLES[name].default;
    return `  ${name.padEnd(20)} ${VARIABLES[name].meaning}${usual === '' ? '' : ` (${usual})`}`;
  });
  return `\nEnvironment:\n${lines.join('\n')}\n`;
}

export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
