// Switches a policy on, to report-only or off. Switching on is asked about first, since it can keep people out; every change can be
// taken back while the page is open.

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
  MessageBarActions,
  MessageBarBody,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyState } from '../../../../domain/conditional-access/policy.ts';
import { Failed } from '../../../shared/page-states.tsx';
import type { KeptPolicy } from './queries.ts';
import { STATES } from './state-badge.tsx';
import { useStateChange } from './use-change.ts';

export function StateChoice({ kept }: { readonly kept: KeptPolicy }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, name } = kept.policy;
  const change = useStateChange(kept);
  const [before, setBefore] = useState<PolicyState>();
  const [asked, setAsked] = useState(false);
  const set = (next: PolicyState): void => {
    change.mutate(next, { onSuccess: () => setBefore(state) });
    setAsked(false);
  };
  return (
    <div className={styles.choice}>
      <RadioGroup
        aria-label={t('conditionalAccess.columns.state')}
        value={state ?? ''}
        disabled={change.isPending}
        onChange={(_, { value }) => {
          const next = STATES.find((it) => it === value);
          if (next === 'enabled') setAsked(true);
          else if (next !== undefined) set(next);
        }}
      >
        {STATES.map((it) => (
          <Radio key={it} value={it} label={t(`conditionalAccess.stateChoices.${it}`)} />
        ))}
      </RadioGroup>
      <div role="status">
        {change.isSuccess && before !== undefined && before !== state ? (
          <MessageBar intent="success">
            <MessageBarBody>{t('conditionalAccess.saved')}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={() => set(before)}>{t('conditionalAccess.undo')}</Button>
            </MessageBarActions>
          </MessageBar>
        ) : null}
      </div>
      {change.error === null ? null : <Failed error={change.error} onRetry={change.reset} />}
      <Dialog open={asked} onOpenChange={(_, { open }) => setAsked(open)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t('conditionalAccess.switchOn.title', { name })}</DialogTitle>
            <DialogContent>{t('conditionalAccess.switchOn.text')}</DialogContent>
            <DialogActions>
              <Button onClick={() => setAsked(false)}>{t('conditionalAccess.cancel')}</Button>
              <Button appearance="primary" onClick={() => set('enabled')}>
                {t('conditionalAccess.switchOn.act')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </div>
  );
}

const useStyles = makeStyles({
  choice: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
});
