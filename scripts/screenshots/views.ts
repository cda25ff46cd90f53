// What stands behind a button, a tab or a link and is worth a look: where it is, and how one gets there.

import type { Page } from 'playwright-core';

export type View = {
  readonly name: string;
  readonly path: string;
  /** Whose view it is; left out: the administrator's. */
  readonly role?: string;
  readonly open: (page: Page) => Promise<void>;
};

export const VIEWS: readonly View[] = [
  { name: 'menu-account', path: '/overview', open: (page) => page.locator('header').getByRole('button').click() },
  { name: 'people-no-match', path: '/people?search=nobody-is-called-so', open: stays },
  ...(['facts', 'policies', 'history'] as const).map((section) => ({
    name: `device-${section}`,
    path: '/devices',
    open: async (page: Page) => {
      await first(page);
      await page.getByRole('tab').nth({ facts: 1, policies: 2, history: 3 }[section]).click();
    },
  })),
  { name: 'dialog-restore-page', path: '/enrollment', open: (page) => page.getByRole('switch').first().click() },
  { name: 'dialog-pilot', path: '/enrollment?edit=new', open: inDialog },
  {
    name: 'dialog-policy-delete',
    path: '/policies',
    open: async (page) => {
      await page
        .getByRole('button', { name: /^Actions for/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await inDialog(page);
    },
  },
  {
    name: 'dialog-policy-leave',
    path: '/policies/new',
    open: async (page) => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Sales notebooks');
      await page.getByRole('link', { name: 'Devices', exact: true }).click();
      await inDialog(page);
    },
  },
  { name: 'dialog-policy-settings', path: '/policies/new', open: (page) => press(page, 'Add settings') },
  {
    name: 'policy-consequences',
    path: '/policies/new',
    open: async (page) => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Everybody');
      await press(page, 'Add all people');
      await page.getByRole('heading', { name: 'What would change' }).waitFor();
    },
  },
  ...[
    { name: 'dialog-ask-restore', button: /^Restore settings/ },
    { name: 'dialog-hold', button: 'Place a hold' },
    { name: 'dialog-erase', button: 'Erase all backups' },
  ].map(({ name, button }) => ({
    name,
    path: '/people?show=fresh',
    open: async (page: Page) => {
      await first(page);
      await press(page, button);
      await inDialog(page);
    },
  })),
  {
    name: 'dialog-delete-snapshot',
    path: '/backups',
    role: 'Microsoft 365 Backup Administrator',
    open: async (page) => {
      await first(page);
      await press(page, 'Delete snapshot');
      await inDialog(page);
    },
  },
  { name: 'dialog-give-role', path: '/roles', open: (page) => press(page, 'Give a role') },
  { name: 'dialog-access-delete', path: '/conditional-access', open: (page) => behindFirst(page, /^Delete/) },
  { name: 'dialog-ring', path: '/rollout', open: (page) => press(page, /^Add.* ring/) },
  { name: 'dialog-exception', path: '/rollout', open: (page) => press(page, /^Add.* exception/) },
  { name: 'dialog-rotate-keys', path: '/settings?section=keys', open: (page) => press(page, 'Rotate keys') },
];

async function stays(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 2 }).first().waitFor();
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

/** The page of the first row. */
async function first(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('link', { name: /./ }).first().waitFor();
}

async function behindFirst(page: Page, button: RegExp): Promise<void> {
  await first(page);
  await press(page, button);
  await inDialog(page);
}

async function inDialog(page: Page): Promise<void> {
  await page.locator('[role=dialog], [role=alertdialog]').first().waitFor();
}
