// `node bin/run.mjs scripts/policy-files.ts`: writes policies/, what administrators bring into Group Policy and Intune, and the
// tables of docs/operating/policies.md, all from the one list of policies. A test holds the files to the list.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adml } from './policy-files/adml.ts';
import { admx } from './policy-files/admx.ts';
import { omaUriCsv } from './policy-files/oma-uri.ts';
import { POLICIES_PAGE, policiesPage } from './policy-files/page.ts';
import { settingsCatalogJson } from './policy-files/settings-catalog.ts';
import { TEMPLATES } from './policy-files/template.ts';
import type { Words } from './policy-files/words.ts';
import { GERMAN } from './policy-files/words-de.ts';
import { ENGLISH } from './policy-files/words-en.ts';

export const LANGUAGES: readonly Words[] = [ENGLISH, GERMAN];

/** Paths from policies/, and what stands in each. */
export function policyFiles(): ReadonlyMap<string, string> {
  return new Map([
    ...TEMPLATES.flatMap((template) => [
      [`${template.name}.admx`, admx(template)] as const,
      ...LANGUAGES.map((words) => [`${words.culture}/${template.name}.adml`, adml(template, words)] as const),
    ]),
    ['oma-uri.csv', omaUriCsv()],
    ['settings-catalog.json', settingsCatalogJson()],
  ]);
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of policyFiles()) {
    const file = join('policies', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(POLICIES_PAGE, policiesPage(readFileSync(POLICIES_PAGE, 'utf8')));
}
