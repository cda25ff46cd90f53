import { existsSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { Command } from 'commander';
import { isSignIn, readCredential } from '../../agent/credential-file.ts';
import { variable, variablesHelp } from '../configuration.ts';
import { outputOf, withCredential, withJson } from '../output.ts';

type Options = {
  readonly service: string;
  readonly tenant: string;
  readonly issuer?: string;
  readonly device: string;
  readonly credential?: string;
  readonly json?: boolean;
};

export function signInCommand(): Command {
  return withJson(withCredential(new Command('sign-in')))
    .description("Sign in with the organization's own accounts, instead of using a credential from an administrator.")
    .requiredOption('--service <url>', 'where the service is')
    .requiredOption('--tenant <id>', 'the id of the organization: with Entra ID, its tenant id')
    .option('--issuer <url>', 'who to sign in with, where the organization has several')
    .option('--device <name>', 'what to call this device', hostname())
    .addHelpText(
      'after',
      `
Shows an address and a code: open the address in any browser, enter the code and sign in. The sign-in is kept in the
credential file, with a key of this device beside it; both are of no use anywhere else. The first command that uses it
within 10 minutes makes this device one of yours, so run one now:  keepsake profiles
${variablesHelp(['KEEPSAKE_CREDENTIAL'])}`,
    )
    .action(signInHere);
}

export function signOutCommand(): Command {
  return withJson(withCredential(new Command('sign-out')))
    .description('Forget the sign-in and the key of this device that went with it.')
    .action(signOutHere);
}

async function signInHere(options: Options): Promise<void> {
  const output = outputOf(options);
  const path = options.credential ?? variable('KEEPSAKE_CREDENTIAL');
  const { signIn } = await import('../../agent/identity/sign-in.ts');
  const signedIn = await signIn({
    service: options.service,
    tenantId: options.tenant,
    issuer: options.issuer,
    deviceName: options.device,
    path,
    // Also with --json: without it nobody can sign in.
    tell: ({ url, userCode }) => void process.stderr.write(`Open ${url}\nand enter the code ${userCode}\n`),
  });
  if (!signedIn.ok) return output.complain(signedIn.error);
  const { user, issuer, device } = signedIn.value;
  output.result(`Signed in as ${user} on ${device}: ${path}`, { user, issuer, device, file: path });
}

async function signOutHere(options: Pick<Options, 'credential' | 'json'>): Promise<void> {
  const output = outputOf(options);
  const path = options.credential ?? variable('KEEPSAKE_CREDENTIAL');
  const found = readCredential(path);
  if (existsSync(path) && found.ok && !isSignIn(found.value)) {
    return output.complain({
      code: 'unknown-choice',
      detail: `"${path}" is a credential that an administrator issued, not a sign-in.`,
      fix: 'Remove the file by hand, and ask an administrator to revoke it: keepsake enroll revoke.',
    });
  }
  const { removeDeviceKey } = await import('../../agent/identity/open-device-key.ts');
  await removeDeviceKey(path);
  rmSync(path, { force: true });
  output.result(`Signed out: ${path} is removed.`, { file: path });
}
