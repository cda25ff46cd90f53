// How long ago something was, with the exact time for whoever wants it.

import { dateTime, relativeTime } from './i18n.ts';

export function Ago({ at, otherwise = '–' }: { readonly at: string | null; readonly otherwise?: string }) {
  if (at === null) return otherwise;
  return (
    <time dateTime={at} title={dateTime(at)}>
      {relativeTime(at, Date.now())}
    </time>
  );
}
