// Asks once before a role is taken away, names it, and says where that closes a door: to oneself, or for everybody.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../api-context.tsx';
import { type Held, type Role } from './role-queries.ts';

type Props = {
  readonly held: Held | undefined;
  readonly all: readonly Held[];
  readonly roles: readonly Role[];
  readonly onCancel: () => void;
  readonly onTake: (held: Held) => void;
};

export function TakeDialog({ held, all, roles, onCancel, onTake }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { session } = useConnection();
  const role = roles.find(({ roleId }) => roleId === held?.roleId);
  const isOwn = held !== undefined && held.who === session.userName;
  return (
    <Dialog open={held !== undefined} onOpenChange={(_, { open }) => (open ? undefined : onCancel())}>
      <DialogSurface>
        {held === undefined ? null : (
          <DialogBody>
            <DialogTitle>{t('roles.take.title', { role: role?.displayName ?? '', who: held.who })}</DialogTitle>
            <DialogContent className={styles.content}>
              {t('roles.take.text')}
              {isOwn ? <Warning text={t('roles.take.own')} /> : null}
              {isLastManager(held, all, roles) ? <Warning text={t('roles.take.last')} /> : null}
            </DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{t('roles.cancel')}</Button>
              <Button appearance="primary" onClick={() => onTake(held)}>
                {t('roles.take.act')}
              </Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

function Warning({ text }: { readonly text: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}

/** Nobody else here could give roles any more. Whom only a token from elsewhere gives one, nobody here knows. */
function isLastManager(held: Held, all: readonly Held[], roles: readonly Role[]): boolean {
  const manages = new Set(roles.filter((it) => it.permissions.includes('role.manage')).map(({ roleId }) => roleId));
  return manages.has(held.roleId) && !all.some((it) => it.key !== held.key && manages.has(it.roleId));
}

const useStyles = makeStyles({
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
});
