import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { readReceipt } from '../../protocol/erasure-receipt.ts';
import type { ErasureReceipt } from '../../protocol/operations/keys.ts';
import { variablesHelp } from '../configuration.ts';
import { outputOf, withJson } from '../output.ts';
import { asOperator, type DataOptions, withData } from './operator.ts';
import { onPerson } from './on-person.ts';

type PersonOptions = DataOptions & { readonly tenant: string; readonly user: string };
type EraseOptions = Partial<PersonOptions> & { readonly out?: string };
type VerifyOptions = { readonly key?: string; readonly json?: boolean };

export function eraseCommand(): Command {
  return withJson(withData(new Command('erase').enablePositionalOptions()))
    .description("Erase a person's backups at once and for ever, by destroying the person's key.")
    .option('--tenant <tenant>', 'the organization, by name or id')
    .option('--user <user>', 'the person, by user principal name or id')
    .option('--out <file>', 'write the signed receipt here; without it, it is printed')
    .action(erase)
    .addCommand(
      withJson(new Command('verify'))
        .description('Check a receipt: that nothing in it was changed since it was signed.')
        .argument('<receipt>', 'its file')
        .option('--key <base64>', "the organization's public key for receipts; without it, compare it yourself")
        .action(verify),
    )
    .addCommand(
      withJson(withData(new Command('allow')))
        .description('Let a person who was erased be backed up again. Nothing comes back.')
        .requiredOption('--tenant <tenant>', 'the organization, by name or id')
        .requiredOption('--user <user>', 'the person, by user principal name or id')
        .action(allow),
    )
    .addHelpText(
      'after',
      `
A legal hold prevents it (keepsake hold list). Copies of the database from before still hold the person's key, wrapped:
docs/operating/keys.md says how long, and how to end that sooner.
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'KEEPSAKE_KEY_FILE'])}`,
    );
}

async function erase(options: EraseOptions, command: Command): Promise<void> {
  const output = outputOf(options);
  const { tenant, user, out } = options;
  if (tenant === undefined || user === undefined) return command.error('error: --tenant and --user are needed');
  const receipt = await asOperator(options, async (context) => {
    const { eraseUser } = await import('../../server/keys/erase-user.ts');
    return onPerson(context, { tenant, user }, (act, { userId }) => eraseUser(context, act, userId));
  });
  if (!receipt.ok) return output.complain(receipt.error);
  const text = `${JSON.stringify(receipt.value, null, 2)}\n`;
  if (out === undefined) return output.result(text, receipt.value);
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    process.stdout.write(text);
    const why = error instanceof Error ? error.message : String(error);
    const detail = `Everything was erased, but the receipt can not be written to "${out}": ${why}.`;
    return output.complain({ code: 'write-failed', detail, fix: 'Keep the receipt printed above.' });
  }
  output.result(`${summary(receipt.value)}\nThe receipt: ${out}`, { ...receipt.value, file: out });
}

function verify(file: string, options: VerifyOptions): void {
  const output = outputOf(options);
  const receipt = readReceipt(parsed(file));
  if (!receipt.ok) return output.complain({ ...receipt.error, fix: 'Use the receipt as it was given out.' });
  const { publicKey } = receipt.value;
  if (options.key !== undefined && options.key !== publicKey) {
    const detail = `The receipt was signed by another key: ${publicKey}.`;
    return output.complain({
      code: 'bad-request',
      detail,
      fix: 'Find out who made it: it is not of that organization.',
    });
  }
  const whose =
    options.key === undefined ? `Compare its key with the organization's: ${publicKey}` : 'Its key is the one given.';
  output.result(`The receipt is as it was signed.\n${summary(receipt.value)}\n${whose}`, receipt.value);
}

async function allow(options: PersonOptions): Promise<void> {
  const output = outputOf(options);
  const allowed = await asOperator(options, async (context) => {
    const { allowAgain } = await import('../../server/keys/allow-again.ts');
    return onPerson(context, options, (act, { userId }) => allowAgain(context, act, userId));
  });
  if (!allowed.ok) return output.complain(allowed.error);
  output.result(`${options.user} can be backed up again.`, { user: options.user });
}

function summary({ userPrincipalName, erasedAt, destroyed }: ErasureReceipt): string {
  const { userKeyIds, snapshots, blobs } = destroyed;
  return `${userPrincipalName}: ${userKeyIds.length} key(s), ${snapshots} snapshot(s) and ${blobs} content(s) destroyed at ${erasedAt}.`;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
