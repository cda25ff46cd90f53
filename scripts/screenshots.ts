// Pictures of every page of both faces, in both themes and on a narrow window, of the organization that the demo makes:
// `npm run screenshots` writes them to pictures/, which git ignores; `npm run screenshots -- --readme` writes the few that the
// README shows to docs/pictures/. `--only WORD` takes the pages whose name has it, `--go-on` those that are not there yet;
// `--demo FILE` uses a demo that runs already, by what `npm run demo -- --keep --json` printed.
//
// Guarantees: a route of the admin center, a dialog or a role's view that no picture was taken of is named, and fails the script.

import { mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { photographAdminCenter } from './screenshots/admin-center.ts';
import { photographAgent } from './screenshots/agent-pages.ts';
import { type KeptDemo, startDemo } from './screenshots/kept-demo.ts';
import { photographer } from './screenshots/photographer.ts';
import { photographForReadme } from './screenshots/readme.ts';

const { values } = parseArgs({
  options: {
    readme: { type: 'boolean' },
    only: { type: 'string' },
    'go-on': { type: 'boolean' },
    demo: { type: 'string' },
    people: { type: 'string' },
  },
});
const folder = values.readme === true ? 'docs/pictures' : 'pictures';
mkdirSync(folder, { recursive: true });

const demo: KeptDemo & { readonly stop?: () => Promise<void> } =
  values.demo === undefined
    ? await startDemo(values.people ?? '140')
    : (JSON.parse(readFileSync(values.demo, 'utf8')) as { readonly kept: KeptDemo }).kept;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  if (values.readme === true) {
    await photographForReadme(browser, demo, folder);
  } else {
    const photos = photographer(folder, { only: values.only ?? '', isGoneOnWith: values['go-on'] === true });
    const missing = await photographAdminCenter(browser, demo, photos);
    await photographAgent(browser, demo, photos);
    process.stdout.write(`${photos.count()} pictures in ${folder}/\n`);
    if (missing.length > 0) {
      process.stdout.write(`No picture of: ${missing.join(', ')}\n`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  await demo.stop?.();
}
