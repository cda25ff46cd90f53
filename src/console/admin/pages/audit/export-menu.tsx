// Takes the events that are filtered for as a file, and says how far it is.

import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import type { AuditSearch } from './audit-search.ts';
import { type ExportFormat, exportEvents } from './export-events.ts';

export function ExportMenu({ search }: { readonly search: AuditSearch }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { run, stop, count } = useExport(search);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<ArrowDownloadRegular />} appearance="transparent" disabled={run.isPending}>
            {t('audit.export.title')}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => run.mutate('csv')}>{t('audit.export.csv')}</MenuItem>
            <MenuItem onClick={() => run.mutate('ndjson')}>{t('audit.export.ndjson')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <div role="status" className={styles.status}>
        {run.isPending ? (
          <>
            <Spinner size="tiny" />
            <Text>{t('audit.export.running', { count })}</Text>
            <Button onClick={stop}>{t('audit.cancel')}</Button>
          </>
        ) : null}
        {run.isSuccess && run.data !== 'stopped' ? <Text>{t('audit.export.done', { count: run.data })}</Text> : null}
      </div>
      {run.error === null ? null : <Failed error={run.error} onRetry={run.reset} />}
    </>
  );
}

function useExport(search: AuditSearch) {
  const { api } = useConnection();
  const [count, setCount] = useState(0);
  const going = useRef<AbortController>(undefined);
  useEffect(() => () => going.current?.abort(), []);
  const run = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const stopping = new AbortController();
      going.current = stopping;
      setCount(0);
      try {
        return await exportEvents(api, search, { format, signal: stopping.signal, onProgress: setCount });
      } catch (error) {
        if (stopping.signal.aborted) return 'stopped' as const;
        throw error;
      }
    },
  });
  return { run, count, stop: () => going.current?.abort() };
}

const useStyles = makeStyles({
  status: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
});
