// Permissions, each in a sentence, with its name beside it and a word where a second person is asked.

import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { permissionWords } from './role-words.ts';

export function PermissionList({ permissions }: { readonly permissions: readonly string[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {permissions.map((permission) => (
        <li key={permission}>
          {permissionWords(permission, t)} <span className={styles.name}>{permission}</span>
          {permission === 'backupContent.read' ? (
            <Badge appearance="outline" className={styles.badge}>
              {t('roles.mayNeedApproval')}
            </Badge>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
  },
  name: {
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  badge: { marginInlineStart: tokens.spacingHorizontalS },
});
