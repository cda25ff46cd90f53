// `node bin/run.mjs scripts/roles-page.ts`: writes the tables of docs/operating/roles.md, between its two marks, from the
// lists of permissions and roles. A test holds the page to the lists.

import { readFileSync, writeFileSync } from 'node:fs';
import { ALL_PERMISSIONS, isAboutPerson, PERMISSIONS } from '../src/domain/access/permissions.ts';
import { BUILT_IN_ROLES, type Role } from '../src/domain/access/roles.ts';

export const ROLES_PAGE = 'docs/operating/roles.md';

/** The page with its tables as they should be. */
export function rolesPage(page: string): string {
  if (!MARKED.test(page)) throw new Error(`${ROLES_PAGE} has lost its marks`);
  return page.replace(MARKED, (_, begin: string, end: string) => `${begin}\n${tables()}\n${end}`);
}

const MARKED = /(<!-- roles: written by scripts\/roles-page\.ts -->\n)[^]*(<!-- \/roles -->)/;

function tables(): string {
  const roles: readonly Role[] = BUILT_IN_ROLES;
  const letters = roles.map(({ displayName }) => displayName);
  return [
    '| Role | Template id | What for |',
    '|---|---|---|',
    ...roles.map((it) => `| **${it.displayName}** | \`${it.roleId}\` | ${it.description} |`),
    '',
    `| Permission | ${letters.join(' | ')} | Over a group | What it allows |`,
    `|---|${letters.map(() => ':-:|').join('')}:-:|---|`,
    ...ALL_PERMISSIONS.map((permission) =>
      [
        `| \`${permission}\``,
        ...roles.map((role) => (role.permissions.includes(permission) ? '●' : '')),
        isAboutPerson(permission) ? 'yes' : '',
        `${PERMISSIONS[permission].description} |`,
      ].join(' | '),
    ),
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(ROLES_PAGE, rolesPage(readFileSync(ROLES_PAGE, 'utf8')));
}
