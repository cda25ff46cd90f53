// One device: who uses it, and for each of them what Keepsake would decide now on every occasion, with reasons and fixes.

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  Breadcrumb,
  BreadcrumbDivider,
  BreadcrumbItem,
  Card,
  makeStyles,
  Subtitle2,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  type FluentIcon,
  QuestionCircleFilled,
} from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OCCASIONS, type Occasion } from '../../../domain/enrollment/phase.ts';
import type { DecisionBody, DecisionFinding } from '../../../protocol/operations/restore.ts';
import { Empty, Loaded } from '../../shared/page-states.tsx';
import { PageTitle } from '../../shared/page-title.tsx';
import { useConnection } from '../api-context.tsx';
import { DEVICE_SECTIONS, type DeviceSection } from '../list-search.ts';
import { Facts, History, Policies, type Used } from './device-sections.tsx';
import { AskRestore } from './restores/ask-restore.tsx';

const route = getRouteApi('/devices/$deviceId');

export function DevicePage() {
  const { t } = useTranslation();
  const { deviceId } = route.useParams();
  const { occasion = 'oobe', section = 'eligibility' } = route.useSearch();
  const navigate = route.useNavigate();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['device', deviceId],
    queryFn: ({ signal }) => api('getDevice', { params: { deviceId }, signal }),
  });
  return (
    <Loaded query={query}>
      {(device) => (
        <>
          <Breadcrumb aria-label={t('device.where')}>
            <BreadcrumbItem>
              <Link to="/devices" className={styles.link}>
                {t('devices.title')}
              </Link>
            </BreadcrumbItem>
            <BreadcrumbDivider />
            <BreadcrumbItem aria-current="page">{device.displayName}</BreadcrumbItem>
          </Breadcrumb>
          <PageTitle title={device.displayName} purpose={t('device.purpose')} />
          <TabList
            selectedValue={section}
            onTabSelect={(_, { value }) =>
              void navigate({ search: { section: value as DeviceSection }, replace: true })
            }
            aria-label={t('device.sections.title')}
          >
            {DEVICE_SECTIONS.map((name) => (
              <Tab key={name} value={name}>
                {t(`device.sections.${name}`)}
              </Tab>
            ))}
          </TabList>
          {section === 'eligibility' ? (
            <Eligibility {...{ deviceId, occasion }} deviceName={device.displayName} people={peopleOf(device.keys)} />
          ) : null}
          {section === 'facts' ? <Facts deviceId={deviceId} /> : null}
          {section === 'policies' ? <Policies deviceId={deviceId} people={peopleOf(device.keys)} /> : null}
          {section === 'history' ? <History deviceId={deviceId} /> : null}
        </>
      )}
    </Loaded>
  );
}

type EligibilityProps = {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly occasion: Occasion;
  readonly people: readonly Used[];
};

function Eligibility({ deviceId, deviceName, occasion, people }: EligibilityProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = route.useNavigate();
  return (
    <>
      <TabList
        size="small"
        className={styles.occasions}
        selectedValue={occasion}
        onTabSelect={(_, { value }) =>
          void navigate({ search: (now) => ({ ...now, occasion: value as Occasion }), replace: true })
        }
        aria-label={t('device.occasion')}
      >
        {OCCASIONS.map((name) => (
          <Tab key={name} value={name}>
            {t(`device.occasions.${name}`)}
          </Tab>
        ))}
      </TabList>
      <div className={styles.people}>
        {people.map(({ userId, userPrincipalName }) => (
          <PersonDecision key={userId} {...{ deviceId, deviceName, userId, userPrincipalName, occasion }} />
        ))}
        {people.length === 0 ? (
          <Empty title={t('device.nobody')} hint={t('device.nobodyHint')} icon={<QuestionCircleFilled />} />
        ) : null}
      </div>
    </>
  );
}

type Asked = {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly occasion: Occasion;
};

function PersonDecision({ deviceId, deviceName, userId, userPrincipalName, occasion }: Asked) {
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['eligibility', userId, deviceId, occasion],
    queryFn: ({ signal }) => api('explainEligibility', { params: { userId, deviceId }, query: { occasion }, signal }),
  });
  return (
    <Card className={styles.card}>
      <div className={styles.person}>
        <Subtitle2 as="h2" className={styles.heading}>
          <Link to="/people/$userId" params={{ userId }} className={styles.link}>
            {userPrincipalName}
          </Link>
        </Subtitle2>
        <AskRestore {...{ userId, deviceId, deviceName }} person={userPrincipalName} />
      </div>
      <Loaded query={query}>{(decision) => <Explained decision={decision} />}</Loaded>
    </Card>
  );
}

const VERDICTS = {
  eligible: { color: 'success', Icon: CheckmarkCircleFilled },
  ineligible: { color: 'danger', Icon: DismissCircleFilled },
  unknown: { color: 'warning', Icon: QuestionCircleFilled },
} as const satisfies Record<DecisionBody['verdict'], { color: string; Icon: FluentIcon }>;

function Explained({ decision }: { readonly decision: DecisionBody }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { verdict, findings, occasion } = decision;
  const { color, Icon } = VERDICTS[verdict];
  const counted = findings.filter(({ isLifted }) => !isLifted);
  const against = counted.filter(({ holds }) => holds !== 'yes');
  return (
    <>
      <Badge appearance="tint" size="large" color={color} icon={<Icon />} className={styles.verdict}>
        {t(`device.verdicts.${occasion}.${verdict}`)}
      </Badge>
      {against.length === 0 ? null : (
        <ul className={styles.reasons}>
          {against.map((finding) => (
            <Reason key={finding.ruleId} finding={finding} />
          ))}
        </ul>
      )}
      <Accordion collapsible>
        <AccordionItem value="all">
          <AccordionHeader>{t('device.allConditions', { count: findings.length })}</AccordionHeader>
          <AccordionPanel>
            <ul className={styles.conditions}>
              {findings.map(({ ruleId, title, holds, isLifted, evidence }) => (
                <li key={ruleId} className={styles.condition}>
                  <Badge appearance="outline" color={COLOR_OF[holds]}>
                    {t(isLifted ? 'device.lifted' : `device.holds.${holds}`)}
                  </Badge>
                  <span>
                    {title}
                    {evidence === undefined ? null : <Text className={styles.quiet}> ({evidence})</Text>}
                  </span>
                </li>
              ))}
            </ul>
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </>
  );
}

const COLOR_OF = { yes: 'success', no: 'danger', unknown: 'warning' } as const;

function Reason({ finding }: { readonly finding: DecisionFinding }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { title, administrator, fix, missing } = finding;
  return (
    <li>
      <Text weight="semibold" block>
        {administrator ?? t('device.notKnown', { title })}
      </Text>
      <Text block className={styles.quiet}>
        {fix ?? t('device.missing', { facts: (missing ?? []).join(', ') })}
      </Text>
    </li>
  );
}

function peopleOf(keys: readonly Used[]): readonly Used[] {
  return [...new Map(keys.map((key) => [key.userId, key])).values()];
}

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink },
  occasions: { paddingTop: tokens.spacingVerticalS },
  people: { display: 'grid', rowGap: tokens.spacingVerticalL, paddingTop: tokens.spacingVerticalL },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalM, justifyItems: 'start' },
  person: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  verdict: { alignSelf: 'start' },
  reasons: { margin: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  conditions: { listStyleType: 'none', padding: 0, display: 'grid', rowGap: tokens.spacingVerticalS },
  condition: { display: 'grid', gridTemplateColumns: '110px 1fr', alignItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});
