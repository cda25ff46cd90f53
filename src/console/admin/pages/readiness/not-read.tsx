// What is chosen among could not be read: why, beside the choice.

import { makeStyles } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { Failed } from '../../../shared/page-states.tsx';

export function NotRead({ query }: { readonly query: UseQueryResult }) {
  const styles = useStyles();
  if (query.error === null) return null;
  return (
    <div className={styles.whole}>
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    </div>
  );
}

const useStyles = makeStyles({ whole: { flexBasis: '100%', minWidth: 0 } });
