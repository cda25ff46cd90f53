// Somebody else saved another version while this one was being changed: what they changed, and the two ways on.

import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

type Props = {
  /** The parts that differ, in the reader's words. */
  readonly parts: readonly string[];
  readonly onTakeTheirs: () => void;
  readonly onKeepMine: () => void;
};

export function Overtaken({ parts, onTakeTheirs, onKeepMine }: Props) {
  const { t } = useTranslation();
  const list = new Intl.ListFormat(i18next.language).format(parts);
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('drafts.overtakenTitle')}</MessageBarTitle>{' '}
        {parts.length === 0 ? t('drafts.overtakenSame') : t('drafts.overtaken', { parts: list })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onTakeTheirs}>{t('drafts.takeTheirs')}</Button>
        <Button onClick={onKeepMine}>{t('drafts.keepMine')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
