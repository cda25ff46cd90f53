// The devices behind a number of the report: with a verdict, for a reason, in need of a fix, or waiting for a fact, as things are
// now.

import { Badge, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { factWords } from '../../../../domain/eligibility/fact-names.ts';
import { OCCASIONS } from '../../../../domain/enrollment/phase.ts';
import type { ReadinessDevices } from '../../../../protocol/operations/readiness.ts';
import { type ListAddress, useListAddress } from '../../../shared/list-address.ts';
import { ListChoice } from '../../../shared/list-controls.tsx';
import type { PageOf } from '../../../shared/list-page.ts';
import type { ListColumn } from '../../../shared/list-rows.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { ServerList } from '../../../shared/server-list.tsx';
import { useConnection } from '../../api-context.tsx';
import { rolesWith } from '../../permission.tsx';
import { VERDICTS } from './counts.ts';
import { ReadersOnly } from './readers-only.tsx';
import type { BehindSearch, ReadinessSearch } from './readiness-search.ts';
import { useReadiness } from './use-readiness.ts';

const route = getRouteApi('/readiness/devices');

type Device = ReadinessDevices['devices'][number];
type Narrowed = Omit<BehindSearch, keyof ReadinessSearch>;

export function BehindPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { occasion = 'backup', assume } = route.useSearch();
  const about = occasion === 'backup' ? {} : { occasion };
  return (
    <>
      <PageTitle title={t('readiness.list.title')} purpose={t('readiness.list.purpose')} />
      <div className={styles.back}>
        <Link to="/readiness" search={assume === undefined ? about : { ...about, assume }} className={styles.link}>
          {t('readiness.list.back')}
        </Link>
      </div>
      <ReadersOnly>
        <Narrowing />
        <Devices />
      </ReadersOnly>
    </>
  );
}

/** Which number it is, where a verdict does not say it. */
function Narrowing() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { occasion = 'backup', assume, code, fix, fact } = route.useSearch();
  const { data } = useReadiness(assume);
  const reasons = data?.report.occasions.find((it) => it.occasion === occasion)?.reasons;
  const reason = reasons?.find((it) => it.code === code)?.title ?? code;
  const said = [
    code === undefined ? undefined : t('readiness.list.forCode', { reason }),
    fix === undefined ? undefined : t('readiness.list.forFix', { fix }),
    fact === undefined ? undefined : t('readiness.list.forFact', { fact: factWords(fact).words }),
  ].filter((it) => it !== undefined);
  if (said.length === 0) return null;
  return (
    <MessageBar intent="info" layout="multiline" className={styles.narrowing}>
      <MessageBarBody>{said.join(' ')}</MessageBarBody>
    </MessageBar>
  );
}

function Devices() {
  const { t } = useTranslation();
  const { occasion = 'backup', assume } = route.useSearch();
  const navigate = route.useNavigate();
  const { address, page } = useDevices();
  return (
    <ServerList
      label={t('readiness.list.title')}
      queryKey={['readiness', 'devices', occasion, assume]}
      address={address}
      page={page}
      keyOf={({ id, name }) => id ?? name}
      columns={useColumns()}
      filters={
        <ListChoice
          label={t('readiness.list.occasion')}
          value={occasion}
          options={OCCASIONS.map((it) => [it, t(`readiness.occasions.${it}`)] as const)}
          onChange={(next) => void navigate({ search: (now) => ({ ...now, occasion: next }), replace: true })}
        />
      }
      choices={{
        verdict: {
          label: t('readiness.list.answer'),
          options: [['', t('list.all')], ...VERDICTS.map((it) => [it, t(`readiness.verdicts.${it}`)] as const)],
        },
      }}
      fileName="readiness"
      none={{
        title: t('readiness.none.title'),
        hint: t('readiness.none.hint'),
        noMatchHint: t('readiness.list.noMatch'),
      }}
      icon={<DesktopRegular />}
      shownTo={rolesWith('restore.read')}
    />
  );
}

/** The occasion and what is assumed narrow nothing: they stay when everything else is cleared. */
function useDevices(): { readonly address: ListAddress<Narrowed>; readonly page: PageOf<Device> } {
  const { api } = useConnection();
  const { occasion = 'backup', assume, ...narrowed } = route.useSearch();
  const navigate = route.useNavigate();
  const address = useListAddress<Narrowed>(narrowed, navigate);
  const clear = (): void =>
    void navigate({
      search: ({ occasion: about, assume: taken }) => ({ occasion: about, assume: taken }),
      replace: true,
    });
  const page: PageOf<Device> = async ({ limit, after, signal }) => {
    const skip = Number(after ?? 0);
    const query = { occasion, assume, ...narrowed, skip, limit };
    const { devices: rows, total } = await api('listReadinessDevices', { query, signal });
    return { rows, next: skip + limit < total ? String(skip + limit) : null };
  };
  return { address: { ...address, clear }, page };
}

function useColumns(): readonly ListColumn<Device>[] {
  const { t } = useTranslation();
  const styles = useStyles();
  const { occasion } = route.useSearch();
  const why = ({ reasons }: Device): string => reasons.map((it) => it.administrator).join(' ');
  const fixes = ({ reasons }: Device): string => [...new Set(reasons.flatMap((it) => it.fixes))].join(' ');
  const unknown = ({ missing }: Device): string => missing.map((fact) => factWords(fact).words).join(', ');
  return [
    {
      name: t('devices.name'),
      text: ({ name }) => name,
      cell: ({ id, name }) =>
        id === null ? (
          name
        ) : (
          <Link to="/devices/$deviceId" params={{ deviceId: id }} search={{ occasion }} className={styles.link}>
            {name}
          </Link>
        ),
    },
    {
      name: t('readiness.list.answer'),
      text: ({ verdict }) => t(`readiness.verdicts.${verdict}`),
      cell: ({ verdict }) => (
        <Badge appearance="tint" color={COLORS[verdict]}>
          {t(`readiness.verdicts.${verdict}`)}
        </Badge>
      ),
    },
    { name: t('readiness.list.why'), isWide: true, text: why, cell: (device) => <Whole text={why(device)} /> },
    { name: t('readiness.list.fix'), isWide: true, text: fixes, cell: (device) => <Whole text={fixes(device)} /> },
    { name: t('readiness.list.missing'), text: unknown, cell: (device) => <Whole text={unknown(device)} /> },
  ];
}

/** A row has room for two lines; all of it is there to be pointed at. */
function Whole({ text }: { readonly text: string }) {
  return <Text title={text}>{text === '' ? '–' : text}</Text>;
}

const COLORS = { eligible: 'success', ineligible: 'danger', unknown: 'warning' } as const;

const useStyles = makeStyles({
  back: { marginBottom: tokens.spacingVerticalL },
  narrowing: { marginBottom: tokens.spacingVerticalL },
  link: { color: tokens.colorBrandForegroundLink },
});
