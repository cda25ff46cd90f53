// What the organization asks for before somebody may look into another's backup, whether roles in tokens count, and whether
// people may erase their own. To stop asking a second person is not for one administrator alone, so it is not here.

import { makeStyles, MessageBar, MessageBarBody, Switch, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessPolicy } from '../../../../domain/access/access-policy.ts';
import { Command } from '../../../shared/command.tsx';
import { Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { Question } from './question.tsx';
import { Saved, useUndoable } from './use-undoable.tsx';

export function Access() {
  const { t } = useTranslation();
  const { api, session } = useConnection();
  const styles = useStyles();
  const mayChange = useMay('role.manage') === true;
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api('getAccessPolicy', { signal }) });
  const { set, undo, change } = useUndoable(KEY, (body: Partial<AccessPolicy>) => api('setAccessPolicy', { body }));
  const [asked, setAsked] = useState<Asked>();
  const answer = (isYes: boolean): void => {
    if (isYes && asked !== undefined)
      set(CHANGES[asked], asked === 'trustTokenRoles' ? { trustTokenRoles: true } : undefined);
    setAsked(undefined);
  };
  return (
    <>
      <OnlyToSee permission="role.manage" />
      <Loaded query={query}>
        {({ contentReadApproval, trustTokenRoles, ownErasure }) => (
          <>
            <Section title={t('settings.access.reading')} purpose={t('settings.access.readingPurpose')}>
              <Switch
                label={t('settings.access.contentReadApproval')}
                checked={contentReadApproval}
                disabled={!mayChange || contentReadApproval || change.isPending}
                onChange={() => setAsked('contentReadApproval')}
              />
              <Text className={styles.quiet}>
                {t(contentReadApproval ? 'settings.access.approvalOn' : 'settings.access.approvalOff')}
              </Text>
              {contentReadApproval ? (
                <Command
                  purpose={t('settings.access.switchOff')}
                  text={`keepsake role policy --tenant ${session.tenantId} --approval off`}
                />
              ) : null}
            </Section>
            <Section title={t('settings.access.roles')} purpose={t('settings.access.rolesPurpose')}>
              <Switch
                label={t('settings.access.trustTokenRoles')}
                checked={trustTokenRoles}
                disabled={!mayChange || change.isPending}
                onChange={(_, { checked }) =>
                  checked ? set({ trustTokenRoles: true }, { trustTokenRoles: false }) : setAsked('trustTokenRoles')
                }
              />
              <Text className={styles.quiet}>
                {t(trustTokenRoles ? 'settings.access.rolesOn' : 'settings.access.rolesOff')}
              </Text>
              {trustTokenRoles ? null : (
                <MessageBar intent="info" layout="multiline">
                  <MessageBarBody>{t('settings.access.lockedOut')}</MessageBarBody>
                </MessageBar>
              )}
            </Section>
            <Section title={t('settings.access.erasure')} purpose={t('settings.access.erasurePurpose')}>
              <Switch
                label={t('settings.access.ownErasure')}
                checked={ownErasure}
                disabled={!mayChange || change.isPending}
                onChange={(_, { checked }) => set({ ownErasure: checked }, { ownErasure })}
              />
              <Text className={styles.quiet}>
                {t(ownErasure ? 'settings.access.erasureOn' : 'settings.access.erasureOff')}
              </Text>
            </Section>
          </>
        )}
      </Loaded>
      <Saved undo={undo} change={change} />
      <Question
        isOpen={asked !== undefined}
        title={t(`settings.access.ask.${asked ?? 'trustTokenRoles'}.title`)}
        act={t(`settings.access.ask.${asked ?? 'trustTokenRoles'}.act`)}
        onAnswer={answer}
      >
        {t(`settings.access.ask.${asked ?? 'trustTokenRoles'}.text`)}
      </Question>
    </>
  );
}

/** What is asked about before it is changed. */
type Asked = keyof typeof CHANGES;
const CHANGES = { contentReadApproval: { contentReadApproval: true }, trustTokenRoles: { trustTokenRoles: false } };

const KEY = ['access-policy'];

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2, maxWidth: '72ch' } });
