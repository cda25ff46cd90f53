// The keys that protect what is stored: which there are, whether each opens, and a new one. While keys are changed the page asks
// how many people have moved to the new one, and says so.

import {
  Badge,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyStatus, TenantKeyStatus } from '../../../../protocol/operations/keys.ts';
import { Command } from '../../../shared/command.tsx';
import { dateTime, wholeNumber } from '../../../shared/i18n.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { Question } from './question.tsx';

export function Keys() {
  const { t } = useTranslation();
  const { api, session } = useConnection();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const rotation = useMutation({
    mutationFn: () => api('rotateKeys'),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api('getKeyStatus', { signal }),
    refetchInterval: rotation.isPending ? PROGRESS_MILLISECONDS : false,
  });
  const of = `--tenant ${session.tenantId}`;
  return (
    <>
      <Loaded query={query}>
        {(status) => (
          <Section title={t('settings.keys.yours')} purpose={t('settings.keys.purpose')}>
            <KeyTable status={status} />
            <Text>{t(isInToken(status) ? 'settings.keys.inToken' : 'settings.keys.inService')}</Text>
            <div>
              <Button appearance="primary" disabled={rotation.isPending} onClick={() => setAsked(true)}>
                {t('settings.keys.rotate')}
              </Button>
            </div>
            <div role="status">
              {rotation.isPending ? <Progress status={status} /> : null}
              {rotation.isSuccess ? (
                <MessageBar intent="success" layout="multiline">
                  <MessageBarBody>
                    {t('settings.keys.rotated', {
                      count: rotation.data.rewrappedUserKeys,
                      destroyed: wholeNumber(rotation.data.destroyedKeyIds.length),
                    })}
                  </MessageBarBody>
                </MessageBar>
              ) : null}
            </div>
            {rotation.error === null ? null : <Failed error={rotation.error} onRetry={() => rotation.mutate()} />}
          </Section>
        )}
      </Loaded>
      <Section title={t('settings.keys.outside')} purpose={t('settings.keys.outsidePurpose')}>
        <Command purpose={t('settings.keys.create')} text="keepsake keys create" />
        <Command purpose={t('settings.keys.status')} text={`keepsake keys status ${of}`} />
        <Command purpose={t('settings.keys.destroy')} text={`keepsake keys destroy ${t('settings.keys.oldKey')}`} />
        <Text>{t('settings.keys.held')}</Text>
      </Section>
      <Question
        isOpen={isAsked}
        title={t('settings.keys.ask')}
        act={t('settings.keys.rotate')}
        onAnswer={(isYes) => {
          setAsked(false);
          if (isYes) rotation.mutate();
        }}
      >
        {t('settings.keys.askText')}
      </Question>
    </>
  );
}

function KeyTable({ status }: { readonly status: KeyStatus }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (status.keys.length === 0) return <Text>{t('settings.keys.none')}</Text>;
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('settings.keys.yours')}>
      <Table aria-label={t('settings.keys.yours')} className={styles.table}>
        <TableHeader>
          <TableRow>
            {(['state', 'created', 'wrappedBy', 'people'] as const).map((name) => (
              <TableHeaderCell key={name}>{t(`settings.keys.columns.${name}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {status.keys.map((key) => (
            <TableRow key={key.keyId}>
              <TableCell>
                <KeyBadge of={key} />
              </TableCell>
              <TableCell>{dateTime(key.createdAt)}</TableCell>
              <TableCell className={styles.id}>{key.providerKeyId}</TableCell>
              <TableCell>{wholeNumber(key.userCount)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function KeyBadge({ of }: { readonly of: TenantKeyStatus }) {
  const { t } = useTranslation();
  const state = of.state === 'opens' ? (of.isCurrent ? 'current' : 'earlier') : of.state;
  return (
    <Badge appearance="tint" color={COLORS[state]}>
      {t(`settings.keys.states.${state}`)}
    </Badge>
  );
}

const COLORS = { current: 'success', earlier: 'informative', lost: 'danger', unavailable: 'warning' } as const;

/** The newest key is the one that people move to. */
function Progress({ status: { keys } }: { readonly status: KeyStatus }) {
  const { t } = useTranslation();
  const total = keys.reduce((sum, { userCount }) => sum + userCount, 0);
  const done = keys.find(({ isCurrent }) => isCurrent)?.userCount ?? 0;
  const text = t('settings.keys.progress', { done: wholeNumber(done), total: wholeNumber(total) });
  return (
    <>
      <ProgressBar aria-label={text} {...(total === 0 ? {} : { value: done / total })} />
      <Text>{text}</Text>
    </>
  );
}

/** A key that never leaves a token, such as the customer's own HSM. */
function isInToken({ currentProviderKeyId }: KeyStatus): boolean {
  return currentProviderKeyId.startsWith('pkcs11:');
}

const KEY = ['keys'];
const PROGRESS_MILLISECONDS = 1000;

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '560px' },
  id: { overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});
