// What there is to do in a step: a page that leads to it, and commands that hold this service's address and this organization.

import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SetupStepName } from '../../../../protocol/operations/setup.ts';
import { Command } from '../../../shared/command.tsx';
import { useConnection } from '../../api-context.tsx';

export function ToDo({ step }: { readonly step: SetupStepName }) {
  const { t } = useTranslation();
  const { session } = useConnection();
  const styles = useStyles();
  const to = PAGES[step];
  const commands = COMMANDS[step]?.({
    tenant: `--tenant ${session.tenantId}`,
    service: location.origin,
    person: t('setup.for.pilot'),
    device: t('setup.for.device'),
  });
  return (
    <div className={styles.toDo}>
      {to === undefined ? null : (
        <Link to={to} className={styles.link}>
          {t(`setup.steps.${step}.go`)}
          <ArrowRightRegular aria-hidden className={styles.arrow} />
        </Link>
      )}
      {commands?.map(([name, text]) => (
        <Command key={name} purpose={t(`setup.steps.${step}.${name}`)} text={text} />
      ))}
    </div>
  );
}

const PAGES: Readonly<Partial<Record<SetupStepName, string>>> = {
  signIn: '/settings',
  administrators: '/roles',
  people: '/people',
  devices: '/devices',
  backupPolicy: '/policies/new',
  restorePage: '/enrollment',
  conditionalAccess: '/conditional-access/restore',
  firstBackup: '/overview',
  firstRestore: '/restores',
};

type Here = { readonly tenant: string; readonly service: string; readonly person: string; readonly device: string };
type Named = readonly [name: string, text: string];

const COMMANDS: Readonly<Partial<Record<SetupStepName, (here: Here) => readonly Named[]>>> = {
  administrators: ({ tenant, person }) => [
    ['command', `keepsake role assign ${tenant} --role "Global Administrator" --user ${person}`],
  ],
  people: ({ tenant, person }) => [['command', `keepsake user add ${tenant} --upn ${person}`]],
  devices: ({ tenant }) => [['command', `keepsake import ${tenant} devices.csv`]],
  agent: ({ tenant, service, person, device }) => [
    ['install', 'keepsake-agent.exe agent install'],
    ['enroll', `keepsake enroll ${tenant} --user ${person} --device ${device} --service ${service} --out pilot.json`],
    ['credential', '"%ProgramFiles%\\Keepsake\\keepsake-agent.exe" agent credential pilot.json'],
  ],
  firstBackup: () => [['command', '"%ProgramFiles%\\Keepsake\\keepsake-agent.exe" agent backup']],
  firstRestore: () => [['command', '"%ProgramFiles%\\Keepsake\\keepsake-agent.exe" agent restore']],
};

const useStyles = makeStyles({
  toDo: {
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalS,
  },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorBrandForegroundLink,
    fontWeight: tokens.fontWeightSemibold,
  },
  arrow: { ':dir(rtl)': { transform: 'scaleX(-1)' } },
});
