// What stands behind a button and is worth a look: where it is, and how one gets there.

import type { Page } from 'playwright-core';

export type Dialog = {
  readonly name: string;
  readonly path: string;
  readonly open: (page: Page) => Promise<void>;
};

export const DIALOGS: readonly Dialog[] = [];
