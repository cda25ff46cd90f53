// The demo as its user starts it, and what it says of itself when it stands.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What `keepsake demo --keep --json` prints of the organization that it made. */
export type KeptDemo = {
  readonly adminCenter: string;
  readonly password: string;
  readonly accounts: readonly { readonly role: string; readonly userPrincipalName: string }[];
  readonly person: string;
  readonly agentOptions: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

export async function startDemo(people: string): Promise<KeptDemo & { readonly stop: () => Promise<void> }> {
  const words = ['bin/keepsake.mjs', 'demo', '--keep', '--json', '--people', people];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.endsWith('}\n')) break;
  }
  const { kept } = JSON.parse(printed) as { readonly kept: KeptDemo };
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { ...kept, stop };
}

/** The agent's page on the demo's new PC: started as its command, and its address. */
export async function startAgentPage(
  { agentOptions, environment }: KeptDemo,
  page: readonly string[],
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const words = ['bin/keepsake.mjs', 'agent', ...page, '--json', ...agentOptions];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.endsWith('}\n')) break;
  }
  return { url: (JSON.parse(printed) as { readonly url: string }).url, stop: () => void child.kill('SIGTERM') };
}
