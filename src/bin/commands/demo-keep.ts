// What `keepsake demo --keep` goes on with: an organization full of life, and how to look around in it, until Ctrl+C.

import { join } from 'node:path';
import type { DemoResult } from '../../demo/run-demo.ts';
import type { Organization } from '../../demo/organization/fill-organization.ts';
import type { Desk } from '../../demo/organization/person-at-desk.ts';
import type { Json } from '../../lib/canonical-json.ts';
import type { Context } from '../../server/context.ts';
import { bold, type Output } from '../output.ts';
import { table } from '../render/table.ts';

export type Place = { readonly context: Context; readonly folder: string; readonly serviceUrl: string };

export async function keepUp(
  place: Place,
  {
    people,
    demo,
    output,
    value,
  }: {
    readonly people: number;
    readonly demo: DemoResult;
    readonly output: Output;
    /** Of the demo before, for scripts. */
    readonly value: Readonly<Record<string, Json>>;
  },
): Promise<void> {
  const [{ fillOrganization }, { setUpDesk }] = await Promise.all([
    import('../../demo/organization/fill-organization.ts'),
    import('../../demo/organization/person-at-desk.ts'),
  ]);
  output.progress(`An organization moves in: ${people} people, their devices, four months of backups and restores.`);
  const organization = await fillOrganization(place.context, { people, onProgress: everyTenth(output) });
  const { tenantId, seats } = organization;
  const userPrincipalName = seats[0]?.userPrincipalName ?? '';
  const folder = join(place.folder, 'desk');
  const desk = await setUpDesk(place.context, { tenantId, userPrincipalName, folder, serviceUrl: place.serviceUrl });
  const adminCenter = `${place.serviceUrl}/admin/${tenantId}`;
  output.result(invitation(place, { organization, desk, demo, adminCenter }), {
    ...value,
    kept: {
      adminCenter,
      tenantId,
      accounts: [...organization.accounts],
      password: organization.password,
      ...deskJson(desk),
    },
  });
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
}

function everyTenth(output: Output): (done: number) => void {
  let told = 0;
  return (done) => {
    const tenths = Math.floor(done * 10);
    if (tenths <= told) return;
    told = tenths;
    output.progress(`  ${'█'.repeat(tenths)}${'░'.repeat(10 - tenths)} ${tenths * 10} percent`);
  };
}

function deskJson({ userPrincipalName, options, environment }: Desk) {
  return { person: userPrincipalName, agentOptions: [...options], environment };
}

function invitation(
  { folder, serviceUrl }: Place,
  {
    organization: { name, accounts, password },
    desk,
    demo,
    adminCenter,
  }: {
    readonly organization: Organization;
    readonly desk: Desk;
    readonly demo: DemoResult;
    readonly adminCenter: string;
  },
): string {
  const rows = accounts.map(({ role, userPrincipalName }) => [role === '' ? 'no role' : role, userPrincipalName]);
  const at = `KEEPSAKE_FACTS=${desk.environment.KEEPSAKE_FACTS}`;
  const options = desk.options.join(' ');
  return `${bold(`The admin center of ${name}`)}

  ${adminCenter}

${indented(table(['Role', 'Sign in as'], rows))}

  Everybody's password, in this demo only: ${bold(password)}

${bold('What a person sees')}: ${desk.userPrincipalName} at a new PC. Each prints an address that works once.

  ${at} npm run keepsake -- agent offer --page ${options}
  ${at} npm run keepsake -- agent app ${options}

${bold('The demo above')}, in another terminal:

  npm run keepsake -- snapshots --credential ${demo.credentialFile}
  npm run keepsake -- show --credential ${demo.credentialFile}
  npm run keepsake -- undo --profile ${demo.freshProfile}

The service stays up at ${serviceUrl} until Ctrl+C; everything lies in ${folder}.`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
