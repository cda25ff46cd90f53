// A criterion and a proposal as sentences, for the terminal and for whoever reads the answer of the service.

import type { Criterion, Proposal } from './propose-next.ts';

export function criterionWords({ name, value, limit, holds }: Criterion): string {
  const { is, wants } = WORDS[name];
  const seen = value === null ? 'nothing was measured yet' : is(value);
  return holds === 'yes' ? `${upper(seen)}.` : `${upper(seen)}; ${wants(limit)}.`;
}

export const PROPOSAL_WORDS: Readonly<Record<Proposal['kind'], string>> = {
  goOn: 'Go on: everything that was to be seen was seen.',
  wait: 'Wait: something is still to be seen.',
  stop: 'Stop: what was measured is worse than was agreed.',
  done: 'Done: every ring has finished.',
};

type Words = { readonly is: (value: number) => string; readonly wants: (limit: number) => string };

const WORDS: Readonly<Record<Criterion['name'], Words>> = {
  days: {
    is: (value) => `the ring has run for ${count(Math.floor(value), 'day')}`,
    wants: (limit) => `it is to run for ${count(limit, 'day')}`,
  },
  restores: {
    is: (value) => `${count(value, 'restore')} ended`,
    wants: (limit) => `fewer than ${limit} say nothing`,
  },
  successRate: {
    is: (value) => `${percent(value)} of the restores completed`,
    wants: (limit) => `at least ${percent(limit)} are to`,
  },
  medianMinutes: {
    is: (value) => `half of the people could work after ${count(Math.round(value), 'minute')}`,
    wants: (limit) => `it is to be ${count(limit, 'minute')} at most`,
  },
  problemsPerThousand: {
    is: (value) => `${Math.round(value)} of a thousand devices had a restore that failed or was taken back`,
    wants: (limit) => `${limit} are allowed`,
  },
  devices: {
    is: (value) => `the service knows ${count(value, 'device')} of the ring`,
    wants: (limit) => `at least ${limit} are to be there`,
  },
  checkedInShare: {
    is: (value) => `${percent(value)} of the devices checked in within two weeks`,
    wants: (limit) => `at least ${percent(limit)} are to`,
  },
};

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}

function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
