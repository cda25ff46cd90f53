// Prints a list: first loads what is filtered for, up to a limit that paper is good for, then opens the browser's own dialog.

import { Button, Spinner, Text } from '@fluentui/react-components';
import { PrintRegular } from '@fluentui/react-icons';
import { type InfiniteData, useMutation, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListPage } from './list-page.ts';
import { Failed } from './page-states.tsx';

type Rows = InfiniteData<ListPage<unknown>>;

export function PrintList({ query }: { readonly query: UseInfiniteQueryResult<Rows> }) {
  const { t } = useTranslation();
  const run = useMutation({
    mutationFn: async () => {
      let { hasNextPage, data } = query;
      while (hasNextPage && countOf(data) < PRINTED_MAX) {
        const loaded = await query.fetchNextPage({ cancelRefetch: false });
        if (loaded.error !== null) throw loaded.error;
        ({ hasNextPage, data } = loaded);
      }
      // After the last rows are drawn.
      requestAnimationFrame(() => window.print());
    },
  });
  return (
    <>
      <Button icon={<PrintRegular />} disabled={run.isPending} onClick={() => run.mutate()}>
        {t('list.print')}
      </Button>
      {run.isPending ? (
        <Text role="status">
          <Spinner size="tiny" label={t('list.gathering')} />
        </Text>
      ) : null}
      {run.error === null ? null : <Failed error={run.error} onRetry={() => run.mutate()} />}
    </>
  );
}

function countOf(data: Rows | undefined): number {
  return data?.pages.reduce((sum, { rows }) => sum + rows.length, 0) ?? 0;
}

/** Some forty pages of paper; a file serves better beyond. */
const PRINTED_MAX = 1000;
