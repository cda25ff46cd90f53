// What holds for a person on a device: every value with who said it, and what an administrator should put right.

import {
  Badge,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleRegular,
  DismissCircleFilled,
  type FluentIcon,
  QuestionCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EffectivePolicy, PolicyOrigin } from '../../../../protocol/operations/policy.ts';
import { useSettingWords } from './setting-words.ts';

type Value = EffectivePolicy['values'][number];

export function EffectiveValues({ policy, isWhole }: { readonly policy: EffectivePolicy; readonly isWhole: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { titleOf } = useSettingWords();
  const { values, restorePage, problems } = policy;
  const shown = values.filter(({ state, isConflict }) => isWhole || isConflict || state !== 'notConfigured');
  return (
    <div className={styles.page}>
      {problems.map(({ code, policy: name, detail, fix }) => (
        <MessageBar key={`${code} ${name}`} intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{detail}</MessageBarTitle> {fix}
          </MessageBarBody>
        </MessageBar>
      ))}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('policies.effective.values')}>
        <Table aria-label={t('policies.effective.values')} className={styles.table}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.setting}>{t('policies.effective.setting')}</TableHeaderCell>
              <TableHeaderCell>{t('policies.effective.value')}</TableHeaderCell>
              <TableHeaderCell className={styles.setting}>{t('policies.effective.from')}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            <Row
              title={t('restorePage.label')}
              value={{
                ...restorePage,
                isConflict: false,
                origins: restorePage.origin === null ? [] : [restorePage.origin],
              }}
            />
            {shown.map((value) => (
              <Row key={value.policy} title={titleOf({ name: value.policy, title: value.title })} value={value} />
            ))}
          </TableBody>
        </Table>
      </div>
      {isWhole ? null : (
        <Text className={styles.quiet}>{t('policies.effective.hidden', { count: values.length - shown.length })}</Text>
      )}
    </div>
  );
}

type Shown = Pick<Value, 'state' | 'isConflict' | 'origins' | 'missing' | 'userMayOverride'>;

function Row({ title, value }: { readonly title: string; readonly value: Shown }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, isConflict, origins, missing = [], userMayOverride } = value;
  const { color, Icon } = LOOKS[isConflict ? 'conflict' : state];
  return (
    <TableRow>
      <TableCell className={styles.cell}>{title}</TableCell>
      <TableCell className={styles.cell}>
        <Badge appearance="tint" color={color} icon={<Icon />} className={styles.badge}>
          {t(`policies.states.${state}`)}
        </Badge>
        {isConflict ? <Text block>{t('policies.effective.conflict')}</Text> : null}
        {userMayOverride === true ? <Text block>{t('policies.effective.mayOverride')}</Text> : null}
      </TableCell>
      <TableCell className={styles.cell}>
        {origins.length === 0 ? <Text className={styles.quiet}>{t('policies.effective.nobodySaid')}</Text> : null}
        {origins.map((origin) => (
          <Origin key={JSON.stringify(origin)} origin={origin} />
        ))}
        {missing.length === 0 ? null : (
          <Text block className={styles.quiet}>
            {t('device.missing', { facts: missing.join(', ') })}
          </Text>
        )}
      </TableCell>
    </TableRow>
  );
}

const LOOKS = {
  enabled: { color: 'success', Icon: CheckmarkCircleFilled },
  disabled: { color: 'danger', Icon: DismissCircleFilled },
  notConfigured: { color: 'subtle', Icon: CircleRegular },
  unknown: { color: 'warning', Icon: QuestionCircleFilled },
  conflict: { color: 'severe', Icon: WarningFilled },
} as const satisfies Record<Value['state'] | 'conflict', { color: string; Icon: FluentIcon }>;

function Origin({ origin }: { readonly origin: PolicyOrigin }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { by, policyId, policyName, through, location } = origin;
  if (by !== 'tenant' || policyId === undefined) {
    return <Text block>{[t(`policies.by.${by}`), location].filter((it) => it !== undefined).join(': ')}</Text>;
  }
  const group = through?.groupName ?? (through?.groupId && t('assignments.groupWithId', { groupId: through.groupId }));
  return (
    <Text block>
      {policyId.endsWith('_WindowsRestore') ? (
        <Link to="/enrollment" className={styles.link}>
          {policyName}
        </Link>
      ) : (
        <Link to="/policies/$policyId" params={{ policyId }} className={styles.link}>
          {policyName}
        </Link>
      )}
      {through === undefined ? null : `, ${group ?? t(`policies.through.${through.kind}`)}`}
    </Text>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '640px' },
  setting: { width: '36%' },
  badge: { whiteSpace: 'nowrap' },
  cell: {
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    height: 'auto',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  // Legible on a row under the pointer in both themes.
  link: { color: tokens.colorNeutralForeground1 },
});
