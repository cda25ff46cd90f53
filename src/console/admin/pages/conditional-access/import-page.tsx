// Takes an export in: chosen as files or pasted, looked through first, and taken in as report-only unless somebody decides otherwise.

import {
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { DocumentAddRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Command } from '../../../shared/command.tsx';
import { Failed } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { OnlyToSee } from '../../permission.tsx';
import { type Document, documentsOf } from './documents.ts';
import { Found } from './import-found.tsx';
import { KEY } from './queries.ts';
import { Trail } from './trail.tsx';

export function AccessImportPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const [documents, setDocuments] = useState<readonly Document[]>([]);
  const { look, take } = useImport();
  const begin = (chosen: readonly Document[]): void => {
    take.reset();
    setDocuments(chosen);
    look.mutate(chosen);
  };
  return (
    <>
      <Trail />
      <PageTitle title={t('conditionalAccess.import.title')} purpose={t('conditionalAccess.import.purpose')} />
      <div className={styles.page}>
        <OnlyToSee permission="conditionalAccess.manage" />
        <Source onChosen={begin} isBusy={look.isPending || take.isPending} />
        {look.error === null ? null : <Failed error={look.error} onRetry={() => look.mutate(documents)} />}
        {look.data === undefined ? null : (
          <Found found={take.data ?? look.data}>
            {take.isSuccess ? (
              <Taken />
            ) : (
              <TakeIn
                count={look.data.items.filter(({ outcome }) => outcome === 'added' || outcome === 'changed').length}
                isBusy={take.isPending}
                onTake={(enforce) => take.mutate({ documents, enforce })}
              />
            )}
          </Found>
        )}
        {take.error === null ? null : <Failed error={take.error} onRetry={take.reset} />}
      </div>
    </>
  );
}

function Source({
  onChosen,
  isBusy,
}: {
  readonly onChosen: (it: readonly Document[]) => void;
  readonly isBusy: boolean;
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  return (
    <Section title={t('conditionalAccess.import.source')} purpose={t('conditionalAccess.import.sourceHint')}>
      <Command
        purpose={t('conditionalAccess.import.how')}
        text="Get-MgIdentityConditionalAccessPolicy -All | ConvertTo-Json -Depth 10 > policies.json"
      />
      <div>
        <input
          ref={input}
          type="file"
          multiple
          accept=".json,application/json"
          className={styles.hidden}
          tabIndex={-1}
          aria-label={t('conditionalAccess.import.files')}
          onChange={({ target }) => void documentsOf([...(target.files ?? [])]).then(onChosen)}
        />
        <Button icon={<DocumentAddRegular />} disabled={isBusy} onClick={() => input.current?.click()}>
          {t('conditionalAccess.import.files')}
        </Button>
      </div>
      <Field label={t('conditionalAccess.import.paste')}>
        <Textarea
          rows={6}
          value={text}
          onChange={(_, { value }) => setText(value)}
          textarea={{ className: styles.code, spellCheck: false }}
        />
      </Field>
      <div>
        <Button
          disabled={isBusy || text.trim() === ''}
          onClick={() => onChosen([{ name: t('conditionalAccess.import.pasted'), text }])}
        >
          {t('conditionalAccess.import.look')}
        </Button>
      </div>
    </Section>
  );
}

type TakeInProps = {
  readonly count: number;
  readonly isBusy: boolean;
  readonly onTake: (enforce: boolean) => void;
};

function TakeIn({ count, isBusy, onTake }: TakeInProps) {
  const { t } = useTranslation();
  const [how, setHow] = useState('reportOnly');
  if (count === 0) return null;
  return (
    <>
      <Field label={t('conditionalAccess.import.how2')}>
        <RadioGroup value={how} onChange={(_, { value }) => setHow(value)}>
          <Radio value="reportOnly" label={t('conditionalAccess.import.reportOnly')} />
          <Radio value="enforce" label={t('conditionalAccess.import.enforce')} />
        </RadioGroup>
      </Field>
      <div role="status">
        {how === 'enforce' ? (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('conditionalAccess.import.lockOut')}</MessageBarBody>
          </MessageBar>
        ) : null}
      </div>
      <div>
        <Button appearance="primary" disabled={isBusy} onClick={() => onTake(how === 'enforce')}>
          {t('conditionalAccess.import.take', { count })}
        </Button>
      </div>
    </>
  );
}

function Taken() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        {t('conditionalAccess.import.done')}{' '}
        <Link to="/conditional-access/restore" className={styles.link}>
          {t('conditionalAccess.seeRestore')}
        </Link>
      </MessageBarBody>
    </MessageBar>
  );
}

function useImport() {
  const { api } = useConnection();
  const queries = useQueryClient();
  const look = useMutation({
    mutationFn: (documents: readonly Document[]) =>
      api('importConditionalAccess', { body: { documents: [...documents] } }),
  });
  const take = useMutation({
    mutationFn: ({ documents, enforce }: { readonly documents: readonly Document[]; readonly enforce: boolean }) =>
      api('importConditionalAccess', { body: { documents: [...documents], apply: true, enforce } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
  return { look, take };
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  hidden: { position: 'absolute', width: '1px', height: '1px', opacity: 0 },
  code: { fontFamily: tokens.fontFamilyMonospace },
  link: { color: tokens.colorBrandForegroundLink },
});
