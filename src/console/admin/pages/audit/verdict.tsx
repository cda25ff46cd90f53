// What a verification came to, in plain words: what was proven and what can not be, or what is wrong, where, and what to do.

import {
  Button,
  Card,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../../domain/audit/log-copy.ts';
import { toBase64 } from '../../../../lib/bytes.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { saveFile } from '../../../shared/save-file.ts';
import { FactList } from '../../fact-list.tsx';
import { CopyButton } from './copy-button.tsx';
import type { LogVerdict, Trusted } from './verify-log.ts';

export function Verdict({ verdict, trusted }: { readonly verdict: LogVerdict; readonly trusted: Trusted }) {
  if (verdict.kind === 'wrong') return <Wrong finding={verdict.finding} />;
  if (verdict.kind === 'unreadable') return <Unreadable what={verdict.what} />;
  return <Whole verdict={verdict} isKeyTrusted={trusted.key.trim() !== ''} />;
}

type Whole = Extract<LogVerdict, { kind: 'whole' }>;

function Whole({ verdict, isKeyTrusted }: { readonly verdict: Whole; readonly isKeyTrusted: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { checkpoint, earlier, note, key } = verdict;
  const proven = [
    t('audit.verify.proven.events', { count: checkpoint.size }),
    t('audit.verify.proven.order'),
    t(isKeyTrusted ? 'audit.verify.proven.trustedKey' : 'audit.verify.proven.ownKey'),
    ...(earlier === undefined ? [] : [t('audit.verify.proven.earlier', { count: earlier.size })]),
  ];
  return (
    <>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('audit.verify.whole')}</MessageBarTitle>{' '}
          {t('audit.verify.wholeText', { count: checkpoint.size })}
        </MessageBarBody>
      </MessageBar>
      <Card className={styles.card}>
        <Subtitle2 as="h2" className={styles.heading}>
          {t('audit.verify.provenTitle')}
        </Subtitle2>
        <ul className={styles.list}>
          {proven.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
        <Subtitle2 as="h2" className={styles.heading}>
          {t('audit.verify.openTitle')}
        </Subtitle2>
        <Text>{t('audit.verify.open')}</Text>
        <FactList
          facts={[
            [t('audit.verify.size'), wholeNumber(checkpoint.size)],
            [t('audit.verify.root'), <code key="root">{toBase64(checkpoint.root)}</code>],
            [t('audit.verify.logKey'), <code key="key">{key}</code>],
          ]}
        />
        <div className={styles.acts}>
          <Button icon={<ArrowDownloadRegular />} onClick={() => saveFile(new Blob([note]), 'checkpoint.txt')}>
            {t('audit.verify.saveCheckpoint')}
          </Button>
          <CopyButton text={key} label={t('audit.verify.copyKey')} />
        </div>
      </Card>
    </>
  );
}

function Wrong({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { code, leafIndex, detail } = finding;
  return (
    <>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('audit.verify.wrong')}</MessageBarTitle>{' '}
          {t(`audit.verify.findings.${code}`, { place: leafIndex === undefined ? '' : wholeNumber(leafIndex) })}
        </MessageBarBody>
      </MessageBar>
      <Card className={styles.card}>
        {leafIndex === undefined ? null : (
          <Text>
            <Link to="/audit" search={{ place: leafIndex }} className={styles.link}>
              {t('audit.verify.showEntry', { place: wholeNumber(leafIndex) })}
            </Link>
          </Text>
        )}
        <Subtitle2 as="h2" className={styles.heading}>
          {t('audit.verify.nextTitle')}
        </Subtitle2>
        <ol className={styles.list}>
          <li>{t('audit.verify.next.keep')}</li>
          <li>{t('audit.verify.next.compare')}</li>
          <li>{t('audit.verify.next.report')}</li>
        </ol>
        <Text className={styles.quiet}>{t('audit.verify.detail', { detail })}</Text>
      </Card>
    </>
  );
}

function Unreadable({ what }: { readonly what: 'key' | 'earlier' }) {
  const { t } = useTranslation();
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t(`audit.verify.unreadable.${what}`)}</MessageBarBody>
    </MessageBar>
  );
}

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
  },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});
