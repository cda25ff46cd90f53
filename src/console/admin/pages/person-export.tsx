// Everything that is stored of a person's backups, as a file in the open format that people get of their own data: JSON lines,
// gathered page by page. It is a reading of all of it, so it takes what any reading takes.

import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canonicalJson, type Json } from '../../../lib/canonical-json.ts';
import { type Api, ServiceError } from '../../shared/api.ts';
import { Failed } from '../../shared/page-states.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { useConnection } from '../api-context.tsx';
import { rolesWith, useMayOverSome } from '../permission.tsx';
import { AskApproval } from './backups/ask-approval.tsx';
import { useContentReason } from './backups/content-reason.ts';
import { GiveReason } from './backups/give-reason.tsx';

type Props = { readonly userId: string; readonly personName: string; readonly signInName: string };

export function ExportData({ userId, personName, signInName }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const may = useMayOverSome('backupContent.read');
  const [reason, giveReason] = useContentReason(userId);
  const [isWanted, setWanted] = useState(false);
  const exporting = useMutation({
    mutationFn: async (because: string) => {
      const lines = await exportLines(api, userId, because);
      saveFile(new Blob([...lines], { type: 'application/x-ndjson' }), `${signInName}.ndjson`);
      return lines.length;
    },
  });
  if (may === false) {
    return <Text className={styles.quiet}>{t('permission.helps', { roles: rolesWith('backupContent.read') })}</Text>;
  }
  if (isWanted && reason === undefined) {
    return (
      <GiveReason
        title={t('personData.exportWhy')}
        act={t('personData.exportAct')}
        personName={personName}
        onReason={(given) => {
          giveReason(given);
          exporting.mutate(given);
        }}
      />
    );
  }
  const begin = (): void => (reason === undefined ? setWanted(true) : exporting.mutate(reason));
  const needsApproval = exporting.error instanceof ServiceError && exporting.error.code === 'approval-required';
  return (
    <>
      <Button
        icon={exporting.isPending ? <Spinner size="tiny" /> : <ArrowDownloadRegular />}
        disabled={exporting.isPending}
        onClick={begin}
      >
        {t('personData.exportAct')}
      </Button>
      <Text role="status">
        {exporting.isPending ? t('personData.exporting') : null}
        {exporting.isSuccess ? t('personData.exported', { count: exporting.data }) : null}
      </Text>
      {needsApproval && reason !== undefined ? (
        <AskApproval {...{ userId, personName, reason }} onApproved={() => exporting.mutate(reason)} />
      ) : null}
      {exporting.error === null || needsApproval ? null : <Failed error={exporting.error} onRetry={begin} />}
    </>
  );
}

/** One record each; what a page repeats of an earlier one is left out. */
async function exportLines(api: Api, userId: string, reason: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (let after: string | undefined; ; ) {
    const page = await api('exportDataOf', {
      params: { userId },
      query: { reason, ...(after === undefined ? {} : { after }) },
    });
    for (const record of page.records) {
      const key = 'sha256' in record ? record.sha256 : undefined;
      if (key !== undefined && seen.has(key)) continue;
      if (key !== undefined) seen.add(key);
      lines.push(`${canonicalJson(record as unknown as Json)}\n`);
    }
    if (page.next === null) return lines;
    after = page.next;
  }
}

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });
