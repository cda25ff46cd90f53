// What a page shows when it has nothing else to show: it is loading, there is nothing yet, it may not, or something failed.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceError } from './api.ts';

/** The page of a query: its data once they are there, and an honest word until then. */
export function Loaded<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <LoadingRows />;
}

export function LoadingRows(): ReactElement {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Skeleton aria-label={t('states.loading')} className={styles.rows}>
      {Array.from({ length: 6 }, (_, index) => (
        <SkeletonItem key={index} size={24} />
      ))}
    </Skeleton>
  );
}

export function Empty({
  title,
  hint,
  icon,
}: {
  readonly title: string;
  readonly hint: string;
  readonly icon: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text as="h2" size={500} weight="semibold" className={styles.heading}>
        {title}
      </Text>
      <Text className={styles.hint}>{hint}</Text>
    </div>
  );
}

/** A whole page, or a list, that somebody's roles do not show; what helps is told. */
export function NotPermitted({ hint }: { readonly hint: string }): ReactElement {
  const { t } = useTranslation();
  return <Empty title={t('states.failed.not-permitted.title')} hint={hint} icon={<LockClosedRegular />} />;
}

export function isNotPermitted(error: Error | null): boolean {
  return error instanceof ServiceError && error.code === 'not-permitted';
}

export function Failed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactElement {
  const { t } = useTranslation();
  const { code, fix, requestId } =
    error instanceof ServiceError ? error : { code: 'unexpected', fix: '', requestId: undefined };
  const known = ['offline', 'not-permitted', 'not-authenticated'].includes(code) ? code : 'other';
  return (
    <MessageBar intent={known === 'not-permitted' ? 'warning' : 'error'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t(`states.failed.${known}.title`)}</MessageBarTitle> {error.message}{' '}
        {fix || t(`states.failed.${known}.fix`)}
        {requestId === undefined ? '' : ` ${t('states.failed.request', { requestId })}`}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onRetry}>{t('states.failed.retry')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

const useStyles = makeStyles({
  rows: { display: 'grid', rowGap: tokens.spacingVerticalL, paddingBlock: tokens.spacingVerticalL },
  empty: {
    display: 'grid',
    justifyItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalS,
    paddingBlock: '12vh',
  },
  icon: { fontSize: '48px', lineHeight: '48px', color: tokens.colorNeutralForeground3 },
  heading: { margin: 0 },
  hint: { color: tokens.colorNeutralForeground2, maxWidth: '52ch' },
});
