// What stands around every page: who is signed in, where one is, where one can go. Landmarks and a skip link, so that a
// keyboard or a screen reader finds the page without walking through the navigation.

import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Persona,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  ArchiveRegular,
  ArrowCounterclockwiseRegular,
  BuildingRegular,
  ClipboardCheckmarkRegular,
  DesktopRegular,
  DocumentSearchRegular,
  type FluentIcon,
  HomeRegular,
  ArrowTrendingLinesRegular,
  PeopleLockRegular,
  PeopleRegular,
  PersonSupportRegular,
  PlugConnectedSettingsRegular,
  ShieldLockRegular,
  RocketRegular,
  SettingsRegular,
} from '@fluentui/react-icons';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import i18next from 'i18next';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGES } from '../shared/catalogs.ts';
import { useConnection } from './api-context.tsx';
import { useSetupIsOpen } from './use-setup.ts';

type Place = readonly [to: string, label: string, icon: FluentIcon];

const SETUP: Place = ['/setup', 'setup.title', RocketRegular];
const PLACES: readonly Place[] = [
  ['/overview', 'overview.title', HomeRegular],
  ['/people', 'people.title', PeopleRegular],
  ['/devices', 'devices.title', DesktopRegular],
  ['/enrollment', 'restorePage.title', PlugConnectedSettingsRegular],
  ['/policies', 'policies.title', SettingsRegular],
  ['/readiness', 'readiness.title', ClipboardCheckmarkRegular],
  ['/rollout', 'rollout.title', ArrowTrendingLinesRegular],
  ['/backups', 'backups.title', ArchiveRegular],
  ['/restores', 'restores.title', ArrowCounterclockwiseRegular],
  ['/help-desk', 'helpDesk.title', PersonSupportRegular],
  ['/conditional-access', 'conditionalAccess.title', ShieldLockRegular],
  ['/audit', 'audit.title', DocumentSearchRegular],
  ['/roles', 'roles.title', PeopleLockRegular],
  ['/settings', 'settings.title', BuildingRegular],
];

export function Shell() {
  const { t } = useTranslation();
  const styles = useStyles();
  const setupIsOpen = useSetupIsOpen();
  const navigation = usePlaceInSight();
  return (
    <div className={styles.frame}>
      <a href="#page" className={styles.skip}>
        {t('shell.skip')}
      </a>
      <header className={styles.header}>
        <img src="/admin/keepsake.svg" alt="" width={24} height={24} />
        <Text weight="semibold" size={400} truncate wrap={false} className={styles.product}>
          {t('shell.product')}
        </Text>
        <Account />
      </header>
      <nav ref={navigation} aria-label={t('shell.navigation')} className={styles.navigation}>
        {[...(setupIsOpen ? [SETUP] : []), ...PLACES].map(([to, label, Icon]) => (
          <Link key={to} to={to} className={styles.place} activeProps={{ className: styles.here }}>
            <Icon fontSize={20} aria-hidden />
            {t(label)}
          </Link>
        ))}
      </nav>
      <main id="page" tabIndex={-1} className={styles.page}>
        <Outlet />
      </main>
    </div>
  );
}

/** On a phone the places stand in one line, which is moved to where one is. */
function usePlaceInSight() {
  const navigation = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    const line = navigation.current;
    if (line === null || line.scrollWidth <= line.clientWidth) return;
    line.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [path]);
  return navigation;
}

function Account() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { session } = useConnection();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" className={styles.account} title={t('shell.account')}>
          <Persona name={session.userName} size="small" textAlignment="center" />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {LANGUAGES.filter((it) => it !== i18next.language).map((language) => (
            <MenuItem key={language} onClick={() => chooseLanguage(language)}>
              {new Intl.DisplayNames(language, { type: 'language' }).of(language)}
            </MenuItem>
          ))}
          <MenuItem onClick={session.signOut}>{t('shell.signOut')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

const useStyles = makeStyles({
  frame: {
    minHeight: '100vh',
    display: 'grid',
    gridTemplate: '"header header" 48px "navigation page" 1fr / 260px minmax(0, 1fr)',
    '@media print': { display: 'block' },
    '@media (max-width: 800px)': { gridTemplate: '"header" 48px "navigation" auto "page" 1fr / minmax(0, 1fr)' },
  },
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    // Above the page: beside it, it would have to be scrolled to in one of the two directions of writing.
    top: '-99px',
    ':focus': { top: tokens.spacingVerticalS, zIndex: 1 },
  },
  header: {
    gridArea: 'header',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalL,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // Where there is little room it gives way to who is signed in.
  product: { flexShrink: 1, minWidth: 0 },
  account: { marginInlineStart: 'auto', minWidth: 0, maxWidth: '60%', overflow: 'hidden', justifyContent: 'start' },
  navigation: {
    gridArea: 'navigation',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground2,
    // One line that can be moved, so that the page begins near the top.
    '@media (max-width: 800px)': { flexDirection: 'row', overflowX: 'auto' },
  },
  place: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    '@media (max-width: 800px)': { flexShrink: 0 },
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover, color: tokens.colorNeutralForeground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground2Selected,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    // Shadows and backgrounds are gone there.
    '@media (forced-colors: active)': { outline: '1px solid Highlight' },
  },
  page: { gridArea: 'page', padding: tokens.spacingHorizontalXXL, minWidth: 0, outlineStyle: 'none' },
});
