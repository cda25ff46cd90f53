// Where settings of the program itself come from: one table for each side, read here and nowhere else, and shown by `--help`.
// A command-line option wins over the environment.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { KeyConfiguration } from '../server/crypto/open-key-provider.ts';

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
  KEEPSAKE_KEY_FILE: {
    default: '',
    meaning: "The file with the keys that wrap the tenants' keys; for the embedded database: keys.json in its folder.",
  },
  KEEPSAKE_KEY: {
    default: '',
    meaning: 'Such a key itself, 32 bytes in base64, for containers whose platform keeps secrets.',
  },
  KEEPSAKE_PREVIOUS_KEYS: {
    default: '',
    meaning: 'Earlier values of KEEPSAKE_KEY, separated by commas, until the keys were rotated.',
  },
  KEEPSAKE_PKCS11_MODULE: { default: '', meaning: 'The PKCS#11 module of a token that keeps such a key.' },
  KEEPSAKE_PKCS11_TOKEN: { default: '', meaning: "The token's label." },
  KEEPSAKE_PKCS11_PIN_FILE: { default: '', meaning: "A file with the PIN of the token's user." },
  KEEPSAKE_PKCS11_KEY: { default: 'keepsake', meaning: "The label of the token's key." },
  KEEPSAKE_GRAPH_CLIENT_SECRET: {
    default: '',
    meaning: 'The secret of the application that keepsake import --graph signs in as.',
  },
  KEEPSAKE_HOST: { default: '127.0.0.1', meaning: 'The address the service listens on.' },
  KEEPSAKE_PORT: { default: '7433', meaning: 'The port the service listens on.' },
  KEEPSAKE_PUBLIC_URL: {
    default: '',
    meaning:
      'The address that devices and browsers use, such as https://keepsake.contoso.example; the one it listens on.',
  },
  KEEPSAKE_TLS_CERT: {
    default: '',
    meaning: 'A file with the certificate and its chain (PEM), to speak HTTPS without a proxy in front.',
  },
  KEEPSAKE_TLS_KEY: { default: '', meaning: "A file with the certificate's private key (PEM)." },
  KEEPSAKE_TRUSTED_PROXIES: {
    default: '',
    meaning: 'Addresses or networks of the proxies in front, separated by commas; their X-Forwarded-For is believed.',
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

export function keyFileIn(dataFolderPath: string): string {
  return join(dataFolderPath, 'keys.json');
}

/** Where the keys are. Without any of its variables: a file beside the embedded database. */
export function keyConfiguration(option: string | undefined): KeyConfiguration {
  const [module, key, file] = (['KEEPSAKE_PKCS11_MODULE', 'KEEPSAKE_KEY', 'KEEPSAKE_KEY_FILE'] as const).map(variable);
  const pkcs11 = {
    module: module ?? '',
    tokenLabel: variable('KEEPSAKE_PKCS11_TOKEN'),
    pinFile: variable('KEEPSAKE_PKCS11_PIN_FILE'),
    keyLabel: variable('KEEPSAKE_PKCS11_KEY'),
  };
  return {
    pkcs11: pkcs11.module === '' ? undefined : pkcs11,
    environment: key === '' ? undefined : { current: key ?? '', previous: variable('KEEPSAKE_PREVIOUS_KEYS') },
    file: file === '' ? undefined : resolve(file ?? ''),
    defaultFile: databaseUrl() === undefined ? keyFileIn(dataFolder(option)) : undefined,
  };
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
