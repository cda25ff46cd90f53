// The parts of a policy that a person decides: what it is called, what it sets, whom it is for.

import { Card, Field, Input, makeStyles, Subtitle1, Text, Textarea, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AssignmentsEditor } from './assignments.tsx';
import type { PolicyDraft } from './graph-policy.ts';
import { SettingsSection } from './settings-section.tsx';

type Props = {
  readonly draft: PolicyDraft;
  readonly change: (part: Partial<PolicyDraft>) => void;
  readonly isReadOnly: boolean;
};

export function PolicyForm({ draft, change, isReadOnly }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.form}>
      <Part title={t('policies.basics')} hint={t('policies.basicsHint')}>
        <Field
          label={t('policies.name')}
          required={!isReadOnly}
          {...(isNamed(draft) ? {} : { validationMessage: t('policies.nameNeeded'), validationState: 'none' })}
        >
          <Input
            value={draft.name}
            maxLength={256}
            readOnly={isReadOnly}
            onChange={(_, { value }) => change({ name: value })}
          />
        </Field>
        <Field label={t('policies.description')}>
          <Textarea
            value={draft.description}
            maxLength={1000}
            resize="vertical"
            readOnly={isReadOnly}
            onChange={(_, { value }) => change({ description: value })}
          />
        </Field>
      </Part>
      <Part title={t('policies.settingsTitle')} hint={t('policies.settingsHint')}>
        <SettingsSection
          settings={draft.settings}
          isReadOnly={isReadOnly}
          onChange={(settings) => change({ settings })}
        />
      </Part>
      <Part title={t('assignments.title')} hint={t('assignments.hint')}>
        <AssignmentsEditor
          assignments={draft.assignments}
          isReadOnly={isReadOnly}
          onChange={(assignments) => change({ assignments })}
        />
      </Part>
    </div>
  );
}

export function isNamed({ name }: PolicyDraft): boolean {
  return name.trim() !== '';
}

type PartProps = { readonly title: string; readonly hint: string; readonly children: ReactNode };

export function Part({ title, hint, children }: PartProps) {
  const styles = useStyles();
  return (
    <Card className={styles.card} role="group" aria-label={title}>
      <div>
        <Subtitle1 as="h2" className={styles.heading}>
          {title}
        </Subtitle1>
        <Text block className={styles.quiet}>
          {hint}
        </Text>
      </div>
      {children}
    </Card>
  );
}

const useStyles = makeStyles({
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXL, maxWidth: '960px' },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalL },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
});
