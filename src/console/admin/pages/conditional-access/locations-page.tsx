// Named locations: where each is, whether it is trusted, and which policies name it.

import {
  Badge,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { LocationRegular } from '@fluentui/react-icons';
import i18next, { type TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { NamedLocation } from '../../../../domain/conditional-access/named-location.ts';
import { isObject } from '../../../../domain/conditional-access/members.ts';
import { Empty, Loaded } from '../../../shared/page-states.tsx';
import { AccessTabs } from './access-tabs.tsx';
import { useLocations, usePolicies } from './queries.ts';

export function LocationsPage() {
  const { t } = useTranslation();
  const query = useLocations();
  return (
    <>
      <AccessTabs here="locations" />
      <Loaded query={query}>
        {(locations) =>
          locations.length === 0 ? (
            <Empty
              title={t('conditionalAccess.noLocations')}
              hint={t('conditionalAccess.noLocationsHint')}
              icon={<LocationRegular />}
            />
          ) : (
            <Locations locations={locations} />
          )
        }
      </Loaded>
    </>
  );
}

function Locations({ locations }: { readonly locations: readonly NamedLocation[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { data: policies = [] } = usePolicies();
  const usedBy = (id = '') =>
    policies
      .filter(
        ({
          conditions: {
            locations: { include, exclude },
          },
        }) => [...include, ...exclude].some((it) => it.toLowerCase() === id.toLowerCase()),
      )
      .map(({ name }) => name);
  return (
    <div className={styles.scroll} role="region" aria-label={t('conditionalAccess.tabs.locations')} tabIndex={0}>
      <Table aria-label={t('conditionalAccess.tabs.locations')} className={styles.table}>
        <TableHeader>
          <TableRow>
            {(['name', 'where', 'trusted', 'usedBy'] as const).map((name) => (
              <TableHeaderCell key={name}>{t(`conditionalAccess.columns.${name}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {locations.map((location) => (
            <TableRow key={location.id ?? location.name}>
              <TableCell className={styles.cell}>{location.name}</TableCell>
              <TableCell className={styles.cell}>{placeWords(location, t)}</TableCell>
              <TableCell>
                {location.isTrusted ? (
                  <Badge appearance="tint" color="success">
                    {t('conditionalAccess.trusted')}
                  </Badge>
                ) : (
                  '–'
                )}
              </TableCell>
              <TableCell className={styles.cell}>{usedBy(location.id).join(', ') || '–'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function placeWords({ place, source }: NamedLocation, t: TFunction): string {
  if (place === undefined) return t('conditionalAccess.unreadablePlace');
  if (place.kind === 'compliantNetwork') return t('conditionalAccess.compliantNetwork');
  if (place.kind === 'ip') return rangesIn(source).join(', ');
  const names = new Intl.DisplayNames(i18next.language, { type: 'region' });
  const countries = place.countries.map((code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code));
  return [...countries, ...(place.includesUnknown ? [t('conditionalAccess.unknownCountries')] : [])].join(', ');
}

/** As they were written. */
function rangesIn(source: NamedLocation['source']): readonly string[] {
  const ranges = isObject(source) ? source['ipRanges'] : undefined;
  if (!Array.isArray(ranges)) return [];
  return ranges
    .filter(isObject)
    .map(({ cidrAddress, lowerAddress, upperAddress }) =>
      typeof cidrAddress === 'string' ? cidrAddress : `${lowerAddress as string}–${upperAddress as string}`,
    );
}

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: '640px' },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
});
