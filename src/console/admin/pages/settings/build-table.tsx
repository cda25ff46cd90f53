// The builds of Windows that backups and restores take, in force here: Keepsake's own with their version, or those that the
// organization gave instead.

import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { BuildTable as Builds, ReleaseMinimums } from '../../../../domain/eligibility/build-table.ts';
import { OCCASIONS, type Occasion } from '../../../../domain/enrollment/phase.ts';
import { Command } from '../../../shared/command.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import type { ChoiceProps } from './restore-choices.tsx';

export function BuildTable({ choices, isBusy, onSet }: ChoiceProps) {
  const { t } = useTranslation();
  const { session } = useConnection();
  const styles = useStyles();
  const mayChange = useMay('policy.manage') === true;
  const { version, releases } = choices.buildTable as Builds;
  const title = t('settings.builds.title');
  return (
    <Section title={title} purpose={t('settings.builds.purpose')}>
      <Text>{t(choices.isBuildTableOwn ? 'settings.builds.own' : 'settings.builds.ours', { version })}</Text>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={title}>
        <Table aria-label={title} className={styles.table} size="small">
          <TableHeader>
            <TableRow>
              <TableHeaderCell>{t('settings.builds.release')}</TableHeaderCell>
              {OCCASIONS.map((occasion) => (
                <TableHeaderCell key={occasion}>{t(`device.occasions.${occasion}`)}</TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {releases.map((release) => (
              <TableRow key={release.build}>
                <TableCell>{release.name}</TableCell>
                {OCCASIONS.map((occasion) => (
                  <TableCell key={occasion}>{minimumOf(release, occasion) ?? t('settings.builds.never')}</TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {choices.isBuildTableOwn ? (
        <div>
          <Button
            disabled={!mayChange || isBusy}
            onClick={() => onSet({ buildTable: null }, { buildTable: choices.buildTable })}
          >
            {t('settings.builds.back')}
          </Button>
        </div>
      ) : null}
      <Command
        purpose={t('settings.builds.replace')}
        text={`keepsake policy choices --tenant ${session.tenantId} --build-table builds.json`}
      />
    </Section>
  );
}

/** `26100.4946`: anything from this update on. */
function minimumOf({ build, minimum }: ReleaseMinimums, occasion: Occasion): string | undefined {
  const least = minimum[occasion];
  return least === undefined ? undefined : `${build}.${least.revision}`;
}

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '640px' },
});
